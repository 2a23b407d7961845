//! The exact JSON of each call, from its plan.
//!
//! Resources are written with their whole stack of reservations, as `GET_AGENTS` reports them, and without `allocation_info`: Mesos takes a
//! volume or a reservation only if all of it is the same.

mod agent;
mod master;
mod resource;

use serde_json::{Value, json};

pub use agent::{
    kill_container, launch_container, mark_provider_gone, prune_images, put_provider, remove_container,
    remove_provider,
};
pub use master::{
    deactivate, drain, mark_gone, reactivate, remove_quota, set_quota, start_maintenance, stop_maintenance,
    teardown, update_quota, update_schedule, update_weights,
};
pub use resource::{create_volumes, destroy_volumes, grow_volume, reserve, shrink_volume, unreserve};

use super::logging::Logging;

/// `SET_LOGGING_LEVEL`, for a master or an agent.
pub fn set_logging_level(plan: Logging) -> Value {
    with("SET_LOGGING_LEVEL", json!({ "level": plan.level, "duration": { "nanoseconds": plan.nanoseconds } }))
}

/// A call and its arguments, which are in the member of the call's name.
fn with(name: &str, arguments: Value) -> Value {
    let mut call = json!({ "type": name });
    call[name.to_ascii_lowercase()] = arguments;
    call
}

fn id(value: &str) -> Value {
    json!({ "value": value })
}
