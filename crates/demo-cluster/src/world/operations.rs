//! Changes of an agent's resources by an operator: reserved, given back, made into volumes, destroyed, grown, shrunk.

use rand::Rng;

use super::World;
use super::ids::AgentKey;
use super::pool::Pools;
use super::schedule::Action;
use super::tasks::MILLI;

/// A change that was accepted: some resources become others.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// Where.
    pub agent: AgentKey,
    /// What there is before.
    pub consumed: Pools,
    /// What there is after, in its stead.
    pub converted: Pools,
}

impl World {
    /// Accepts a change; it takes effect a little later, unless something else took the resources by then.
    pub fn accept(&mut self, edit: Edit) {
        let delay = self.rng.random_range(30 * MILLI..150 * MILLI) + self.faults.acceptance_delay;
        if !self.faults.lose_accepted {
            self.schedule.at(self.now + delay, Action::Apply(Box::new(edit)));
        }
    }

    /// An accepted change takes effect. Says nothing if it no longer can, as Mesos does.
    pub(super) fn apply(&mut self, edit: &Edit) {
        self.rescind(edit.agent);
        let agent = self.agent_mut(edit.agent);
        if agent.is_registered() && agent.available().contains(&edit.consumed) {
            agent.total.subtract_all(&edit.consumed);
            agent.total.add_all(&edit.converted);
        }
    }
}
