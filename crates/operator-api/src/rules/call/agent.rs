//! Calls to an agent.

use serde_json::{Value, json};

use super::{id, with};
use crate::resources::{Resource, Resources};
use crate::rules::container::Path;
use crate::rules::provider::Purpose;

/// `ADD_RESOURCE_PROVIDER_CONFIG` or `UPDATE_RESOURCE_PROVIDER_CONFIG`, with a `ResourceProviderInfo`.
pub fn put_provider(purpose: Purpose, info: &Value) -> Value {
    let name = match purpose {
        Purpose::Add => "ADD_RESOURCE_PROVIDER_CONFIG",
        Purpose::Update => "UPDATE_RESOURCE_PROVIDER_CONFIG",
    };
    with(name, json!({ "info": info }))
}

/// `REMOVE_RESOURCE_PROVIDER_CONFIG`
pub fn remove_provider(kind: &str, name: &str) -> Value {
    with("REMOVE_RESOURCE_PROVIDER_CONFIG", json!({ "type": kind, "name": name }))
}

/// `MARK_RESOURCE_PROVIDER_GONE`
pub fn mark_provider_gone(provider: &str) -> Value {
    with("MARK_RESOURCE_PROVIDER_GONE", json!({ "resource_provider_id": id(provider) }))
}

/// `PRUNE_IMAGES`, but for these Docker images.
pub fn prune_images(excluded: &[String]) -> Value {
    let image = |name: &String| json!({ "type": "DOCKER", "docker": { "name": name } });
    with("PRUNE_IMAGES", json!({ "excluded_images": excluded.iter().map(image).collect::<Vec<_>>() }))
}

fn container(path: &Path) -> Value {
    let nested = |outer: Option<Value>, value: &String| {
        let mut json = id(value);
        if let Some(outer) = outer {
            json["parent"] = outer;
        }
        Some(json)
    };
    path.iter().fold(None, nested).unwrap_or(Value::Null)
}

/// `LAUNCH_CONTAINER`: a command of the shell, standalone with resources of its own or within another container.
pub fn launch_container(path: &Path, command: &str, resources: &Resources) -> Value {
    let mut arguments = json!({ "container_id": container(path), "command": { "value": command } });
    if !resources.is_empty() {
        arguments["resources"] = resources.iter().map(Resource::to_json).collect();
    }
    with("LAUNCH_CONTAINER", arguments)
}

/// `KILL_CONTAINER`
pub fn kill_container(path: &Path, signal: Option<i32>) -> Value {
    let mut arguments = json!({ "container_id": container(path) });
    if let Some(signal) = signal {
        arguments["signal"] = signal.into();
    }
    with("KILL_CONTAINER", arguments)
}

/// `REMOVE_CONTAINER`
pub fn remove_container(path: &Path) -> Value {
    with("REMOVE_CONTAINER", json!({ "container_id": container(path) }))
}
