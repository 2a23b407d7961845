//! The fold: Mesos' own messages in, revisions out.
//!
//! The event stream does not tell everything (see docs/architecture.md), so a cluster is folded from three sources: the state that comes
//! with a subscription and replaces everything, the events after it, and polls of what no event tells. A poll was answered at some moment
//! between two events; the [`Mark`] taken when it was asked keeps it from undoing what events said since.
//!
//! Times are given from outside: nothing here has a clock.

mod agent;
mod framework;
mod interner;
mod quantity;
mod store;
mod task;

use std::collections::HashSet;
use std::sync::Arc;

use operator_api::encoded::{Event, GetState, GetTasks};
use operator_api::v1::master::event;
use operator_api::v1::master::response::{GetAgents, GetFrameworks};
use serde::Serialize;

use crate::frame::{END, Header, RESET, Writer};
use crate::schema::{Table, tasks};

use agent::Agents;
use framework::Frameworks;
use store::Store;
use task::{Around, Tasks};

/// A moment in the order of events, taken when a poll is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(u64);

/// Which tasks a polled list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of them: the answer came as JSON.
    All,
    /// Not those of completed frameworks: since 1.10 the master leaves them out of its protobuf answers.
    WithoutCompletedFrameworks,
}

/// How much history the master keeps, from its flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// `--max_completed_tasks_per_framework`.
    pub completed_tasks: usize,
    /// `--max_completed_frameworks`.
    pub completed_frameworks: usize,
}

impl Default for Limits {
    /// Mesos' own defaults.
    fn default() -> Self {
        Limits { completed_tasks: 1000, completed_frameworks: 50 }
    }
}

/// One object whole, as the master told it, with what the console knows beside.
#[derive(Debug, Clone, Serialize)]
pub struct Detail<T> {
    /// The object.
    #[serde(flatten)]
    pub object: T,
    /// Whether the master's latest answer has it.
    pub listed: bool,
}

/// How many rows a frame of a snapshot holds at most: small enough to decode between two frames of a screen.
const SNAPSHOT_ROWS: usize = 4096;

/// A cluster, folded.
#[derive(Debug)]
pub struct Cluster {
    epoch: u64,
    revision: u64,
    sequence: u64,
    limits: Limits,
    store: Store,
    tasks: Tasks,
    agents: Agents,
    frameworks: Frameworks,
}

/// What changed elsewhere and must be projected again when a revision is cut.
#[derive(Debug, Default)]
struct Stale {
    agents: HashSet<Arc<str>>,
    frameworks: HashSet<Arc<str>>,
}

impl Cluster {
    /// A cluster that nothing is known of. `epoch` is random: it names this life of the hub.
    #[must_use]
    pub fn new(epoch: u64) -> Self {
        Cluster {
            epoch,
            revision: 1,
            sequence: 0,
            limits: Limits::default(),
            store: Store::new(),
            tasks: Tasks::default(),
            agents: Agents::default(),
            frameworks: Frameworks::default(),
        }
    }

    /// This life of the hub.
    #[must_use]
    pub const fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The newest revision that was cut.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The present moment in the order of events: to be taken just before a poll is asked.
    #[must_use]
    pub const fn mark(&self) -> Mark {
        Mark(self.sequence)
    }

    /// Sets how much history the master keeps.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// The state that comes with a subscription: replaces what was known. Browsers get the difference.
    pub fn subscribed(&mut self, state: GetState, scope: Scope, now_ms: i64) {
        self.sequence += 1;
        let everything = Mark(u64::MAX);
        if let Some(frameworks) = state.get_frameworks {
            self.polled_frameworks(&frameworks, everything, now_ms);
        }
        if let Some(agents) = state.get_agents {
            self.polled_agents(&agents, everything, now_ms);
        }
        if let Some(tasks) = state.get_tasks {
            self.polled_tasks(tasks, scope, everything, now_ms);
        }
    }

