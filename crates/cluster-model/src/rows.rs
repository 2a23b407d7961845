//! Rows in columns: what both halves hold for each table.

use std::ops::Range;

use crate::names::{Names, Symbol};
use crate::schema::{Kind, Table};
use crate::text::TextColumn;

/// "No number here". Cells never hold it as a value.
pub const NONE: i64 = i64::MIN;

/// The largest slot a table may have: a bound for frames that lie, far above what a cluster has.
pub const MAX_SLOT: u32 = 1 << 22;

#[derive(Debug, Clone)]
pub(crate) enum Cells {
    Text(TextColumn),
    Names(Vec<Symbol>),
    Numbers(Vec<i64>),
}

/// A cell as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Text, interned or not; may be empty.
    Text(&'a str),
    /// A number, or none.
    Number(Option<i64>),
}

/// One table's rows.
#[derive(Debug, Clone)]
pub struct Rows {
    table: Table,
    pub(crate) columns: Vec<Cells>,
    live: Vec<u64>,
    count: usize,
    /// Where slots are said to end; 0 if nobody said so.
    expected: u32,
}

impl Rows {
    /// A table without rows.
    #[must_use]
    pub fn new(table: Table) -> Self {
        let columns = table
            .columns()
            .iter()
            .map(|column| match column.kind {
                Kind::Text => Cells::Text(TextColumn::default()),
                Kind::Name => Cells::Names(Vec::new()),
                Kind::Count | Kind::Milli | Kind::Time => Cells::Numbers(Vec::new()),
            })
            .collect();
        Rows { table, columns, live: Vec::new(), count: 0, expected: 0 }
    }

    /// Which table these are the rows of.
    #[must_use]
    pub const fn table(&self) -> Table {
        self.table
    }

    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// One more than the largest slot ever used.
    #[must_use]
    pub const fn end(&self) -> u32 {
        (self.live.len() * 64) as u32
    }

    /// Whether a row lives in that slot.
    #[must_use]
    pub fn contains(&self, slot: u32) -> bool {
        self.live.get(slot as usize / 64).is_some_and(|word| word >> (slot % 64) & 1 == 1)
    }

    /// Which slots hold rows: a bit each, 64 to a word, for the words of that range.
    pub(crate) fn live(&self, words: Range<usize>) -> &[u64] {
        let end = words.end.min(self.live.len());
        &self.live[words.start.min(end)..end]
    }

