//! The browser's copy of the cluster: snapshots and deltas in, cells out.

use crate::frame::{BOUND, END, RESET, Section, Values, parse};
use crate::names::Names;
use crate::rows::{Cell, Cells, Rows};
use crate::schema::Table;
use crate::totals::Totals;
use crate::wire::FrameError;

/// A mask of all columns.
pub const ALL_COLUMNS: u64 = u64::MAX;

/// What a frame changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Everything was forgotten first: views must be built anew.
    pub reset: bool,
    /// For each table, the slots that were added, changed or removed, with a mask of the columns concerned.
    pub slots: [Vec<(u32, u64)>; Table::ALL.len()],
}

impl Changes {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.reset && self.slots.iter().all(Vec::is_empty)
    }

    /// Adds what a later frame changed.
    pub fn merge(&mut self, later: Changes) {
        if later.reset {
            *self = later;
            return;
        }
        for (mine, theirs) in self.slots.iter_mut().zip(later.slots) {
            mine.extend(theirs);
        }
    }
}

/// The cluster's rows at one revision.
#[derive(Debug, Clone)]
pub struct Replica {
    epoch: u64,
    revision: u64,
    whole: bool,
    bound: bool,
    names: Names,
    tables: [Rows; Table::ALL.len()],
    totals: [Totals; Table::ALL.len()],
}

impl Default for Replica {
    fn default() -> Self {
        Replica::new()
    }
}

impl Replica {
    /// A replica that has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Replica {
            epoch: 0,
            revision: 0,
            whole: false,
            bound: false,
            names: Names::default(),
            tables: Table::ALL.map(Rows::new),
            totals: Table::ALL.map(Totals::new),
        }
    }

    /// The hub's life this replica belongs to.
    #[must_use]
    pub const fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The revision it is at.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether a snapshot has arrived to its end.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// Whether these are some roles' rows only: what they add up to is not the cluster.
    #[must_use]
    pub const fn is_bound(&self) -> bool {
        self.bound
    }

    /// A table's rows.
    #[must_use]
    pub const fn rows(&self, table: Table) -> &Rows {
        &self.tables[table.index()]
    }

    /// A table's totals.
    #[must_use]
    pub const fn totals(&self, table: Table) -> &Totals {
        &self.totals[table.index()]
    }

    /// What the symbols stand for.
    #[must_use]
    pub const fn names(&self) -> &Names {
        &self.names
    }

    /// A cell.
    #[must_use]
    pub fn cell(&self, table: Table, slot: u32, column: usize) -> Cell<'_> {
        self.rows(table).cell(&self.names, slot, column)
    }

    /// A cell's text; empty for numbers.
    #[must_use]
    pub fn text(&self, table: Table, slot: u32, column: usize) -> &str {
        match self.cell(table, slot, column) {
            Cell::Text(text) => text,
            Cell::Number(_) => "",
        }
    }

    /// A cell's number, if it is one and there is one.
    #[must_use]
    pub fn number(&self, table: Table, slot: u32, column: usize) -> Option<i64> {
        self.rows(table).number(slot, column)
    }

    /// How many rows have that name in a counted column.
    #[must_use]
    pub fn count(&self, table: Table, column: usize, name: &str) -> usize {
        self.totals(table).count(&self.names, column, name)
    }

    /// The first row whose columns hold exactly these texts, by looking at all rows.
    #[must_use]
    pub fn find(&self, table: Table, wanted: &[(usize, &str)]) -> Option<u32> {
        self.find_all(table, wanted).next()
    }

    /// All rows whose columns hold exactly these texts.
    pub fn find_all<'a>(
        &'a self,
        table: Table,
        wanted: &'a [(usize, &'a str)],
    ) -> impl Iterator<Item = u32> + 'a {
        let rows = self.rows(table);
        // A name that was never assigned is in no row; one that was is compared as a number.
        let symbols: Option<Vec<Option<u32>>> = wanted
            .iter()
            .map(|&(column, text)| match &rows.columns[column] {
                Cells::Names(_) => self.names.find(text).map(Some),
                _ => Some(None),
            })
            .collect();
        symbols.into_iter().flat_map(move |symbols| {
            rows.slots().filter(move |&slot| {
                wanted.iter().zip(&symbols).all(|(&(column, text), symbol)| match symbol {
                    Some(symbol) => rows.symbol(slot, column) == *symbol,
                    None => rows.text(slot, column) == text,
                })
            })
        })
    }

    /// Tables' slots will end there, in the order of [`Table::ALL`]: the next snapshot finds room for them.
    pub fn expect(&mut self, ends: impl IntoIterator<Item = u32>) {
        for (rows, end) in self.tables.iter_mut().zip(ends) {
            rows.expect(end);
        }
    }

    /// Applies a frame. On an error nothing has changed; the caller takes a snapshot.
    pub fn apply(&mut self, frame: &[u8]) -> Result<Changes, FrameError> {
        let parsed = parse(frame)?;
        let header = parsed.header;
        let mut changes = Changes::default();
        let snapshot = header.before == 0;
        if header.flags & RESET != 0 {
            let bound = header.flags & BOUND != 0;
            let ends = self.tables.each_ref().map(Rows::expected);
            *self = Replica { epoch: header.epoch, revision: header.after, bound, ..Replica::new() };
            self.expect(ends);
            changes.reset = true;
        } else if header.epoch != self.epoch {
            return Err(FrameError::Epoch);
        } else if snapshot {
            if header.after != self.revision || self.whole {
                return Err(FrameError::Gap { before: 0, at: self.revision });
            }
        } else if header.after <= self.revision {
            return Ok(changes);
        } else if header.before > self.revision || !self.whole {
            return Err(FrameError::Gap { before: header.before, at: self.revision });
        }
        for (symbol, name) in parsed.names {
            self.names.assign(symbol, name);
        }
        for section in parsed.sections {
            let at = section.table.index();
            apply_section(&mut self.tables[at], &mut self.totals[at], section, &mut changes.slots[at]);
        }
        self.revision = header.after;
        self.whole |= snapshot && header.flags & END != 0;
        Ok(changes)
    }
}

