//! A rolling upgrade that has come a third of the way.

use super::super::World;
use super::super::ids::{AgentKey, FrameworkKey};
use super::super::rollout::VERSIONS;
use super::super::task::SECOND;

/// The framework that is away: `training`, the last of the six.
const ABSENTEE: FrameworkKey = FrameworkKey(5);

impl World {
    /// Puts the cluster into the middle of it.
    pub(super) fn start_rollout(&mut self) {
        let done = self.agents.len() / 3;
        for at in 0..self.agents.len() {
            let version = VERSIONS[usize::from(at < done)];
            let back = self.now - i64::try_from(done.saturating_sub(at)).unwrap_or_default() * 20 * SECOND;
            let agent = self.agent_mut(AgentKey(at as u32));
            agent.version = version.into();
            agent.reregistered = (at < done).then_some(back);
        }
        self.leave(ABSENTEE, 100 * SECOND);
        // Those among the next that run tasks of the absent framework cannot be drained before it is back.
        let absent = |agent: &AgentKey| {
            let tasks = self.agents[agent.index()].tasks.iter().filter_map(|task| self.tasks.get(*task));
            tasks.into_iter().any(|task| task.framework == ABSENTEE)
        };
        let stuck: Vec<AgentKey> =
            (done..self.agents.len()).map(|at| AgentKey(at as u32)).filter(absent).take(2).collect();
        let since = self.now - 90 * SECOND;
        for agent in &stuck {
            self.drain_past_grace(*agent, since);
        }
        let stuck: Vec<_> = stuck.into_iter().map(|agent| (agent, since)).collect();
        self.begin_rollout(done as u32, stuck, ABSENTEE);
    }
}
