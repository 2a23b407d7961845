//! A query at work: names are tested once each, not once a row.

use super::{How, Query, Test, searched};
use crate::names::Symbol;
use crate::replica::Replica;
use crate::rows::{Cells, Rows};

/// Tests rows against a query. Good for passes over a replica at rest: it remembers what it found out about names.
#[derive(Debug, Clone)]
pub struct Matcher {
    query: Query,
    now_ms: i64,
    /// For each term, what is known of each symbol: 0 nothing, 1 passes, 2 does not.
    known: Vec<Vec<u8>>,
    searched: Vec<usize>,
}

impl Matcher {
    /// A matcher; `now_ms` is what ages are measured from.
    #[must_use]
    pub fn new(query: &Query, now_ms: i64) -> Self {
        let mut matcher = Matcher {
            query: query.clone(),
            now_ms,
            known: Vec::new(),
            searched: searched(query.table).collect(),
        };
        matcher.forget();
        matcher
    }

    /// Forgets what it found out: the replica has moved on.
    pub fn forget(&mut self) {
        self.known = vec![Vec::new(); self.query.terms.len()];
    }

    /// Whether a row passes every term.
    pub fn passes(&mut self, replica: &Replica, slot: u32) -> bool {
        let Matcher { query, now_ms, known, searched } = self;
        let rows = replica.rows(query.table);
        query.terms.iter().zip(known).all(|(term, known)| {
            term_passes(replica, rows, slot, &term.test, known, searched, *now_ms) != term.negated
        })
    }
}

fn term_passes(
    replica: &Replica,
    rows: &Rows,
    slot: u32,
    test: &Test,
    known: &mut Vec<u8>,
    searched: &[usize],
    now_ms: i64,
) -> bool {
    match test {
        Test::Word(word) => {
            // Names first: what is known of them costs nothing.
            let named = searched.iter().any(|&column| match &rows.columns[column] {
                Cells::Names(symbols) => {
                    let symbol = symbols[slot as usize];
                    remember(known, symbol, || contains(replica.names().get(symbol), word))
                }
                _ => false,
            });
            named
                || searched.iter().any(|&column| match &rows.columns[column] {
                    Cells::Text(texts) => contains(texts.get(slot), word),
                    _ => false,
                })
        }
        Test::Text { column, how, values } => match &rows.columns[*column] {
            Cells::Names(symbols) => {
                let symbol = symbols[slot as usize];
                remember(known, symbol, || any_matches(*how, replica.names().get(symbol), values))
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

fn remember(known: &mut Vec<u8>, symbol: Symbol, test: impl FnOnce() -> bool) -> bool {
    let at = symbol as usize;
    if known.len() <= at {
        known.resize(at + 1, 0);
    }
    if known[at] == 0 {
        known[at] = if test() { 1 } else { 2 };
    }
    known[at] == 1
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
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some((&first, rest)) = word.split_first() else { return true };
    let Some(last) = text.len().checked_sub(word.len()) else { return false };
    let upper = first.to_ascii_uppercase();
    memchr::memchr2_iter(first, upper, &text[..=last])
        .any(|at| text[at + 1..at + word.len()].eq_ignore_ascii_case(rest))
}
