//! What calls bring about, in what the cluster shows.

mod agents;
mod nodes;
mod resources;
mod roles;
mod table;

use operator_api::calls::Target;
use operator_api::effect::{Effect, Seen};
use operator_api::resources::{Resource, Resources};
use serde_json::{Value, json};

/// The effect of a call to the master, before which its source told `before`.
fn effect(call: &Value, before: &Value) -> Effect {
    let mut effect = Effect::of(Target::Master, None, call).expect("it changes something");
    effect.remember(before);
    effect
}

/// The entry of an agent that has this.
fn agent(total: &Resources) -> Value {
    let total: Vec<Value> = total.iter().map(Resource::to_json).collect();
    json!({
        "agent_info": { "hostname": "h", "id": { "value": "S" } },
        "active": true,
        "pid": "slave(1)@10.0.0.1:5051",
        "total_resources": total,
    })
}

/// The same agent, as it is told once its master does not list it any more.
fn unlisted(agent: &Value) -> Value {
    let mut agent = agent.clone();
    agent["listed"] = false.into();
    agent
}

fn is_underway(seen: &Seen) -> bool {
    matches!(seen, Seen::Underway(_))
}
