//! An agent drained: its tasks are killed, and when the last is gone it is drained.

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::{Agent, Master};
use serde_json::{Value, json};

use crate::ground::resources::shown;
use crate::ground::{Expect, Suite, To, bare, call, text};

pub async fn tell(suite: &Suite) -> Result<()> {
    let agent = &suite.cast().drained;
    let drain = |id: &str, grace: Value| {
        call("DRAIN_AGENT", json!({ "agent_id": { "value": id }, "max_grace_period": grace }))
    };
    let running = running_on(suite, &agent.id).await?;
    suite.cases(To::Master, [
        ("an unknown agent", drain("nobody", json!({ "seconds": 1 })), Expect::bad("Unknown agent")),
        (
            "a grace period in words",
            drain(&agent.id, json!("10mins")),
            Expect::bad("Failed to convert JSON into Call protobuf: Not expecting a JSON string for field 'max_grace_period'"),
        ),
        (
            "a grace period as a number",
            drain(&agent.id, json!(10)),
            Expect::bad("Failed to convert JSON into Call protobuf: Not expecting a JSON number for field 'max_grace_period'"),
        ),
        ("good", drain(&agent.id, json!({ "seconds": 2 })), Expect::OK),
        // Asked at once: tasks take their time to end.
        (
            "while it drains",
            call("REACTIVATE_AGENT", json!({ "agent_id": { "value": agent.id } })),
            Expect::bad("Agent is still in the DRAINING state"),
        ),
    ]).await?;

    let draining = shown(suite, agent).await?;
    suite.holds(
        Master,
        "DRAIN_AGENT",
        "it drains with the grace period it was given",
        (|| {
            ensure!(draining["deactivated"] == true, "it is not deactivated");
            let info = &draining["drain_info"];
            ensure!(info["state"] == "DRAINING" || info["state"] == "DRAINED", "{info}");
            ensure!(info["config"]["max_grace_period"] == json!({ "nanoseconds": 2_000_000_000 }), "{info}");
            ensure!(info["config"]["mark_gone"] == false, "{info}");
            let since = draining.pointer("/estimated_drain_start_time/nanoseconds").and_then(Value::as_i64);
            ensure!(since.is_some_and(|since| since % 1_000_000_000 == 0), "whole seconds: {since:?}");
            Ok(())
        })(),
    );
    suite
        .until(Agent, "GET_AGENT", "the agent itself knows", async || {
            let own = suite.look(&To::from(agent), bare("GET_AGENT")).await?;
            let config = own.pointer("/get_agent/drain_config");
            let drained = shown(suite, agent).await?["drain_info"]["state"] == "DRAINED";
            ensure!(drained || config.is_some(), "{own}");
            Ok(())
        })
        .await?;
    suite
        .until(Master, "DRAIN_AGENT", "in the end it is drained", async || {
            let info = shown(suite, agent).await?["drain_info"].clone();
            ensure!(info["state"] == "DRAINED", "{info}");
            Ok(())
        })
        .await?;
    suite
        .until(Master, "DRAIN_AGENT", "its tasks were killed for that reason", async || {
            let left = running_on(suite, &agent.id).await?;
            ensure!(left.is_empty(), "{left:?} still run");
            let tasks = suite.read(bare("GET_TASKS")).await?;
            let completed = tasks["get_tasks"]["completed_tasks"].as_array().cloned().unwrap_or_default();
            for id in &running {
                let task = completed
                    .iter()
                    .find(|task| task["task_id"]["value"] == *id)
                    .with_context(|| format!("{id} is not completed"))?;
                ensure!(task["state"] == "TASK_KILLED", "{id} is {}", task["state"]);
                let mut statuses = task["statuses"].as_array().into_iter().flatten();
                ensure!(
                    statuses.any(|status| status["reason"] == "REASON_AGENT_DRAINING"),
                    "{id} does not say why: {task}"
                );
            }
            Ok(())
        })
        .await?;
    suite.master("while it is drained", drain(&agent.id, json!({ "seconds": 0 })), Expect::OK).await?;
    suite
        .until(Master, "DRAIN_AGENT", "draining what is drained comes to the same", async || {
            let info = shown(suite, agent).await?["drain_info"].clone();
            ensure!(info["state"] == "DRAINED", "{info}");
            Ok(())
        })
        .await?;
    suite
        .master("drained", call("REACTIVATE_AGENT", json!({ "agent_id": { "value": agent.id } })), Expect::OK)
        .await?;
    let back = shown(suite, agent).await?;
    suite.holds(
        Master,
        "REACTIVATE_AGENT",
        "nothing is left of the drain",
        (|| {
            ensure!(back["deactivated"] == false && back.get("drain_info").is_none(), "{back}");
            Ok(())
        })(),
    );
    Ok(())
}

/// Tasks that run on an agent.
pub async fn running_on(suite: &Suite, agent: &str) -> Result<Vec<String>> {
    let tasks = suite.read(bare("GET_TASKS")).await?;
    let tasks = tasks["get_tasks"]["tasks"].as_array().into_iter().flatten();
    let here = tasks.filter(|task| task["agent_id"]["value"] == agent && task["state"] == "TASK_RUNNING");
    here.map(|task| text(task, "/task_id/value")).collect()
}
