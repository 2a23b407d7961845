//! The maintenance schedule: machines, windows, and which of them are down.

use super::World;
use super::agent::{Agent, Standing};
use super::ids::AgentKey;
use super::schedule::Action;
use super::task::{Nanos, SECOND};

/// A machine as the schedule names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Machine {
    /// In lower case, as Mesos compares it.
    pub hostname: Option<String>,
    /// As text.
    pub ip: Option<String>,
}

/// A span of time in which machines are away.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// Which.
    pub machines: Vec<Machine>,
    /// From.
    pub start: Nanos,
    /// For how long; for ever if not said.
    pub duration: Option<Nanos>,
}

/// The schedule and where its machines are. A machine that is scheduled and not down is draining.
#[derive(Debug, Clone, Default)]
pub struct Maintenance {
    /// In the order they were given.
    pub windows: Vec<Window>,
    /// Down.
    pub down: Vec<Machine>,
}

impl Maintenance {
    /// Whether a machine is in the schedule.
    pub fn is_scheduled(&self, machine: &Machine) -> bool {
        self.windows.iter().any(|window| window.machines.contains(machine))
    }

    /// Scheduled machines that are not down.
    pub fn draining(&self) -> impl Iterator<Item = &Machine> {
        self.windows.iter().flat_map(|window| &window.machines).filter(|machine| !self.down.contains(machine))
    }
}

impl Machine {
    /// Whether it is this agent's. It must have both of the agent's names: a machine with one of them is another machine.
    pub fn is_of(&self, agent: &Agent, ip: &str) -> bool {
        self.hostname.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(&agent.hostname))
            && self.ip.as_deref() == Some(ip)
    }
}

impl World {
    /// Takes machines down: their agents are removed.
    pub fn start_maintenance(&mut self, machines: Vec<Machine>) {
        for machine in machines {
            self.store_registry();
            for key in self.agents_on(&machine) {
                self.remove_agent(key, Standing::Down, "Operator initiated 'Machine DOWN'");
            }
            self.maintenance.down.push(machine);
        }
    }

    /// Takes machines up again and out of the schedule: their agents come back by themselves.
    pub fn stop_maintenance(&mut self, machines: &[Machine]) {
        for machine in machines {
            self.store_registry();
            self.maintenance.down.retain(|other| other != machine);
            for window in &mut self.maintenance.windows {
                window.machines.retain(|other| other != machine);
            }
            for key in self.agents_on(machine) {
                self.void_inverse_offers(key);
                self.schedule.at(self.now + 2 * SECOND, Action::Return(key));
            }
        }
        self.maintenance.windows.retain(|window| !window.machines.is_empty());
    }

    /// Agents of a machine, wherever they stand, but for those that are gone for good.
    pub fn agents_on(&self, machine: &Machine) -> Vec<AgentKey> {
        let ip = self.address_text();
        self.agents
            .iter()
            .filter(|agent| !matches!(agent.standing, Standing::Gone | Standing::Removed))
            .filter(|agent| machine.is_of(agent, &ip))
            .map(|agent| agent.key)
            .collect()
    }
}
