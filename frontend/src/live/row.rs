//! One row of the replica, followed wherever it goes.

use cluster_model::replica::{ALL_COLUMNS, Changes, Replica};
use cluster_model::schema::{Table, tasks};
use leptos::prelude::*;

use super::Live;

/// Which row: columns and the texts they hold. The column that tells most comes first.
type Key = Vec<(usize, String)>;

/// A row that a page is about. It may come later, go, and come back.
#[derive(Clone, Copy)]
pub struct Row {
    live: Live,
    slot: RwSignal<Option<u32>>,
    version: RwSignal<u64>,
    table: Table,
}

impl Live {
    /// Follows the row of a table whose columns hold these texts, until the present owner is cleaned up. Of several tasks
    /// with one id it is the one that has not ended, or the latest.
    #[must_use]
    pub fn follow(self, table: Table, key: &[(usize, &str)]) -> Row {
        let key: Key = key.iter().map(|(column, text)| (*column, (*text).to_owned())).collect();
        let slot = RwSignal::new(self.read(|replica| pick(replica, table, &key)));
        let version = RwSignal::new(0);
        self.on_change(move |replica, changes| {
            let before = slot.get_untracked();
            match concerns(replica, changes, table, &key, before) {
                Concern::None => return,
                Concern::Cells => {}
                Concern::Place => {
                    let now = pick(replica, table, &key);
                    if now != before {
                        slot.set(now);
                    }
                }
            }
            version.update(|version| *version += 1);
        });
        Row { live: self, slot, version, table }
    }
}

impl Row {
    /// Rises with each change of the row. Subscribes.
    pub fn version(self) -> u64 {
        self.version.get()
    }

    /// Whether the row is there. Subscribes.
    pub fn is_there(self) -> bool {
        self.slot.get().is_some()
    }

    /// Reads the row, if it is there, and subscribes to its changes.
    pub fn read<T>(self, read: impl FnOnce(&Replica, u32) -> T) -> Option<T> {
        self.version.track();
        let slot = self.slot.get()?;
        self.live.read(|replica| replica.rows(self.table).contains(slot).then(|| read(replica, slot)))
    }

    /// A cell's text; empty while there is none.
    pub fn text(self, column: usize) -> Memo<String> {
        Memo::new(move |_| {
            self.read(|replica, slot| replica.text(self.table, slot, column).to_owned()).unwrap_or_default()
        })
    }

    /// A cell's number.
    pub fn number(self, column: usize) -> Memo<Option<i64>> {
        Memo::new(move |_| self.read(|replica, slot| replica.number(self.table, slot, column)).flatten())
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Concern {
    /// Nothing of it changed.
    None,
    /// Some of its cells changed.
    Cells,
    /// It may live elsewhere now, or no longer.
    Place,
}

fn concerns(replica: &Replica, changes: &Changes, table: Table, key: &Key, slot: Option<u32>) -> Concern {
    if changes.reset {
        return Concern::Place;
    }
    let mut concern = Concern::None;
    for &(changed, mask) in &changes.slots[table.index()] {
        if mask == ALL_COLUMNS && (slot == Some(changed) || matches(replica, table, changed, key)) {
            return Concern::Place;
        }
        if slot == Some(changed) {
            concern = Concern::Cells;
        }
    }
    concern
}

fn matches(replica: &Replica, table: Table, slot: u32, key: &Key) -> bool {
    replica.rows(table).contains(slot)
        && key.iter().all(|(column, text)| replica.text(table, slot, *column) == text)
}

fn pick(replica: &Replica, table: Table, key: &Key) -> Option<u32> {
    let wanted: Vec<(usize, &str)> = key.iter().map(|(column, text)| (*column, text.as_str())).collect();
    let rank = |slot: &u32| match table {
        Table::Tasks => (
            replica.text(table, *slot, tasks::LIST) != tasks::COMPLETED,
            replica.number(table, *slot, tasks::UPDATED),
        ),
        _ => (true, None),
    };
    replica.find_all(table, &wanted).max_by_key(rank)
}
