//! The part of a URL after `?`, as ordered pairs.
//!
//! The router decodes a query's values twice, which breaks values that hold a percent sign; this reads the raw text once.

use std::fmt::Write as _;

use super::{decode, encode};

/// Names and values, in the order they were given. A name may come twice; the first one counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// A query that says nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads raw text such as `filter=state%3Arunning&sort=-cpus`, with or without the `?`. `+` is a space.
    pub fn parse(raw: &str) -> Self {
        let raw = raw.strip_prefix('?').unwrap_or(raw);
        let part = |text: &str| decode(&text.replace('+', " "));
        let pairs = raw
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (part(name), part(value))
            })
            .collect();
        Self { pairs }
    }

    /// The value of `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Sets `name` in place, or at the end if it is new; an empty value takes it out.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if value.is_empty() {
            self.pairs.retain(|(key, _)| key != name);
        } else if let Some((_, old)) = self.pairs.iter_mut().find(|(key, _)| key == name) {
            value.clone_into(old);
        } else {
            self.pairs.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// As it stands in a URL: `""` when there is nothing to say, else with its `?`.
    pub fn to_suffix(&self) -> String {
        let mut text = String::new();
        for (index, (name, value)) in self.pairs.iter().enumerate() {
            let mark = if index == 0 { '?' } else { '&' };
            let _ = write!(text, "{mark}{}={}", encode(name), encode(value));
        }
        text
    }
}
