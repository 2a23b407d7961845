//! Sort orders: one row against another for a change, all rows at once for a click on a column's head.
//!
//! Rows without a value come last in either direction; equal rows stand by slot, so an order is always total.

use std::cmp::Ordering;
use std::collections::BTreeMap;

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

/// Sorts slots: by a 64-bit key each, then, where keys are equal and that does not settle it, by comparing rows.
pub(crate) fn sort(replica: &Replica, table: Table, sorts: &[Sort], slots: Vec<u32>) -> Vec<u32> {
    let Some(first) = sorts.first() else { return slots };
    let (mut keyed, exact) = keys(replica, table, *first, &slots);
    keyed.sort_unstable();
    if sorts.len() > 1 || !exact {
        let mut from = 0;
        while from < keyed.len() {
            let run = keyed[from..].iter().take_while(|(key, _)| *key == keyed[from].0).count();
            if run > 1 {
                keyed[from..from + run].sort_unstable_by(|a, b| compare(replica, table, sorts, a.1, b.1));
            }
            from += run;
        }
    }
    keyed.into_iter().map(|(_, slot)| slot).collect()
}

/// A key for each slot that sorts as its cell does, and whether equal keys mean equal cells.
fn keys(replica: &Replica, table: Table, sort: Sort, slots: &[u32]) -> (Vec<(u64, u32)>, bool) {
    // No key of a value reaches this, so rows without one come last whatever the direction.
    const LAST: u64 = u64::MAX;
    let turn = |key: u64| if sort.descending { LAST - 1 - key } else { key };
    let rows = replica.rows(table);
    match &rows.columns[sort.column] {
        Cells::Numbers(numbers) => {
            let key = |number: i64| match number {
                NONE => LAST,
                number => turn((number as u64 ^ (1 << 63)).min(LAST - 1)),
            };
            (slots.iter().map(|&slot| (key(numbers[slot as usize]), slot)).collect(), true)
        }
        Cells::Names(symbols) => {
            let name = |symbol: u32| Level(replica.names().get(symbol));
            let mut ranks: BTreeMap<Level<'_>, u64> =
                slots.iter().map(|&slot| (name(symbols[slot as usize]), 0)).collect();
            for (rank, (name, value)) in ranks.iter_mut().enumerate() {
                *value = if name.0.is_empty() { LAST } else { turn(rank as u64) };
            }
            let mut by_symbol = vec![LAST; replica.names().len()];
            for &slot in slots {
                let symbol = symbols[slot as usize];
                if let Some(key) = by_symbol.get_mut(symbol as usize)
                    && *key == LAST
                {
                    *key = ranks[&name(symbol)];
                }
            }
            let key = |slot: u32| by_symbol.get(symbols[slot as usize] as usize).copied().unwrap_or(LAST);
            (slots.iter().map(|&slot| (key(slot), slot)).collect(), true)
        }
        Cells::Text(texts) => {
            let skip =
                common_prefix(slots.iter().map(|&slot| texts.get(slot)).filter(|text| !text.is_empty()));
            let key = |text: &str| {
                if text.is_empty() {
                    return LAST;
                }
                let mut prefix = [0; 8];
                let bytes = &text.as_bytes()[skip..];
                let length = bytes.len().min(8);
                prefix[..length].copy_from_slice(&bytes[..length]);
                turn(u64::from_be_bytes(prefix).min(LAST - 1))
            };
            (slots.iter().map(|&slot| (key(texts.get(slot)), slot)).collect(), false)
        }
    }
}

/// How many bytes all texts begin with in common.
fn common_prefix<'a>(mut texts: impl Iterator<Item = &'a str>) -> usize {
    let Some(first) = texts.next() else { return 0 };
    let mut common = first.len();
    for text in texts {
        common = first.bytes().zip(text.bytes()).take(common).take_while(|(a, b)| a == b).count();
        if common == 0 {
            break;
        }
    }
    common
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
