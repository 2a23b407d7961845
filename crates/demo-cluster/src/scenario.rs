//! The clusters one can ask for, by name.

use std::fmt;
use std::str::FromStr;

/// A size and a story.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Scenario {
    /// A dozen agents on a lively, healthy day.
    #[default]
    Small,
    /// 10,000 agents, 100,000 running and 100,000 completed tasks.
    Large,
    /// 40,000 agents, 400,000 running tasks.
    Huge,
    /// A small cluster on a bad day: agents away, drains that do not end, frameworks gone, tasks that fail again and again.
    Unhealthy,
    /// A rolling upgrade: agents are drained a few at a time and taken back; some drains wait for a framework that is away.
    RollingDrain,
    /// Roles whose guarantees and limits cannot all hold, frameworks that starve, offers that are hoarded.
    QuotaFight,
    /// A master and nobody else.
    Empty,
}

impl Scenario {
    /// All of them, in the order to show them.
    pub const ALL: [Self; 7] = [
        Self::Small,
        Self::Large,
        Self::Huge,
        Self::Unhealthy,
        Self::RollingDrain,
        Self::QuotaFight,
        Self::Empty,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Large => "large",
            Self::Huge => "huge",
            Self::Unhealthy => "unhealthy",
            Self::RollingDrain => "rolling-drain",
            Self::QuotaFight => "quota-fight",
            Self::Empty => "empty",
        }
    }

    /// One line about it.
    pub fn about(self) -> &'static str {
        match self {
            Self::Small => "12 agents, 6 frameworks, 150 tasks on a lively, healthy day",
            Self::Large => "10,000 agents, 100,000 running and 100,000 completed tasks",
            Self::Huge => "40,000 agents, 400,000 running tasks",
            Self::Unhealthy => "agents away, drains that do not end, tasks that fail again and again",
            Self::RollingDrain => {
                "24 agents drained three at a time, upgraded and taken back; some drains get stuck"
            }
            Self::QuotaFight => "guarantees the cluster cannot meet, roles at their limits, hoarded offers",
            Self::Empty => "a master without agents",
        }
    }

    /// The fewest agents and tasks that its story can be told with.
    pub(crate) fn least(self) -> (u32, u32) {
        let size = self.size();
        match self {
            Self::Unhealthy | Self::RollingDrain | Self::QuotaFight => (size.agents, size.tasks),
            Self::Small | Self::Large | Self::Huge | Self::Empty => (0, 0),
        }
    }

    pub(crate) fn size(self) -> Size {
        match self {
            Self::Small => Size { agents: 12, frameworks: 6, tasks: 150, completed: 25, updates: 4.0 },
            Self::Unhealthy => Size { agents: 16, frameworks: 6, tasks: 190, completed: 40, updates: 6.0 },
            Self::RollingDrain => Size { agents: 24, frameworks: 6, tasks: 260, completed: 30, updates: 4.0 },
            Self::QuotaFight => Size { agents: 12, frameworks: 6, tasks: 120, completed: 25, updates: 5.0 },
            Self::Large => {
                Size { agents: 10_000, frameworks: 100, tasks: 100_000, completed: 1_000, updates: 50.0 }
            }
            Self::Huge => {
                Size { agents: 40_000, frameworks: 200, tasks: 400_000, completed: 100, updates: 200.0 }
            }
            Self::Empty => Size { agents: 0, frameworks: 0, tasks: 0, completed: 0, updates: 0.0 },
        }
    }
}

/// How much of everything a scenario starts with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Size {
    pub agents: u32,
    pub frameworks: u32,
    /// Running ones, over all frameworks.
    pub tasks: u32,
    /// Completed ones of each framework.
    pub completed: u32,
    /// Events about tasks a second.
    pub updates: f64,
}

impl Size {
    /// The same with so many agents and running tasks. Completed tasks keep their proportion to the running ones.
    pub(crate) fn with(self, agents: u32, tasks: u32) -> Self {
        let completed = if self.tasks == 0 {
            0
        } else {
            let share = u64::from(self.completed) * u64::from(tasks) + u64::from(self.tasks / 2);
            u32::try_from(share / u64::from(self.tasks)).unwrap_or(u32::MAX)
        };
        // Where nobody is, somebody has to run what was asked for.
        let frameworks = self.frameworks.max(u32::from(tasks > 0));
        Self { agents, tasks, completed, frameworks, ..self }
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name that no scenario has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownScenario(String);

impl fmt::Display for UnknownScenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = Scenario::ALL.iter().map(|scenario| scenario.name()).collect();
        write!(f, "there is no scenario \"{}\"; there are {}", self.0, names.join(", "))
    }
}

impl std::error::Error for UnknownScenario {}

impl FromStr for Scenario {
    type Err = UnknownScenario;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|scenario| scenario.name() == name)
            .ok_or_else(|| UnknownScenario(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completed_tasks_keep_their_proportion_to_the_running_ones() {
        let large = Scenario::Large.size();
        assert_eq!(large.with(large.agents, large.tasks), large);
        let some = large.with(1_000, 10_000);
        assert_eq!((some.agents, some.tasks, some.completed, some.frameworks), (1_000, 10_000, 100, 100));
        let empty = Scenario::Empty.size();
        assert_eq!(empty.with(0, 0), empty);
        assert_eq!((empty.with(5, 7).tasks, empty.with(5, 7).frameworks), (7, 1));
    }

    #[test]
    fn names_are_read_back() {
        for scenario in Scenario::ALL {
            assert_eq!(scenario.to_string().parse(), Ok(scenario));
        }
        assert_eq!(
            "tiny".parse::<Scenario>().unwrap_err().to_string(),
            "there is no scenario \"tiny\"; there are small, large, huge, unhealthy, rolling-drain, quota-fight, empty"
        );
    }
}
