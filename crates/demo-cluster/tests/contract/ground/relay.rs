//! Which calls the console relays, and how it refuses the others.

use anyhow::{Result, ensure};
use operator_api::calls::{Kind, Target, find};
use operator_api::danger::{self, Context, Rule};
use serde_json::Value;

use super::answer::Answer;

/// Whether the console relays a call today: those that are answered at once and hurt no master and no agent. No case here reads what is not a
/// regular file, or removes a quota that is not there, which the relay refuses.
pub fn passes(target: Target, call: &Value) -> bool {
    let name = call["type"].as_str().unwrap_or_default();
    let waits = matches!(name, "WAIT_CONTAINER" | "WAIT_NESTED_CONTAINER");
    let dangers = danger::dangers(target, call, &Context::default());
    let hurts = dangers.iter().any(|danger| danger.rule != Rule::RemoveAbsentQuota);
    find(target, name).is_some_and(|call| call.kind != Kind::Stream) && !waits && !hurts
}

/// A refusal is the console's own: 403, in JSON, with a sentence.
pub fn refused(answer: &Answer) -> Result<()> {
    ensure!(answer.status == 403, "the relay answers {} instead of 403: {}", answer.status, answer.text());
    ensure!(
        answer.content_type().is_some_and(|kind| kind.starts_with("application/json")),
        "a refusal is JSON"
    );
    ensure!(answer.json()?["error"].as_str().is_some_and(|words| !words.is_empty()), "a refusal says why");
    Ok(())
}
