//! The rows of all tables and what changed in them since the last cut.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::interner::Interner;
use super::still::Still;
use crate::frame::{Header, Writer};
use crate::names::{Names, Symbol};
use crate::replica::ALL_COLUMNS;
use crate::rows::{Cells, NONE, Rows};
use crate::schema::Table;

/// A cell on its way into a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Text(Cow<'a, str>),
    Number(i64),
    /// Nothing: empty text or no number.
    None,
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Number(number)
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Value::None, Value::Number)
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Value::None, Value::from)
    }
}

/// Cells for a row: those that are named are set, the others stay.
pub(crate) type Draft<'a> = Vec<(usize, Value<'a>)>;

#[derive(Debug)]
struct Changed {
    free: Vec<u32>,
    /// Slots freed since the last cut: not given to another row before the removal has been told.
    resting: Vec<u32>,
    removed: BTreeSet<u32>,
    added: BTreeSet<u32>,
    patched: BTreeMap<u32, u64>,
}

#[derive(Debug)]
pub(crate) struct Store {
    interner: Interner,
    tables: [Rows; Table::ALL.len()],
    changed: [Changed; Table::ALL.len()],
}

impl Store {
    pub(crate) fn new() -> Self {
        Store {
            interner: Interner::new(),
            tables: Table::ALL.map(Rows::new),
            changed: Table::ALL.map(|_| Changed {
                free: Vec::new(),
                resting: Vec::new(),
                removed: BTreeSet::new(),
                added: BTreeSet::new(),
                patched: BTreeMap::new(),
            }),
        }
    }

    pub(crate) fn rows(&self, table: Table) -> &Rows {
        &self.tables[table.index()]
    }

    /// The text of a `Name` cell.
    pub(crate) fn name(&self, table: Table, slot: u32, column: usize) -> &str {
        self.interner.names().get(self.rows(table).symbol(slot, column))
    }

    pub(crate) fn number(&self, table: Table, slot: u32, column: usize) -> Option<i64> {
        self.rows(table).number(slot, column)
    }

    /// The symbol of a name that is in use.
    pub(crate) fn symbol(&self, name: &str) -> Option<Symbol> {
        self.interner.find(name)
    }

    /// Writes a name wherever an id stands: `id` and `name` are `Name` columns.
    pub(crate) fn rename(&mut self, table: Table, (id_column, id): (usize, &str), column: usize, name: &str) {
        let Some(symbol) = self.symbol(id).filter(|_| !self.rows(table).is_empty()) else { return };
        let rows = self.rows(table);
        let concerned: Vec<u32> =
            rows.slots().filter(|&slot| rows.symbol(slot, id_column) == symbol).collect();
        for slot in concerned {
            self.update(table, slot, vec![(column, name.into())]);
        }
    }

    /// What the symbols in the rows stand for.
    pub(crate) fn names(&self) -> &Names {
        self.interner.names()
    }

    /// The sum of a `Count` or `Milli` column over all rows.
    pub(crate) fn sum(&self, table: Table, column: usize) -> i64 {
        let rows = self.rows(table);
        rows.slots().filter_map(|slot| rows.number(slot, column)).sum()
    }

    /// A new row.
    pub(crate) fn insert(&mut self, table: Table, draft: Draft<'_>) -> u32 {
        let at = table.index();
        let changed = &mut self.changed[at];
        let used = self.tables[at].len() + changed.free.len() + changed.resting.len();
        let slot = changed.free.pop().unwrap_or(used as u32);
        self.tables[at].reach(slot);
        self.tables[at].occupy(slot);
        changed.added.insert(slot);
        self.update(table, slot, draft);
        slot
    }

    /// Sets cells of a row; those that are as they were are no change.
    pub(crate) fn update(&mut self, table: Table, slot: u32, draft: Draft<'_>) {
        let mut mask = 0;
        for (column, value) in draft {
            if self.set(table, slot, column, &value) {
                mask |= 1 << column;
            }
        }
        let changed = &mut self.changed[table.index()];
        if mask != 0 && !changed.added.contains(&slot) {
            *changed.patched.entry(slot).or_insert(0) |= mask;
        }
    }

    fn set(&mut self, table: Table, slot: u32, column: usize, value: &Value<'_>) -> bool {
        let text = match value {
            Value::Text(text) => text,
            _ => "",
        };
        match &mut self.tables[table.index()].columns[column] {
            Cells::Text(texts) => {
                let differs = texts.get(slot) != text;
                if differs {
                    texts.set(slot, text);
                }
                differs
            }
            Cells::Names(symbols) => {
                let before = symbols[slot as usize];
                if self.interner.names().get(before) == text {
                    return false;
                }
                symbols[slot as usize] = self.interner.take(text);
                self.interner.release(before);
                true
            }
            Cells::Numbers(numbers) => {
                let number = match value {
                    Value::Number(number) => *number,
                    _ => NONE,
                };
                std::mem::replace(&mut numbers[slot as usize], number) != number
            }
        }
    }

    pub(crate) fn remove(&mut self, table: Table, slot: u32) {
        let at = table.index();
        for cells in &self.tables[at].columns {
            if let Cells::Names(symbols) = cells {
                self.interner.release(symbols[slot as usize]);
            }
        }
        self.tables[at].vacate(slot);
        let changed = &mut self.changed[at];
        changed.patched.remove(&slot);
        if changed.added.remove(&slot) {
            // Nobody was told of it.
            changed.free.push(slot);
        } else {
            changed.removed.insert(slot);
            changed.resting.push(slot);
        }
    }

    /// A copy of everything. To be taken right after [`Store::cut`].
    pub(crate) fn still(&self, header: Header) -> Still {
        Still::new(header, &self.interner, &self.tables)
    }

    /// The frame of everything that changed since the last one, or `None`.
    pub(crate) fn cut(&mut self, header: Header) -> Option<Vec<u8>> {
        let still = |changed: &Changed| {
            changed.removed.is_empty() && changed.added.is_empty() && changed.patched.is_empty()
        };
        if self.changed.iter().all(still) {
            return None;
        }
        let assigned = self.interner.take_assigned();
        let names = self.interner.names();
        let mut writer = Writer::new(
            header,
            assigned.iter().map(|&symbol| (symbol, names.get(symbol))).collect::<Vec<_>>().into_iter(),
        );
        for (rows, changed) in self.tables.iter().zip(&mut self.changed) {
            let removed: Vec<u32> = std::mem::take(&mut changed.removed).into_iter().collect();
            let added: Vec<u32> = std::mem::take(&mut changed.added).into_iter().collect();
            let patches: Vec<(u32, u64)> = std::mem::take(&mut changed.patched).into_iter().collect();
            debug_assert!(patches.iter().all(|(_, mask)| *mask != ALL_COLUMNS));
            writer.section(rows, &removed, &added, &patches);
            changed.free.append(&mut changed.resting);
        }
        Some(writer.finish())
    }
}
