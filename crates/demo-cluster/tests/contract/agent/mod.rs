//! An agent's calls, a file for each family.

pub mod about;
pub mod attach;
pub mod files;
pub mod nested;
pub mod providers;
pub mod session;
pub mod standalone;
pub mod state;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::ground::{Suite, bare, text};

/// A container of a running task without a terminal on the agent that is looked into: others can be put into it.
pub async fn parent(suite: &Suite) -> Result<String> {
    let agent = &suite.cast().looked_into;
    let tasks = suite.read(bare("GET_TASKS")).await?;
    let mut tasks = tasks["get_tasks"]["tasks"].as_array().cloned().unwrap_or_default().into_iter();
    let task = tasks.find(|task| {
        let container = task["statuses"]
            .as_array()
            .and_then(|all| all.last())
            .map(|last| &last["container_status"]["container_id"]);
        task["agent_id"]["value"] == agent.id
            && task["state"] == "TASK_RUNNING"
            && task.pointer("/container/tty_info").is_none()
            && container.is_some_and(|id| id["value"].is_string() && id.get("parent").is_none())
    });
    let task = task.context("a running task with a container of its own, without a terminal")?;
    let last = task["statuses"].as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
    text(&last, "/container_status/container_id/value")
}

/// The id of a container in another.
pub fn within(parent: &str, id: &str) -> Value {
    json!({ "value": id, "parent": { "value": parent } })
}

/// A shell command.
pub fn command(line: &str) -> Value {
    json!({ "value": line })
}
