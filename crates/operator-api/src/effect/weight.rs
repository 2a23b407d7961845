//! `UPDATE_WEIGHTS`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Change, Seen, Source, title};
use crate::rules::weight;

/// By role. Of a role that the call names twice the last one counts.
#[derive(Debug)]
struct Weights(BTreeMap<String, f64>);

fn by_role(weights: Vec<weight::Weight>) -> BTreeMap<String, f64> {
    weights.into_iter().map(|weight| (weight.role, weight.weight)).collect()
}

pub(super) fn of(call: &Value) -> Option<Box<dyn Change>> {
    call["update_weights"]
        .is_object()
        .then(|| Box::new(Weights(by_role(weight::of_call(call)))) as Box<dyn Change>)
}

/// Mesos writes 15 digits of a number.
fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-12 * one.abs().max(other.abs())
}

impl Change for Weights {
    fn title(&self) -> String {
        match self.0.iter().next() {
            Some((role, weight)) if self.0.len() == 1 => format!("Set the weight of {role} to {weight}"),
            None => "Set no weights".to_owned(),
            _ => format!("Set the weights of {}", title::list(&self.0.keys().collect::<Vec<_>>())),
        }
    }

    fn source(&self) -> Source {
        Source::Call("GET_WEIGHTS")
    }

    fn seen(&self, now: &Value) -> Seen {
        if now["type"] != "GET_WEIGHTS" {
            return Seen::NotYet;
        }
        let now = by_role(weight::from_json(now));
        let weight = |role: &str| now.get(role).copied().unwrap_or(weight::DEFAULT);
        let done = self.0.iter().all(|(role, wanted)| is_same(weight(role), *wanted));
        if done { Seen::Applied } else { Seen::NotYet }
    }
}
