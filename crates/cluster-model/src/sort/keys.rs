//! Numbers that stand to each other as cells do: almost all of a sort compares these and reads no cell.

use super::Level;
use crate::replica::Replica;
use crate::rows::{Cells, NONE, Rows};
use crate::schema::Table;
use crate::view::Sort;

/// The key of a row without a value, in either direction. No key of a value reaches it.
const LAST: u64 = u64::MAX;

/// What a column's keys are made with. Rows may change while they are made: those keys are wrong, and their rows are put in place later.
#[derive(Debug, Clone)]
pub(super) enum Keying {
    /// The number itself.
    Number,
    /// The place of each symbol's name among the names there are.
    Name(Vec<u64>),
    /// The eight bytes after this many, with which every text begins: known when all have been looked at.
    Text(Option<usize>),
}

impl Keying {
    /// Prepares to make the keys of a column. Names are ranked at once: there are few.
    pub fn new(replica: &Replica, table: Table, sort: Sort) -> Self {
        match &replica.rows(table).columns[sort.column] {
            Cells::Numbers(_) => Keying::Number,
            Cells::Names(_) => Keying::Name(ranks(replica, table, sort)),
            Cells::Text(_) => Keying::Text(None),
        }
    }

    /// Whether texts must be looked at, by [`Keying::look`], before keys can be made.
    pub const fn looks_first(&self) -> bool {
        matches!(self, Keying::Text(_))
    }

    /// Whether equal keys mean equal cells.
    pub const fn is_exact(&self) -> bool {
        !matches!(self, Keying::Text(_))
    }

    /// Looks at some texts for what all begin with.
    pub fn look(&mut self, rows: &Rows, column: usize, slots: &[u32]) {
        let (Keying::Text(common), Some(Cells::Text(texts))) = (self, rows.columns.get(column)) else {
            return;
        };
        let mut texts = slots.iter().map(|&slot| texts.get(slot).as_bytes()).filter(|text| !text.is_empty());
        let Some(mut shared) = texts.next() else { return };
        shared = &shared[..common.unwrap_or(shared.len()).min(shared.len())];
        for text in texts {
            if shared.is_empty() {
                break;
            }
            if !text.starts_with(shared) {
                let length = shared.iter().zip(text).take_while(|(a, b)| a == b).count();
                shared = &shared[..length];
            }
        }
        *common = Some(shared.len());
    }

    /// Makes the keys of some rows.
    pub fn make(&self, rows: &Rows, sort: Sort, slots: &[u32], into: &mut Vec<(u64, u32)>) {
        let turn = |key: u64| if sort.descending { LAST - 1 - key } else { key };
        match (&rows.columns[sort.column], self) {
            (Cells::Numbers(numbers), _) => into.extend(slots.iter().map(|&slot| {
                let key = match numbers[slot as usize] {
                    NONE => LAST,
                    number => turn((number as u64 ^ (1 << 63)).min(LAST - 1)),
                };
                (key, slot)
            })),
            (Cells::Names(symbols), Keying::Name(ranks)) => into.extend(slots.iter().map(|&slot| {
                let rank = ranks.get(symbols[slot as usize] as usize).copied().unwrap_or(LAST);
                (rank, slot)
            })),
            (Cells::Text(texts), Keying::Text(common)) => {
                let skip = common.unwrap_or(0);
                into.extend(slots.iter().map(|&slot| {
                    let text = texts.get(slot).as_bytes();
                    let key = if text.is_empty() { LAST } else { turn(prefix(text, skip).min(LAST - 1)) };
                    (key, slot)
                }));
            }
            // A column is of one kind for ever.
            _ => into.extend(slots.iter().map(|&slot| (LAST, slot))),
        }
    }
}

/// Eight bytes of a text, as a number that sorts as they do.
fn prefix(text: &[u8], skip: usize) -> u64 {
    let rest = text.get(skip..).unwrap_or_default();
    if let Some(whole) = rest.first_chunk() {
        return u64::from_be_bytes(*whole);
    }
    let mut bytes = [0; 8];
    bytes[..rest.len()].copy_from_slice(rest);
    u64::from_be_bytes(bytes)
}

/// A key for each symbol that the column's rows use.
fn ranks(replica: &Replica, table: Table, sort: Sort) -> Vec<u64> {
    let rows = replica.rows(table);
    let names = replica.names();
    let mut is_used = vec![false; names.len()];
    for slot in rows.slots() {
        if let Some(used) = is_used.get_mut(rows.symbol(slot, sort.column) as usize) {
            *used = true;
        }
    }
    let mut used: Vec<u32> =
        (0..).zip(&is_used).filter(|(_, used)| **used).map(|(symbol, _)| symbol).collect();
    used.sort_unstable_by(|a, b| Level(names.get(*a)).cmp(&Level(names.get(*b))));
    let mut ranks = vec![LAST; names.len()];
    let mut rank = 0;
    for (at, &symbol) in used.iter().enumerate() {
        // Two symbols may stand for the same name for a while.
        if at > 0 && names.get(used[at - 1]) != names.get(symbol) {
            rank += 1;
        }
        if !names.get(symbol).is_empty() {
            ranks[symbol as usize] = if sort.descending { LAST - 1 - rank } else { rank };
        }
    }
    ranks
}
