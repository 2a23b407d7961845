//! Rows that say the same in some columns, counted and added up, and kept while rows change.
//!
//! The rows that are there are looked through once, a little at a time. From then on a change costs what it changes, however many rows there are:
//! what each row counts for is remembered.

use std::collections::HashMap;

use crate::names::{Names, Symbol};
use crate::replica::Replica;
use crate::rows::Rows;
use crate::schema::Table;

/// At most so many columns tell groups apart.
pub const COLUMNS: usize = 2;

/// What the rows of a group say in the columns that tell it apart; 0 where there are fewer columns.
pub type Key = [Symbol; COLUMNS];

/// What is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// One for each row.
    Row,
    /// One for each row that has this name in this column.
    Where(usize, &'static str),
    /// A column of numbers.
    Number(usize),
    /// A column of numbers, in the rows that have this name in this column.
    NumberWhere(usize, (usize, &'static str)),
}

impl Amount {
    fn of(self, rows: &Rows, names: &Names, slot: u32) -> i64 {
        let is = |(column, name): (usize, &str)| names.get(rows.symbol(slot, column)) == name;
        let number = |column| rows.number(slot, column).unwrap_or(0);
        match self {
            Amount::Row => 1,
            Amount::Where(column, name) => i64::from(is((column, name))),
            Amount::Number(column) => number(column),
            Amount::NumberWhere(column, condition) => {
                if is(condition) {
                    number(column)
                } else {
                    0
                }
            }
        }
    }

    const fn columns(self) -> [Option<usize>; 2] {
        match self {
            Amount::Row => [None, None],
            Amount::Where(column, _) | Amount::Number(column) => [Some(column), None],
            Amount::NumberWhere(column, (condition, _)) => [Some(column), Some(condition)],
        }
    }
}

/// The groups of a table's rows.
#[derive(Debug, Clone)]
pub struct Groups {
    table: Table,
    by: Vec<usize>,
    only: Option<(usize, String)>,
    amounts: Vec<Amount>,
    /// The columns that matter, a bit each.
    mask: u64,
    keys: Vec<Key>,
    /// The sums of each group, one after another.
    sums: Vec<i64>,
    at: HashMap<Key, u32>,
    /// For each slot one more than its group; 0 for none.
    group_of: Vec<u32>,
    /// For each slot what it counts for.
    counted: Vec<i64>,
    /// Slots below this have been looked at.
    next: u32,
}

impl Groups {
    /// Groups that have seen no rows: of a table, by at most [`COLUMNS`] columns of names. With `only`, of the rows that have this name in this column.
    #[must_use]
    pub fn new(table: Table, by: &[usize], only: Option<(usize, String)>, amounts: Vec<Amount>) -> Self {
        debug_assert!(by.len() <= COLUMNS, "{COLUMNS} columns at most");
        let by: Vec<usize> = by.iter().copied().take(COLUMNS).collect();
        let columns = amounts.iter().flat_map(|amount| amount.columns()).flatten();
        let columns = columns.chain(by.iter().copied()).chain(only.iter().map(|(column, _)| *column));
        let mask = columns.fold(0, |mask, column| mask | 1 << column);
        Groups {
            table,
            by,
            only,
            amounts,
            mask,
            keys: Vec::new(),
            sums: Vec::new(),
            at: HashMap::new(),
            group_of: Vec::new(),
            counted: Vec::new(),
            next: 0,
        }
    }

    /// The table.
    #[must_use]
    pub const fn table(&self) -> Table {
        self.table
    }

    /// Forgets everything: [`Groups::go_on`] looks at all rows anew.
    pub fn begin(&mut self) {
        self.keys.clear();
        self.sums.clear();
        self.at.clear();
        self.group_of.clear();
        self.counted.clear();
        self.next = 0;
    }

    /// Looks at the next slots, at most so many. Answers whether some are left.
    pub fn go_on(&mut self, replica: &Replica, slots: u32) -> bool {
        let rows = replica.rows(self.table);
        let end = rows.end().min(self.next.saturating_add(slots));
        for slot in self.next..end {
            if rows.contains(slot) {
                self.add(rows, replica.names(), slot);
            }
        }
        self.next = self.next.max(end);
        if self.next >= rows.end() {
            // From here on every row comes as a change.
            self.next = u32::MAX;
        }
        !self.is_whole()
    }

    /// Whether all rows have been looked at.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.next == u32::MAX
    }

    /// Follows changed slots, each with a mask of the columns concerned.
    pub fn follow(&mut self, replica: &Replica, changed: &[(u32, u64)]) {
        let rows = replica.rows(self.table);
        let (columns, next) = (self.mask, self.next);
        // Those not looked at yet will be.
        for &(slot, _) in changed.iter().filter(|(slot, mask)| mask & columns != 0 && *slot < next) {
            self.take(slot);
            if rows.contains(slot) {
                self.add(rows, replica.names(), slot);
            }
        }
    }

    /// The groups that have rows and their sums, one for each amount, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &[i64])> {
        let width = self.amounts.len() + 1;
        let groups = self.keys.iter().zip(self.sums.chunks_exact(width));
        groups.filter(|(_, sums)| sums[0] > 0).map(|(key, sums)| (*key, &sums[1..]))
    }

    fn add(&mut self, rows: &Rows, names: &Names, slot: u32) {
        if let Some((column, name)) = &self.only
            && names.get(rows.symbol(slot, *column)) != name
        {
            return;
        }
        let mut key = Key::default();
        for (symbol, column) in key.iter_mut().zip(&self.by) {
            *symbol = rows.symbol(slot, *column);
        }
        let group = self.group(key);
        let (at, width) = (slot as usize, self.amounts.len());
        if at >= self.group_of.len() {
            self.group_of.resize(at + 1, 0);
            self.counted.resize((at + 1) * width, 0);
        }
        self.group_of[at] = group as u32 + 1;
        let sums = &mut self.sums[group * (width + 1)..][..=width];
        let counted = &mut self.counted[at * width..][..width];
        sums[0] += 1;
        for ((amount, counted), sum) in self.amounts.iter().zip(counted).zip(&mut sums[1..]) {
            *counted = amount.of(rows, names, slot);
            *sum = sum.wrapping_add(*counted);
        }
    }

    fn take(&mut self, slot: u32) {
        let (at, width) = (slot as usize, self.amounts.len());
        let Some(group) = self.group_of.get_mut(at).and_then(|group| std::mem::take(group).checked_sub(1))
        else {
            return;
        };
        let sums = &mut self.sums[group as usize * (width + 1)..][..=width];
        sums[0] -= 1;
        for (counted, sum) in self.counted[at * width..][..width].iter().zip(&mut sums[1..]) {
            *sum = sum.wrapping_sub(*counted);
        }
    }

    fn group(&mut self, key: Key) -> usize {
        let new = self.keys.len();
        let group = *self.at.entry(key).or_insert(new as u32) as usize;
        if group == new {
            self.keys.push(key);
            self.sums.resize((new + 1) * (self.amounts.len() + 1), 0);
        }
        group
    }
}
