//! The event stream: how it begins, what each event has, and that its sum is the state.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Master;
use operator_api::v1;
use prost::Message;
use serde_json::Value;

use crate::ground::streams::{Records, known};
use crate::ground::{Answer, Expect, Suite, To, bare, text};

pub async fn tell(suite: &Suite) -> Result<()> {
    headers(suite).await?;
    protobuf(suite).await?;
    beginning(suite)?;
    let name = suite.name("visitor");
    suite.stage.visit(&name).await?;
    visited(suite, &name).await?;
    came_back(suite).await?;
    sum(suite).await?;
    heartbeats(suite).await
}

async fn subscribe(suite: &Suite, accept: &str) -> Result<reqwest::Response> {
    let request =
        suite.door.straight(&To::Master).header("content-type", "application/json").header("accept", accept);
    Ok(request.body(bare("SUBSCRIBE").to_string()).send().await?)
}

async fn headers(suite: &Suite) -> Result<()> {
    let response = subscribe(suite, "application/json").await?;
    suite.holds(
        Master,
        "SUBSCRIBE",
        "a stream of JSON in RecordIO",
        (|| {
            let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
            ensure!(response.status() == 200, "{}", response.status());
            ensure!(header("content-type") == Some("application/json"), "{:?}", header("content-type"));
            ensure!(header("transfer-encoding") == Some("chunked"), "{:?}", header("transfer-encoding"));
            ensure!(header("content-encoding").is_none(), "{:?}", header("content-encoding"));
            Ok(())
        })(),
    );
    for accept in ["application/recordio", "text/html"] {
        let answer = Answer::read(subscribe(suite, accept).await?).await?;
        let words = "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'".to_owned();
        suite.holds(
            Master,
            "SUBSCRIBE",
            accept,
            Expect::Refused(406, words).check(Master, "SUBSCRIBE", &answer),
        );
    }
    Ok(())
}

