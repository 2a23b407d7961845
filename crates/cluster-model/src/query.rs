//! The filter box's language. Words and `column:value` terms, all of which a row must pass:
//!
//! | term | passes |
//! |---|---|
//! | `nginx` | rows with it anywhere in a searched column |
//! | `state:running` | where the text, or a part of it after `/ . - _ :` or a space, begins so |
//! | `state=drained` | where the text is exactly this |
//! | `host~web` | where it is anywhere in the text |
//! | `cpus.free>8`, `mem<=1.5g`, `tasks=0` | numbers; memory and disk in MiB, or with `k`, `m`, `g`, `t` |
//! | `started<1h` | less than an hour ago; `s`, `m`, `h`, `d` |
//! | `role:eng,ops` | either |
//! | `-zone:eu1-b`, `!web` | not |
//! | `"two words"`, `name:"a b"` | as one |
//!
//! Upper and lower case are the same. What is not understood is never an error: it is looked for as a word, and said.
//!
//! ```
//! use cluster_model::query::Query;
//! use cluster_model::schema::Table;
//!
//! let query = Query::parse("state:running colour:red", Table::Tasks);
//! assert_eq!(query.problems()[0].words, "There is no column “colour” here.");
//! ```

mod matcher;
mod number;

pub use matcher::{Matcher, contains};

use crate::schema::{Kind, Table};

/// A parsed filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    table: Table,
    source: String,
    terms: Vec<Term>,
    problems: Vec<Problem>,
}

/// Something in a filter that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it begins in the filter's text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What is wrong, for people.
    pub words: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    negated: bool,
    test: Test,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Test {
    /// Anywhere in a searched column.
    Word(String),
    /// One of the values in a text column.
    Text { column: usize, how: How, values: Vec<String> },
    /// A number compared.
    Number { column: usize, is: Is, value: i64 },
    /// How long ago a moment is, compared.
    Age { column: usize, is: Is, ms: i64 },
}

impl Term {
    /// Whether a row that passes this term passes the other one, whenever that is asked.
    fn implies(&self, wider: &Term) -> bool {
        let covered = |values: &[String], by: &[String], covers: fn(&str, &str) -> bool| {
            values.iter().all(|value| by.iter().any(|wider| covers(value, wider)))
        };
        match (&self.test, &wider.test) {
            // What is not old enough becomes so.
            (Test::Age { .. }, _) => false,
            (test, other) if self.negated || wider.negated => self.negated == wider.negated && test == other,
            (Test::Word(word), Test::Word(wider)) => word.contains(wider),
            (
                Test::Text { column, how, values },
                Test::Text { column: wider_column, how: wider_how, values: wider },
            ) if column == wider_column && how == wider_how => match how {
                How::Begins => covered(values, wider, |value, wider| value.starts_with(wider)),
                How::Equals => covered(values, wider, |value, wider| value == wider),
                How::Contains => covered(values, wider, |value, wider| value.contains(wider)),
            },
            (test, other) => test == other,
        }
    }
}

/// How a text must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Begins,
    Equals,
    Contains,
}

/// How a number must compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    Equal,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Is {
    const fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Is::Equal => ordering.is_eq(),
            Is::Less => ordering.is_lt(),
            Is::AtMost => ordering.is_le(),
            Is::More => ordering.is_gt(),
            Is::AtLeast => ordering.is_ge(),
        }
    }
}

impl Query {
    /// Reads a filter. Never fails: see [`Query::problems`].
    #[must_use]
    pub fn parse(source: &str, table: Table) -> Self {
        let mut query = Query { table, source: source.to_owned(), terms: Vec::new(), problems: Vec::new() };
        for (start, end) in tokens(source) {
            query.term(start, end);
        }
        query
    }

    /// The text it was read from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What was not understood.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether every row passes.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The columns it looks at, as a mask.
    #[must_use]
    pub fn columns(&self) -> u64 {
        self.terms.iter().fold(0, |mask, term| match &term.test {
            Test::Word(_) => searched(self.table).fold(mask, |mask, column| mask | 1 << column),
            Test::Text { column, .. } | Test::Number { column, .. } | Test::Age { column, .. } => {
                mask | 1 << column
            }
        })
    }

