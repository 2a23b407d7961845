//! What happens by itself: tasks come and go, health changes, and now and then something worth a look.

use std::sync::Arc;

use rand::Rng;

use super::World;
use super::framework::{Style, TASK_KILLING_STATE};
use super::ids::{AgentKey, FrameworkKey};
use super::schedule::Action;
use super::slab::Key;
use super::task::{Nanos, Reason, SECOND, State, Task};
use super::tasks::{MILLI, Update};
use crate::scenario::Scenario;

impl World {
    /// Schedules everything that goes on for ever.
    pub(super) fn begin(&mut self) {
        self.schedule.at(self.now + SECOND / 2, Action::Churn);
        self.schedule.at(self.now + SECOND, Action::Offers);
        self.schedule.at(self.now + 2 * SECOND, Action::Store);
        let calm = self.rng.random_range(20 * SECOND..40 * SECOND);
        self.schedule.at(self.now + calm, Action::Story);
    }

    /// One step of everyday life, and when the next one is: as many status updates a second as were asked for.
    pub(super) fn churn(&mut self) {
        let rate = self.settings.updates_per_second;
        if rate <= 0.0 {
            // Looked at again, since the rate can be changed while the cluster runs.
            self.schedule.at(self.now + SECOND, Action::Churn);
            return;
        }
        let events = if self.rng.random_bool(0.65) { self.turn_over() } else { self.change_health() };
        #[expect(clippy::cast_possible_truncation, reason = "seconds")]
        let pause = (f64::from(events.max(1)) / rate * SECOND as f64) as Nanos;
        self.schedule.at(self.now + pause.max(1), Action::Churn);
    }

    /// A running task of a random framework, none that was asked to end.
    fn some_running(&mut self) -> Option<Key<Task>> {
        for _ in 0..16 {
            if self.churning.is_empty() {
                return None;
            }
            let framework = self.churning[self.rng.random_range(0..self.churning.len())];
            let active = &self.books[framework.index()].active;
            if active.is_empty() || !self.frameworks[framework.index()].is_connected() {
                continue;
            }
            let key = active[self.rng.random_range(0..active.len())];
            let Some(task) = self.tasks.get(key) else { continue };
            let agent = &self.agents[task.agent.index()];
            if task.state == State::Running && agent.connected && !self.killing.contains_key(&key) {
                return Some(key);
            }
        }
        None
    }

    /// A task ends and another takes its place. Says how many events that makes.
    fn turn_over(&mut self) -> u32 {
        let Some(key) = self.some_running() else { return 1 };
        let Some(task) = self.tasks.get(key).cloned() else { return 1 };
        let framework = task.framework;
        let style = self.frameworks[framework.index()].style;
        let unit = self.unit_of(framework, &task);
        let group: Vec<Key<Task>> = match (style, &task.executor) {
            (Style::Pods, Some(runner)) => self.agents[task.agent.index()]
                .tasks
                .iter()
                .copied()
                .filter(|other| {
                    self.tasks.get(*other).is_some_and(|other| other.executor.as_ref() == Some(runner))
                })
                .collect(),
            _ => vec![key],
        };
        let mut events = 0;
        for key in group {
            // Its successor starts, runs and is perhaps checked; that it was launched is an event too, but no update.
            events += 2 + u32::from(task.blueprint.check.is_some()) + self.end(key, style);
        }
        let next = match style {
            Style::Jobs => self.rng.random_range(0..self.books[framework.index()].units.len()),
            _ => unit,
        };
        let pause = self.rng.random_range(300 * MILLI..2 * SECOND);
        self.schedule.at(self.now + pause, Action::Launch(framework, next));
        events
    }

    /// Which of its framework's units a task is of.
    pub(super) fn unit_of(&self, framework: FrameworkKey, task: &Task) -> usize {
        let units = &self.books[framework.index()].units;
        units
            .iter()
            .position(|unit| unit.iter().any(|blueprint| Arc::ptr_eq(blueprint, &task.blueprint)))
            .unwrap_or_default()
    }

    /// Ends a task as tasks of this style end. Says how many events that makes.
    fn end(&mut self, key: Key<Task>, style: Style) -> u32 {
        let chance = self.rng.random_range(0..100);
        let killed = match style {
            Style::Jobs => chance < 3,
            Style::Services => chance < 70,
            Style::Pods | Style::Servers => true,
        };
        if killed {
            let knows = self
                .tasks
                .get(key)
                .is_some_and(|task| self.frameworks[task.framework.index()].can(TASK_KILLING_STATE));
            self.kill(key, None, None);
            return 1 + u32::from(knows);
        }
        if style == Style::Jobs && chance >= 10 {
            let message = self.phrase("Command exited with status 0");
            self.update(key, Update::to(State::Finished).saying(message));
        } else {
            self.fail(key);
        }
        1
    }

