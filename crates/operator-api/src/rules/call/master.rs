//! Calls to a master, other than those about an agent's resources.

use serde_json::{Map, Value, json};

use super::{id, with};
use crate::resources::{self, Resource, Scalar};
use crate::rules::drain::Drain;
use crate::rules::legacy_quota::Set;
use crate::rules::quota::{Amounts, Update};
use crate::rules::schedule::{Machine, Schedule, Window};
use crate::rules::weight::Weight;

fn amounts(amounts: &Amounts) -> Value {
    let members = amounts.iter().map(|(name, amount)| (name.clone(), json!({ "value": amount })));
    Value::Object(members.collect::<Map<_, _>>())
}

/// `UPDATE_QUOTA`
pub fn update_quota(plan: &Update) -> Value {
    let config = |config: &crate::rules::quota::Config| {
        let mut json = json!({ "role": config.role });
        for (member, given) in [("guarantees", &config.guarantees), ("limits", &config.limits)] {
            if !given.is_empty() {
                json[member] = amounts(given);
            }
        }
        json
    };
    let configs: Vec<Value> = plan.configs.iter().map(config).collect();
    with("UPDATE_QUOTA", json!({ "force": plan.force, "quota_configs": configs }))
}

/// `SET_QUOTA`
pub fn set_quota(plan: &Set) -> Value {
    let scalar = |(name, &amount): (&String, &f64)| {
        Resource::new(name.clone(), resources::Value::Scalar(Scalar::from_f64(amount))).to_json()
    };
    let guarantee: Vec<Value> = plan.guarantee.iter().map(scalar).collect();
    let request = json!({ "role": plan.role, "force": plan.force, "guarantee": guarantee });
    with("SET_QUOTA", json!({ "quota_request": request }))
}

/// `REMOVE_QUOTA`
pub fn remove_quota(role: &str) -> Value {
    with("REMOVE_QUOTA", json!({ "role": role }))
}

/// `UPDATE_WEIGHTS`
pub fn update_weights(plan: &[Weight]) -> Value {
    let info = |weight: &Weight| json!({ "role": weight.role.trim(), "weight": weight.weight });
    with("UPDATE_WEIGHTS", json!({ "weight_infos": plan.iter().map(info).collect::<Vec<_>>() }))
}

fn machine(machine: &Machine) -> Value {
    let mut json = json!({});
    for (member, text) in [("hostname", &machine.hostname), ("ip", &machine.ip)] {
        if let Some(text) = text {
            json[member] = text.as_str().into();
        }
    }
    json
}

/// `UPDATE_MAINTENANCE_SCHEDULE`
pub fn update_schedule(plan: &Schedule) -> Value {
    let window = |window: &Window| {
        let mut time = json!({ "start": { "nanoseconds": window.start } });
        if let Some(duration) = window.duration {
            time["duration"] = json!({ "nanoseconds": duration });
        }
        json!({ "machine_ids": window.machines.iter().map(machine).collect::<Vec<_>>(), "unavailability": time })
    };
    let windows: Vec<Value> = plan.windows.iter().map(window).collect();
    with("UPDATE_MAINTENANCE_SCHEDULE", json!({ "schedule": { "windows": windows } }))
}

/// `START_MAINTENANCE`
pub fn start_maintenance(machines: &[Machine]) -> Value {
    with("START_MAINTENANCE", json!({ "machines": machines.iter().map(machine).collect::<Vec<_>>() }))
}

/// `STOP_MAINTENANCE`
pub fn stop_maintenance(machines: &[Machine]) -> Value {
    with("STOP_MAINTENANCE", json!({ "machines": machines.iter().map(machine).collect::<Vec<_>>() }))
}

/// `DRAIN_AGENT`. The grace is a `google.protobuf.Duration`, of seconds: one of nanoseconds would be taken for none.
pub fn drain(agent: &str, plan: &Drain) -> Value {
    let mut arguments = json!({ "agent_id": id(agent) });
    if let Some(seconds) = plan.grace_seconds {
        arguments["max_grace_period"] = json!({ "seconds": seconds });
    }
    arguments["mark_gone"] = plan.mark_gone.into();
    with("DRAIN_AGENT", arguments)
}

/// `DEACTIVATE_AGENT`
pub fn deactivate(agent: &str) -> Value {
    with("DEACTIVATE_AGENT", json!({ "agent_id": id(agent) }))
}

/// `REACTIVATE_AGENT`
pub fn reactivate(agent: &str) -> Value {
    with("REACTIVATE_AGENT", json!({ "agent_id": id(agent) }))
}

/// `MARK_AGENT_GONE`
pub fn mark_gone(agent: &str) -> Value {
    with("MARK_AGENT_GONE", json!({ "agent_id": id(agent) }))
}

/// `TEARDOWN`
pub fn teardown(framework: &str) -> Value {
    with("TEARDOWN", json!({ "framework_id": id(framework) }))
}
