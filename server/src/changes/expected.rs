//! What the operator looked at while planning, and whether it still is so.

use std::collections::BTreeSet;

use operator_api::calls::Target;
use operator_api::rules::quota::{self, Config};
use operator_api::rules::schedule::Schedule;
use operator_api::rules::weight::{self, Weight};
use serde::Deserialize;
use serde_json::Value;

use crate::readings::readable;

/// An answer that a change rests on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// A call that reads and takes no arguments.
    pub call: String,
    /// What it told.
    pub answer: Value,
}

impl Expected {
    /// The call by its name in the table of calls, if it can be read again.
    pub fn readable(&self, target: Target) -> Option<&'static str> {
        readable(target, &self.call)
    }

    /// Whether another answer says the same as far as `call` is concerned: the whole schedule, the quotas or weights of the roles that it
    /// names, or else everything.
    #[must_use]
    pub fn is_still(&self, now: &Value, call: &Value) -> bool {
        match self.call.as_str() {
            "GET_MAINTENANCE_SCHEDULE" => {
                Schedule::from_json(&self.answer).is_same(&Schedule::from_json(now))
            }
            "GET_QUOTA" => quotas(&self.answer, call) == quotas(now, call),
            "GET_WEIGHTS" => weights(&self.answer, call) == weights(now, call),
            _ => self.answer == *now,
        }
    }
}

/// The quotas of the roles that a call sets, by role. One that says nothing is as good as none.
fn quotas(answer: &Value, call: &Value) -> Vec<Config> {
    let roles: BTreeSet<String> =
        quota::configs_of_call(call).into_iter().map(|config| config.role).collect();
    let mut quotas = quota::configs_from_json(answer);
    quotas.retain(|config| !config.is_default() && (roles.is_empty() || roles.contains(&config.role)));
    quotas.sort_by(|one, other| one.role.cmp(&other.role));
    quotas
}

/// The weights of the roles that a call sets, by role. The default is as good as none.
fn weights(answer: &Value, call: &Value) -> Vec<Weight> {
    let roles: BTreeSet<String> = weight::of_call(call).into_iter().map(|weight| weight.role).collect();
    let mut weights = weight::from_json(answer);
    weights.retain(|weight| {
        weight.weight.to_bits() != weight::DEFAULT.to_bits()
            && (roles.is_empty() || roles.contains(&weight.role))
    });
    weights.sort_by(|one, other| one.role.cmp(&other.role));
    weights
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Expected;

    fn still(call: &str, before: Value, now: &Value, change: &Value) -> bool {
        Expected { call: call.to_owned(), answer: before }.is_still(now, change)
    }

    fn quotas(of: &[(&str, f64)]) -> Value {
        let configs: Vec<Value> = of
            .iter()
            .map(|(role, cpus)| json!({ "role": role, "limits": { "cpus": { "value": cpus } } }))
            .collect();
        json!({ "type": "GET_QUOTA", "get_quota": { "status": { "configs": configs } } })
    }

    #[test]
    fn only_the_roles_that_are_changed_count() {
        let change =
            json!({ "type": "UPDATE_QUOTA", "update_quota": { "quota_configs": [{ "role": "eng" }] } });
        let before = quotas(&[("eng", 1.0), ("ops", 2.0)]);
        for (now, same) in [
            (quotas(&[("ops", 2.0), ("eng", 1.0)]), true),
            (quotas(&[("eng", 1.0)]), true),
            (quotas(&[("eng", 1.5), ("ops", 2.0)]), false),
            (quotas(&[("ops", 2.0)]), false),
        ] {
            assert_eq!(still("GET_QUOTA", before.clone(), &now, &change), same, "{now}");
        }
    }

    #[test]
    fn a_weight_of_another_role_may_change() {
        let weights = |eng: f64, ops: f64| {
            json!({ "type": "GET_WEIGHTS", "get_weights": { "weight_infos": [
                { "role": "eng", "weight": eng }, { "role": "ops", "weight": ops } ] } })
        };
        let change = json!({ "type": "UPDATE_WEIGHTS", "update_weights": { "weight_infos": [{ "role": "eng", "weight": 3.0 }] } });
        assert!(still("GET_WEIGHTS", weights(1.0, 2.0), &weights(1.0, 5.0), &change));
        assert!(!still("GET_WEIGHTS", weights(1.0, 2.0), &weights(1.5, 2.0), &change));
        let none = json!({ "type": "GET_WEIGHTS" });
        assert!(!still("GET_WEIGHTS", none, &weights(1.5, 2.0), &change));
    }

    #[test]
    fn the_schedule_counts_whole_but_not_its_order() {
        let window = |host: &str, start: i64| json!({ "machine_ids": [{ "hostname": host }], "unavailability": { "start": { "nanoseconds": start } } });
        let schedule = |windows: &[Value]| {
            json!({ "type": "GET_MAINTENANCE_SCHEDULE",
                    "get_maintenance_schedule": { "schedule": { "windows": windows } } })
        };
        let change = json!({ "type": "UPDATE_MAINTENANCE_SCHEDULE" });
        let before = schedule(&[window("a", 1), window("b", 2)]);
        let call = "GET_MAINTENANCE_SCHEDULE";
        assert!(still(call, before.clone(), &schedule(&[window("B", 2), window("a", 1)]), &change));
        assert!(!still(call, before.clone(), &schedule(&[window("a", 1)]), &change));
        assert!(!still(call, before, &schedule(&[window("a", 1), window("b", 3)]), &change));
    }

    #[test]
    fn anything_else_is_compared_as_it_is() {
        let change = json!({ "type": "SET_LOGGING_LEVEL" });
        let level = |level: u32| json!({ "get_logging_level": { "level": level } });
        assert!(still("GET_LOGGING_LEVEL", level(0), &level(0), &change));
        assert!(!still("GET_LOGGING_LEVEL", level(0), &level(1), &change));
    }
}
