//! What the agent knows: frameworks, executors, tasks, containers, operations, resource providers.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Agent;
use serde_json::{Value, json};

use crate::ground::operations::told;
use crate::ground::{Suite, bare, call, text};
use crate::master::drain::running_on;

pub async fn tell(suite: &Suite) -> Result<()> {
    let agent = &suite.cast().looked_into;
    let tasks = suite.ask(agent, "good", bare("GET_TASKS")).await?;
    let executors = suite.ask(agent, "good", bare("GET_EXECUTORS")).await?;
    let frameworks = suite.ask(agent, "good", bare("GET_FRAMEWORKS")).await?;
    let state = suite.ask(agent, "good", bare("GET_STATE")).await?;
    let operations = suite.ask(agent, "good", bare("GET_OPERATIONS")).await?;
    let providers = suite.ask(agent, "good", bare("GET_RESOURCE_PROVIDERS")).await?;

    let running = running_on(suite, &agent.id).await?;
    let launched = ids(&tasks["get_tasks"]["launched_tasks"], "/task_id/value")?;
    suite.holds(
        Agent,
        "GET_TASKS",
        "those that run by the master",
        (|| {
            for id in &running {
                ensure!(launched.contains(id), "{id} is not launched here");
            }
            for task in tasks["get_tasks"]["launched_tasks"].as_array().into_iter().flatten() {
                ensure!(task["agent_id"]["value"] == agent.id, "{task}");
            }
            Ok(())
        })(),
    );
    let known = ids(&frameworks["get_frameworks"]["frameworks"], "/framework_info/id/value")?;
    suite.holds(
        Agent,
        "GET_FRAMEWORKS",
        "those of its tasks",
        (|| {
            for task in tasks["get_tasks"]["launched_tasks"].as_array().into_iter().flatten() {
                ensure!(
                    known.contains(&text(task, "/framework_id/value")?),
                    "nobody knows the framework of {task}"
                );
            }
            Ok(())
        })(),
    );
    let runners = ids(&executors["get_executors"]["executors"], "/executor_info/executor_id/value")?;
    suite.holds(
        Agent,
        "GET_EXECUTORS",
        "those of its tasks",
        (|| {
            for task in tasks["get_tasks"]["launched_tasks"].as_array().into_iter().flatten() {
                // A command's executor has the task's id, and the task does not tell.
                let runner = text(task, "/executor_id/value").or_else(|_| text(task, "/task_id/value"))?;
                ensure!(runners.contains(&runner), "nobody knows the executor of {task}");
            }
            Ok(())
        })(),
    );
    suite.holds(
        Agent,
        "GET_STATE",
        "the same as the calls for its parts",
        (|| {
            let state = &state["get_state"];
            ensure!(ids(&state["get_tasks"]["launched_tasks"], "/task_id/value")? == launched, "other tasks");
            ensure!(
                ids(&state["get_executors"]["executors"], "/executor_info/executor_id/value")? == runners,
                "other executors"
            );
            ensure!(
                ids(&state["get_frameworks"]["frameworks"], "/framework_info/id/value")? == known,
                "other frameworks"
            );
            Ok(())
        })(),
    );
    suite.holds(Agent, "GET_OPERATIONS", "an empty object, or each has what it says", told(&operations));
    suite.holds(
        Agent,
        "GET_RESOURCE_PROVIDERS",
        "none",
        (|| {
            ensure!(providers["get_resource_providers"] == json!({}), "{providers}");
            Ok(())
        })(),
    );
    containers(suite, &runners).await
}

async fn containers(suite: &Suite, runners: &BTreeSet<String>) -> Result<()> {
    let agent = &suite.cast().looked_into;
    let plain = suite.ask(agent, "good", bare("GET_CONTAINERS")).await?;
    let all = call("GET_CONTAINERS", json!({ "show_nested": true, "show_standalone": true }));
    let all = suite.ask(agent, "all of them", all).await?;
    let listed = plain["get_containers"]["containers"].as_array().cloned().unwrap_or_default();
    suite.holds(
        Agent,
        "GET_CONTAINERS",
        "one for each executor, with what it uses",
        (|| {
            let found = ids(&plain["get_containers"]["containers"], "/executor_id/value")?;
            ensure!(found == *runners, "those of {found:?} instead of {runners:?}");
            for container in &listed {
                let id = text(container, "/container_id/value")?;
                ensure!(text(container, "/container_status/container_id/value")? == id, "{container}");
                ensure!(container["container_status"]["executor_pid"].as_u64() > Some(0), "{container}");
                ensure!(container["executor_name"].is_string(), "{container}");
                let statistics = &container["resource_statistics"];
                for name in ["timestamp", "cpus_soft_limit", "mem_limit_bytes", "mem_soft_limit_bytes"] {
                    ensure!(statistics[name].is_number(), "no {name}: {container}");
                }
                ensure!(container.get("parent").is_none(), "{container}");
            }
            Ok(())
        })(),
    );
    suite.holds(
        Agent,
        "GET_CONTAINERS",
        "nested ones only on request",
        (|| {
            let nested = |answer: &Value| {
                let all = answer["get_containers"]["containers"].as_array().cloned().unwrap_or_default();
                all.into_iter()
                    .filter(|one| one.pointer("/container_status/container_id/parent").is_some())
                    .collect::<Vec<_>>()
            };
            ensure!(nested(&plain).is_empty(), "there are some");
            for container in nested(&all) {
                // Its own id is alone; the one in its status has the parent.
                ensure!(container.pointer("/container_id/parent").is_none(), "{container}");
                ensure!(container.get("executor_id").is_none(), "{container}");
            }
            Ok(())
        })(),
    );
    Ok(())
}

fn ids(list: &Value, id: &str) -> Result<BTreeSet<String>> {
    let all = list.as_array().context("there is no list")?;
    all.iter().map(|one| text(one, id)).collect()
}
