//! One framework's tasks.

use std::collections::{HashMap, VecDeque};

use super::packed::{Packed, Pattern};
use super::projection::Group;
use super::{Entry, List};
use crate::fold::Mark;
use crate::fold::store::Draft;
use crate::schema::frameworks as column;

/// How many tasks a framework has, of which kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FrameworkCounts {
    pub active: i64,
    pub staging: i64,
    pub running: i64,
    pub unreachable: i64,
    pub completed: i64,
    pub failed: i64,
}

impl FrameworkCounts {
    /// One task more or less.
    pub(crate) fn weigh(&mut self, list: List, group: Group, sign: i64) {
        match list {
            List::Active => {
                self.active += sign;
                match group {
                    Group::Staging => self.staging += sign,
                    Group::Running => self.running += sign,
                    _ => {}
                }
            }
            List::Unreachable => self.unreachable += sign,
            List::Completed => {
                self.completed += sign;
                if group == Group::Failed {
                    self.failed += sign;
                }
            }
        }
    }

    /// Others' tasks as well.
    pub(crate) fn add(&mut self, more: Self) {
        self.active += more.active;
        self.staging += more.staging;
        self.running += more.running;
        self.unreachable += more.unreachable;
        self.completed += more.completed;
        self.failed += more.failed;
    }

    /// The cells of a framework's row.
    pub(crate) fn cells(self) -> Draft<'static> {
        vec![
            (column::TASKS, self.active.into()),
            (column::STAGING, self.staging.into()),
            (column::RUNNING, self.running.into()),
            (column::UNREACHABLE, self.unreachable.into()),
            (column::COMPLETED, self.completed.into()),
            (column::FAILED, self.failed.into()),
        ]
    }
}

#[derive(Debug, Default)]
pub(super) struct Bucket {
    latest: HashMap<Box<str>, Entry>,
    /// Ended tasks whose id was used again, oldest first.
    earlier: HashMap<Box<str>, Vec<Entry>>,
    /// Ids in the order in which their tasks were completed; may name some that are not any more.
    completed: VecDeque<Box<str>>,
    counts: FrameworkCounts,
    /// The first task that was told: others are much like it.
    pattern: Option<Pattern>,
}

impl Bucket {
    pub(super) const fn counts(&self) -> FrameworkCounts {
        self.counts
    }

    pub(super) fn count(&mut self, list: List, group: Group, sign: i64) {
        self.counts.weigh(list, group, sign);
    }

    /// An encoded task of this framework as it is kept.
    pub(super) fn pack(&mut self, encoded: &[u8]) -> Packed {
        self.pattern.get_or_insert_with(|| Pattern::new(encoded)).pack(encoded)
    }

    pub(super) fn latest(&self, id: &str) -> Option<&Entry> {
        self.latest.get(id)
    }

    pub(super) fn latest_mut(&mut self, id: &str) -> Option<&mut Entry> {
        self.latest.get_mut(id)
    }

    pub(super) fn take_latest(&mut self, id: &str) -> Option<Entry> {
        self.latest.remove(id)
    }

    pub(super) fn set_latest(&mut self, id: Box<str>, entry: Entry) {
        self.latest.insert(id, entry);
    }

    /// The id is used again: what ended under it stays as an earlier task.
    pub(super) fn keep_as_earlier(&mut self, id: &str) {
        if self.latest.get(id).is_some_and(|entry| entry.list == List::Completed)
            && let Some((id, entry)) = self.latest.remove_entry(id)
        {
            self.earlier.entry(id).or_default().push(entry);
        }
    }

    pub(super) fn earlier_mut(&mut self, id: &str) -> impl Iterator<Item = &mut Entry> {
        self.earlier.get_mut(id).into_iter().flatten()
    }

    pub(super) fn take_all(&mut self, id: &str) -> Vec<Entry> {
        let mut all = self.earlier.remove(id).unwrap_or_default();
        all.extend(self.latest.remove(id));
        all
    }

    pub(super) fn entries_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.latest.values_mut().chain(self.earlier.values_mut().flatten())
    }

    /// Takes out the entries that the test names.
    pub(super) fn drain(&mut self, mut out: impl FnMut(&Entry) -> bool) -> Vec<Entry> {
        let mut drained: Vec<Entry> =
            self.latest.extract_if(|_, entry| out(entry)).map(|(_, entry)| entry).collect();
        for entries in self.earlier.values_mut() {
            drained.extend(entries.extract_if(.., |entry| out(entry)));
        }
        self.earlier.retain(|_, entries| !entries.is_empty());
        drained
    }

    /// A poll tells the order of completed tasks anew; those that events completed since it was asked come after.
    pub(super) fn set_completed(&mut self, told: VecDeque<Box<str>>, mark: Mark) {
        let since = std::mem::replace(&mut self.completed, told);
        let latest = &self.latest;
        let since = since.into_iter().filter(|id| latest.get(id).is_some_and(|entry| entry.touched > mark));
        self.completed.extend(since);
        self.completed.shrink_to_fit();
    }

    pub(super) fn remember_completed(&mut self, id: &str) {
        self.completed.push_back(id.into());
    }

    /// Takes out the task that was completed first, if there are more than the master keeps.
    pub(super) fn trim_one(&mut self, keep: usize) -> Option<Entry> {
        if self.counts.completed <= i64::try_from(keep).unwrap_or(i64::MAX) {
            return None;
        }
        while let Some(id) = self.completed.pop_front() {
            if let Some(entries) = self.earlier.get_mut(&id) {
                let first = entries.remove(0);
                if entries.is_empty() {
                    self.earlier.remove(&id);
                }
                return Some(first);
            }
            if self.latest.get(&id).is_some_and(|entry| entry.list == List::Completed) {
                return self.latest.remove(&id);
            }
        }
        None
    }
}
