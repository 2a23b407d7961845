//! Sort orders: one row against another for a change, all rows for a click on a column's head, the first of them first.
//!
//! Rows without a value come last in either direction; equal rows stand by slot, so an order is always total.

mod keys;
mod sorting;

use std::cmp::Ordering;

pub(crate) use sorting::Sorting;

use crate::replica::Replica;
use crate::rows::{Cells, NONE};
use crate::schema::Table;
use crate::view::Sort;

/// How row `a` stands to row `b`.
pub(crate) fn compare(replica: &Replica, table: Table, sorts: &[Sort], a: u32, b: u32) -> Ordering {
    sorts
        .iter()
        .map(|sort| compare_cells(replica, table, *sort, a, b))
        .find(|ordering| ordering.is_ne())
        .unwrap_or_else(|| a.cmp(&b))
}

fn compare_cells(replica: &Replica, table: Table, sort: Sort, a: u32, b: u32) -> Ordering {
    let rows = replica.rows(table);
    match &rows.columns[sort.column] {
        Cells::Numbers(numbers) => {
            let (a, b) = (numbers[a as usize], numbers[b as usize]);
            last(a == NONE, b == NONE).unwrap_or_else(|| sort.turn(a.cmp(&b)))
        }
        Cells::Names(symbols) if symbols[a as usize] == symbols[b as usize] => Ordering::Equal,
        Cells::Names(_) => {
            let (a, b) = (replica.text(table, a, sort.column), replica.text(table, b, sort.column));
            last(a.is_empty(), b.is_empty()).unwrap_or_else(|| sort.turn(Level(a).cmp(&Level(b))))
        }
        Cells::Text(_) => {
            let (a, b) = (replica.text(table, a, sort.column), replica.text(table, b, sort.column));
            last(a.is_empty(), b.is_empty()).unwrap_or_else(|| sort.turn(a.cmp(b)))
        }
    }
}

/// A name in the order of a tree: what is below `eng` comes right after it, before `eng-x`, though `-` is less than `/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Level<'a>(&'a str);

impl Ord for Level<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let lift = |byte: u8| if byte == b'/' { 0 } else { byte };
        self.0.bytes().map(lift).cmp(other.0.bytes().map(lift))
    }
}

impl PartialOrd for Level<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Rows without a value after those with one.
fn last(a: bool, b: bool) -> Option<Ordering> {
    match (a, b) {
        (false, false) => None,
        _ => Some(a.cmp(&b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_as_in_a_tree() {
        let mut names = ["eng/web", "eng-x", "eng.y/a", "ops", "eng", "eng/web/shop", "eng/web-2"].map(Level);
        names.sort_unstable();
        let names = names.map(|name| name.0);
        assert_eq!(names, ["eng", "eng/web", "eng/web/shop", "eng/web-2", "eng-x", "eng.y/a", "ops"]);
    }
}
