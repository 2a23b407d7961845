//! Resources in requests and answers.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::calls::bare;
use super::cast::Agent;
use super::suite::Suite;

/// An unreserved scalar.
pub fn scalar(name: &str, value: f64) -> Value {
    json!({ "name": name, "type": "SCALAR", "scalar": { "value": value } })
}

/// A scalar that is dynamically reserved, through all these roles.
pub fn reserved(name: &str, value: f64, roles: &[&str]) -> Value {
    let mut resource = scalar(name, value);
    resource["reservations"] = roles.iter().map(|role| json!({ "type": "DYNAMIC", "role": role })).collect();
    resource
}

/// A persistent volume on reserved disk.
pub fn volume(id: &str, value: f64, role: &str) -> Value {
    let mut resource = reserved("disk", value, &[role]);
    resource["disk"] =
        json!({ "persistence": { "id": id }, "volume": { "mode": "RW", "container_path": "data" } });
    resource
}

/// An agent as `GET_AGENTS` shows it.
pub async fn shown(suite: &Suite, agent: &Agent) -> Result<Value> {
    let agents = suite.read(bare("GET_AGENTS")).await?;
    let mut agents = agents["get_agents"]["agents"].as_array().into_iter().flatten();
    let found = agents.find(|shown| shown["agent_info"]["id"]["value"] == agent.id);
    found.cloned().with_context(|| format!("GET_AGENTS does not have {}", agent.id))
}

/// How much of a scalar an agent has in all that is reserved through exactly these roles, in a volume or in none.
pub fn quantity(agent: &Value, name: &str, roles: &[&str], volume: Option<&str>) -> f64 {
    let resources = agent["total_resources"].as_array().into_iter().flatten();
    let of_kind = resources.filter(|resource| {
        let through = resource["reservations"].as_array().into_iter().flatten();
        let through = through.map(|reservation| reservation["role"].as_str().unwrap_or_default());
        resource["name"] == name
            && through.eq(roles.iter().copied())
            && resource.pointer("/disk/persistence/id").and_then(Value::as_str) == volume
    });
    // Mesos counts in thousandths.
    let thousandths: f64 =
        of_kind.map(|resource| (resource["scalar"]["value"].as_f64().unwrap_or(0.0) * 1000.0).round()).sum();
    thousandths / 1000.0
}
