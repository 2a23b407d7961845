//! The life of an agent: away, unreachable, back, drained, set apart, gone.

use std::collections::BTreeSet;
use std::sync::Arc;

use rand::Rng;

use super::World;
use super::agent::{Agent, Drain, Standing};
use super::change::Change;
use super::executor::Executor;
use super::ids::{AgentKey, FrameworkKey};
use super::operation::{Operation, OperationState};
use super::pool::{ByRole, Kind};
use super::schedule::Action;
use super::slab::Key;
use super::task::{Nanos, Reason, SECOND, State, Status, Task};
use super::tasks::Update;

/// What an unreachable agent still runs, kept until it is heard of again.
#[derive(Default)]
pub(super) struct Away {
    pub(super) tasks: Vec<Arc<Task>>,
    pub(super) executors: Vec<(Key<Executor>, Arc<Executor>)>,
    pub(super) operations: Vec<Arc<Operation>>,
    /// Its tasks are unknown to the master, rather than unreachable: another one lost sight of the agent, or this one came up.
    pub(super) unheard: bool,
}

impl Away {
    /// Whether any of its tasks, executors or operations has some of a kind.
    pub(super) fn holds(&self, kind: &Kind) -> bool {
        let tasks = self.tasks.iter().filter(|task| !task.state.is_terminal());
        let operations = self.operations.iter().filter(|operation| operation.holds());
        tasks.flat_map(|task| task.pools()).any(|pool| pool.kind == *kind)
            || self.executors.iter().any(|(_, executor)| executor.pool.kind == *kind)
            || operations.flat_map(|operation| operation.consumed.iter()).any(|pool| pool.kind == *kind)
    }
}

impl World {
    /// The agent to be changed. Keys are never reused, so there always is one.
    pub(super) fn agent_mut(&mut self, key: AgentKey) -> &mut Agent {
        Arc::make_mut(&mut self.agents[key.index()])
    }

    /// The connection to an agent breaks. No event tells of it.
    pub fn disconnect_agent(&mut self, key: AgentKey) {
        if !self.agents[key.index()].is_registered() || !self.agents[key.index()].connected {
            return;
        }
        self.rescind(key);
        self.agent_mut(key).connected = false;
        self.disconnected.insert(key, self.now);
        let timeout = self.settings.ping_timeout * i64::from(self.settings.max_ping_timeouts);
        self.schedule.at(self.now + timeout, Action::PingTimeout(key));
    }

    pub(super) fn ping_timeout(&mut self, key: AgentKey) {
        // It may have been back and gone again since this was scheduled.
        let due = self.disconnected.get(&key).is_some_and(|since| {
            self.now >= since + self.settings.ping_timeout * i64::from(self.settings.max_ping_timeouts)
        });
        if due {
            self.lose_agent(key);
        }
    }

    /// The agent was not heard of for too long: it leaves the list, its tasks are unreachable. Only the tasks have events.
    pub fn lose_agent(&mut self, key: AgentKey) {
        let agent = &self.agents[key.index()];
        if !agent.is_registered() || agent.connected {
            return;
        }
        let since = self.now;
        let mut away = Away::default();
        for task in agent.tasks.clone() {
            let Some(before) = self.tasks.get(task).cloned() else { continue };
            if before.state.is_terminal() {
                self.complete(task);
                continue;
            }
            let state = self.lost_state(before.framework, State::Unreachable);
            let update =
                Update::to(state).by_master().because(Reason::AgentRemoved).saying("health check timed out");
            let runner = before.executor.as_ref().map(|runner| runner.key);
            if let Some((key, executor)) = runner.and_then(|key| Some((key, self.executors.get(key)?)))
                && !away.executors.iter().any(|(known, _)| *known == key)
            {
                away.executors.push((key, executor.clone()));
            }
            if state == State::Lost {
                self.update(task, update);
            } else {
                self.set_unreachable(task, update);
            }
            away.tasks.push(before);
        }
        for executor in self.agents[key.index()].executors.clone() {
            self.remove_executor(executor);
        }
        let tenants: BTreeSet<FrameworkKey> = away.tasks.iter().map(|task| task.framework).collect();
        for framework in tenants {
            self.books[framework.index()].traffic.failures += 1;
        }
        away.operations = self.take_operations(key);
        self.void_inverse_offers(key);
        self.store_registry();
        self.counters.unreachable += 1;
        self.counters.removals += 1;
        self.counters.removals_unhealthy += 1;
        let agent = self.agent_mut(key);
        agent.standing = Standing::Unreachable { since };
        agent.tasks.clear();
        agent.executors.clear();
        self.away.insert(key, away);
    }

