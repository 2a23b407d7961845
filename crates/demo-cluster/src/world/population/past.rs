//! What happened before the world began: tasks that run since a while, tasks that ended, a framework that is over.

use std::sync::Arc;

use rand::Rng;

use super::super::World;
use super::super::framework::{Books, Framework, Presence, Style};
use super::super::ids::{FrameworkKey, uuid, uuid_text};
use super::super::task::{Nanos, Origin, Reason, SECOND, State, Status, Task};
use super::HOUR;

impl World {
    /// Launches a unit some time ago. Says how many tasks that makes.
    pub(super) fn settle(&mut self, framework: FrameworkKey, unit: usize) -> u32 {
        let from = self.changes.len();
        if !self.launch(framework, unit) {
            return 0;
        }
        let style = self.frameworks[framework.index()].style;
        let longest = match style {
            Style::Jobs => 3 * HOUR,
            Style::Services | Style::Pods => 70 * HOUR,
            Style::Servers => 290 * HOUR,
        };
        let age = self.rng.random_range(10 * SECOND..longest);
        let started = (self.now - age).max(self.frameworks[framework.index()].registered);
        // Most tasks are younger than most frameworks, so few are cut off there.
        let launched = self.changes.len() - from;
        self.changes.truncate(from);
        for key in
            self.books[framework.index()].active.iter().rev().take(launched).copied().collect::<Vec<_>>()
        {
            let checked = self.tasks.get(key).is_some_and(|task| task.blueprint.check.is_some());
            let mut statuses =
                vec![self.status(State::Starting, started), self.status(State::Running, started + SECOND)];
            if checked {
                statuses[1].reason = Some(Reason::HealthCheckStatusUpdated);
                statuses[1].healthy = Some(true);
            }
            self.counters.updates += statuses.len() as u64;
            if let Some(tally) = self.tasks.get(key).and_then(|task| self.tallies.get_mut(task.agent.index()))
            {
                tally.updates += 2;
            }
            self.counters.acknowledgements += statuses.len() as u64;
            self.books[framework.index()].updates += statuses.len() as u64;
            self.books[framework.index()].traffic.acknowledgements += statuses.len() as u64;
            if let Some(task) = self.tasks.get_mut(key) {
                task.statuses = statuses;
                let before = std::mem::replace(&mut task.state, State::Running);
                self.recount(framework, before, State::Running);
            }
        }
        u32::try_from(launched).unwrap_or(u32::MAX)
    }

    /// An update from an executor at some time.
    fn status(&mut self, state: State, time: Nanos) -> Status {
        let time = time + self.rng.random_range(0..SECOND);
        Status {
            time,
            uuid: uuid(self.rng.random()),
            message: None,
            state,
            origin: Origin::Executor,
            reason: None,
            healthy: None,
        }
    }

    /// Adds a completed task to a framework's history.
    pub(super) fn remember(&mut self, framework: FrameworkKey) {
        let units = &self.books[framework.index()].units;
        if units.is_empty() || self.agents.is_empty() {
            return;
        }
        let unit = units[self.rng.random_range(0..units.len())].clone();
        let blueprint = unit[self.rng.random_range(0..unit.len())].clone();
        let agent = self.agents[self.rng.random_range(0..self.agents.len())].key;
        let style = self.frameworks[framework.index()].style;
        let known = self.books[framework.index()].completed.len() as Nanos;
        // Oldest first: each ended a little later than the one before it.
        let ended = self.now - 6 * HOUR + (known * 20 * SECOND).min(6 * HOUR - SECOND);
        let started = ended - self.rng.random_range(20 * SECOND..HOUR);
        let (state, reason, message) = match (style, self.rng.random_range(0..20)) {
            (Style::Jobs, 0..=16) => (State::Finished, None, "Command exited with status 0"),
            (_, 17) => (State::Failed, Some(Reason::CommandExecutorFailed), "Command exited with status 1"),
            (_, 18) => (
                State::Failed,
                Some(Reason::ContainerLimitationMemory),
                "Memory limit exceeded: Requested: 544MB Maximum Used: 544MB",
            ),
            _ => (State::Killed, None, "Command terminated with signal Terminated"),
        };
        let message = self.phrase(message);
        let end = Status { reason, message: Some(message), ..self.status(state, ended) };
        let statuses =
            vec![self.status(State::Starting, started), self.status(State::Running, started + SECOND), end];
        let container = uuid(self.rng.random());
        let id = match style {
            Style::Jobs => self.job_id(started, known.unsigned_abs(), &blueprint),
            _ => format!("{}.instance-{}._app.1", blueprint.name.replace('/', "_"), uuid_text(container)),
        };
        let port = if blueprint.ports > 0 { self.rng.random_range(31_000..31_900) } else { 0 };
        let task = Task {
            id: id.into(),
            framework,
            agent,
            executor: None,
            blueprint,
            port,
            state,
            statuses,
            container,
            address: self.address,
            pid: self.rng.random_range(1_000..60_000),
        };
        self.counters.end(state, Origin::Executor, reason);
        self.counters.updates += 3;
        self.counters.acknowledgements += 3;
        if let Some(tally) = self.tallies.get_mut(agent.index()) {
            for state in [State::Starting, State::Running, state] {
                tally.update(state, true);
            }
        }
        let books = &mut self.books[framework.index()];
        books.updates += 3;
        books.traffic.acknowledgements += 3;
        books.traffic.accepts += 1;
        books.traffic.launches += 1;
        books.ended[state as usize] += 1;
        books.launched += 1;
        books.completed.push_back(Arc::new(task));
    }

    /// A framework that came and went.
    pub(super) fn add_former_framework(&mut self) {
        let Some(model) = self.frameworks.get(1).cloned() else { return };
        let key = FrameworkKey(u32::try_from(self.frameworks.len()).unwrap_or(u32::MAX));
        let registered = self.now - 30 * HOUR;
        let framework = Framework {
            key,
            name: "benchmark".into(),
            hostname: "benchmark.example.com".into(),
            webui_url: None,
            failover_timeout: 0.0,
            presence: Presence::Completed { since: self.now - 29 * HOUR },
            registered,
            reregistered: registered,
            ..(*model).clone()
        };
        self.frameworks.push(Arc::new(framework));
        let units = self.books[model.key.index()].units.clone();
        self.books.push(Books { units, ..Books::default() });
        self.counters.subscriptions += 1;
        self.books[key.index()].traffic.subscriptions += 1;
        self.over.push_back(key);
        for _ in 0..5 {
            self.remember(key);
        }
    }
}
