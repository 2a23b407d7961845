//! What the master knows: agents, frameworks, executors, tasks, operations, and all of it at one moment.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::Value;

use crate::ground::operations::told;
use crate::ground::{Suite, To, bare, text};

pub async fn tell(suite: &Suite) -> Result<()> {
    let agents = suite.ask(To::Master, "good", bare("GET_AGENTS")).await?;
    let frameworks = suite.ask(To::Master, "good", bare("GET_FRAMEWORKS")).await?;
    let tasks = suite.ask(To::Master, "good", bare("GET_TASKS")).await?;
    let executors = suite.ask(To::Master, "good", bare("GET_EXECUTORS")).await?;
    let state = suite.ask(To::Master, "good", bare("GET_STATE")).await?;
    let operations = suite.ask(To::Master, "good", bare("GET_OPERATIONS")).await?;

    let known_agents = ids(&agents, "/get_agents/agents", "/agent_info/id/value")?;
    let known_frameworks = ids(&frameworks, "/get_frameworks/frameworks", "/framework_info/id/value")?;
    suite.holds(Master, "GET_AGENTS", "each has what it says", each(&agents, "/get_agents/agents", agent));
    suite.holds(
        Master,
        "GET_FRAMEWORKS",
        "each has what it says",
        each(&frameworks, "/get_frameworks/frameworks", framework),
    );
    suite.holds(
        Master,
        "GET_FRAMEWORKS",
        "lists are there when empty",
        lists(&frameworks["get_frameworks"], &["frameworks"]),
    );
    suite.holds(
        Master,
        "GET_TASKS",
        "lists are there when empty",
        lists(&tasks["get_tasks"], &["tasks", "completed_tasks"]),
    );
    suite.holds(
        Master,
        "GET_EXECUTORS",
        "lists are there when empty",
        lists(&executors["get_executors"], &["executors"]),
    );
    let belongs = |thing: &Value, agent: &str, framework: &str| {
        let (agent, framework) = (text(thing, agent)?, text(thing, framework)?);
        ensure!(known_agents.contains(&agent), "nobody knows the agent {agent}");
        ensure!(known_frameworks.contains(&framework), "nobody knows the framework {framework}");
        Ok(())
    };
    suite.holds(
        Master,
        "GET_TASKS",
        "each is of a framework and on an agent",
        each(&tasks, "/get_tasks/tasks", |one| {
            belongs(one, "/agent_id/value", "/framework_id/value")?;
            task(one)
        }),
    );
    suite.holds(
        Master,
        "GET_EXECUTORS",
        "each is of a framework and on an agent",
        each(&executors, "/get_executors/executors", |one| {
            belongs(one, "/agent_id/value", "/executor_info/framework_id/value")
        }),
    );
    suite.holds(Master, "GET_OPERATIONS", "an empty object, or each has what it says", told(&operations));
    suite.holds(
        Master,
        "GET_STATE",
        "the same as the calls for its parts",
        (|| {
            let state = &state["get_state"];
            let parts = state.as_object().map(|parts| parts.keys().cloned().collect::<BTreeSet<_>>());
            let wanted = ["get_agents", "get_executors", "get_frameworks", "get_tasks"].map(str::to_owned);
            ensure!(parts == Some(BTreeSet::from(wanted)), "its parts are {parts:?}");
            ensure!(
                ids(state, "/get_agents/agents", "/agent_info/id/value")? == known_agents,
                "other agents"
            );
            ensure!(
                ids(state, "/get_frameworks/frameworks", "/framework_info/id/value")? == known_frameworks,
                "other frameworks"
            );
            let (one, other) = (
                ids(state, "/get_tasks/tasks", "/task_id/value")?,
                ids(&tasks, "/get_tasks/tasks", "/task_id/value")?,
            );
            ensure!(one.intersection(&other).count() * 2 > other.len(), "other tasks");
            Ok(())
        })(),
    );
    Ok(())
}

