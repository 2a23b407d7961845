//! What frameworks and agents of the small cluster have, as messages. Everything that is one side's says so in its name.

use operator_api::v1::{self, Resource};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

pub fn of<M: DeserializeOwned>(json: Value) -> M {
    serde_json::from_value(json).unwrap()
}

/// Which side a role is of, as its things are called.
pub fn word(role: &str) -> &'static str {
    if role == "eng" || role.starts_with("eng/") { "alpha" } else { "zulu" }
}

pub fn scalar(name: &str, value: f64) -> Value {
    json!({ "name": name, "type": "SCALAR", "scalar": { "value": value } })
}

pub fn to(role: &str, mut resource: Value) -> Value {
    resource["allocation_info"] = json!({ "role": role });
    resource
}

pub fn reserved(stack: &[&str], mut resource: Value) -> Value {
    let reservation = |role: &&str| {
        let label = json!({ "key": "of", "value": word(role) });
        let principal = format!("{}-operator", word(role));
        json!({ "type": "DYNAMIC", "role": role, "principal": principal, "labels": { "labels": [label] } })
    };
    resource["reservations"] = stack.iter().map(reservation).collect();
    resource
}

pub fn volume(stack: &[&str]) -> Value {
    let side = word(stack[0]);
    let mut disk = reserved(stack, scalar("disk", 64.0));
    disk["disk"] = json!({
        "persistence": { "id": format!("{side}-volume"), "principal": side },
        "volume": { "container_path": side, "mode": "RW" },
    });
    disk["shared"] = json!({});
    disk
}

/// The stacks that agents have reservations under, each with CPUs and, where they are used, a volume.
pub const STACKS: [&[&str]; 4] = [&["eng"], &["eng", "eng/web"], &["zulu"], &["zulu", "zulu/db"]];

pub fn messages(resources: &[Value]) -> Vec<Resource> {
    resources.iter().cloned().map(of).collect()
}

pub fn operation(
    framework: Option<&str>,
    agent: &str,
    stacks: &[&[&str]],
    number: u8,
    done: bool,
) -> v1::Operation {
    let side = if stacks.len() > 1 { "both" } else { word(stacks[0][0]) };
    let resources: Vec<Value> =
        stacks.iter().map(|stack| reserved(stack, scalar("cpus", f64::from(number) + 1.0))).collect();
    let mut bytes = [0; 16];
    bytes[0] = number;
    bytes[1..1 + side.len()].copy_from_slice(side.as_bytes());
    let state = if done { v1::OperationState::Finished } else { v1::OperationState::Pending };
    v1::Operation {
        framework_id: framework.map(|id| v1::FrameworkId { value: id.into() }),
        agent_id: Some(v1::AgentId { value: agent.into() }),
        info: Box::new(of(
            json!({ "type": "RESERVE", "id": { "value": format!("{side}-{number}") }, "reserve": { "resources": resources } }),
        )),
        latest_status: Box::new(v1::OperationStatus {
            state: Some(state as i32),
            message: Some(side.into()),
            ..v1::OperationStatus::default()
        }),
        uuid: v1::Uuid { value: bytes.to_vec() },
        ..v1::Operation::default()
    }
}
