//! An agent lost and back: the stream tells of its tasks only, and of itself when it returns.

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use super::gone::aware;
use crate::ground::resources::{reserved, shown};
use crate::ground::{Expect, Suite, To, bare, call, text};

pub async fn tell(suite: &Suite) -> Result<()> {
    let tasks = lasting(suite).await?;
    suite.stage.lose(&suite.cast().gone).await?;
    lost(suite, &tasks).await?;
    calls(suite).await?;
    let before = suite.events().all().len();
    suite.stage.restart(&suite.cast().gone).await?;
    back(suite, &tasks, before).await
}

/// Tasks on the agent that outlive its process, of frameworks that know of partitions.
async fn lasting(suite: &Suite) -> Result<Vec<String>> {
    let agent = &suite.cast().gone;
    let tasks = suite.read(bare("GET_TASKS")).await?;
    let mut lasting = Vec::new();
    for task in tasks["get_tasks"]["tasks"].as_array().into_iter().flatten() {
        let here = task["agent_id"]["value"] == agent.id && task["state"] == "TASK_RUNNING";
        if here && aware(suite, &text(task, "/framework_id/value")?).await? {
            lasting.push(text(task, "/task_id/value")?);
        }
    }
    ensure!(!lasting.is_empty(), "no task on {} is of a framework that knows of partitions", agent.hostname);
    Ok(lasting)
}

async fn lost(suite: &Suite, tasks: &[String]) -> Result<()> {
    let agent = &suite.cast().gone;
    suite
        .until(Master, "GET_AGENTS", "an unreachable agent is not listed", async || {
            ensure!(shown(suite, agent).await.is_err(), "it is");
            Ok(())
        })
        .await?;
    suite
        .until(Master, "GET_TASKS", "its tasks are unreachable", async || {
            let all = suite.read(bare("GET_TASKS")).await?;
            let unreachable = all["get_tasks"]["unreachable_tasks"].as_array().cloned().unwrap_or_default();
            for id in tasks {
                let mut unreachable = unreachable.iter();
                let task = unreachable.find(|task| task["task_id"]["value"] == **id);
                let task = task.with_context(|| format!("{id} is not in unreachable_tasks"))?;
                ensure!(task["state"] == "TASK_UNREACHABLE", "{id} is {}", task["state"]);
            }
            Ok(())
        })
        .await?;
    suite
        .until(Master, "SUBSCRIBE", "each of its tasks is told of", async || {
            let updates = suite.events().of("TASK_UPDATED");
            for id in tasks {
                let mut updates = updates.iter().map(|event| &event["task_updated"]);
                let told = updates.any(|update| {
                    update["status"]["task_id"]["value"] == **id && update["state"] == "TASK_UNREACHABLE"
                });
                ensure!(told, "nobody was told of {id}");
            }
            Ok(())
        })
        .await?;
    let removed = suite.events().of("AGENT_REMOVED");
    let removed = removed.iter().any(|event| event["agent_removed"]["agent_id"]["value"] == agent.id);
    let outcome = (!removed).then_some(()).context("there is one");
    suite.event_holds("AGENT_REMOVED", "not of an agent that is unreachable", outcome);
    Ok(())
}

/// What can be done to an agent that is not there.
async fn calls(suite: &Suite) -> Result<()> {
    let id = json!({ "value": suite.cast().gone.id });
    let of = |name: &str| call(name, json!({ "agent_id": id }));
    let reserve = json!({ "agent_id": id, "resources": [reserved("cpus", 0.1, &["eng"])] });
    suite
        .cases(
            To::Master,
            [
                (
                    "an unreachable agent",
                    call("RESERVE_RESOURCES", reserve),
                    Expect::bad("No agent found with specified ID"),
                ),
                ("an unreachable agent", of("DEACTIVATE_AGENT"), Expect::OK),
                (
                    "an unreachable agent",
                    of("REACTIVATE_AGENT"),
                    Expect::Refused(409, "Agent removed while processing the call".to_owned()),
                ),
            ],
        )
        .await
}

async fn back(suite: &Suite, tasks: &[String], before: usize) -> Result<()> {
    let agent = &suite.cast().gone;
    suite
        .until(Master, "GET_AGENTS", "it is listed again, and active", async || {
            let back = shown(suite, agent).await?;
            ensure!(back["active"] == true && back["deactivated"] == false, "{back}");
            ensure!(back["reregistered_time"]["nanoseconds"].is_i64(), "{back}");
            Ok(())
        })
        .await?;
    suite
        .until(Master, "SUBSCRIBE", "an agent that returns is told after its tasks", async || {
            let events = suite.events().all().split_off(before);
            let at = |pointer: &str, id: &str| {
                events.iter().position(|event| event.pointer(pointer).and_then(Value::as_str) == Some(id))
            };
            let added = at("/agent_added/agent/agent_info/id/value", &agent.id).context("no AGENT_ADDED")?;
            for id in tasks {
                let task = at("/task_added/task/task_id/value", id)
                    .with_context(|| format!("no TASK_ADDED of {id}"))?;
                ensure!(task < added, "{id} is told of after its agent");
                let state = &events[task]["task_added"]["task"]["state"];
                ensure!(state == "TASK_RUNNING", "{id} is added as {state}");
            }
            Ok(())
        })
        .await?;
    suite.event_holds("AGENT_ADDED", "of one that was unreachable", Ok(()));
    suite.event_holds("TASK_ADDED", "of a task that came back with its agent", Ok(()));
    Ok(())
}