    /// The slots of all rows, ascending.
    pub fn slots(&self) -> impl Iterator<Item = u32> + '_ {
        self.live.iter().enumerate().flat_map(|(at, &word)| {
            std::iter::successors((word != 0).then_some(word), |left| {
                let rest = left & (left - 1);
                (rest != 0).then_some(rest)
            })
            .map(move |left| at as u32 * 64 + left.trailing_zeros())
        })
    }

    /// The text of a `Text` column; empty in columns of another kind.
    #[must_use]
    pub fn text(&self, slot: u32, column: usize) -> &str {
        match self.columns.get(column) {
            Some(Cells::Text(texts)) => texts.get(slot),
            _ => "",
        }
    }

    /// The symbol of a `Name` column; 0 in columns of another kind.
    #[must_use]
    pub fn symbol(&self, slot: u32, column: usize) -> Symbol {
        match self.columns.get(column) {
            Some(Cells::Names(symbols)) => symbols.get(slot as usize).copied().unwrap_or(0),
            _ => 0,
        }
    }

    /// The number of a number column, if the row has one.
    #[must_use]
    pub fn number(&self, slot: u32, column: usize) -> Option<i64> {
        match self.columns.get(column) {
            Some(Cells::Numbers(numbers)) => {
                numbers.get(slot as usize).copied().filter(|&number| number != NONE)
            }
            _ => None,
        }
    }

    /// A cell, whatever its kind.
    #[must_use]
    pub fn cell<'a>(&'a self, names: &'a Names, slot: u32, column: usize) -> Cell<'a> {
        match &self.columns[column] {
            Cells::Text(texts) => Cell::Text(texts.get(slot)),
            Cells::Names(_) => Cell::Text(names.get(self.symbol(slot, column))),
            Cells::Numbers(_) => Cell::Number(self.number(slot, column)),
        }
    }

    /// Slots will end there: when the first is needed, room is made for all.
    pub(crate) fn expect(&mut self, end: u32) {
        self.expected = end.min(MAX_SLOT);
    }

    /// Where slots are said to end.
    pub(crate) const fn expected(&self) -> u32 {
        self.expected
    }

    /// Makes room for the cells of slots up to this one.
    pub(crate) fn reach(&mut self, slot: u32) {
        let reach = slot as usize + 1;
        if reach > self.live.len() * 64 {
            self.live.resize(reach.div_ceil(64), 0);
        }
        let expected = self.expected as usize;
        for column in &mut self.columns {
            match column {
                Cells::Text(texts) => texts.reach(slot, expected),
                Cells::Names(symbols) => resize(symbols, reach, expected, 0),
                Cells::Numbers(numbers) => resize(numbers, reach, expected, NONE),
            }
        }
    }

    /// Marks a slot, for which there is room, as holding a row. Answers whether it was free.
    pub(crate) fn occupy(&mut self, slot: u32) -> bool {
        let word = &mut self.live[slot as usize / 64];
        let bit = 1 << (slot % 64);
        let free = *word & bit == 0;
        if free {
            *word |= bit;
            self.count += 1;
        }
        free
    }

    /// Frees a slot and clears its cells. Answers whether a row was there.
    pub(crate) fn vacate(&mut self, slot: u32) -> bool {
        if !self.contains(slot) {
            return false;
        }
        self.live[slot as usize / 64] &= !(1 << (slot % 64));
        self.count -= 1;
        for column in &mut self.columns {
            match column {
                Cells::Text(texts) => texts.set(slot, ""),
                Cells::Names(symbols) => symbols[slot as usize] = 0,
                Cells::Numbers(numbers) => numbers[slot as usize] = NONE,
            }
        }
        true
    }
}

/// Makes cells up to `reach`. Where it is known how many are expected, room is made for those and a few more at once, and for a few more again
/// when they have come: to double what is large because one more came would cost more than all that has happened since.
pub(crate) fn resize<T: Copy>(cells: &mut Vec<T>, reach: usize, expected: usize, empty: T) {
    if cells.len() < reach {
        if expected > 0 && reach > cells.capacity() {
            cells.reserve_exact(with_spare(reach.max(expected)) - cells.len());
        }
        cells.resize(reach, empty);
    }
}

/// A sixteenth more, and not less than some.
pub(crate) fn with_spare(room: usize) -> usize {
    const LEAST: usize = 64;
    room + (room / 16).max(LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many cells there is room for, column by column.
    fn room(rows: &Rows) -> Vec<usize> {
        let of = |column: &Cells| match column {
            Cells::Text(texts) => texts.room(),
            Cells::Names(symbols) => symbols.capacity(),
            Cells::Numbers(numbers) => numbers.capacity(),
        };
        rows.columns.iter().map(of).collect()
    }

    #[test]
    fn room_is_made_once_for_all_that_is_expected() {
        let mut rows = Rows::new(Table::Tasks);
        rows.expect(5_000);
        rows.reach(7);
        let first = room(&rows);
        assert!(first.iter().all(|&room| room >= 5_000), "{first:?}");
        rows.reach(4_999);
        assert_eq!(room(&rows), first);
        // What was said need not be so, and not all is doubled for what comes then.
        for slot in [5_001, 9_000] {
            rows.reach(slot);
            assert!(rows.occupy(slot) && rows.contains(slot));
            let more = room(&rows);
            assert!(more.iter().all(|&room| room < slot as usize * 9 / 8), "{more:?}");
        }
    }
}
