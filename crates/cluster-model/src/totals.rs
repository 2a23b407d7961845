//! What a table adds up to, kept while rows change: rows by state, sums of every quantity.

use crate::names::{Names, Symbol};
use crate::rows::{Cells, NONE, Rows};
use crate::schema::{Column, Kind, Table};

/// Counts and sums of one table.
#[derive(Debug, Clone)]
pub struct Totals {
    table: Table,
    /// For each counted column, its names. There are few: a scan of them is faster than any map.
    counts: Vec<Vec<(Symbol, i64)>>,
    sums: Vec<i64>,
}

impl Totals {
    /// The totals of a table without rows.
    #[must_use]
    pub fn new(table: Table) -> Self {
        let columns = table.columns().len();
        Totals { table, counts: vec![Vec::new(); columns], sums: vec![0; columns] }
    }

    /// How many rows have each name in a counted column, most first.
    #[must_use]
    pub fn by_name<'a>(&self, names: &'a Names, column: usize) -> Vec<(&'a str, usize)> {
        let mut counts: Vec<_> = self.counts[column]
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(symbol, count)| (names.get(*symbol), usize::try_from(*count).unwrap_or(0)))
            .collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        counts
    }

    /// How many rows have that name in a counted column.
    #[must_use]
    pub fn count(&self, names: &Names, column: usize, name: &str) -> usize {
        self.counts[column]
            .iter()
            .filter(|(symbol, _)| names.get(*symbol) == name)
            .map(|(_, count)| usize::try_from(*count).unwrap_or(0))
            .sum()
    }

    /// The sum of a `Count` or `Milli` column.
    #[must_use]
    pub fn sum(&self, column: usize) -> i64 {
        self.sums[column]
    }

    /// Adds rows' cells (`sign` 1) or takes them away (-1), for the columns in the mask.
    pub(crate) fn weigh(&mut self, rows: &Rows, slots: &[u32], mask: u64, sign: i64) {
        let columns = self.table.columns().iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
        for (at, column) in columns {
            match &rows.columns[at] {
                Cells::Names(symbols) if column.counted => {
                    // Neighbours are mostly alike: each run of one name is counted at once.
                    for run in slots.chunk_by(|&a, &b| symbols[a as usize] == symbols[b as usize]) {
                        bump(&mut self.counts[at], symbols[run[0] as usize], sign * run.len() as i64);
                    }
                }
                Cells::Numbers(numbers) if summed(column) => {
                    let known = slots.iter().map(|&slot| numbers[slot as usize]).filter(|&n| n != NONE);
                    let sum = known.fold(0i64, i64::wrapping_add);
                    self.sums[at] = self.sums[at].wrapping_add(sign.wrapping_mul(sum));
                }
                _ => {}
            }
        }
    }
}

fn bump(counts: &mut Vec<(Symbol, i64)>, symbol: Symbol, by: i64) {
    match counts.iter_mut().position(|(known, _)| *known == symbol) {
        Some(at) => {
            counts[at].1 += by;
            if counts[at].1 == 0 {
                counts.swap_remove(at);
            }
        }
        None => counts.push((symbol, by)),
    }
}

const fn summed(column: &Column) -> bool {
    matches!(column.kind, Kind::Count | Kind::Milli)
}
