//! Tasks: the stream tells of most changes; that a task moves to the completed list, or falls off it, only a poll tells.

mod bucket;
mod listing;
mod packed;
mod projection;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use bytes::Bytes;
use operator_api::v1;
use operator_api::v1::master::event::TaskUpdated;
use prost::Message;

use super::agent::{Agents, Host};
use super::executor::executor_key;
use super::framework::{Frameworks, Renamed};
use super::store::Store;
use super::volume::is_volume;
use super::{Detail, Limits, Mark, Stale, VolumeUse};
use crate::schema::Table;
use crate::schema::tasks as column;

use bucket::Bucket;
pub(crate) use bucket::FrameworkCounts;
pub(super) use listing::Listing;
pub(super) use packed::Packed;
pub(crate) use projection::{Group, list_of};
use projection::{project, stamp};

/// Where the master lists a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Active,
    Unreachable,
    Completed,
}

impl List {
    /// As [`column::LIST`] says it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            List::Active => column::ACTIVE,
            List::Unreachable => column::UNREACHABLE,
            List::Completed => column::COMPLETED,
        }
    }

    /// The list of that name; what is no list's name is history.
    pub(crate) fn of_name(name: &str) -> Self {
        match name {
            column::ACTIVE => List::Active,
            column::UNREACHABLE => List::Unreachable,
            _ => List::Completed,
        }
    }
}

/// A task of which there is a row.
#[derive(Debug)]
pub(super) struct Entry {
    slot: u32,
    /// The whole of it, without the statuses' `data`.
    raw: Packed,
    agent: Arc<str>,
    list: List,
    group: Group,
    /// Whether it uses persistent volumes.
    has_volumes: bool,
    /// What its executor is known by on its agent; 0 for the built-in one.
    executor: u64,
    /// Tells whether a polled task differs without comparing it whole.
    stamp: u64,
    touched: Mark,
    /// The poll that listed it last.
    generation: u32,
}

#[derive(Debug, Default)]
pub(super) struct Tasks {
    buckets: HashMap<Arc<str>, Bucket>,
    on_agents: HashMap<Arc<str>, AgentCounts>,
    stale: Stale,
    generation: u32,
    /// An answer has been folded in by half.
    listing: bool,
}

#[derive(Debug, Default)]
struct AgentCounts {
    active: i64,
    unreachable: i64,
    /// Active tasks by executor.
    executors: BTreeMap<u64, i64>,
}

impl AgentCounts {
    /// One task more or less on the agent.
    fn count(&mut self, framework: &Arc<str>, entry: &Entry, sign: i64, stale: &mut Stale) {
        match entry.list {
            List::Active => self.active += sign,
            List::Unreachable => self.unreachable += sign,
            List::Completed => {}
        }
        if entry.list == List::Active && entry.executor != 0 {
            let count = self.executors.entry(entry.executor).or_default();
            *count += sign;
            if *count == 0 {
                self.executors.remove(&entry.executor);
            }
            stale.executors.insert((entry.agent.clone(), entry.executor));
        }
        if entry.list == List::Active && entry.has_volumes {
            let (agent, framework, task) = (entry.agent.clone(), framework.clone(), entry.raw.clone());
            stale.volumes.push(VolumeUse { agent, framework, task, is_used: sign > 0 });
        }
    }
}

/// What projecting a task needs to know of others.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub agents: &'a Agents,
    pub frameworks: &'a Frameworks,
}

impl Tasks {
    /// `TASK_ADDED`: a new task, or one whose agent came back.
    pub(super) fn added(&mut self, store: &mut Store, around: Around<'_>, task: v1::Task, at: Mark) {
        let list = list_of(task.state());
        let bucket = self.buckets.entry(task.framework_id.value.as_str().into()).or_default();
        if list != List::Completed {
            bucket.keep_as_earlier(&task.task_id.value);
        }
        self.put(store, around, task, None, list, at);
    }