    /// Whether every row that passes this query passes the other one, whenever each is asked: then those that pass the other are all
    /// that need to be looked at. Not every such query is recognised; one that has been typed on is.
    #[must_use]
    pub fn narrows(&self, other: &Query) -> bool {
        self.table == other.table
            && other.terms.iter().all(|wider| self.terms.iter().any(|term| term.implies(wider)))
    }

    fn term(&mut self, start: usize, end: usize) {
        let token = &self.source[start..end];
        let (negated, body) = match token.strip_prefix(['-', '!']) {
            Some(rest) if !rest.is_empty() => (true, rest),
            _ => (false, token),
        };
        let key = body.len()
            - body.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_')).len();
        let (operator, value) = split_operator(&body[key..]);
        let word = Test::Word(unquote(body).to_lowercase());
        let test = if key == 0 || operator.is_empty() {
            Some(word)
        } else if let Some(column) = self.table.column(&body[..key]) {
            let (operator, value) = (operator.to_owned(), value.to_owned());
            self.column_test(column, &operator, &value, start, end)
        } else {
            let words = format!("There is no column “{}” here.", &body[..key]);
            self.problems.push(Problem { start, end, words });
            Some(word)
        };
        self.terms.extend(test.map(|test| Term { negated, test }));
    }

    fn column_test(
        &mut self,
        column: usize,
        operator: &str,
        value: &str,
        start: usize,
        end: usize,
    ) -> Option<Test> {
        // Still being typed.
        if value.is_empty() {
            return None;
        }
        let declared = &self.table.columns()[column];
        let is = match operator {
            "<" => Is::Less,
            "<=" => Is::AtMost,
            ">" => Is::More,
            ">=" => Is::AtLeast,
            _ => Is::Equal,
        };
        let problem = |words: String| Problem { start, end, words };
        match declared.kind {
            Kind::Text | Kind::Name if is != Is::Equal => {
                let words =
                    format!("“{}” is text: use {}:… or {}~…", declared.key, declared.key, declared.key);
                self.problems.push(problem(words));
                None
            }
            Kind::Text | Kind::Name => {
                let how = match operator {
                    "=" => How::Equals,
                    "~" => How::Contains,
                    _ => How::Begins,
                };
                let values = split_values(value).into_iter().map(|value| value.to_lowercase()).collect();
                Some(Test::Text { column, how, values })
            }
            Kind::Time => match number::duration_ms(value) {
                Some(ms) => Some(Test::Age { column, is, ms }),
                None => {
                    let words = format!("“{value}” is not an age: write 90s, 10m, 2h or 3d.");
                    self.problems.push(problem(words));
                    None
                }
            },
            Kind::Count | Kind::Milli => match number::quantity(value, declared) {
                Some(value) => Some(Test::Number { column, is, value }),
                None => {
                    self.problems.push(problem(format!("“{value}” is not a number.")));
                    None
                }
            },
        }
    }
}

fn searched(table: Table) -> impl Iterator<Item = usize> {
    table.columns().iter().enumerate().filter(|(_, column)| column.searched).map(|(at, _)| at)
}

/// Where each token begins and ends: at white space, but not inside quotes.
fn tokens(source: &str) -> Vec<(usize, usize)> {
    let mut tokens = Vec::new();
    let mut start = None;
    let mut quoted = false;
    for (at, c) in source.char_indices() {
        quoted ^= c == '"';
        if c.is_whitespace() && !quoted {
            tokens.extend(start.take().map(|start| (start, at)));
        } else if start.is_none() {
            start = Some(at);
        }
    }
    tokens.extend(start.map(|start| (start, source.len())));
    tokens
}

/// The operator at the beginning of a text, and what follows it.
fn split_operator(text: &str) -> (&str, &str) {
    let length = ["<=", ">=", ":", "=", "~", "<", ">"]
        .iter()
        .find(|operator| text.starts_with(**operator))
        .map_or(0, |operator| operator.len());
    text.split_at(length)
}

fn split_values(text: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => values.push(String::new()),
            c => {
                if let Some(value) = values.last_mut() {
                    value.push(c);
                }
            }
        }
    }
    values.retain(|value| !value.is_empty());
    values
}

fn unquote(text: &str) -> String {
    text.chars().filter(|c| *c != '"').collect()
}

#[cfg(test)]
mod tests;
