//! The life of a task from its launch on: updated, ended, acknowledged, completed.

use std::sync::Arc;

use rand::Rng;

use super::World;
use super::change::Change;
use super::framework::{PARTITION_AWARE, TASK_KILLING_STATE};
use super::ids::{FrameworkKey, uuid};
use super::schedule::Action;
use super::slab::Key;
use super::task::{Nanos, Origin, Reason, SECOND, State, Status, Task};

/// Milliseconds in nanoseconds.
pub(super) const MILLI: Nanos = SECOND / 1000;

/// What a status update says.
pub struct Update {
    /// The new state.
    pub state: State,
    /// Who says so.
    pub origin: Origin,
    /// Why.
    pub reason: Option<Reason>,
    /// For people.
    pub message: Option<Arc<str>>,
    /// What the health check found; `None` leaves what is known.
    pub healthy: Option<bool>,
}

impl Update {
    /// From the executor, without more.
    pub fn to(state: State) -> Self {
        Self { state, origin: Origin::Executor, reason: None, message: None, healthy: None }
    }

    /// With a reason.
    pub fn because(self, reason: Reason) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// With words.
    pub fn saying(self, message: impl Into<Arc<str>>) -> Self {
        Self { message: Some(message.into()), ..self }
    }

    /// From the master itself.
    pub fn by_master(self) -> Self {
        Self { origin: Origin::Master, ..self }
    }
}

impl World {
    /// A status update arrives: the one way in which a task's state changes.
    pub fn update(&mut self, key: Key<Task>, update: Update) {
        let time = self.now;
        let uuid = if update.origin == Origin::Master { 0 } else { uuid(self.rng.random()) };
        let Some(task) = self.tasks.get_mut(key) else { return };
        if task.state.is_terminal() {
            return;
        }
        let healthy = update.healthy.or_else(|| match update.origin {
            Origin::Executor if update.state == State::Running => None,
            Origin::Executor => task.statuses.last().and_then(|status| status.healthy),
            _ => None,
        });
        let status = Status {
            time,
            uuid,
            message: update.message,
            state: update.state,
            origin: update.origin,
            reason: update.reason,
            healthy,
        };
        let before = std::mem::replace(&mut task.state, status.state);
        // Of each state only the last update is kept.
        match task.statuses.last_mut() {
            Some(last) if last.state == status.state => *last = status.clone(),
            _ => task.statuses.push(status.clone()),
        }
        let (framework, agent) = (task.framework, task.agent);
        self.recount(framework, before, status.state);
        if uuid != 0 {
            self.counters.updates += 1;
        }
        self.books[framework.index()].updates += 1;
        let Some(task) = self.tasks.get(key).cloned() else { return };
        if let Some(tally) = self.tallies.get_mut(agent.index()).filter(|_| uuid != 0) {
            tally.update(status.state, task.executor.is_none());
        }
        if uuid != 0 && !status.state.is_terminal() {
            // Ends are acknowledged later, and show until they are.
            self.counters.acknowledgements += 1;
            self.books[framework.index()].traffic.acknowledgements += 1;
        }
        if status.state.is_terminal() {
            self.counters.end(status.state, status.origin, status.reason);
            self.books[framework.index()].ended[status.state as usize] += 1;
            self.release(&task);
            let acknowledged = self.frameworks[framework.index()].is_connected();
            if status.origin == Origin::Executor && acknowledged {
                let delay = self.rng.random_range(20 * MILLI..80 * MILLI);
                self.schedule.at(self.now + delay, Action::Acknowledge(key));
            }
        }
        self.changes.push(Change::TaskUpdated(task, status.clone()));
        // What the master makes up itself waits for nobody.
        if status.state.is_terminal() && status.origin == Origin::Master {
            self.complete(key);
            self.check_drained(agent);
        }
    }

    /// The framework has taken note of a task's end: the task becomes history.
    pub(super) fn acknowledge(&mut self, key: Key<Task>) {
        let Some(task) = self.tasks.get(key) else { return };
        let (framework, agent) = (task.framework, task.agent);
        if !task.state.is_terminal() || !self.frameworks[framework.index()].is_connected() {
            return;
        }
        self.counters.acknowledgements += 1;
        self.books[framework.index()].traffic.acknowledgements += 1;
        self.complete(key);
        self.check_drained(agent);
    }

    /// Takes an ended task out of the active ones into its framework's bounded history.
    pub(super) fn complete(&mut self, key: Key<Task>) {
        let Some(task) = self.forget(key) else { return };
        let limit = self.settings.max_completed_tasks;
        let completed = &mut self.books[task.framework.index()].completed;
        completed.push_back(task);
        while completed.len() > limit {
            completed.pop_front();
        }
    }

