//! A master that comes up: it knows what is in the registry, and learns the rest from those who come back.

use std::collections::BTreeSet;
use std::sync::Arc;

use rand::Rng;

use super::agent::{Agent, Standing};
use super::agents::Away;
use super::change::Change;
use super::counters::Counters;
use super::executor::Executor;
use super::framework::{Books, Presence};
use super::ids::{AgentKey, FrameworkKey, uuid};
use super::inverse::InverseOffers;
use super::pool::ByRole;
use super::schedule::Action;
use super::slab::Key;
use super::task::{Nanos, SECOND, State, Task};
use super::tasks::MILLI;
use super::{Logging, World};

/// How long a master reads its registry.
const RECOVERY: Nanos = SECOND;

/// Agents that come back within a second, once the first one has.
const RETURNS_PER_SECOND: usize = 4000;

impl World {
    /// Another master leads, or the same program was started again, which is the same to all others. From the registry it
    /// knows agents, quotas, weights and maintenance. Agents are recovered until they register again, one after the other;
    /// a framework is known once it subscribes again or an agent comes back with tasks of it. What had ended is forgotten.
    /// These agents do not come back by themselves.
    pub fn fail_over(&mut self, missing: &BTreeSet<AgentKey>) {
        self.rescind_all();
        let master = uuid(self.rng.random());
        self.ids.succeed(master, self.agents.len(), self.frameworks.len());
        self.started = self.now;
        self.recovered = self.now + RECOVERY;
        self.counters = Counters::default();
        self.logging = Logging { level: 0, generation: self.logging.generation + 1 };
        self.offered = 0;
        self.restart_process();
        self.inverse = InverseOffers::default();
        self.forget_unreachable();
        for at in 0..self.agents.len() {
            let key = self.agents[at].key;
            if self.agents[at].is_registered() {
                self.unhear_agent(key, missing.contains(&key));
            }
        }
        for at in 0..self.frameworks.len() {
            self.unhear_framework(self.frameworks[at].key);
        }
        self.over.clear();
        // Who has just come up has nothing to tell: its streams begin with everything as it is.
        self.changes.clear();
    }

    /// Whether the master still reads its registry.
    pub fn is_recovering(&self) -> bool {
        self.now < self.recovered
    }

    /// Tasks an agent has, whether its master has heard of it already or not: the agent goes on all the while.
    pub fn tasks_on<'a>(&'a self, agent: &'a Agent) -> impl Iterator<Item = &'a Arc<Task>> {
        let unheard = self.unheard(agent).into_iter().flat_map(|away| &away.tasks);
        agent.tasks.iter().filter_map(|key| self.tasks.get(*key)).chain(unheard)
    }

    /// Its executors, likewise.
    pub fn executors_on<'a>(&'a self, agent: &'a Agent) -> impl Iterator<Item = &'a Arc<Executor>> {
        let unheard = self.unheard(agent).into_iter().flat_map(|away| &away.executors);
        agent
            .executors
            .iter()
            .filter_map(|key| self.executors.get(*key))
            .chain(unheard.map(|(_, executor)| executor))
    }

    fn unheard(&self, agent: &Agent) -> Option<&Away> {
        self.away.get(&agent.key).filter(|_| agent.standing == Standing::Recovered)
    }

    /// Agents that were unreachable still are; which tasks they had the new master does not know.
    fn forget_unreachable(&mut self) {
        for away in self.away.values_mut().filter(|away| !away.unheard) {
            away.tasks.retain(|task| {
                let books = &self.books[task.framework.index()];
                books.unreachable.iter().any(|unreachable| unreachable.id == task.id)
            });
            away.unheard = true;
        }
    }