fn apply_section(rows: &mut Rows, totals: &mut Totals, section: Section<'_>, changed: &mut Vec<(u32, u64)>) {
    for slot in section.removed {
        if rows.contains(slot) {
            totals.weigh(rows, &[slot], ALL_COLUMNS, -1);
            rows.vacate(slot);
            changed.push((slot, ALL_COLUMNS));
        }
    }
    if let Some(&last) = section.added.last() {
        rows.reach(last);
    }
    for &slot in &section.added {
        if !rows.occupy(slot) {
            totals.weigh(rows, &[slot], ALL_COLUMNS, -1);
        }
        changed.push((slot, ALL_COLUMNS));
    }
    for (column, values) in section.columns.iter().enumerate() {
        set(rows, column, &section.added, values);
    }
    totals.weigh(rows, &section.added, ALL_COLUMNS, 1);
    for (column, mut slots, values) in section.patches {
        // A patch of a row that is not there can only follow a lie; dropping the whole column keeps the rest sound.
        if slots.iter().any(|&slot| !rows.contains(slot)) {
            continue;
        }
        let mask = 1 << column;
        totals.weigh(rows, &slots, mask, -1);
        set(rows, column, &slots, &values);
        totals.weigh(rows, &slots, mask, 1);
        changed.extend(slots.drain(..).map(|slot| (slot, mask)));
    }
}

fn set(rows: &mut Rows, column: usize, slots: &[u32], values: &Values<'_>) {
    match (&mut rows.columns[column], values) {
        (Cells::Text(texts), Values::Text { lengths, all }) => texts.extend(slots, lengths, all),
        (Cells::Names(symbols), Values::Names(new)) => {
            for (&slot, &symbol) in slots.iter().zip(new) {
                symbols[slot as usize] = symbol;
            }
        }
        (Cells::Numbers(numbers), Values::Numbers(new)) => {
            for (&slot, &number) in slots.iter().zip(new) {
                numbers[slot as usize] = number;
            }
        }
        _ => {}
    }
}