    /// `TASK_UPDATED`. Answers the agent's id where the task ended because an operator marked the agent gone.
    pub(super) fn updated(
        &mut self,
        store: &mut Store,
        around: Around<'_>,
        update: TaskUpdated,
        at: Mark,
    ) -> Option<String> {
        let id = &update.status.task_id.value;
        let entry = self.buckets.get(update.framework_id.value.as_str())?.latest(id)?;
        let mut task = entry.raw.task()?;
        // The outer state is the truth: a task that had finished can still get a status of another state.
        task.state = update.state;
        let status = *update.status;
        // As the master keeps them: a status replaces the one before when the state is the same.
        if task.statuses.last().is_some_and(|last| last.state == status.state) {
            task.statuses.pop();
        }
        task.statuses.push(status);
        let gone = (task.state() == v1::TaskState::GoneByOperator).then(|| task.agent_id.value.clone());
        let list = list_of(task.state());
        self.put(store, around, task, None, list, at);
        gone
    }

    /// Makes this the latest task of its id. `encoded` is the same, where it came so.
    fn put(
        &mut self,
        store: &mut Store,
        around: Around<'_>,
        mut task: v1::Task,
        encoded: Option<Bytes>,
        list: List,
        touched: Mark,
    ) {
        let encoded = encoded.filter(|_| task.statuses.iter().all(|status| status.data.is_none()));
        let encoded = encoded.unwrap_or_else(|| {
            task.statuses.iter_mut().for_each(|status| status.data = None);
            task.encode_to_vec().into()
        });
        let framework: Arc<str> = task.framework_id.value.as_str().into();
        let agent: Arc<str> = match self.on_agents.get_key_value(task.agent_id.value.as_str()) {
            Some((known, _)) => known.clone(),
            None => task.agent_id.value.as_str().into(),
        };
        let id: Box<str> = task.task_id.value.as_str().into();
        let bucket = self.buckets.entry(framework.clone()).or_default();
        let (known, raw) = (bucket.take_latest(&id), bucket.pack(&encoded));
        if let Some(known) = &known {
            self.count(&framework, known, -1);
        }
        let slot = {
            let slot = known.as_ref().map(|entry| entry.slot);
            let started = slot.and_then(|slot| store.number(Table::Tasks, slot, column::STARTED));
            let host = around.agents.host(store, &agent).to_owned();
            let name = around.frameworks.name(store, &framework).to_owned();
            let draft = project(&task, list, started, host, name);
            match slot {
                Some(slot) => {
                    store.update(Table::Tasks, slot, draft);
                    slot
                }
                None => store.insert(Table::Tasks, draft),
            }
        };
        let was_completed = known.is_some_and(|entry| entry.list == List::Completed);
        let entry = Entry {
            slot,
            raw,
            agent,
            list,
            group: Group::of(task.state()),
            has_volumes: task.resources.iter().any(is_volume),
            executor: task.executor_id.as_ref().map_or(0, |id| executor_key(&framework, &id.value)),
            stamp: stamp(&task),
            touched,
            generation: self.generation,
        };
        self.count(&framework, &entry, 1);
        if let Some(bucket) = self.buckets.get_mut(&framework) {
            if list == List::Completed && !was_completed {
                bucket.remember_completed(&id);
            }
            bucket.set_latest(id, entry);
        }
    }

    fn dropped(&mut self, store: &mut Store, framework: &Arc<str>, entry: &Entry) {
        store.remove(Table::Tasks, entry.slot);
        self.count(framework, entry, -1);
    }

    fn count(&mut self, framework: &Arc<str>, entry: &Entry, sign: i64) {
        let bucket = self.buckets.entry(framework.clone()).or_default();
        bucket.count(entry.list, entry.group, sign);
        self.stale.frameworks.insert(framework.clone());
        let on_agent = self.on_agents.entry(entry.agent.clone()).or_default();
        on_agent.count(framework, entry, sign, &mut self.stale);
        self.stale.agents.insert(entry.agent.clone());
    }

    /// All its tasks are history.
    pub(super) fn framework_completed(&mut self, store: &mut Store, id: &str) {
        let Some((framework, _)) = self.buckets.get_key_value(id) else { return };
        let framework = framework.clone();
        let mut moved = Vec::new();
        if let Some(bucket) = self.buckets.get_mut(&framework) {
            for entry in bucket.entries_mut().filter(|entry| entry.list != List::Completed) {
                let on_agent = self.on_agents.entry(entry.agent.clone()).or_default();
                on_agent.count(&framework, entry, -1, &mut self.stale);
                self.stale.agents.insert(entry.agent.clone());
                moved.push((entry.list, entry.group));
                entry.list = List::Completed;
                store.update(Table::Tasks, entry.slot, vec![(column::LIST, column::COMPLETED.into())]);
            }
            for (list, group) in moved {
                bucket.count(list, group, -1);
                bucket.count(List::Completed, group, 1);
            }
        }
        self.stale.frameworks.insert(framework);
    }