    fn unhear_agent(&mut self, key: AgentKey, missing: bool) {
        let agent = self.agents[key.index()].clone();
        let executors =
            agent.executors.iter().filter_map(|key| Some((*key, self.executors.get(*key)?.clone())));
        let executors: Vec<_> = executors.collect();
        let mut tasks = Vec::new();
        for task in &agent.tasks {
            if let Some(known) = self.tasks.get(*task).cloned() {
                if !known.state.is_terminal() {
                    self.release(&known);
                }
                self.forget(*task);
                tasks.push(known);
            }
        }
        for (executor, _) in &executors {
            self.remove_executor(*executor);
        }
        let operations = self.take_operations(key);
        self.away.insert(key, Away { tasks, executors, operations, unheard: true });
        let connected = agent.connected && !missing;
        self.disconnected.remove(&key);
        let agent = self.agent_mut(key);
        agent.standing = Standing::Recovered;
        agent.connected = connected;
        agent.allocated = ByRole::default();
        agent.tasks.clear();
        agent.executors.clear();
        if connected {
            let spread = (2 + self.agents.len() / RETURNS_PER_SECOND) as Nanos * SECOND;
            let pause = self.rng.random_range(500 * MILLI..spread);
            self.schedule.at(self.recovered + pause, Action::Return(key));
        }
        self.schedule.at(self.recovered + self.settings.reregister_timeout, Action::ReregisterTimeout(key));
    }

    /// An agent that did not come back is unreachable. Nobody is told, and of its tasks the master never knew.
    pub(super) fn reregister_timeout(&mut self, key: AgentKey) {
        let (since, due) = (self.now, self.recovered + self.settings.reregister_timeout);
        if self.agents[key.index()].standing == Standing::Recovered && since >= due {
            self.agent_mut(key).standing = Standing::Unreachable { since };
            self.counters.recovery_removals += 1;
        }
    }

    fn unhear_framework(&mut self, key: FrameworkKey) {
        let books = &mut self.books[key.index()];
        let (active, executors) = (std::mem::take(&mut books.active), std::mem::take(&mut books.executors));
        let units = std::mem::take(&mut books.units);
        let (shares, states) = (std::mem::take(&mut books.shares), books.states);
        *books = Books { active, executors, units, shares, states, ..Books::default() };
        let before = self.frameworks[key.index()].presence;
        if matches!(before, Presence::Completed { .. }) {
            return;
        }
        let framework = Arc::make_mut(&mut self.frameworks[key.index()]);
        framework.presence = Presence::Unheard;
        framework.registered = 0;
        framework.reregistered = 0;
        if before == Presence::Connected {
            let pause = self.rng.random_range(200 * MILLI..2 * SECOND);
            self.schedule.at(self.recovered + pause, Action::Resubscribe(key));
        }
    }

    /// The master hears of a framework, from itself or from an agent: it is there, but not connected.
    pub(super) fn recover_framework(&mut self, key: FrameworkKey) {
        if self.frameworks[key.index()].presence != Presence::Unheard {
            return;
        }
        Arc::make_mut(&mut self.frameworks[key.index()]).presence = Presence::Recovered;
        let framework = self.frameworks[key.index()].clone();
        self.changes.push(Change::FrameworkAdded(framework));
    }

    /// The master hears of the frameworks whose tasks an agent has.
    pub(super) fn hear_of(&mut self, away: &Away) {
        let frameworks: BTreeSet<FrameworkKey> = away.tasks.iter().map(|task| task.framework).collect();
        for framework in frameworks {
            self.recover_framework(framework);
        }
    }

    /// What was under way with a task goes on when its agent is back.
    pub(super) fn resume(&mut self, key: Key<Task>) {
        let Some(task) = self.tasks.get(key) else { return };
        let action = match task.state {
            State::Staging | State::Starting => Action::Progress(key),
            State::Killing => Action::Die(key),
            state if state.is_terminal() => Action::Acknowledge(key),
            _ => return,
        };
        let pause = self.rng.random_range(200 * MILLI..2 * SECOND);
        self.schedule.at(self.now + pause, action);
    }
}