/// The list at a pointer, every member of which must be as it should.
fn each(answer: &Value, list: &str, as_it_should: impl Fn(&Value) -> Result<()>) -> Result<()> {
    let all =
        answer.pointer(list).and_then(Value::as_array).with_context(|| format!("there is no {list}"))?;
    ensure!(!all.is_empty(), "{list} is empty: the cluster has no workload");
    all.iter().try_for_each(|one| as_it_should(one).with_context(|| one.to_string()))
}

fn ids(answer: &Value, list: &str, id: &str) -> Result<BTreeSet<String>> {
    let all =
        answer.pointer(list).and_then(Value::as_array).with_context(|| format!("there is no {list}"))?;
    all.iter().map(|one| text(one, id)).collect()
}

fn lists(of: &Value, names: &[&str]) -> Result<()> {
    names.iter().try_for_each(|name| {
        ensure!(of[name].is_array(), "there is no list {name}");
        Ok(())
    })
}

fn agent(agent: &Value) -> Result<()> {
    let pid = text(agent, "/pid")?;
    ensure!(pid.starts_with("slave(") && pid.contains(")@"), "the pid is {pid}");
    let info = &agent["agent_info"];
    ensure!(
        pid.ends_with(&format!(":{}", info["port"])),
        "the pid {pid} has another port than {}",
        info["port"]
    );
    text(info, "/hostname")?;
    ensure!(
        agent["version"].is_string() && agent["active"].is_boolean() && agent["deactivated"].is_boolean(),
        "something lacks"
    );
    ensure!(agent["registered_time"]["nanoseconds"].is_i64(), "no time of registration");
    ensure!(agent["capabilities"].as_array().is_some_and(|all| all.len() > 3), "no capabilities");
    let named = |list: &str| {
        let names =
            agent[list].as_array().into_iter().flatten().filter_map(|resource| resource["name"].as_str());
        names.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    for name in ["cpus", "mem", "disk", "ports"] {
        ensure!(named("total_resources").contains(name), "no {name}");
    }
    ensure!(
        named("allocated_resources").is_subset(&named("total_resources")),
        "allocated is what it does not have"
    );
    let anonymous =
        info["resources"].as_array().into_iter().flatten().any(|resource| resource.get("role").is_some());
    ensure!(!anonymous, "roles are not told in agent_info");
    Ok(())
}

fn framework(framework: &Value) -> Result<()> {
    let info = &framework["framework_info"];
    text(info, "/name")?;
    ensure!(info["roles"].as_array().is_some_and(|roles| !roles.is_empty()), "no roles");
    ensure!(info.get("role").is_none(), "role is of old");
    for name in ["active", "connected", "recovered"] {
        ensure!(framework[name].is_boolean(), "no {name}");
    }
    ensure!(framework["offer_constraints"].is_object(), "no offer_constraints");
    ensure!(framework["registered_time"]["nanoseconds"].is_i64(), "no time of registration");
    Ok(())
}

fn task(task: &Value) -> Result<()> {
    let state = text(task, "/state")?;
    for resource in task["resources"].as_array().into_iter().flatten() {
        ensure!(resource["allocation_info"]["role"].is_string(), "a resource that is allocated to no role");
    }
    let statuses: Vec<&str> = task["statuses"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|status| status["state"].as_str())
        .collect();
    ensure!(statuses.iter().collect::<BTreeSet<_>>().len() == statuses.len(), "a state twice: {statuses:?}");
    if state == "TASK_RUNNING" {
        ensure!(statuses.last() == Some(&"TASK_RUNNING"), "{statuses:?}");
        let last = task["statuses"].as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
        ensure!(
            last["container_status"]["container_id"]["value"].is_string(),
            "a running task without a container"
        );
        ensure!(last["uuid"].is_string() && last["timestamp"].is_f64(), "a status without uuid or time");
    }
    Ok(())
}
