//! A master that ends without a word, and another in its place: what that knows, and what it learns.

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use super::guarded::{ANALYST, Guarded, OPERATOR, list};
use super::streams::subscribe;
use crate::ground::resources::scalar;
use crate::ground::suite::wait_until;
use crate::ground::{Expect, Suite, bare, call, text};

pub async fn tell(suite: &Suite, guarded: &Guarded) -> Result<()> {
    let read = async |name: &str| guarded.read(Some(OPERATOR), bare(name)).await;
    let before = read("GET_STATE").await?["get_state"].clone();
    let master = text(&read("GET_MASTER").await?, "/get_master/master_info/id")?;
    let (weights, quota) = (read("GET_WEIGHTS").await?, read("GET_QUOTA").await?);
    let schedule = read("GET_MAINTENANCE_SCHEDULE").await?;
    guarded.restart_master_without_agent().await?;
    let state = suite
        .until(Master, "GET_AGENTS", "an agent that has not come back is recovered", async || {
            let state = read("GET_STATE").await?["get_state"].clone();
            recovered(guarded, &state)?;
            Ok(state)
        })
        .await?;
    let tasks = list(&state["get_tasks"]["tasks"]);
    let unknown = tasks.filter(|task| task["agent_id"]["value"] == guarded.agent).count() == 0;
    suite.holds(
        Master,
        "GET_TASKS",
        "its tasks are unknown",
        unknown.then_some(()).context("they are listed"),
    );
    let ended = &state["get_tasks"]["completed_tasks"];
    let outcome = || {
        ensure!(*ended == json!([]) && state["get_tasks"]["unreachable_tasks"] == json!([]), "{ended}");
        ensure!(state["get_frameworks"]["completed_frameworks"] == json!([]), "frameworks that are over");
        ensure!(list(&before["get_tasks"]["completed_tasks"]).count() > 0, "there was nothing to forget");
        Ok(())
    };
    suite.holds(Master, "GET_TASKS", "what had ended is forgotten", outcome());
    let now = text(&read("GET_MASTER").await?, "/get_master/master_info/id")?;
    suite.holds(
        Master,
        "GET_MASTER",
        "another one",
        (now != master).then_some(()).context("it has the same id"),
    );
    let sorted = |answer: &Value, pointer: &str| {
        let mut items: Vec<String> =
            list(answer.pointer(pointer).unwrap_or(&Value::Null)).map(Value::to_string).collect();
        items.sort();
        items
    };
    for (name, known, pointer) in [
        ("GET_WEIGHTS", &weights, "/get_weights/weight_infos"),
        ("GET_QUOTA", &quota, "/get_quota/status/configs"),
        ("GET_MAINTENANCE_SCHEDULE", &schedule, "/get_maintenance_schedule/schedule/windows"),
    ] {
        let again = read(name).await?;
        let kept = sorted(&again, pointer) == sorted(known, pointer) && !sorted(known, pointer).is_empty();
        suite.holds(
            Master,
            name,
            "it outlives the master",
            kept.then_some(()).with_context(|| again.to_string()),
        );
    }
    refusals(suite, guarded).await?;
    comes_back(suite, guarded, &before).await
}

/// A recovered agent is bare: what it says of itself, and nothing the master would know of it.
fn recovered(guarded: &Guarded, state: &Value) -> Result<()> {
    let agents = &state["get_agents"];
    let mut known = list(&agents["recovered_agents"]);
    let info = known.find(|info| info["id"]["value"] == guarded.agent);
    let info = info.context("it is not in recovered_agents")?;
    ensure!(info["hostname"].is_string() && info["resources"].is_array() && info["pid"].is_null(), "{info}");
    let listed = list(&agents["agents"]).any(|agent| agent["agent_info"]["id"]["value"] == guarded.agent);
    ensure!(!listed, "it is in agents too");
    Ok(())
}

