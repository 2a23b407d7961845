//! Resources of which there is nothing.

use serde_json::Value;

use super::{Danger, Rule};
use crate::member::number;
use crate::resources::Scalar;

/// The resources of `call[member]` in these lists that are empty.
pub(super) fn find(call: &Value, member: &str, lists: &[&str]) -> Vec<Danger> {
    let mut found = Vec::new();
    for list in lists {
        for (at, resource) in call[member][list].as_array().into_iter().flatten().enumerate() {
            if let Some(what) = emptiness(resource) {
                let name = resource["name"].as_str().unwrap_or("the resource");
                found.push(Danger {
                    rule: Rule::EmptyResource,
                    place: format!("{member}.{list}[{at}]"),
                    words: format!("{name} {what}, and the master's process would end; the least is 0.001"),
                });
            }
        }
    }
    found
}

fn emptiness(resource: &Value) -> Option<&'static str> {
    let kind = resource["type"].as_str().unwrap_or_default();
    match kind {
        // What is absent is 400, but for a value that is there and zero.
        "SCALAR" => {
            let value = number(&resource["scalar"]["value"])?;
            (Scalar::from_f64(value) == Scalar::ZERO).then_some("is 0 after rounding to three decimals")
        }
        "RANGES" => is_empty(&resource["ranges"]["range"]).then_some("has no range"),
        "SET" => is_empty(&resource["set"]["item"]).then_some("has no item"),
        _ => None,
    }
}

fn is_empty(list: &Value) -> bool {
    list.as_array().is_none_or(Vec::is_empty)
}