    pub(super) fn forget_framework(&mut self, store: &mut Store, id: &str) {
        if let Some((framework, mut bucket)) = self.buckets.remove_entry(id) {
            for entry in bucket.drain(|_| true) {
                self.dropped(store, &framework, &entry);
            }
            self.buckets.remove(&framework);
        }
    }

    /// Drops completed tasks beyond the number that the master keeps for each framework, oldest first.
    pub(super) fn trim(&mut self, store: &mut Store, limits: Limits) {
        // What is too much may be what the rest of the answer lacks.
        if self.listing {
            return;
        }
        let concerned: Vec<Arc<str>> = self.stale.frameworks.iter().cloned().collect();
        for framework in concerned {
            while let Some(entry) =
                self.buckets.get_mut(&framework).and_then(|bucket| bucket.trim_one(limits.completed_tasks))
            {
                self.dropped(store, &framework, &entry);
            }
        }
    }

    /// The agent has a host name that rows do not show yet.
    pub(super) fn host_changed(&mut self, store: &mut Store, host: Option<Host>) {
        let Some((agent, host)) = host.filter(|(agent, _)| self.on_agents.contains_key(agent)) else {
            return;
        };
        for entry in self.buckets.values_mut().flat_map(Bucket::entries_mut) {
            if entry.agent == agent {
                store.update(Table::Tasks, entry.slot, vec![(column::HOST, host.as_str().into())]);
            }
        }
    }

    /// The framework has a name that rows do not show yet.
    pub(super) fn framework_renamed(&mut self, store: &mut Store, renamed: Option<Renamed>) {
        let Some((id, name)) = renamed else { return };
        for entry in self.buckets.get_mut(&id).into_iter().flat_map(Bucket::entries_mut) {
            store.update(Table::Tasks, entry.slot, vec![(column::FRAMEWORK, name.as_str().into())]);
        }
    }

    pub(super) fn take_stale(&mut self) -> Stale {
        let stale = std::mem::take(&mut self.stale);
        // Only those that were counted anew can have become empty.
        for agent in &stale.agents {
            let empty = |counts: &AgentCounts| counts.active == 0 && counts.unreachable == 0;
            if self.on_agents.get(agent).is_some_and(empty) {
                self.on_agents.remove(agent);
            }
        }
        stale
    }

    pub(super) fn on_agent(&self, id: &str) -> i64 {
        self.on_agents.get(id).map_or(0, |counts| counts.active)
    }

    /// The active tasks of an executor on an agent.
    pub(super) fn of_executor(&self, agent: &str, executor: u64) -> i64 {
        self.on_agents.get(agent).and_then(|counts| counts.executors.get(&executor)).copied().unwrap_or(0)
    }

    /// The agent of a task; of several with one id, of the latest.
    pub(super) fn agent_of(&self, framework: &str, id: &str) -> Option<&Arc<str>> {
        Some(&self.buckets.get(framework)?.latest(id)?.agent)
    }

    /// The role of a task; of several with one id, of the latest.
    pub(super) fn role_of<'a>(&self, store: &'a Store, framework: &str, id: &str) -> &'a str {
        let entry = self.buckets.get(framework).and_then(|bucket| bucket.latest(id));
        entry.map_or("", |entry| store.name(Table::Tasks, entry.slot, column::ROLE))
    }

    pub(super) fn of_framework(&self, id: &str) -> FrameworkCounts {
        self.buckets.get(id).map(Bucket::counts).unwrap_or_default()
    }

    pub(super) fn agents_of_unreachable(&self) -> Vec<Arc<str>> {
        self.on_agents.iter().filter(|(_, counts)| counts.unreachable > 0).map(|(id, _)| id.clone()).collect()
    }

    pub(super) fn detail(&self, framework: &str, id: &str) -> Option<Detail<v1::Task>> {
        let entry = self.buckets.get(framework)?.latest(id)?;
        let listed = entry.list != List::Completed;
        Some(Detail { object: entry.raw.task()?, listed })
    }
}