async fn refusals(suite: &Suite, guarded: &Guarded) -> Result<()> {
    let id = json!({ "value": guarded.agent });
    let mut resource = scalar("disk", 8.0);
    resource["reservations"] = json!([{ "type": "DYNAMIC", "role": "eng", "principal": OPERATOR }]);
    let reserve = json!({ "agent_id": id, "resources": [resource] });
    let of = |name: &str| call(name, json!({ "agent_id": id }));
    guarded
        .cases(
            suite,
            OPERATOR,
            Master,
            &[
                (
                    "a recovered agent",
                    call("RESERVE_RESOURCES", reserve),
                    Expect::bad("No agent found with specified ID"),
                ),
                ("a recovered agent", of("DEACTIVATE_AGENT"), Expect::OK),
                (
                    "a recovered agent",
                    of("REACTIVATE_AGENT"),
                    Expect::Refused(409, "Agent removed while processing the call".to_owned()),
                ),
            ],
        )
        .await
}

async fn comes_back(suite: &Suite, guarded: &Guarded, before: &Value) -> Result<()> {
    let mut events = subscribe(guarded, ANALYST).await?;
    let first = events.json().await?.context("a stream has a beginning")?;
    let bare_infos = list(&first["subscribed"]["get_state"]["get_agents"]["recovered_agents"]).count();
    suite.event_holds(
        "SUBSCRIBED",
        "with recovered agents",
        (bare_infos > 0).then_some(()).context("there is none"),
    );
    let own: Vec<&Value> = list(&before["get_frameworks"]["frameworks"])
        .filter(|framework| framework["framework_info"]["user"] == "spark")
        .map(|framework| &framework["framework_info"]["id"])
        .collect();
    let expected: Vec<&Value> = list(&before["get_tasks"]["tasks"])
        .filter(|task| task["agent_id"]["value"] == guarded.agent && own.contains(&&task["framework_id"]))
        .map(|task| &task["task_id"])
        .collect();
    guarded.show_agent().await?;
    let mut added = Vec::new();
    loop {
        let event = events.json().await?.context("the stream ended")?;
        if event["type"] == "TASK_ADDED" {
            added.push(event["task_added"]["task"]["task_id"].clone());
        }
        if event["agent_added"]["agent"]["agent_info"]["id"]["value"] == guarded.agent {
            break;
        }
    }
    let all = expected.iter().all(|id| added.contains(id)) && !expected.is_empty();
    suite.event_holds(
        "TASK_ADDED",
        "of tasks one may see, before their agent",
        all.then_some(()).context("not of all"),
    );
    suite.event_holds("AGENT_ADDED", "of one that was recovered", Ok(()));
    let back = wait_until(async || {
        let state = guarded.read(Some(OPERATOR), bare("GET_STATE")).await?;
        let state = &state["get_state"];
        ensure!(state["get_agents"]["recovered_agents"] == json!([]), "an agent is recovered still");
        let ids = |state: &Value| {
            let mut ids: Vec<String> =
                list(&state["get_tasks"]["tasks"]).map(|task| task["task_id"].to_string()).collect();
            ids.sort();
            ids
        };
        ensure!(ids(state) == ids(before), "{:?} instead of {:?}", ids(state), ids(before));
        for framework in list(&state["get_frameworks"]["frameworks"]) {
            let connected = framework["connected"] == true && framework["recovered"] == false;
            ensure!(connected && framework["registered_time"]["nanoseconds"] != 0, "{framework}");
        }
        let agents = list(&state["get_agents"]["agents"]);
        for agent in agents.filter(|agent| agent["agent_info"]["id"]["value"] == guarded.agent) {
            ensure!(agent["active"] == true && agent["deactivated"] == false, "{agent}");
            ensure!(agent["reregistered_time"]["nanoseconds"].is_i64(), "{agent}");
        }
        Ok(())
    });
    suite.holds(Master, "GET_STATE", "all is as it was when all are back", back.await);
    Ok(())
}
