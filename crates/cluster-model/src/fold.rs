//! The fold: Mesos' own messages in, revisions out.
//!
//! The event stream does not tell everything (see docs/architecture.md), so a cluster is folded from three sources: the state that comes
//! with a subscription and replaces everything, the events after it, and polls of what no event tells. A poll was answered at some moment
//! between two events; the [`Mark`] taken when it was asked keeps it from undoing what events said since.
//!
//! Times are given from outside: nothing here has a clock.

mod agent;
mod executor;
mod framework;
mod holding;
mod interner;
mod noticed;
mod offer;
mod operation;
mod owned;
mod piecewise;
mod polled;
mod quantity;
mod reservation;
mod role;
mod still;
pub(crate) mod store;
mod task;
mod volume;

use std::collections::HashSet;
use std::sync::Arc;

use operator_api::encoded::Event;
use operator_api::v1::master::event;
use prost::Message;
use serde::Serialize;

use crate::bound::Source;
use crate::frame::Header;
use crate::names::Names;
use crate::rows::Rows;
use crate::schema::{Table, executors};

use agent::Agents;
use framework::Frameworks;
pub use noticed::Noticed;
use owned::Owned;
pub use piecewise::Folding;
use role::Roles;
pub use still::Still;
use store::Store;
use task::{Around, Packed, Tasks};
pub(crate) use task::{FrameworkCounts, Group, List, list_of};
use volume::Volumes;

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

/// A cluster, folded.
#[derive(Debug)]
pub struct Cluster {
    epoch: u64,
    revision: u64,
    sequence: u64,
    /// When a subscription replaced everything.
    replaced: Mark,
    limits: Limits,
    store: Store,
    tasks: Tasks,
    agents: Agents,
    frameworks: Frameworks,
    roles: Roles,
    /// By agent.
    reservations: Owned,
    volumes: Volumes,
    /// By framework.
    offers: Owned,
    /// By agent.
    operations: Owned,
    /// By agent.
    executors: Owned,
    noticed: Vec<Noticed>,
}

/// What changed elsewhere and must be projected again when a revision is cut.
#[derive(Debug, Default)]
struct Stale {
    agents: HashSet<Arc<str>>,
    frameworks: HashSet<Arc<str>>,
    /// By agent and key.
    executors: HashSet<(Arc<str>, u64)>,
    volumes: Vec<VolumeUse>,
}

/// A task begins or ceases to use its volumes.
#[derive(Debug)]
struct VolumeUse {
    agent: Arc<str>,
    framework: Arc<str>,
    task: Packed,
    is_used: bool,
}

impl Cluster {
    /// A cluster that nothing is known of. `epoch` is random: it names this life of the hub.
    #[must_use]
    pub fn new(epoch: u64) -> Self {
        Cluster {
            epoch,
            revision: 1,
            sequence: 0,
            replaced: Mark(0),
            limits: Limits::default(),
            store: Store::new(),
            tasks: Tasks::default(),
            agents: Agents::default(),
            frameworks: Frameworks::default(),
            roles: Roles::default(),
            reservations: Owned::new(Table::Reservations),
            volumes: Volumes::default(),
            offers: Owned::new(Table::Offers),
            operations: Owned::new(Table::Operations),
            executors: Owned::new(Table::Executors),
            noticed: Vec::new(),
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
                        self.marked_gone(&gone);
                    }
                }
            }
            event::Type::AgentAdded => {
                if let Some(added) = event.agent_added {
                    // The stream itself tells of this: its state is no news.
                    self.agent_told(&added.agent, &added.agent.encode_to_vec(), at, now_ms);
                }
            }
            event::Type::AgentRemoved => {
                if let Some(removed) = event.agent_removed {
                    self.agent_removed(&removed.agent_id.value, at);
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
                    self.framework_gone(&id);
                    self.forget_old_frameworks();
                }
            }
            event::Type::Unknown | event::Type::Subscribed | event::Type::Heartbeat => {}
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
        let Stale { agents, frameworks, executors, volumes } = self.tasks.take_stale();
        for VolumeUse { agent, framework, task, is_used } in volumes {
            if let Some(task) = task.task() {
                self.volumes.used(&agent, &framework, &task, is_used);
            }
        }
        self.volumes.project(&mut self.store, &self.frameworks);
        for (agent, key) in executors {
            if let Some(slot) = self.executors.slot(&agent, key) {
                let tasks = self.tasks.of_executor(&agent, key);
                self.store.update(Table::Executors, slot, vec![(executors::TASKS, tasks.into())]);
            }
        }
        self.roles.project(&mut self.store);
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
        self.still().frames().collect()
    }

    /// A copy of all rows at the newest revision, for whoever makes a snapshot of them while the cluster goes on. To be taken right after [`Cluster::cut`].
    #[must_use]
    pub fn still(&self) -> Still {
        self.store.still(Header { epoch: self.epoch, before: 0, after: self.revision, flags: 0 })
    }

    /// How many rows a table has.
    #[must_use]
    pub fn len(&self, table: Table) -> usize {
        self.store.rows(table).len()
    }

    /// The sum of a `Count` or `Milli` column over all rows.
    #[must_use]
    pub fn sum(&self, table: Table, column: usize) -> i64 {
        self.store.sum(table, column)
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

    /// What polls have found since this was asked last, that no event tells of.
    pub fn take_noticed(&mut self) -> Vec<Noticed> {
        std::mem::take(&mut self.noticed)
    }

    /// The name of a framework; empty if it is not known.
    #[must_use]
    pub fn framework_name(&self, framework_id: &str) -> &str {
        self.frameworks.name(&self.store, framework_id)
    }

    /// The host of an agent; empty if it is not known.
    #[must_use]
    pub fn agent_host(&self, agent_id: &str) -> &str {
        self.agents.host(&self.store, agent_id)
    }

    /// The id of the agent that a task is on; of several with one id, the latest.
    #[must_use]
    pub fn agent_of_task(&self, framework_id: &str, task_id: &str) -> Option<&str> {
        self.tasks.agent_of(framework_id, task_id).map(|agent| &**agent)
    }

    /// The role that a task's resources are allocated to; of several with one id, that of the latest. Empty if it is not known.
    #[must_use]
    pub fn role_of_task(&self, framework_id: &str, task_id: &str) -> &str {
        self.tasks.role_of(&self.store, framework_id, task_id)
    }

    /// The `pid` of an agent, `slave(1)@host:port`, as the master told it.
    #[must_use]
    pub fn agent_pid(&self, agent_id: &str) -> Option<&str> {
        self.agents.pid(agent_id)
    }
}

impl Source for Cluster {
    fn rows(&self, table: Table) -> &Rows {
        self.store.rows(table)
    }

    fn names(&self) -> &Names {
        self.store.names()
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
