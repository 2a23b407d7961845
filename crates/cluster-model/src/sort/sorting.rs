//! A sort that gives the first rows first, and does a little at a time.

use std::cmp::Ordering;
use std::ops::Range;

use super::compare;
use super::keys::Keying;
use crate::replica::Replica;
use crate::schema::Table;
use crate::view::Sort;

/// So many rows are sorted in one go.
const LEAF: usize = 1024;
/// Looking at a cell costs about this part of putting a row in its place.
const CHEAPER: usize = 16;

/// Rows being sorted. The replica may move on meanwhile: rows that did not change come out in order among themselves, and those that did may stand
/// anywhere.
///
/// It is a quicksort that takes the part in front first: to know the first of *n* rows costs looks at all of them, but hardly more comparisons than
/// there are rows.
#[derive(Debug, Clone)]
pub(crate) struct Sorting {
    table: Table,
    sorts: Vec<Sort>,
    slots: Vec<u32>,
    stage: Stage,
}

#[derive(Debug, Clone)]
enum Stage {
    /// Nothing to sort by: they stand by slot.
    Given { next: usize },
    /// Texts are looked at.
    Looking { keying: Keying, next: usize },
    /// Keys are made.
    Keying { keying: Keying, keyed: Vec<(u64, u32)> },
    /// All before `next` have been given; none before one of the `ends` stands after one beyond it.
    Sorting { keyed: Vec<(u64, u32)>, is_exact: bool, next: usize, ends: Vec<usize> },
}

impl Sorting {
    /// Begins to sort all rows of a table.
    pub fn new(replica: &Replica, table: Table, sorts: &[Sort]) -> Self {
        let slots: Vec<u32> = replica.rows(table).slots().collect();
        let stage = match sorts.first() {
            None => Stage::Given { next: 0 },
            Some(first) => {
                let keying = Keying::new(replica, table, *first);
                if keying.looks_first() {
                    Stage::Looking { keying, next: 0 }
                } else {
                    Stage::Keying { keyed: Vec::with_capacity(slots.len()), keying }
                }
            }
        };
        Sorting { table, sorts: sorts.to_vec(), slots, stage }
    }

    /// How many rows it sorts.
    pub const fn len(&self) -> usize {
        self.slots.len()
    }

    /// Goes on for a while, about as long as it takes to put so many rows in their places; gives those that are in place now to `put`, in order.
    /// Answers whether any are left.
    pub fn go_on(&mut self, replica: &Replica, rows: usize, mut put: impl FnMut(u32)) -> bool {
        let total = self.slots.len();
        let part = |next: usize| next..next.saturating_add(rows.saturating_mul(CHEAPER)).min(total);
        let Some(&first) = self.sorts.first() else {
            let Stage::Given { next } = &mut self.stage else { return false };
            let part = part(*next);
            *next = part.end;
            self.slots[part].iter().for_each(|&slot| put(slot));
            return *next < total;
        };
        let cells = replica.rows(self.table);
        match &mut self.stage {
            Stage::Given { .. } => false,
            Stage::Looking { keying, next } => {
                let part = part(*next);
                keying.look(cells, first.column, &self.slots[part.clone()]);
                *next = part.end;
                if part.end == total {
                    self.stage = Stage::Keying { keying: keying.clone(), keyed: Vec::with_capacity(total) };
                }
                true
            }
            Stage::Keying { keying, keyed } => {
                keying.make(cells, first, &self.slots[part(keyed.len())], keyed);
                if keyed.len() == total {
                    let is_exact = keying.is_exact() && self.sorts.len() == 1;
                    let keyed = std::mem::take(keyed);
                    self.stage = Stage::Sorting { keyed, is_exact, next: 0, ends: vec![total] };
                }
                total > 0
            }
            Stage::Sorting { keyed, is_exact, next, ends } => {
                let order = |a: &(u64, u32), b: &(u64, u32)| match a.0.cmp(&b.0) {
                    Ordering::Equal if *is_exact => a.1.cmp(&b.1),
                    Ordering::Equal => compare(replica, self.table, &self.sorts, a.1, b.1),
                    other => other,
                };
                let begun = *next;
                while *next < total && *next - begun < rows {
                    let leaf = leaf(keyed, *next, ends, order);
                    keyed[leaf.clone()].sort_unstable_by(order);
                    keyed[leaf.clone()].iter().for_each(|&(_, slot)| put(slot));
                    *next = leaf.end;
                }
                *next < total
            }
        }
    }
}

/// Divides what comes next until it is small enough to be sorted in one go.
fn leaf(
    keyed: &mut [(u64, u32)],
    next: usize,
    ends: &mut Vec<usize>,
    order: impl Fn(&(u64, u32), &(u64, u32)) -> Ordering,
) -> Range<usize> {
    loop {
        let end = ends.last().copied().unwrap_or(keyed.len());
        if end - next <= LEAF {
            ends.pop();
            return next..end;
        }
        // A quarter, so that the way to the first rows is short and the rest is not divided much more often than in halves.
        let at = ((end - next) / 4).max(LEAF);
        keyed[next..end].select_nth_unstable_by(at, &order);
        ends.push(next + at);
    }
}
