//! How much of a resource: a quantity, ranges of numbers, or named things.

use serde_json::Value;

use super::super::json::Read;
use super::kind_of;
use crate::ui::format::milli;

/// An amount.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// A quantity in thousandths.
    Milli(i64),
    /// First and last number of each range, ascending, none touching the next.
    Ranges(Vec<(i64, i64)>),
    /// Named things.
    Set(Vec<String>),
}

impl Amount {
    /// Reads the amount of a resource or an attribute: `scalar`, `ranges` or `set`.
    pub fn read(value: &Value) -> Self {
        if let Some(quantity) = value.milli("scalar.value") {
            return Self::Milli(quantity);
        }
        let ranges = value.list("ranges.range");
        if !ranges.is_empty() {
            let ends = ranges.iter().filter_map(|range| Some((range.whole("begin")?, range.whole("end")?)));
            return Self::Ranges(merged(ends.collect()));
        }
        match value.at("set") {
            Value::Null => Self::Milli(0),
            set => Self::Set(set.texts("item", "")),
        }
    }

    /// Adds as much as another of the same kind; of another kind, nothing.
    pub fn add(&mut self, other: &Self) {
        match (self, other) {
            (Self::Milli(sum), Self::Milli(more)) => *sum = sum.saturating_add(*more),
            (Self::Ranges(ranges), Self::Ranges(more)) => {
                ranges.extend(more);
                *ranges = merged(std::mem::take(ranges));
            }
            (Self::Set(items), Self::Set(more)) => items.extend(more.iter().cloned()),
            _ => {}
        }
    }

    /// For people, with the unit that the resource's name implies: `32 MiB`, `31000-31004, 31009`.
    pub fn words(&self, name: &str) -> String {
        match self {
            Self::Milli(quantity) => {
                kind_of(name).map_or_else(|| milli(*quantity), |kind| kind.amount(*quantity))
            }
            Self::Ranges(ranges) => {
                let range = |&(begin, end): &(i64, i64)| {
                    if begin == end { begin.to_string() } else { format!("{begin}-{end}") }
                };
                ranges.iter().map(range).collect::<Vec<_>>().join(", ")
            }
            Self::Set(items) => items.join(", "),
        }
    }
}

/// The ranges in order, those that overlap or touch as one.
fn merged(mut ranges: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    ranges.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::with_capacity(ranges.len());
    for (begin, end) in ranges {
        match merged.last_mut() {
            Some((_, last)) if begin <= last.saturating_add(1) => *last = end.max(*last),
            _ => merged.push((begin, end)),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ranges_join_where_they_touch() {
        assert_eq!(merged(vec![(5, 6), (1, 2), (3, 4), (9, 9), (2, 3)]), [(1, 6), (9, 9)]);
        let mut ports = Amount::read(&json!({ "ranges": { "range": [{ "begin": 31000, "end": 31000 }] } }));
        ports.add(&Amount::read(&json!({ "ranges": { "range": [{ "begin": 31001, "end": 31004 }] } })));
        assert_eq!(ports.words("ports"), "31000-31004");
    }

    #[test]
    fn units_follow_the_name() {
        assert_eq!(Amount::Milli(4_096_000).words("mem"), "4 GiB");
        assert_eq!(Amount::Milli(4_096_000).words("cpus"), "4,096");
        assert_eq!(Amount::Milli(1_500).words("bandwidth"), "1.5");
    }

    #[test]
    fn no_amount_is_none() {
        assert_eq!(Amount::read(&json!({ "name": "cpus" })), Amount::Milli(0));
        assert_eq!(Amount::read(&json!({ "set": {} })).words("fpga"), "");
    }
}
