//! What a task was given and how far it may go beyond that.

use serde_json::Value;

use crate::call::json::Read;
use crate::call::resources::{Amount, Resource, sums};

/// One resource of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Its name.
    pub name: String,
    /// What is allocated, with its unit.
    pub allocated: String,
    /// The limit, if there is one beside the allocation.
    pub limit: String,
    /// For whom it is reserved; empty for what is not.
    pub reserved: String,
}

/// The task's resources by name, `cpus` and `mem` first.
pub fn quantities(task: &Value) -> Vec<Quantity> {
    let resources = Resource::read_all(task.list("resources"));
    let quantity = |(name, amount): (String, Amount)| {
        let mut reserved: Vec<String> = resources
            .iter()
            .filter(|resource| resource.name == name && !resource.stack.is_empty())
            .map(|resource| resource.stack.to_string())
            .collect();
        reserved.dedup();
        Quantity {
            allocated: amount.words(&name),
            limit: limit(task, &name),
            reserved: reserved.join(", "),
            name,
        }
    };
    sums(&resources).into_iter().map(quantity).collect()
}

fn limit(task: &Value, name: &str) -> String {
    let limit = task.at("limits").get(name).unwrap_or(&Value::Null);
    // JSON knows no infinite number; Mesos writes a word.
    match limit.text("value") {
        "Infinity" => "none".to_owned(),
        _ => limit.milli("value").map(|milli| Amount::Milli(milli).words(name)).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn limits_stand_beside_what_is_allocated() {
        let task = json!({
            "resources": [
                {"name":"mem","type":"SCALAR","scalar":{"value":32.0},"allocation_info":{"role":"eng/rec"}},
                {"name":"cpus","type":"SCALAR","scalar":{"value":0.1},"allocation_info":{"role":"eng/rec"},
                 "reservations":[{"type":"DYNAMIC","role":"eng"},{"type":"DYNAMIC","role":"eng/rec"}]},
            ],
            "limits": {"cpus":{"value":"Infinity"},"mem":{"value":64.0}},
        });
        let quantity = |name: &str, allocated: &str, limit: &str, reserved: &str| Quantity {
            name: name.into(),
            allocated: allocated.into(),
            limit: limit.into(),
            reserved: reserved.into(),
        };
        assert_eq!(
            quantities(&task),
            [quantity("cpus", "0.1", "none", "eng → eng/rec"), quantity("mem", "32 MiB", "64 MiB", "")]
        );
        assert_eq!(quantities(&json!({})), []);
    }
}
