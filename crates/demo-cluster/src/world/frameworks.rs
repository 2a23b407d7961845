//! The life of a framework: subscribed, away, back, torn down, completed.

use std::sync::Arc;

use super::World;
use super::change::Change;
use super::framework::{Books, Framework, Presence};
use super::ids::FrameworkKey;
use super::schedule::Action;
use super::task::{Nanos, Reason, SECOND, State};
use super::tasks::Update;

impl World {
    /// A framework subscribes for the first time. Its key is the next one.
    pub(super) fn add_framework(&mut self, framework: Framework) -> FrameworkKey {
        let key = framework.key;
        let framework = Arc::new(framework);
        self.frameworks.push(framework.clone());
        self.books.push(Books::default());
        self.counters.subscriptions += 1;
        self.books[key.index()].traffic.subscriptions += 1;
        self.changes.push(Change::FrameworkAdded(framework));
        key
    }

    fn framework_mut(&mut self, key: FrameworkKey) -> &mut Framework {
        Arc::make_mut(&mut self.frameworks[key.index()])
    }

    /// A framework's connection breaks. No event tells of it; it has its failover timeout to come back.
    pub fn disconnect_framework(&mut self, key: FrameworkKey) {
        if !self.frameworks[key.index()].is_connected() {
            return;
        }
        let since = self.now;
        self.rescind_from(key);
        self.void_inverse_offers_to(key, false);
        let framework = self.framework_mut(key);
        framework.presence = Presence::Disconnected { since };
        #[expect(clippy::cast_possible_truncation, reason = "timeouts are weeks at most")]
        let timeout = (framework.failover_timeout * SECOND as f64) as Nanos;
        self.schedule.at(since.saturating_add(timeout), Action::FailoverTimeout(key));
    }

    /// A framework subscribes again and acknowledges what happened meanwhile.
    pub fn resubscribe(&mut self, key: FrameworkKey) {
        let now = self.now;
        self.recover_framework(key);
        if !matches!(
            self.frameworks[key.index()].presence,
            Presence::Disconnected { .. } | Presence::Recovered
        ) {
            return;
        }
        let framework = self.framework_mut(key);
        framework.presence = Presence::Connected;
        framework.reregistered = now;
        if framework.registered == 0 {
            framework.registered = now;
        }
        self.counters.resubscriptions += 1;
        self.books[key.index()].traffic.subscriptions += 1;
        let framework = self.frameworks[key.index()].clone();
        self.changes.push(Change::FrameworkUpdated(framework));
        for task in self.books[key.index()].active.clone() {
            if self.tasks.get(task).is_some_and(|task| task.state.is_terminal()) {
                self.schedule.at(now + SECOND / 4, Action::Acknowledge(task));
            }
        }
        self.acknowledge_operations_of(key);
    }

    /// A framework's time to come back is over.
    pub(super) fn failover_timeout(&mut self, key: FrameworkKey) {
        let Presence::Disconnected { since } = self.frameworks[key.index()].presence else { return };
        let timeout = self.frameworks[key.index()].failover_timeout;
        // It may have been back and gone again since this was scheduled.
        #[expect(clippy::cast_precision_loss, reason = "a difference of seconds")]
        let away = (self.now - since) as f64 / SECOND as f64;
        if away + 0.001 >= timeout {
            self.teardown(key);
        }
    }

    /// A framework is over: its tasks are killed, and its id never comes back.
    pub fn teardown(&mut self, key: FrameworkKey) {
        if self.frameworks[key.index()].is_completed() {
            return;
        }
        self.rescind_from(key);
        self.void_inverse_offers_to(key, true);
        let message: Arc<str> = format!("Framework {} removed", self.ids.framework(key)).into();
        for task in self.books[key.index()].active.clone() {
            if self.tasks.get(task).is_some_and(|task| task.state.is_terminal()) {
                self.complete(task);
            } else {
                let update = Update::to(State::Killed).by_master().because(Reason::FrameworkRemoved);
                self.update(task, update.saying(message.clone()));
            }
        }
        for executor in self.books[key.index()].executors.clone() {
            self.remove_executor(executor);
        }
        let unreachable = std::mem::take(&mut self.books[key.index()].unreachable);
        let limit = self.settings.max_completed_tasks;
        let completed = &mut self.books[key.index()].completed;
        completed.extend(unreachable);
        while completed.len() > limit {
            completed.pop_front();
        }
        let since = self.now;
        self.framework_mut(key).presence = Presence::Completed { since };
        self.orphan_operations(key);
        let framework = self.frameworks[key.index()].clone();
        self.changes.push(Change::FrameworkRemoved(framework));
        self.over.push_back(key);
        while self.over.len() > self.settings.max_completed_frameworks {
            if let Some(forgotten) = self.over.pop_front() {
                self.books[forgotten.index()].completed.clear();
            }
        }
    }
}
