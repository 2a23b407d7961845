//! A framework torn down.

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use crate::ground::{Expect, Suite, To, bare, call, ends_with_state, text};

pub async fn tell(suite: &Suite) -> Result<()> {
    let (id, tasks) = smallest(suite).await?;
    let teardown = |id: Value| call("TEARDOWN", json!({ "framework_id": id }));
    let unknown = Expect::bad("No framework found with specified ID");
    suite.cases(To::Master, [
        ("an unknown framework", teardown(json!({ "value": "nobody" })), unknown.clone()),
        (
            "an id without a value",
            teardown(json!({})),
            Expect::bad("Failed to convert JSON into Call protobuf: Missing required fields: teardown.framework_id.value"),
        ),
        ("good", teardown(json!({ "value": id })), Expect::OK),
        ("again", teardown(json!({ "value": id })), unknown),
    ]).await?;
    suite
        .until(Master, "TEARDOWN", "the framework is completed", async || {
            let frameworks = suite.read(bare("GET_FRAMEWORKS")).await?;
            let frameworks = &frameworks["get_frameworks"];
            let known = |list: &str| {
                let mut all = frameworks[list].as_array().into_iter().flatten();
                all.any(|framework| framework["framework_info"]["id"]["value"] == *id)
            };
            ensure!(!known("frameworks") && known("completed_frameworks"), "it is not");
            Ok(())
        })
        .await?;
    suite
        .until(Master, "TEARDOWN", "its tasks are killed for that reason", async || {
            let all = suite.read(bare("GET_TASKS")).await?;
            let completed = all["get_tasks"]["completed_tasks"].as_array().cloned().unwrap_or_default();
            for task in &tasks {
                let task = completed
                    .iter()
                    .find(|other| other["task_id"]["value"] == **task)
                    .context("a task is not completed")?;
                ensure!(ends_with_state(task, "TASK_KILLED"), "{task}");
                let last =
                    task["statuses"].as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
                ensure!(last["reason"] == "REASON_FRAMEWORK_REMOVED", "{last}");
            }
            Ok(())
        })
        .await?;
    let told = suite
        .until(Master, "TEARDOWN", "there is an event", async || {
            let removed = suite.events().of("FRAMEWORK_REMOVED");
            let mut removed = removed.into_iter();
            removed
                .find(|event| event["framework_removed"]["framework_info"]["id"]["value"] == *id)
                .context("there is none")
        })
        .await?;
    suite.event_holds(
        "FRAMEWORK_REMOVED",
        "of one that is torn down",
        text(&told, "/framework_removed/framework_info/name").map(drop),
    );
    Ok(())
}

/// The framework with the fewest running tasks, but for one without any.
async fn smallest(suite: &Suite) -> Result<(String, Vec<String>)> {
    let frameworks = suite.read(bare("GET_FRAMEWORKS")).await?;
    let tasks = suite.read(bare("GET_TASKS")).await?;
    let mut found = Vec::new();
    for framework in frameworks["get_frameworks"]["frameworks"].as_array().into_iter().flatten() {
        let id = text(framework, "/framework_info/id/value")?;
        let tasks = tasks["get_tasks"]["tasks"].as_array().into_iter().flatten();
        let tasks =
            tasks.filter(|task| task["framework_id"]["value"] == *id && task["state"] == "TASK_RUNNING");
        let tasks: Vec<String> = tasks.map(|task| text(task, "/task_id/value")).collect::<Result<_>>()?;
        if !tasks.is_empty() && framework["connected"] == true {
            found.push((id, tasks));
        }
    }
    found
        .into_iter()
        .min_by_key(|(id, tasks)| (tasks.len(), id.clone()))
        .context("a framework with running tasks")
}
