//! An agent marked gone: the last thing that happens to a cluster.

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::json;

use super::drain::running_on;
use crate::ground::resources::shown;
use crate::ground::{Expect, Suite, To, bare, call, text};

pub async fn tell(suite: &Suite) -> Result<()> {
    let agent = &suite.cast().gone;
    let running = running_on(suite, &agent.id).await?;
    let gone = |id: &str| call("MARK_AGENT_GONE", json!({ "agent_id": { "value": id } }));
    suite.cases(To::Master, [
        ("an unknown agent", gone("nobody"), Expect::Refused(404, "Agent 'nobody' not found".to_owned())),
        (
            "an id without a value",
            call("MARK_AGENT_GONE", json!({ "agent_id": {} })),
            Expect::bad("Failed to convert JSON into Call protobuf: Missing required fields: mark_agent_gone.agent_id.value"),
        ),
        ("good", gone(&agent.id), Expect::OK),
        ("again", gone(&agent.id), Expect::OK),
    ]).await?;
    suite
        .until(Master, "MARK_AGENT_GONE", "GET_AGENTS does not have it any more", async || {
            ensure!(shown(suite, agent).await.is_err(), "it has");
            Ok(())
        })
        .await?;
    suite
        .until(
            Master,
            "MARK_AGENT_GONE",
            "its tasks are gone, or lost to those who know no better",
            async || {
                let tasks = suite.read(bare("GET_TASKS")).await?;
                let completed = tasks["get_tasks"]["completed_tasks"].as_array().cloned().unwrap_or_default();
                for id in &running {
                    let task = completed
                        .iter()
                        .find(|task| task["task_id"]["value"] == *id)
                        .with_context(|| format!("{id} is not completed"))?;
                    let wanted = match aware(suite, &text(task, "/framework_id/value")?).await? {
                        true => "TASK_GONE_BY_OPERATOR",
                        false => "TASK_LOST",
                    };
                    ensure!(task["state"] == wanted, "{id} is {} instead of {wanted}", task["state"]);
                }
                Ok(())
            },
        )
        .await?;
    let removed = suite
        .events()
        .of("AGENT_REMOVED")
        .iter()
        .any(|event| event["agent_removed"]["agent_id"]["value"] == agent.id);
    suite.event_holds(
        "AGENT_REMOVED",
        "not of an agent that is marked gone",
        (|| {
            ensure!(!removed, "there is one");
            Ok(())
        })(),
    );
    Ok(())
}

/// Whether a framework knows of partitions.
pub async fn aware(suite: &Suite, id: &str) -> Result<bool> {
    let frameworks = suite.read(bare("GET_FRAMEWORKS")).await?;
    let all = ["frameworks", "completed_frameworks"]
        .map(|list| frameworks["get_frameworks"][list].as_array().cloned().unwrap_or_default());
    let framework = all
        .iter()
        .flatten()
        .find(|framework| framework["framework_info"]["id"]["value"] == *id)
        .context("its framework")?;
    let mut capabilities = framework["framework_info"]["capabilities"].as_array().into_iter().flatten();
    Ok(capabilities.any(|capability| capability["type"] == "PARTITION_AWARE"))
}