    /// One event. A `SUBSCRIBED` event goes to [`Cluster::subscribed`] instead.
    pub fn apply(&mut self, event: Event, now_ms: i64) {
        self.sequence += 1;
        let at = Mark(self.sequence);
        match event.r#type() {
            event::Type::TaskAdded => {
                if let Some(added) = event.task_added {
                    let around = Around { agents: &self.agents, frameworks: &self.frameworks };
                    self.tasks.added(&mut self.store, around, *added.task, at);
                }
            }
            event::Type::TaskUpdated => {
                if let Some(updated) = event.task_updated {
                    let around = Around { agents: &self.agents, frameworks: &self.frameworks };
                    if let Some(gone) = self.tasks.updated(&mut self.store, around, *updated, at) {
                        self.agents.marked_gone(&mut self.store, &gone);
                    }
                }
            }
            event::Type::AgentAdded => {
                if let Some(added) = event.agent_added {
                    let host = self.agents.listed(&mut self.store, &added.agent, at, now_ms);
                    self.tasks.host_changed(&mut self.store, host);
                }
            }
            event::Type::AgentRemoved => {
                if let Some(removed) = event.agent_removed {
                    self.agents.removed(&mut self.store, &removed.agent_id.value, at);
                }
            }
            event::Type::FrameworkAdded => {
                if let Some(added) = event.framework_added {
                    self.framework_told(&added.framework, at, now_ms);
                }
            }
            event::Type::FrameworkUpdated => {
                if let Some(updated) = event.framework_updated {
                    self.framework_told(&updated.framework, at, now_ms);
                }
            }
            event::Type::FrameworkRemoved => {
                if let Some(removed) = event.framework_removed {
                    let id = self.frameworks.removed(&mut self.store, &removed.framework_info, at, now_ms);
                    self.tasks.framework_completed(&mut self.store, &id);
                    self.forget_old_frameworks();
                }
            }
            event::Type::Unknown | event::Type::Subscribed | event::Type::Heartbeat => {}
        }
    }

    fn framework_told(
        &mut self,
        framework: &operator_api::v1::master::response::get_frameworks::Framework,
        at: Mark,
        now_ms: i64,
    ) {
        let renamed = self.frameworks.told(&mut self.store, framework, at, now_ms);
        self.tasks.framework_renamed(&mut self.store, renamed);
    }

    /// The answer to `GET_AGENTS`, asked at `mark`. Agents that it lacks are remembered as unreachable or gone.
    pub fn polled_agents(&mut self, answer: &GetAgents, mark: Mark, now_ms: i64) {
        for agent in &answer.agents {
            if self.agents.is_newer(&agent.agent_info.id(), mark) {
                continue;
            }
            let host = self.agents.listed(&mut self.store, agent, mark, now_ms);
            self.tasks.host_changed(&mut self.store, host);
        }
        for info in &answer.recovered_agents {
            if !self.agents.is_newer(&info.id(), mark) {
                let host = self.agents.recovering(&mut self.store, info, mark, now_ms);
                self.tasks.host_changed(&mut self.store, host);
            }
        }
        self.agents.unlist_others(&mut self.store, answer, mark, now_ms);
    }

    /// The answer to `GET_FRAMEWORKS`, asked at `mark`.
    pub fn polled_frameworks(&mut self, answer: &GetFrameworks, mark: Mark, now_ms: i64) {
        let completed = self.frameworks.polled(&mut self.store, answer, mark, now_ms);
        for (id, name) in completed.renamed {
            self.tasks.framework_renamed(&mut self.store, Some((id, name)));
        }
        for id in completed.forgotten {
            self.tasks.forget_framework(&mut self.store, &id);
        }
    }

    /// The answer to `GET_TASKS`, asked at `mark`.
    pub fn polled_tasks(&mut self, answer: GetTasks, scope: Scope, mark: Mark, now_ms: i64) {
        let around = Around { agents: &self.agents, frameworks: &self.frameworks };
        for agent in self.tasks.polled(&mut self.store, around, answer, scope, mark) {
            self.agents.marked_gone(&mut self.store, &agent);
        }
        for agent in self.tasks.agents_of_unreachable() {
            self.agents.known_from_tasks(&mut self.store, &agent, now_ms);
        }
    }

    fn forget_old_frameworks(&mut self) {
        for id in self.frameworks.forget_beyond(&mut self.store, self.limits.completed_frameworks) {
            self.tasks.forget_framework(&mut self.store, &id);
        }
    }

    /// Makes the next revision of everything that changed since the last, as a frame; `None` when nothing did.
    pub fn cut(&mut self) -> Option<Vec<u8>> {
        self.tasks.trim(&mut self.store, self.limits);
        let Stale { agents, frameworks } = self.tasks.take_stale();
        for id in agents {
            let counts = self.tasks.on_agent(&id);
            self.agents.set_tasks(&mut self.store, &id, counts);
        }
        for id in frameworks {
            let counts = self.tasks.of_framework(&id);
            self.frameworks.set_tasks(&mut self.store, &id, counts);
        }
        let header = Header { epoch: self.epoch, before: self.revision, after: self.revision + 1, flags: 0 };
        let frame = self.store.cut(header)?;
        self.revision += 1;
        Some(frame)
    }

    /// Everything at the newest revision, in frames to be applied one after another. To be taken right after [`Cluster::cut`].
    #[must_use]
    pub fn snapshot(&self) -> Vec<Vec<u8>> {
        let header = |flags| Header { epoch: self.epoch, before: 0, after: self.revision, flags };
        let names = self.store.names();
        let mut frames = vec![Writer::new(header(RESET), names.into_iter())];
        for table in Table::ALL {
            let rows = self.store.rows(table);
            let mut slots: Vec<u32> = rows.slots().collect();
            if table == Table::Tasks {
                // What runs is looked at first.
                slots.sort_by_key(|&slot| self.store.name(table, slot, tasks::LIST) == tasks::COMPLETED);
            }
            for chunk in slots.chunks(SNAPSHOT_ROWS) {
                let mut chunk = chunk.to_vec();
                chunk.sort_unstable();
                let mut writer = Writer::new(header(0), std::iter::empty());
                writer.section(rows, &[], &chunk, &[]);
                frames.push(writer);
            }
        }
        frames.push(Writer::new(header(END), std::iter::empty()));
        frames.into_iter().map(Writer::finish).collect()
    }

    /// How many rows a table has.
    #[must_use]
    pub fn len(&self, table: Table) -> usize {
        self.store.rows(table).len()
    }

    /// A task whole; of several with one id, the latest.
    #[must_use]
    pub fn task(&self, framework_id: &str, task_id: &str) -> Option<Detail<operator_api::v1::Task>> {
        self.tasks.detail(framework_id, task_id)
    }

    /// An agent whole, as `GET_AGENTS` told it last.
    #[must_use]
    pub fn agent(
        &self,
        agent_id: &str,
    ) -> Option<Detail<operator_api::v1::master::response::get_agents::Agent>> {
        self.agents.detail(agent_id)
    }

    /// A framework whole.
    #[must_use]
    pub fn framework(
        &self,
        framework_id: &str,
    ) -> Option<Detail<operator_api::v1::master::response::get_frameworks::Framework>> {
        self.frameworks.detail(framework_id)
    }

    /// The `pid` of an agent, `slave(1)@host:port`, as the master told it.
    #[must_use]
    pub fn agent_pid(&self, agent_id: &str) -> Option<&str> {
        self.agents.pid(agent_id)
    }
}

/// The id in a message that may lack it.
trait Identified {
    fn id(&self) -> String;
}

impl Identified for operator_api::v1::AgentInfo {
    fn id(&self) -> String {
        self.id.as_ref().map(|id| id.value.clone()).unwrap_or_default()
    }
}

impl Identified for operator_api::v1::FrameworkInfo {
    fn id(&self) -> String {
        self.id.as_ref().map(|id| id.value.clone()).unwrap_or_default()
    }
}

/// Nanoseconds of Mesos' `TimeInfo` as the model's milliseconds; Mesos sends 0 for "never".
fn milliseconds(time: Option<&operator_api::v1::TimeInfo>) -> Option<i64> {
    time.map(|time| time.nanoseconds / 1_000_000).filter(|&ms| ms > 0)
}