    fn set_unreachable(&mut self, key: Key<Task>, update: Update) {
        let Some(task) = self.tasks.get_mut(key) else { return };
        let status = Status {
            time: self.now,
            uuid: 0,
            message: update.message,
            state: update.state,
            origin: update.origin,
            reason: update.reason,
            healthy: None,
        };
        let before = std::mem::replace(&mut task.state, update.state);
        let framework = task.framework;
        task.statuses.push(status.clone());
        self.recount(framework, before, update.state);
        let Some(task) = self.tasks.get(key).cloned() else { return };
        self.release(&task);
        self.forget(key);
        self.books[task.framework.index()].updates += 1;
        self.changes.push(Change::TaskUpdated(task.clone(), status));
        let limit = self.settings.max_unreachable_tasks;
        let unreachable = &mut self.books[task.framework.index()].unreachable;
        unreachable.push_back(task);
        while unreachable.len() > limit {
            unreachable.pop_front();
        }
    }

    /// An agent is heard of again. If it was unreachable its tasks are added again, and after them the agent.
    pub fn return_agent(&mut self, key: AgentKey) {
        let now = self.now;
        self.disconnected.remove(&key);
        match self.agents[key.index()].standing {
            Standing::Registered if !self.agents[key.index()].connected => {
                let agent = self.agent_mut(key);
                agent.connected = true;
                agent.reregistered = Some(now);
                self.counters.reregistrations += 1;
                self.continue_drain(key);
            }
            Standing::Unreachable { .. } | Standing::Recovered | Standing::Down => {
                let agent = self.agent_mut(key);
                agent.standing = Standing::Registered;
                agent.connected = true;
                agent.registered = now;
                agent.reregistered = Some(now);
                self.counters.reregistrations += 1;
                self.bring_back(key);
                let agent = self.agents[key.index()].clone();
                self.changes.push(Change::AgentAdded(agent));
                self.continue_drain(key);
            }
            Standing::Registered | Standing::Gone | Standing::Removed => {}
        }
    }

    /// Books the tasks of an agent that was unreachable again, but for those whose framework is over.
    fn bring_back(&mut self, key: AgentKey) {
        let Some(away) = self.away.remove(&key) else { return };
        self.hear_of(&away);
        let mut executors: Vec<(Key<Executor>, Key<Executor>)> = Vec::new();
        for (old, executor) in away.executors {
            if self.frameworks[executor.framework.index()].is_completed() {
                continue;
            }
            let (framework, role, pool) = (executor.framework, executor.role.clone(), executor.pool.clone());
            let again = self.executors.insert(Arc::new(Executor { tasks: 0, ..(*executor).clone() }));
            self.books[framework.index()].executors.push(again);
            self.agent_mut(key).executors.push(again);
            self.allocate(framework, key, &role, &pool);
            executors.push((old, again));
        }
        for task in away.tasks {
            let framework = task.framework;
            let books = &mut self.books[framework.index()];
            let known = books.unreachable.len();
            books.unreachable.retain(|other| other.id != task.id);
            // A framework that knows nothing of partitions was told the task is lost, and that is the end of it.
            let forgotten = books.unreachable.len() == known && !away.unheard;
            if forgotten || self.frameworks[framework.index()].is_completed() {
                continue;
            }
            let mut task = (*task).clone();
            if let Some(runner) = &mut task.executor {
                if let Some((_, again)) = executors.iter().find(|(known, _)| *known == runner.key) {
                    Arc::make_mut(runner).key = *again;
                }
                if let Some(executor) = self.executors.get_mut(runner.key)
                    && !task.state.is_terminal()
                {
                    executor.tasks += 1;
                }
            }
            let over = task.state.is_terminal();
            for pool in task.pools().filter(|_| !over).collect::<Vec<_>>() {
                self.allocate(framework, key, &task.blueprint.role, &pool);
            }
            let task = Arc::new(task);
            let again = self.tasks.insert(task.clone());
            self.enlist(framework, again);
            self.agent_mut(key).tasks.push(again);
            self.changes.push(Change::TaskAdded(task));
            self.resume(again);
        }
        self.bring_back_operations(away.operations);
        for (_, executor) in executors {
            if self.executors.get(executor).is_some_and(|executor| executor.tasks == 0) {
                self.remove_executor(executor);
            }
        }
    }

    /// Sets an agent apart: no offers, tasks go on.
    pub fn deactivate_agent(&mut self, key: AgentKey) {
        self.rescind(key);
        self.agent_mut(key).deactivated = true;
    }

    /// Takes an agent back into use, drained or not.
    pub fn reactivate_agent(&mut self, key: AgentKey) {
        let agent = self.agent_mut(key);
        agent.deactivated = false;
        agent.drain = None;
    }

    /// Asks all tasks of an agent to end; when they have, it is drained.
    pub fn drain_agent(&mut self, key: AgentKey, grace: Option<Nanos>, mark_gone: bool) {
        self.rescind(key);
        // Mesos shows whole seconds.
        let since = self.now - self.now % SECOND;
        let agent = self.agent_mut(key);
        agent.deactivated = true;
        agent.drain = Some(Drain { drained: false, grace, mark_gone, since });
        self.continue_drain(key);
    }

