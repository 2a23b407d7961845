//! Rows that come and go with an owner: an agent's reservations, a framework's offers. The owner's rows are given anew as a whole; what
//! is still there keeps its slot.

use std::collections::HashMap;
use std::sync::Arc;

use super::store::{Draft, Store};
pub(super) use crate::identity::key;
use crate::schema::Table;

/// A row as it should be.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// What it is known by in its table: see [`key`].
    pub key: u64,
    pub cells: Draft<'a>,
    /// Cells that are set when the row comes, and stay.
    pub at_first: Draft<'a>,
}

impl<'a> Row<'a> {
    pub(super) fn new(key: u64, cells: Draft<'a>) -> Self {
        Row { key, cells, at_first: Vec::new() }
    }
}

#[derive(Debug)]
pub(super) struct Owned {
    table: Table,
    /// For each owner its rows' keys and slots, by key.
    rows: HashMap<Arc<str>, Vec<(u64, u32)>>,
}

impl Owned {
    pub(super) fn new(table: Table) -> Self {
        Owned { table, rows: HashMap::new() }
    }

    /// The owner has these rows and no others.
    pub(super) fn replace(&mut self, store: &mut Store, owner: &str, mut rows: Vec<Row<'_>>) {
        rows.sort_by_key(|row| row.key);
        rows.dedup_by_key(|row| row.key);
        let held = self.rows.get_mut(owner).map(std::mem::take).unwrap_or_default();
        let mut held = held.into_iter().peekable();
        let mut kept = Vec::with_capacity(rows.len());
        for row in rows {
            while let Some((_, slot)) = held.next_if(|(key, _)| *key < row.key) {
                store.remove(self.table, slot);
            }
            let slot = match held.next_if(|(key, _)| *key == row.key) {
                Some((_, slot)) => {
                    store.update(self.table, slot, row.cells);
                    slot
                }
                None => {
                    let mut cells = row.cells;
                    cells.extend(row.at_first);
                    store.insert(self.table, cells)
                }
            };
            kept.push((row.key, slot));
        }
        held.for_each(|(_, slot)| store.remove(self.table, slot));
        if kept.is_empty() {
            self.rows.remove(owner);
        } else if let Some(held) = self.rows.get_mut(owner) {
            *held = kept;
        } else {
            self.rows.insert(owner.into(), kept);
        }
    }

    /// The owner has none.
    pub(super) fn remove(&mut self, store: &mut Store, owner: &str) {
        for (_, slot) in self.rows.remove(owner).unwrap_or_default() {
            store.remove(self.table, slot);
        }
    }

    /// Removes every row whose cell in that `Name` column is this name.
    pub(super) fn remove_named(&mut self, store: &mut Store, column: usize, name: &str) {
        let table = self.table;
        let Some(symbol) = store.symbol(name) else { return };
        self.rows.retain(|_, rows| {
            rows.retain(|&(_, slot)| {
                let stays = store.rows(table).symbol(slot, column) != symbol;
                if !stays {
                    store.remove(table, slot);
                }
                stays
            });
            !rows.is_empty()
        });
    }

    /// The slot of the owner's row with that key.
    pub(super) fn slot(&self, owner: &str, key: u64) -> Option<u32> {
        let rows = self.rows.get(owner)?;
        rows.binary_search_by_key(&key, |(key, _)| *key).ok().map(|at| rows[at].1)
    }

    /// The keys of the owner's rows.
    pub(super) fn keys(&self, owner: &str) -> impl Iterator<Item = u64> + '_ {
        self.rows.get(owner).into_iter().flatten().map(|(key, _)| *key)
    }

    /// Those that have rows.
    pub(super) fn owners(&self) -> Vec<Arc<str>> {
        self.rows.keys().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::offers as column;

    fn row(id: &str) -> Row<'_> {
        let at_first = vec![(column::SINCE, 7.into())];
        Row { at_first, ..Row::new(key(&[id]), vec![(column::ID, id.into())]) }
    }

    #[test]
    fn what_stays_keeps_its_slot() {
        let (mut store, mut offers) = (Store::new(), Owned::new(Table::Offers));
        offers.replace(&mut store, "f", vec![row("a"), row("b"), row("b")]);
        offers.replace(&mut store, "g", vec![row("c")]);
        let slot = offers.slot("f", key(&["b"])).unwrap();
        offers.replace(&mut store, "f", vec![row("d"), row("b")]);
        assert_eq!(offers.slot("f", key(&["b"])), Some(slot));
        assert_eq!(store.number(Table::Offers, slot, column::SINCE), Some(7));
        assert_eq!(offers.slot("f", key(&["a"])), None);
        assert_eq!(store.rows(Table::Offers).len(), 3);
        offers.replace(&mut store, "f", Vec::new());
        assert_eq!(offers.owners(), [Arc::from("g")]);
        offers.remove(&mut store, "g");
        assert!(store.rows(Table::Offers).is_empty());
    }
}
