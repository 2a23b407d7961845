//! A rolling upgrade: agents are drained a few at a time, restarted with the next version once they are drained, and taken
//! back, as an operator's script does it. One framework is away now and then; what ends meanwhile nobody acknowledges, and
//! the agents it was on stay where they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::World;
use super::agent::Agent;
use super::framework::Presence;
use super::ids::{AgentKey, FrameworkKey};
use super::schedule::Action;
use super::task::{Nanos, SECOND};

/// Agents that are worked on at a time.
const AT_ONCE: usize = 3;
/// How often the script looks.
const STEP: Nanos = 2 * SECOND;
/// What it gives tasks to end.
const GRACE: Nanos = 10 * SECOND;
/// How long the agent's machine is worked on.
const RESTART: Nanos = 6 * SECOND;
/// A drain that takes longer is left alone, and the next agent takes its place.
const PATIENCE: Nanos = 45 * SECOND;
/// How long the absent framework stays away, and how long it is there in between.
const AWAY: Nanos = 180 * SECOND;
const THERE: Nanos = 60 * SECOND;
/// What agents run before and after.
pub(super) const VERSIONS: [&str; 2] = ["1.10.0", "1.11.0"];

/// Where the script is with one agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Its tasks are to end.
    Draining { since: Nanos },
    /// It is drained and restarts.
    Restarting { until: Nanos },
}

/// The script.
#[derive(Debug)]
pub(super) struct Rollout {
    /// The agent after the last one that was begun with.
    next: u32,
    in_work: BTreeMap<AgentKey, Stage>,
    /// Who is away now and then.
    absentee: FrameworkKey,
}

impl World {
    /// Begins, with the agents before `next` done and some whose drain takes long since some time.
    pub(super) fn begin_rollout(
        &mut self,
        next: u32,
        stuck: impl IntoIterator<Item = (AgentKey, Nanos)>,
        absentee: FrameworkKey,
    ) {
        let in_work = stuck.into_iter().map(|(agent, since)| (agent, Stage::Draining { since })).collect();
        self.rollout = Some(Rollout { next, in_work, absentee });
        self.schedule.at(self.now + STEP, Action::Rollout);
    }

    /// Looks at every agent in work, and begins with as many more as there is room for.
    pub(super) fn roll(&mut self) {
        self.schedule.at(self.now + STEP, Action::Rollout);
        // A cluster without updates stands still.
        if self.settings.updates_per_second <= 0.0 {
            return;
        }
        let Some(mut rollout) = self.rollout.take() else { return };
        self.come_and_go(rollout.absentee);
        let in_work = std::mem::take(&mut rollout.in_work);
        rollout.in_work = in_work
            .into_iter()
            .filter_map(|(agent, stage)| Some((agent, self.go_on_with(agent, stage)?)))
            .collect();
        let tedious = |stage: &&Stage| match stage {
            Stage::Draining { since } => self.now - since <= PATIENCE,
            Stage::Restarting { .. } => true,
        };
        let busy = rollout.in_work.values().filter(tedious).count();
        for _ in busy..AT_ONCE {
            let Some(agent) = self.next_to_drain(&mut rollout) else { break };
            self.drain_agent(agent, Some(GRACE), false);
            rollout.in_work.insert(agent, Stage::Draining { since: self.now });
        }
        self.rollout = Some(rollout);
    }

    /// The next stage of an agent; none if it is done, or in other hands.
    fn go_on_with(&mut self, key: AgentKey, stage: Stage) -> Option<Stage> {
        let agent = self.agent(key).filter(|agent| agent.is_registered())?;
        match stage {
            Stage::Draining { .. } if agent.drain?.drained => {
                self.disconnect_agent(key);
                Some(Stage::Restarting { until: self.now + RESTART })
            }
            Stage::Restarting { until } if until <= self.now => {
                self.agent_mut(key).version = VERSIONS[1].into();
                self.return_agent(key);
                self.reactivate_agent(key);
                None
            }
            stage => Some(stage),
        }
    }

    /// The next agent in order that can be drained; after the last one the first, since there is always a next version.
    fn next_to_drain(&self, rollout: &mut Rollout) -> Option<AgentKey> {
        let count = u32::try_from(self.agents.len()).unwrap_or(u32::MAX);
        let found = (0..count).map(|step| AgentKey((rollout.next + step) % count)).find(|key| {
            !rollout.in_work.contains_key(key)
                && self.agent(*key).is_some_and(|agent: &Arc<Agent>| agent.is_active())
        })?;
        rollout.next = (found.0 + 1) % count;
        Some(found)
    }

    fn come_and_go(&mut self, key: FrameworkKey) {
        let framework = &self.frameworks[key.index()];
        match framework.presence {
            Presence::Disconnected { since } if self.now - since >= AWAY => self.resubscribe(key),
            Presence::Connected if self.now - framework.reregistered >= THERE => {
                self.disconnect_framework(key);
            }
            _ => {}
        }
    }
}
