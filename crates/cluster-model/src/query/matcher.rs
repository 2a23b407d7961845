//! A query at work: on one row after a change, on many, or on a stretch of slots at once, column by column. Where there are many, names are tested once
//! each, not once a row.

use std::ops::Range;

use super::{How, Query, Test, searched};
use crate::names::Symbol;
use crate::replica::Replica;
use crate::rows::{Cells, Rows};
use crate::schema::Table;
use crate::text::find;

/// A stretch of slots of which less than this part can pass is looked at row by row.
const SPARSE: u32 = 8;

impl Query {
    /// Whether a row passes every term; `now_ms` is what ages are measured from. For a few rows: many are tested by a [`Matcher`].
    #[must_use]
    pub fn passes(&self, replica: &Replica, slot: u32, now_ms: i64) -> bool {
        let row = Row { replica, rows: replica.rows(self.table), slot };
        self.terms.iter().all(|term| row.passes(&term.test, &mut Known::Unasked, now_ms) != term.negated)
    }
}

/// Tests many rows against a query. Good for passes over a replica at rest: it remembers what it found out about names.
#[derive(Debug, Clone)]
pub struct Matcher {
    query: Query,
    now_ms: i64,
    /// For each term, what is known of each symbol.
    known: Vec<Known>,
}

/// What is known of how the symbols of a column fare in a test.
#[derive(Debug, Clone)]
enum Known {
    /// It is not worth remembering.
    Unasked,
    /// Of each symbol: 0 nothing, 1 it passes, 2 it does not.
    Symbols(Vec<u8>),
}

impl Known {
    fn passes(&mut self, symbol: Symbol, test: impl FnOnce() -> bool) -> bool {
        let Known::Symbols(known) = self else { return test() };
        let at = symbol as usize;
        if known.len() <= at {
            known.resize(at + 1, 0);
        }
        if known[at] == 0 {
            known[at] = if test() { 1 } else { 2 };
        }
        known[at] == 1
    }
}

impl Matcher {
    /// A matcher; `now_ms` is what ages are measured from.
    #[must_use]
    pub fn new(query: &Query, now_ms: i64) -> Self {
        let mut matcher = Matcher { query: query.clone(), now_ms, known: Vec::new() };
        matcher.forget();
        matcher
    }

    /// The table whose rows it tests.
    #[must_use]
    pub const fn table(&self) -> Table {
        self.query.table
    }

    /// Forgets what it found out: the replica has moved on.
    pub fn forget(&mut self) {
        self.known = vec![Known::Symbols(Vec::new()); self.query.terms.len()];
    }

    /// Whether a row passes every term.
    pub fn passes(&mut self, replica: &Replica, slot: u32) -> bool {
        let Matcher { query, now_ms, known } = self;
        let rows = replica.rows(query.table);
        query.terms.iter().zip(known).all(|(term, known)| {
            Row { replica, rows, slot }.passes(&term.test, known, *now_ms) != term.negated
        })
    }

    /// Which slots of a stretch hold rows that pass every term: a bit each, 64 to a word, for the words of that range.
    pub fn scan(&mut self, replica: &Replica, words: Range<usize>) -> Vec<u64> {
        let Matcher { query, now_ms, known } = self;
        let rows = replica.rows(query.table);
        let mut can_pass = rows.live(words.clone()).to_vec();
        for (term, known) in query.terms.iter().zip(known) {
            let mut stretch =
                Stretch { replica, rows, first: words.start as u32 * 64, can_pass: &mut can_pass };
            stretch.narrow(&term.test, term.negated, known, *now_ms);
        }
        can_pass
    }
}

/// One row to be tested.
struct Row<'a> {
    replica: &'a Replica,
    rows: &'a Rows,
    slot: u32,
}

