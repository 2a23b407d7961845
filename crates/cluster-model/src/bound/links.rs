//! Rows that are seen, or show something, because of tasks that are.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};

use super::cells::text;
use super::{Reach, Source};
use crate::schema::{Table, executors, offers, tasks, volumes};

/// Ids, hashed with a key that nobody outside knows: whoever chooses ids could make others' keys of a plain hash.
type Key = u64;

/// The tasks of an executor that are seen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Crew {
    pub all: i64,
    pub active: i64,
}

/// Rows that must be looked at again when something else changes.
#[derive(Debug, Default)]
struct Dependents {
    slots: HashMap<Key, BTreeSet<u32>>,
    keys: HashMap<u32, Key>,
    stale: BTreeSet<u32>,
}

impl Dependents {
    /// The row depends on this, or on nothing.
    fn set(&mut self, slot: u32, key: Option<Key>) {
        if let Some(before) = self.keys.remove(&slot)
            && let Some(slots) = self.slots.get_mut(&before)
        {
            slots.remove(&slot);
            if slots.is_empty() {
                self.slots.remove(&before);
            }
        }
        if let Some(key) = key {
            self.keys.insert(slot, key);
            self.slots.entry(key).or_default().insert(slot);
        }
    }

    fn changed(&mut self, key: Key) {
        if let Some(slots) = self.slots.get(&key) {
            self.stale.extend(slots);
        }
    }
}

/// What tasks that are seen are to other rows.
#[derive(Debug, Default)]
pub(super) struct Links {
    hasher: RandomState,
    /// Rows by framework and task: an id that is used again has several.
    tasks: HashMap<Key, i64>,
    /// By agent, framework and executor.
    crews: HashMap<Key, Crew>,
    /// Active ones by agent and framework.
    at_work: HashMap<Key, i64>,
    /// By agent, framework and executor.
    executors: Dependents,
    /// By agent and framework.
    inverse_offers: Dependents,
    /// By agent.
    volumes: Dependents,
}

impl Links {
    fn key(&self, ids: &[&str]) -> Key {
        self.hasher.hash_one(ids)
    }

    /// Whether a task of that id is seen.
    pub(super) fn sees_task(&self, framework_id: &str, task_id: &str) -> bool {
        self.tasks.contains_key(&self.key(&[framework_id, task_id]))
    }

    /// The tasks of the executor in that row.
    pub(super) fn crew_of(&self, source: &dyn Source, slot: u32) -> Crew {
        self.crews.get(&self.executor(source, slot)).copied().unwrap_or_default()
    }

    /// Whether the framework has active tasks on the agent of the offer in that row.
    pub(super) fn is_at_work(&self, source: &dyn Source, slot: u32) -> bool {
        self.at_work.contains_key(&self.offer(source, slot))
    }

    fn executor(&self, source: &dyn Source, slot: u32) -> Key {
        let says = |column| text(source, Table::Executors, slot, column);
        self.key(&[says(executors::AGENT_ID), says(executors::FRAMEWORK_ID), says(executors::ID)])
    }

    fn offer(&self, source: &dyn Source, slot: u32) -> Key {
        let says = |column| text(source, Table::Offers, slot, column);
        self.key(&[says(offers::AGENT_ID), says(offers::FRAMEWORK_ID)])
    }

    /// The rows of a table to be looked at: those that were touched, and those that depend on what changed before them. Ascending, each once.
    pub(super) fn concerned(
        &mut self,
        reach: &Reach,
        source: &dyn Source,
        table: Table,
        touched: &[u32],
    ) -> Vec<u32> {
        for &slot in touched {
            let is_there = source.rows(table).contains(slot);
            let says = |column| text(source, table, slot, column);
            match table {
                Table::Executors => {
                    let may = |role: &str| role.is_empty() || reach.contains(role);
                    let key = (is_there && may(says(executors::ROLE))).then(|| self.executor(source, slot));
                    self.executors.set(slot, key);
                }
                Table::Offers => {
                    let is_inverse = is_there && says(offers::KIND) == offers::INVERSE;
                    self.inverse_offers.set(slot, is_inverse.then(|| self.offer(source, slot)));
                }
                Table::Volumes => {
                    let is_seen = is_there && reach.contains(says(volumes::ROLE));
                    self.volumes.set(slot, is_seen.then(|| self.key(&[says(volumes::AGENT_ID)])));
                }
                _ => {}
            }
        }
        let mut slots = touched.to_vec();
        let dependents = match table {
            Table::Executors => &mut self.executors,
            Table::Offers => &mut self.inverse_offers,
            Table::Volumes => &mut self.volumes,
            _ => return slots,
        };
        slots.extend(std::mem::take(&mut dependents.stale));
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// A task that is seen comes (1) or goes (-1).
    pub(super) fn weigh(&mut self, task: &TaskIds<'_>, sign: i64) {
        let key = self.key(&[task.framework_id, task.id]);
        if bump(&mut self.tasks, key, sign) {
            let agent = self.key(&[task.agent_id]);
            self.volumes.changed(agent);
        }
        if !task.executor.is_empty() {
            let key = self.key(&[task.agent_id, task.framework_id, task.executor]);
            let crew = self.crews.entry(key).or_default();
            crew.all += sign;
            crew.active += if task.is_active { sign } else { 0 };
            if crew.all == 0 {
                self.crews.remove(&key);
            }
            self.executors.changed(key);
        }
        if task.is_active {
            let key = self.key(&[task.agent_id, task.framework_id]);
            if bump(&mut self.at_work, key, sign) {
                self.inverse_offers.changed(key);
            }
        }
    }
}

/// What links a task to other rows.
pub(super) struct TaskIds<'a> {
    pub id: &'a str,
    pub framework_id: &'a str,
    pub agent_id: &'a str,
    pub executor: &'a str,
    pub is_active: bool,
}

impl<'a> TaskIds<'a> {
    /// Of the task in that row.
    pub(super) fn of(says: impl Fn(usize) -> &'a str) -> Self {
        TaskIds {
            id: says(tasks::ID),
            framework_id: says(tasks::FRAMEWORK_ID),
            agent_id: says(tasks::AGENT_ID),
            executor: says(tasks::EXECUTOR),
            is_active: says(tasks::LIST) == tasks::ACTIVE,
        }
    }
}

/// Counts; answers whether it is the first or was the last.
fn bump(counts: &mut HashMap<Key, i64>, key: Key, sign: i64) -> bool {
    let count = counts.entry(key).or_default();
    let before = *count;
    *count += sign;
    let is_none = *count == 0;
    if is_none {
        counts.remove(&key);
    }
    is_none || before == 0
}