async fn protobuf(suite: &Suite) -> Result<()> {
    let response = subscribe(suite, "application/x-protobuf").await?;
    let mut records = Records::of(response);
    let mut kinds = Vec::new();
    for _ in 0..2 {
        let record = records.next().await?.context("the stream ended")?;
        let event = v1::master::Event::decode(record)?;
        kinds.push(event.r#type);
    }
    use v1::master::event::Type;
    let wanted = [Some(Type::Subscribed as i32), Some(Type::Heartbeat as i32)];
    suite.holds(
        Master,
        "SUBSCRIBE",
        "the same in protobuf",
        (|| {
            ensure!(kinds == wanted, "{kinds:?}");
            Ok(())
        })(),
    );
    Ok(())
}

fn beginning(suite: &Suite) -> Result<()> {
    let events = suite.events().all();
    let first = events.first().context("no event came")?;
    suite.event_holds(
        "SUBSCRIBED",
        "it is the first, with the state and the pace of heartbeats",
        (|| {
            ensure!(first["type"] == "SUBSCRIBED", "{}", first["type"]);
            ensure!(
                first["subscribed"]["heartbeat_interval_seconds"] == 15.0,
                "{}",
                first["subscribed"]["heartbeat_interval_seconds"]
            );
            let tasks = first.pointer("/subscribed/get_state/get_tasks/tasks").and_then(Value::as_array);
            ensure!(tasks.is_some_and(|tasks| !tasks.is_empty()), "no tasks");
            Ok(())
        })(),
    );
    suite.event_holds(
        "HEARTBEAT",
        "one comes at once, and nothing is in it",
        (|| {
            ensure!(events.get(1) == Some(&bare("HEARTBEAT")), "{:?}", events.get(1));
            Ok(())
        })(),
    );
    Ok(())
}

/// The framework that came, ran a task, subscribed again and left.
async fn visited(suite: &Suite, name: &str) -> Result<()> {
    let find = async |kind: &'static str, at: &'static str| {
        suite
            .until(Master, "SUBSCRIBE", kind, async || {
                let events = suite.events().of(kind);
                let event =
                    events.into_iter().find(|event| event.pointer(at).and_then(Value::as_str) == Some(name));
                event.with_context(|| format!("there is no {kind} of {name}"))
            })
            .await
    };
    let added = find("FRAMEWORK_ADDED", "/framework_added/framework/framework_info/name").await?;
    suite.event_holds(
        "FRAMEWORK_ADDED",
        "of one that registers",
        (|| {
            let framework = &added["framework_added"]["framework"];
            ensure!(framework["active"] == true && framework["connected"] == true, "{framework}");
            ensure!(framework["unregistered_time"]["nanoseconds"] == 0, "{framework}");
            ensure!(
                framework.get("offers").is_none() && framework.get("offer_constraints").is_none(),
                "{framework}"
            );
            Ok(())
        })(),
    );
    let id = text(&added, "/framework_added/framework/framework_info/id/value")?;
    let updated = find("FRAMEWORK_UPDATED", "/framework_updated/framework/framework_info/name").await?;
    suite.event_holds(
        "FRAMEWORK_UPDATED",
        "of one that subscribes again",
        (|| {
            let framework = &updated["framework_updated"]["framework"];
            ensure!(framework["framework_info"]["id"]["value"] == *id, "another id");
            ensure!(
                framework["reregistered_time"]["nanoseconds"].as_i64()
                    > framework["registered_time"]["nanoseconds"].as_i64(),
                "{framework}"
            );
            Ok(())
        })(),
    );
    let removed = find("FRAMEWORK_REMOVED", "/framework_removed/framework_info/name").await?;
    suite.event_holds(
        "FRAMEWORK_REMOVED",
        "nothing but its info",
        (|| {
            let members = removed["framework_removed"].as_object().map_or(0, serde_json::Map::len);
            ensure!(
                members == 1 && removed["framework_removed"]["framework_info"]["id"]["value"] == *id,
                "{removed}"
            );
            Ok(())
        })(),
    );

    let tasks = suite.events().of("TASK_ADDED");
    let mut tasks = tasks.iter().filter(|event| event["task_added"]["task"]["framework_id"]["value"] == *id);
    let task = tasks.next().context("the visitor launched no task")?;
    suite.event_holds(
        "TASK_ADDED",
        "before it is launched",
        (|| {
            ensure!(
                task["task_added"]["task"]["state"] == "TASK_STAGING",
                "{}",
                task["task_added"]["task"]["state"]
            );
            ensure!(tasks.next().is_none(), "once");
            Ok(())
        })(),
    );
    let updates = suite.events().of("TASK_UPDATED");
    let updates: Vec<&Value> = updates
        .iter()
        .map(|event| &event["task_updated"])
        .filter(|update| update["framework_id"]["value"] == *id)
        .collect();
    suite.event_holds(
        "TASK_UPDATED",
        "each state with the whole status",
        (|| {
            let states: Vec<&str> = updates.iter().filter_map(|update| update["state"].as_str()).collect();
            ensure!(
                states.last() == Some(&"TASK_FINISHED") && states.contains(&"TASK_RUNNING"),
                "{states:?}"
            );
            for update in &updates {
                let status = &update["status"];
                ensure!(status["state"] == update["state"], "{update}");
                ensure!(status["task_id"] == task["task_added"]["task"]["task_id"], "{update}");
                ensure!(
                    status["agent_id"]["value"].is_string() && status["executor_id"]["value"].is_string(),
                    "{update}"
                );
                ensure!(status["uuid"].is_string() && status["timestamp"].is_f64(), "{update}");
                ensure!(update.get("task").is_none(), "the task itself is not in it");
            }
            Ok(())
        })(),
    );
    Ok(())
}

/// The agent whose machine was down.
async fn came_back(suite: &Suite) -> Result<()> {
    let agent = &suite.cast().down;
    let events = suite.events().all();
    let id = |event: &Value, at: &str| event.pointer(at).and_then(Value::as_str) == Some(&*agent.id);
    let removed = events.iter().position(|event| id(event, "/agent_removed/agent_id/value"));
    suite.event_holds(
        "AGENT_REMOVED",
        "of a machine that goes down",
        removed.map(drop).context("there is none"),
    );
    let added = suite
        .until(Master, "SUBSCRIBE", "AGENT_ADDED", async || {
            let added = suite.events().of("AGENT_ADDED");
            added
                .into_iter()
                .find(|event| id(event, "/agent_added/agent/agent_info/id/value"))
                .context("there is none")
        })
        .await?;
    suite.event_holds(
        "AGENT_ADDED",
        "of one that comes back, with its resources",
        (|| {
            let shown = &added["agent_added"]["agent"];
            ensure!(shown["active"] == true && shown["pid"] == *agent.pid, "{shown}");
            ensure!(shown["total_resources"].as_array().is_some_and(|all| all.len() >= 4), "{shown}");
            Ok(())
        })(),
    );
    Ok(())
}

/// The state that the stream began with and every event since come to the state that the master tells now.
async fn sum(suite: &Suite) -> Result<()> {
    let mut by_kind: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for event in suite.events().all() {
        by_kind.entry(text(&event, "/type")?).or_default().push(event);
    }
    for (kind, events) in by_kind {
        suite.event_holds(&kind, "nothing the API does not have", events.iter().try_for_each(known));
    }
    suite
        .until(Master, "SUBSCRIBE", "all events come to the state", async || {
            ensure!(suite.events().goes_on(), "the stream ended");
            let told = fold(&suite.events().all())?;
            let tasks = suite.read(bare("GET_TASKS")).await?;
            let mut state = BTreeMap::new();
            for list in ["tasks", "unreachable_tasks", "completed_tasks"] {
                for task in tasks["get_tasks"][list].as_array().into_iter().flatten() {
                    // When an agent comes back whose machine was down, Mesos lists its lost tasks a second time, as the agent had
                    // last seen them, and tells nobody: only an end is believed of a completed task.
                    let state_of = text(task, "/state")?;
                    let goes_on = ["TASK_STAGING", "TASK_STARTING", "TASK_RUNNING", "TASK_KILLING"];
                    if list != "completed_tasks" || !goes_on.contains(&&*state_of) {
                        state.insert(key(task)?, state_of);
                    }
                }
            }
            for (key, state) in &state {
                ensure!(told.get(key) == Some(state), "{key:?} is {state}, and {:?} was told", told.get(key));
            }
            Ok(())
        })
        .await
}

/// Nothing else keeps them away, and nothing else is a sign of life of a quiet cluster.
async fn heartbeats(suite: &Suite) -> Result<()> {
    suite
        .until(Master, "SUBSCRIBE", "heartbeats go on", async || {
            let heard = suite.events().of("HEARTBEAT").len();
            ensure!(heard >= 2, "{heard} came");
            Ok(())
        })
        .await?;
    suite.event_holds("HEARTBEAT", "another comes in time", Ok(()));
    Ok(())
}

type Key = (String, String);

fn key(task: &Value) -> Result<Key> {
    Ok((text(task, "/framework_id/value")?, text(task, "/task_id/value")?))
}

/// The state of every task by the stream alone.
fn fold(events: &[Value]) -> Result<BTreeMap<Key, String>> {
    let mut tasks = BTreeMap::new();
    for event in events {
        let state = &event["subscribed"]["get_state"]["get_tasks"];
        for list in ["tasks", "unreachable_tasks", "completed_tasks"] {
            for task in state[list].as_array().into_iter().flatten() {
                tasks.insert(key(task)?, text(task, "/state")?);
            }
        }
        match event["type"].as_str() {
            Some("TASK_ADDED") => {
                let task = &event["task_added"]["task"];
                tasks.insert(key(task)?, text(task, "/state")?);
            }
            Some("TASK_UPDATED") => {
                let update = &event["task_updated"];
                let key = (text(update, "/framework_id/value")?, text(update, "/status/task_id/value")?);
                tasks.insert(key, text(update, "/state")?);
            }
            _ => {}
        }
    }
    Ok(tasks)
}