impl Row<'_> {
    fn passes(&self, test: &Test, known: &mut Known, now_ms: i64) -> bool {
        let Row { replica, rows, slot } = *self;
        match test {
            Test::Word(word) => {
                // Names first: what is known of them costs nothing.
                let named = searched(rows.table()).any(|column| match &rows.columns[column] {
                    Cells::Names(symbols) => {
                        let symbol = symbols[slot as usize];
                        known.passes(symbol, || contains(replica.names().get(symbol), word))
                    }
                    _ => false,
                });
                named
                    || searched(rows.table()).any(|column| match &rows.columns[column] {
                        Cells::Text(texts) => contains(texts.get(slot), word),
                        _ => false,
                    })
            }
            Test::Text { column, how, values } => match &rows.columns[*column] {
                Cells::Names(symbols) => {
                    let symbol = symbols[slot as usize];
                    known.passes(symbol, || any_matches(*how, replica.names().get(symbol), values))
                }
                _ => any_matches(*how, rows.text(slot, *column), values),
            },
            Test::Number { column, is, value } => {
                rows.number(slot, *column).is_some_and(|number| is.holds(number.cmp(value)))
            }
            Test::Age { column, is, ms } => {
                rows.number(slot, *column).is_some_and(|moment| is.holds((now_ms - moment).cmp(ms)))
            }
        }
    }
}

/// Slots that can pass, a bit each, from a slot on.
struct Stretch<'a> {
    replica: &'a Replica,
    rows: &'a Rows,
    first: u32,
    can_pass: &'a mut [u64],
}

impl Stretch<'_> {
    /// Leaves those that pass a test, or do not pass it.
    fn narrow(&mut self, test: &Test, negated: bool, known: &mut Known, now_ms: i64) {
        let passes = match test {
            Test::Word(word) if !self.is_sparse() => self.with_word(word, known),
            _ => {
                let (replica, rows) = (self.replica, self.rows);
                self.each(|slot| Row { replica, rows, slot }.passes(test, known, now_ms))
            }
        };
        for (can_pass, passes) in self.can_pass.iter_mut().zip(passes) {
            *can_pass &= if negated { !passes } else { passes };
        }
    }

    fn is_sparse(&self) -> bool {
        let count: u32 = self.can_pass.iter().map(|word| word.count_ones()).sum();
        count < self.can_pass.len() as u32 * 64 / SPARSE
    }

    /// Those that can pass and do.
    fn each(&self, mut passes: impl FnMut(u32) -> bool) -> Vec<u64> {
        let word = |(at, &can_pass): (usize, &u64)| {
            let first = self.first + at as u32 * 64;
            let (mut left, mut found) = (can_pass, 0);
            while left != 0 {
                let bit = left.trailing_zeros();
                found |= u64::from(passes(first + bit)) << bit;
                left &= left - 1;
            }
            found
        };
        self.can_pass.iter().enumerate().map(word).collect()
    }

    /// Those with a word anywhere in a searched column.
    fn with_word(&self, word: &str, known: &mut Known) -> Vec<u64> {
        let columns = || searched(self.rows.table()).map(|column| &self.rows.columns[column]);
        let named: Vec<&Vec<Symbol>> = columns()
            .filter_map(|cells| if let Cells::Names(symbols) = cells { Some(symbols) } else { None })
            .collect();
        let names = self.replica.names();
        let mut found = self.each(|slot| {
            named.iter().any(|symbols| {
                let symbol = symbols[slot as usize];
                known.passes(symbol, || contains(names.get(symbol), word))
            })
        });
        let slots = self.first..self.first + self.can_pass.len() as u32 * 64;
        for cells in columns() {
            if let Cells::Text(texts) = cells {
                texts.containing(slots.clone(), word.as_bytes(), |slot| {
                    let at = slot - self.first;
                    found[at as usize / 64] |= 1 << (at % 64);
                });
            }
        }
        found
    }
}

fn any_matches(how: How, text: &str, values: &[String]) -> bool {
    values.iter().any(|value| match how {
        How::Equals => text.eq_ignore_ascii_case(value),
        How::Contains => contains(text, value),
        How::Begins => begins_a_part(text, value),
    })
}

/// Whether the text, or a part of it after a separator, begins with the value.
fn begins_a_part(text: &str, value: &str) -> bool {
    let (text, value) = (text.as_bytes(), value.as_bytes());
    let begins =
        |at: usize| text.len() - at >= value.len() && text[at..at + value.len()].eq_ignore_ascii_case(value);
    begins(0) || (1..text.len()).any(|at| !text[at - 1].is_ascii_alphanumeric() && begins(at))
}

/// Whether a text contains a lower-case word, whatever the text's case. Letters beyond ASCII are compared as they are.
#[must_use]
pub fn contains(text: &str, word: &str) -> bool {
    find(text.as_bytes(), word.as_bytes(), 0).is_some()
}
