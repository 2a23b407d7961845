//! Plans out of recorded calls.

use operator_api::resources::{Resource, Scalar};
use operator_api::rules::container::Path;
use operator_api::rules::quota::{Amounts, Config};
use operator_api::rules::schedule::{Machine, Schedule, Window};
use serde_json::Value;

pub fn list(json: &Value) -> &[Value] {
    json.as_array().map_or(&[], Vec::as_slice)
}

pub fn resources(json: &Value) -> Vec<Resource> {
    list(json).iter().map(|resource| Resource::from_json(resource).unwrap()).collect()
}

pub fn scalar(json: &Value) -> Scalar {
    Scalar::from_f64(json["value"].as_f64().unwrap())
}

pub fn text(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

pub fn config(json: &Value) -> Config {
    let amounts = |json: &Value| -> Amounts {
        let members = json.as_object().into_iter().flatten();
        members.map(|(name, value)| (name.clone(), value["value"].as_f64().unwrap())).collect()
    };
    Config {
        role: text(&json["role"]),
        guarantees: amounts(&json["guarantees"]),
        limits: amounts(&json["limits"]),
    }
}

pub fn machines(json: &Value) -> Vec<Machine> {
    let text = |json: &Value| json.as_str().unwrap_or_default().to_owned();
    list(json)
        .iter()
        .map(|machine| Machine::new(&text(&machine["hostname"]), &text(&machine["ip"])))
        .collect()
}

pub fn schedule(json: &Value) -> Schedule {
    let window = |window: &Value| Window {
        machines: machines(&window["machine_ids"]),
        start: window["unavailability"]["start"]["nanoseconds"].as_i64().unwrap(),
        duration: window["unavailability"]["duration"]["nanoseconds"].as_i64(),
    };
    Schedule { windows: list(&json["windows"]).iter().map(window).collect() }
}

pub fn container(json: &Value) -> Path {
    let mut path = json.get("parent").map(container).unwrap_or_default();
    path.push(text(&json["value"]));
    path
}