    fn continue_drain(&mut self, key: AgentKey) {
        let agent = &self.agents[key.index()];
        let Some(drain) = agent.drain else { return };
        if drain.drained || !agent.is_registered() || !agent.connected {
            return;
        }
        for task in agent.tasks.clone() {
            self.kill(task, Some(Reason::AgentDraining), drain.grace);
        }
        self.check_drained(key);
    }

    /// Declares a draining agent drained once nothing is left on it, unacknowledged ends included.
    pub(super) fn check_drained(&mut self, key: AgentKey) {
        let agent = &self.agents[key.index()];
        let Some(drain) = agent.drain else { return };
        // What is going on at resource providers is not waited for.
        let operating = self.operations_on(key).any(|operation| operation.provider().is_none());
        if drain.drained || !agent.tasks.is_empty() || operating || !agent.is_registered() {
            return;
        }
        self.agent_mut(key).drain = Some(Drain { drained: true, ..drain });
        if drain.mark_gone {
            self.mark_gone(key);
        }
    }

    /// Marks an agent gone for good: its tasks are gone by operator. Only they have events.
    pub fn mark_gone(&mut self, key: AgentKey) {
        if let Some(away) = self.away.remove(&key) {
            self.count_operations(&away.operations, OperationState::GoneByOperator);
            // The tasks of an unreachable agent leave the unreachable list.
            for task in away.tasks {
                self.gone_from_unreachable(&task);
            }
        }
        let operations = self.take_operations(key);
        self.count_operations(&operations, OperationState::GoneByOperator);
        self.end_all(
            key,
            State::GoneByOperator,
            Reason::AgentRemovedByOperator,
            "Agent has been marked gone",
        );
        if self.agents[key.index()].is_registered() {
            self.counters.removals += 1;
        }
        let agent = self.agent_mut(key);
        agent.standing = Standing::Gone;
        agent.connected = false;
    }

    fn gone_from_unreachable(&mut self, task: &Task) {
        let books = &mut self.books[task.framework.index()];
        let Some(at) = books.unreachable.iter().position(|other| other.id == task.id) else { return };
        let Some(mut task) = books.unreachable.remove(at) else { return };
        let status = Status {
            time: self.now,
            uuid: 0,
            message: Some("Agent has been marked gone".into()),
            state: State::GoneByOperator,
            origin: super::task::Origin::Master,
            reason: Some(Reason::AgentRemovedByOperator),
            healthy: None,
        };
        let changed = Arc::make_mut(&mut task);
        changed.state = status.state;
        changed.statuses.push(status.clone());
        self.counters.end(status.state, status.origin, status.reason);
        self.books[task.framework.index()].ended[status.state as usize] += 1;
        self.changes.push(Change::TaskUpdated(task.clone(), status));
        let limit = self.settings.max_completed_tasks;
        let completed = &mut self.books[task.framework.index()].completed;
        completed.push_back(task);
        while completed.len() > limit {
            completed.pop_front();
        }
    }

    /// An agent leaves the cluster, in order or because its machine goes down. This one has an event.
    pub fn remove_agent(&mut self, key: AgentKey, standing: Standing, message: &str) {
        let hostname = self.agents[key.index()].hostname.clone();
        if !self.agents[key.index()].is_registered() {
            self.agent_mut(key).standing = standing;
            return;
        }
        let message = format!("Agent {hostname} removed: {message}");
        self.take_operations(key);
        self.end_all(key, State::Gone, Reason::AgentRemoved, &message);
        self.counters.removals += 1;
        self.counters.removals_unregistered += 1;
        let agent = self.agent_mut(key);
        agent.standing = standing;
        agent.connected = false;
        self.changes.push(Change::AgentRemoved(key));
    }

    fn end_all(&mut self, key: AgentKey, aware: State, reason: Reason, message: &str) {
        self.rescind(key);
        self.void_inverse_offers(key);
        self.store_registry();
        for task in self.agents[key.index()].tasks.clone() {
            let Some(running) = self.tasks.get(task) else { continue };
            if running.state.is_terminal() {
                self.complete(task);
                continue;
            }
            // The machine's going down is told as a loss even to those that know better states.
            let state = match aware {
                State::Gone => State::Lost,
                aware => self.lost_state(running.framework, aware),
            };
            self.update(task, Update::to(state).by_master().because(reason).saying(message));
        }
        for executor in self.agents[key.index()].executors.clone() {
            self.remove_executor(executor);
        }
        let agent = self.agent_mut(key);
        agent.allocated = ByRole::default();
        agent.executors.clear();
    }

    /// A random agent of the registered and connected ones.
    pub(super) fn some_agent(&mut self) -> Option<AgentKey> {
        if self.agents.is_empty() {
            return None;
        }
        let count = self.agents.len();
        let from = self.rng.random_range(0..count);
        (from..count).chain(0..from).find(|at| self.agents[*at].is_active()).map(|at| self.agents[at].key)
    }
}
