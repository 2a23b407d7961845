//! Calls about an agent's resources.

use serde_json::{Value, json};

use super::{id, with};
use crate::resources::Resource;
use crate::rules::reserve::{Reserve, Unreserve};
use crate::rules::resize::{Grow, Shrink};
use crate::rules::volume::{Create, Destroy};

fn list(resources: &[Resource]) -> Value {
    resources.iter().map(Resource::to_json).collect()
}

/// `RESERVE_RESOURCES`
pub fn reserve(agent: &str, plan: &Reserve) -> Value {
    let mut arguments = json!({ "agent_id": id(agent) });
    if !plan.source.is_empty() {
        arguments["source"] = list(&plan.source);
    }
    arguments["resources"] = list(&plan.resources);
    with("RESERVE_RESOURCES", arguments)
}

/// `UNRESERVE_RESOURCES`
pub fn unreserve(agent: &str, plan: &Unreserve) -> Value {
    with("UNRESERVE_RESOURCES", json!({ "agent_id": id(agent), "resources": list(&plan.resources) }))
}

/// `CREATE_VOLUMES`
pub fn create_volumes(agent: &str, plan: &Create) -> Value {
    with("CREATE_VOLUMES", json!({ "agent_id": id(agent), "volumes": list(&plan.volumes) }))
}

/// `DESTROY_VOLUMES`
pub fn destroy_volumes(agent: &str, plan: &Destroy) -> Value {
    with("DESTROY_VOLUMES", json!({ "agent_id": id(agent), "volumes": list(&plan.volumes) }))
}

/// `GROW_VOLUME`
pub fn grow_volume(agent: &str, plan: &Grow) -> Value {
    let (volume, addition) = (plan.volume.to_json(), plan.addition.to_json());
    with("GROW_VOLUME", json!({ "agent_id": id(agent), "volume": volume, "addition": addition }))
}

/// `SHRINK_VOLUME`
pub fn shrink_volume(agent: &str, plan: &Shrink) -> Value {
    let subtract = json!({ "value": plan.subtract.to_f64() });
    with(
        "SHRINK_VOLUME",
        json!({ "agent_id": id(agent), "volume": plan.volume.to_json(), "subtract": subtract }),
    )
}
