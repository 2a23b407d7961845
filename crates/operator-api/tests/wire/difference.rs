//! Where two JSON values differ, as a list that can be read.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

/// Each difference, with how often it was met; elements of one list are one place.
#[derive(Default)]
pub struct Differences(BTreeMap<String, usize>);

impl Differences {
    /// Adds the differences of `after` from `before`; `place` is the name of both.
    pub fn compare(&mut self, place: &str, before: &Value, after: &Value) {
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => {
                for (key, value) in before {
                    match after.get(key) {
                        Some(other) => self.compare(&format!("{place}.{key}"), value, other),
                        None => self.note(format!("dropped {place}.{key} = {}", shape(value))),
                    }
                }
                for (key, value) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
                    self.note(format!("added   {place}.{key} = {}", shape(value)));
                }
            }
            (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                for (one, other) in before.iter().zip(after) {
                    self.compare(&format!("{place}[]"), one, other);
                }
            }
            (Value::Number(one), Value::Number(other)) if same(one, other) => {}
            (one, other) if one == other => {}
            (one, other) => self.note(format!("changed {place} = {} to {}", shape(one), shape(other))),
        }
    }

    fn note(&mut self, difference: String) {
        *self.0.entry(difference).or_default() += 1;
    }
}

/// `4` and `4.0` are the same number; large integers are compared exactly.
fn same(one: &serde_json::Number, other: &serde_json::Number) -> bool {
    one == other || (one.is_f64() != other.is_f64() && one.as_f64() == other.as_f64())
}

/// A value, shortened.
fn shape(value: &Value) -> String {
    match value {
        Value::Array(list) if !list.is_empty() => format!("[{}]", list.len()),
        Value::Object(members) if !members.is_empty() => "{…}".into(),
        value => value.to_string(),
    }
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(difference, count)| writeln!(f, "{difference} ({count}x)"))
    }
}
