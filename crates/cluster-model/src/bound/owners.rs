//! Frameworks and agents: rows that are seen because of what they have, and that show what it adds up to.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Source;
use super::cells::text;
use crate::fold::store::{Draft, Store};
use crate::schema::Table;

/// Owners of one kind, with what each has.
#[derive(Debug)]
pub(super) struct Owners<T> {
    table: Table,
    /// The column of their ids.
    id: usize,
    /// Where their rows are in the whole model, by id and the other way round.
    slots: HashMap<Arc<str>, u32>,
    ids: HashMap<u32, Arc<str>>,
    /// What they have; only of those that have something.
    sums: HashMap<Arc<str>, T>,
    /// The slots here of those that are seen.
    shown: HashMap<Arc<str>, u32>,
    /// In the order of their ids, which is the order of their rows.
    stale: BTreeSet<Arc<str>>,
}

impl<T: Default + PartialEq> Owners<T> {
    pub(super) fn new(table: Table, id: usize) -> Self {
        Owners {
            table,
            id,
            slots: HashMap::new(),
            ids: HashMap::new(),
            sums: HashMap::new(),
            shown: HashMap::new(),
            stale: BTreeSet::new(),
        }
    }

    /// These rows of the whole model are others.
    pub(super) fn find(&mut self, source: &dyn Source, touched: &[u32]) {
        for slot in touched {
            if let Some(id) = self.ids.remove(slot) {
                self.slots.remove(&id);
                self.stale.insert(id);
            }
        }
        for &slot in touched.iter().filter(|slot| source.rows(self.table).contains(**slot)) {
            let id = text(source, self.table, slot, self.id);
            let id = self.sums.get_key_value(id).map_or_else(|| id.into(), |(id, _)| id.clone());
            self.slots.insert(id.clone(), slot);
            self.ids.insert(slot, id.clone());
            self.stale.insert(id);
        }
    }

    /// Changes what one has.
    pub(super) fn weigh(&mut self, id: &str, change: impl FnOnce(&mut T)) {
        if id.is_empty() {
            return;
        }
        let id = match self.sums.get_key_value(id) {
            Some((id, _)) => id.clone(),
            None => self.slots.get_key_value(id).map_or_else(|| id.into(), |(id, _)| id.clone()),
        };
        let sum = self.sums.entry(id.clone()).or_default();
        change(sum);
        if *sum == T::default() {
            self.sums.remove(&id);
        }
        self.stale.insert(id);
    }

    pub(super) fn is_shown(&self, id: &str) -> bool {
        self.shown.contains_key(id)
    }

    /// What one has, if it has anything.
    pub(super) fn sum(&self, id: &str) -> Option<&T> {
        self.sums.get(id)
    }

    /// Writes the rows of those that changed. `draft` makes one of the slot in the whole model and what is there, if it is seen.
    pub(super) fn show<'a>(
        &mut self,
        store: &mut Store,
        draft: impl Fn(u32, Option<&T>) -> Option<Draft<'a>>,
    ) {
        for id in std::mem::take(&mut self.stale) {
            let draft = self.slots.get(&id).and_then(|&slot| draft(slot, self.sums.get(&id)));
            match (draft, self.shown.get(&id)) {
                (Some(draft), Some(&own)) => store.update(self.table, own, draft),
                (Some(draft), None) => drop(self.shown.insert(id, store.insert(self.table, draft))),
                (None, Some(&own)) => {
                    store.remove(self.table, own);
                    self.shown.remove(&id);
                }
                (None, None) => {}
            }
        }
    }
}