    /// Fails a task in one of the ways tasks fail.
    pub(super) fn fail(&mut self, key: Key<Task>) {
        let update = match self.rng.random_range(0..10) {
            0 | 1 => Update::to(State::Failed)
                .because(Reason::ContainerLimitationMemory)
                .saying(self.phrase("Memory limit exceeded: Requested: 544MB Maximum Used: 544MB")),
            2 => Update::to(State::Failed)
                .because(Reason::ExecutorTerminated)
                .saying(self.phrase("Executor terminated")),
            number => {
                let text = match number {
                    3..=5 => "Command exited with status 1",
                    6 | 7 => "Command exited with status 137",
                    8 => "Command exited with status 3",
                    _ => "Command terminated with signal Segmentation fault",
                };
                Update::to(State::Failed).because(Reason::CommandExecutorFailed).saying(self.phrase(text))
            }
        };
        self.update(key, update);
    }

    /// A container of an agent's is destroyed from outside: its task fails and its framework starts another.
    pub fn destroy_container(&mut self, agent: AgentKey, is_it: impl Fn(u128) -> bool) {
        let hit = |task: &Task| {
            is_it(task.container) || task.executor.as_ref().is_some_and(|runner| is_it(runner.container))
        };
        for key in self.agents[agent.index()].tasks.clone() {
            let Some(task) = self.tasks.get(key).filter(|task| hit(task)).cloned() else { continue };
            let unit = self.unit_of(task.framework, &task);
            let message = self.phrase("Container destroyed: Executor terminated");
            self.update(key, Update::to(State::Failed).because(Reason::ExecutorTerminated).saying(message));
            self.schedule.at(self.now + SECOND, Action::Launch(task.framework, unit));
        }
    }

    /// The same words are kept once.
    pub(super) fn phrase(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.phrases.get(text) {
            return known.clone();
        }
        let phrase: Arc<str> = text.into();
        self.phrases.insert(phrase.clone());
        phrase
    }

    /// A health check reports. On bad days it reports bad health now and then.
    fn change_health(&mut self) -> u32 {
        let sick = self.settings.scenario == Scenario::Unhealthy;
        for _ in 0..8 {
            let Some(key) = self.some_running() else { break };
            if self.tasks.get(key).is_some_and(|task| task.blueprint.check.is_some()) {
                let healthy = self.rng.random_bool(if sick { 0.6 } else { 0.97 });
                self.heal(key, healthy);
                if !healthy {
                    let recovery = self.rng.random_range(5 * SECOND..20 * SECOND);
                    self.schedule.at(self.now + recovery, Action::Heal(key, true));
                    return 2;
                }
                return 1;
            }
        }
        1
    }

    /// A flapping task fails, and its framework tries again.
    pub(super) fn flap(&mut self, key: Key<Task>) {
        let Some(task) = self.tasks.get(key).cloned() else { return };
        if task.state != State::Running || !self.agents[task.agent.index()].connected {
            return;
        }
        let unit = self.unit_of(task.framework, &task);
        self.fail(key);
        let pause = self.rng.random_range(2 * SECOND..6 * SECOND);
        self.schedule.at(self.now + pause, Action::Launch(task.framework, unit));
    }

    /// Launches, or tries again later if there is no room.
    pub(super) fn launch_or_wait(&mut self, framework: FrameworkKey, unit: usize) {
        if self.frameworks[framework.index()].is_completed() || self.launch(framework, unit) {
            return;
        }
        // It asks for offers again.
        self.books[framework.index()].traffic.revivals += 1;
        let pause = self.rng.random_range(4 * SECOND..8 * SECOND);
        self.schedule.at(self.now + pause, Action::Launch(framework, unit));
    }

    /// Something worth a look, every minute or so.
    pub(super) fn story(&mut self) {
        let pause = self.rng.random_range(40 * SECOND..90 * SECOND);
        self.schedule.at(self.now + pause, Action::Story);
        if self.settings.updates_per_second <= 0.0 {
            return;
        }
        match self.rng.random_range(0..3) {
            // A network hiccup: an agent is away, and back before anyone gives it up.
            0 => {
                if let Some(agent) = self.some_agent() {
                    let away = self.rng.random_range(8 * SECOND..30 * SECOND);
                    self.disconnect_agent(agent);
                    self.schedule.at(self.now + away, Action::Return(agent));
                }
            }
            // A scheduler restarts.
            1 => {
                if !self.churning.is_empty() {
                    let framework = self.churning[self.rng.random_range(0..self.churning.len())];
                    let away = self.rng.random_range(4 * SECOND..12 * SECOND);
                    #[expect(clippy::cast_precision_loss, reason = "seconds")]
                    let allowed =
                        self.frameworks[framework.index()].failover_timeout > (away / SECOND + 1) as f64;
                    if allowed && self.frameworks[framework.index()].is_connected() {
                        self.disconnect_framework(framework);
                        self.schedule.at(self.now + away, Action::Resubscribe(framework));
                    }
                }
            }
            // A burst: a deployment restarts a dozen tasks.
            _ => {
                for _ in 0..12 {
                    self.turn_over();
                }
            }
        }
    }
}