    /// Takes a task out of all lists of active ones.
    pub(super) fn forget(&mut self, key: Key<Task>) -> Option<Arc<Task>> {
        let task = self.tasks.remove(key)?;
        let books = &mut self.books[task.framework.index()];
        books.states[task.state as usize] -= 1;
        let active = &mut books.active;
        let at = self.places[key.slot()] as usize;
        active.swap_remove(at);
        if let Some(moved) = active.get(at) {
            self.places[moved.slot()] = at as u32;
        }
        self.agent_mut(task.agent).tasks.retain(|other| *other != key);
        Some(task)
    }

    /// Puts a task among its framework's active ones.
    pub(super) fn enlist(&mut self, framework: FrameworkKey, key: Key<Task>) {
        let books = &mut self.books[framework.index()];
        if let Some(task) = self.tasks.get(key) {
            books.states[task.state as usize] += 1;
        }
        let active = &mut books.active;
        if self.places.len() <= key.slot() {
            self.places.resize(key.slot() + 1, 0);
        }
        self.places[key.slot()] = active.len() as u32;
        active.push(key);
    }

    /// Asks a task to end: it says so if its framework knows the state, and is gone within its grace period.
    pub(super) fn kill(&mut self, key: Key<Task>, reason: Option<Reason>, grace: Option<Nanos>) {
        let Some(task) = self.tasks.get(key) else { return };
        if task.state.is_terminal() || task.state == State::Killing {
            return;
        }
        self.counters.kills += 1;
        self.books[task.framework.index()].traffic.kills += 1;
        if self.frameworks[task.framework.index()].can(TASK_KILLING_STATE) {
            self.update(key, Update { reason, ..Update::to(State::Killing) });
        }
        // Most programs end soon after they are asked; a slow one is killed when its grace is over.
        let patience = grace.unwrap_or(5 * SECOND);
        let willing = self.rng.random_range(200 * MILLI..3 * SECOND);
        self.killing.insert(key, reason);
        self.schedule.at(self.now + willing.min(patience), Action::Die(key));
    }

    /// A task that was asked to end is gone. One that was drained away is started elsewhere by its framework.
    pub(super) fn die_and_replace(&mut self, key: Key<Task>) {
        let reason = self.killing.remove(&key).flatten();
        let Some(task) = self.tasks.get(key).cloned() else { return };
        if task.state.is_terminal() {
            return;
        }
        if !self.agents[task.agent.index()].connected {
            // The update cannot get through; it will when the agent is back.
            self.killing.insert(key, reason);
            self.schedule.at(self.now + SECOND, Action::Die(key));
            return;
        }
        let message = self.phrase("Command terminated with signal Terminated");
        self.update(key, Update { reason, ..Update::to(State::Killed).saying(message) });
        let alone = task.executor.as_ref().is_none_or(|runner| self.executors.get(runner.key).is_none());
        if reason == Some(Reason::AgentDraining) && alone {
            let unit = self.unit_of(task.framework, &task);
            let pause = self.rng.random_range(SECOND..3 * SECOND);
            self.schedule.at(self.now + pause, Action::Launch(task.framework, unit));
        }
    }

    /// The next step of a task that was launched.
    pub(super) fn progress(&mut self, key: Key<Task>) {
        let Some(task) = self.tasks.get(key).cloned() else { return };
        if !self.agents[task.agent.index()].connected {
            self.schedule.at(self.now + SECOND, Action::Progress(key));
            return;
        }
        match task.state {
            State::Staging => {
                self.update(key, Update::to(State::Starting));
                let delay = self.rng.random_range(50 * MILLI..1500 * MILLI);
                self.schedule.at(self.now + delay, Action::Progress(key));
            }
            State::Starting => {
                self.update(key, Update::to(State::Running));
                if task.blueprint.flapping {
                    let delay = self.rng.random_range(6 * SECOND..25 * SECOND);
                    self.schedule.at(self.now + delay, Action::Flap(key));
                } else if task.blueprint.check.is_some() {
                    let delay = self.rng.random_range(SECOND..4 * SECOND);
                    self.schedule.at(self.now + delay, Action::Heal(key, true));
                }
            }
            _ => {}
        }
    }

    /// A health check found something.
    pub(super) fn heal(&mut self, key: Key<Task>, healthy: bool) {
        let Some(task) = self.tasks.get(key) else { return };
        if task.state != State::Running || !self.agents[task.agent.index()].connected {
            return;
        }
        let update = Update::to(State::Running).because(Reason::HealthCheckStatusUpdated);
        self.update(key, Update { healthy: Some(healthy), ..update });
    }

    /// What a framework gets to hear when an agent of its tasks is lost.
    pub(super) fn lost_state(&self, framework: FrameworkKey, aware: State) -> State {
        if self.frameworks[framework.index()].can(PARTITION_AWARE) { aware } else { State::Lost }
    }
}
