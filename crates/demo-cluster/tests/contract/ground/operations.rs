//! Operations, should there be any: a cluster's frameworks may ask for some at any time.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::cast::text;

/// Fails unless an answer to `GET_OPERATIONS` is an empty object or a list of operations in their form.
pub fn told(answer: &Value) -> Result<()> {
    let answer = &answer["get_operations"];
    let Some(list) = answer.get("operations") else {
        ensure!(*answer == json!({}), "{answer}");
        return Ok(());
    };
    let list =
        list.as_array().filter(|list| !list.is_empty()).context("a list is there only if it is not empty")?;
    list.iter().try_for_each(|one| told_of(one).with_context(|| one.to_string()))
}

fn told_of(operation: &Value) -> Result<()> {
    let kind = text(operation, "/info/type")?;
    ensure!(operation["info"][kind.to_lowercase()].is_object(), "what {kind} is about is not told");
    ensure!(text(operation, "/uuid/value")?.len() == 24, "a UUID is 16 bytes in base64");
    let latest = &operation["latest_status"];
    ensure!(latest["agent_id"] == operation["agent_id"], "another agent");
    ensure!(latest["operation_id"] == operation["info"]["id"], "another name");
    match text(latest, "/state")?.as_str() {
        "OPERATION_PENDING" => {
            ensure!(operation.get("statuses").is_none(), "nothing is known of it yet");
            ensure!(latest.get("uuid").is_none(), "nobody waits for an acknowledgement");
        }
        _ => {
            let last = operation["statuses"].as_array().and_then(|all| all.last());
            ensure!(last == Some(latest), "the last status is the latest");
            ensure!(latest["uuid"]["value"].is_string(), "it is to be acknowledged");
        }
    }
    Ok(())
}
