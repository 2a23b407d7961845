//! Each way in which a step can end.

use std::time::Duration;

use serde_json::{Value, json};

use super::stage::{Stage, about, drain, reserve, reserved, states, steps};
use crate::support::limits;

#[tokio::test]
async fn applied_is_what_the_cluster_shows() {
    let stage = Stage::begin().await;
    let agent = &stage.agents().await[0];
    let record = stage.done(&steps([about("DEACTIVATE_AGENT", agent)])).await;
    assert_eq!((record["state"].as_str(), states(&record)), (Some("applied"), vec!["applied"]));
    let step = &record["steps"][0];
    assert_eq!(step["title"], format!("Deactivate agent {agent}"));
    assert_eq!((&step["status"], &step["kind"]), (&200.into(), &"DEACTIVATE_AGENT".into()));
    assert_eq!(step["call"], about("DEACTIVATE_AGENT", agent));
    let whole = stage.agent(agent).await;
    assert_eq!(step["host"], whole["agent_info"]["hostname"]);
    assert_eq!(whole["deactivated"], true);
    let moments = ["sent_ms", "seen_ms", "ended_ms"].map(|moment| step[moment].as_i64().unwrap());
    assert!(moments.is_sorted() && record["at_ms"].as_i64().unwrap() <= moments[0], "{record:#}");
}

#[tokio::test]
async fn a_drain_is_under_way_until_the_agent_is_drained() {
    let stage = Stage::begin().await;
    let agent = &stage.agents().await[0];
    let record = stage.done(&steps([drain(agent)])).await;
    assert_eq!(states(&record), ["applied"], "{record:#}");
    assert_eq!(stage.agent(agent).await["drain_info"]["state"], "DRAINED");
}

#[tokio::test]
async fn refused_has_mesos_words_and_their_field() {
    let stage = Stage::begin().await;
    let agent = &stage.agents().await[0];
    let more = 1_000_000.0;
    let record = stage.done(&steps([reserve(agent, more), about("REACTIVATE_AGENT", agent)])).await;
    assert_eq!((record["state"].as_str(), states(&record)), (Some("failed"), vec!["refused", "skipped"]));
    let step = &record["steps"][0];
    let (status, words) = stage.console_words(&reserve(agent, more)).await;
    assert_eq!(step["status"], status);
    assert_eq!(in_any_order(step["words"].as_str().unwrap()), in_any_order(&words));
    assert_eq!(step["field"], "resources[0]", "{step:#}");
    assert!(step["deadline_ms"].is_null() && step["seen_ms"].is_null());
}

/// The resources that Mesos says an agent has, which it names in the order in which they came back last.
fn in_any_order(words: &str) -> (Vec<&str>, &str) {
    let (has, wanted) = words.split_once(" does not contain ").unwrap_or((words, ""));
    let mut has: Vec<_> = has.split("; ").collect();
    has.sort_unstable();
    (has, wanted)
}

#[tokio::test]
async fn what_is_accepted_and_lost_is_never_seen() {
    let stage = Stage::impatient().await;
    let agent = &stage.agents().await[0];
    stage.cluster.faults().lose_accepted(true);
    let record = stage.done(&steps([reserve(agent, 0.1)])).await;
    assert_eq!(states(&record), ["never_seen"]);
    let step = &record["steps"][0];
    assert_eq!(step["status"], 202);
    assert!(step["deadline_ms"].as_i64() <= step["ended_ms"].as_i64(), "{step:#}");
    assert_eq!(reserved(&stage.agent(agent).await), 0.0);
}

#[tokio::test]
async fn what_is_accepted_and_late_is_waited_for() {
    let stage = Stage::begin().await;
    let agent = &stage.agents().await[0];
    stage.cluster.faults().delay_accepted(Duration::from_millis(300));
    let id = stage.change(&steps([reserve(agent, 0.1)])).await;
    let record = stage.until("acceptance", &id, |record| record["steps"][0]["state"] == "accepted").await;
    assert!(record["steps"][0]["deadline_ms"].is_i64());
    assert_eq!(reserved(&stage.agent(agent).await), 0.0, "not yet");
    assert_eq!(states(&stage.ended(&id).await), ["applied"]);
    assert!((reserved(&stage.agent(agent).await) - 0.1).abs() < 1e-9);
}

#[tokio::test]
async fn without_an_answer_it_is_looked_for_all_the_same() {
    let stage = Stage::at(
        crate::support::hurried(),
        mesoscope_server::upstream::Limits { answer: Duration::from_millis(300), ..limits() },
    )
    .await;
    let agent = &stage.agents().await[0];
    stage.cluster.faults().withhold_answer("DEACTIVATE_AGENT", true);
    let id = stage.change(&steps([about("DEACTIVATE_AGENT", agent)])).await;
    let record = stage.until("silence", &id, |record| record["steps"][0]["state"] == "unanswered").await;
    assert_eq!((record["state"].as_str(), record["steps"][0]["status"].is_null()), (Some("running"), true));
    let words = record["steps"][0]["words"].as_str().unwrap().to_owned();
    assert!(words.starts_with("No answer came, so that it may have been done or not."), "{words}");
    // It was done.
    stage.cluster.faults().withhold_answer("DEACTIVATE_AGENT", false);
    stage.master(about("DEACTIVATE_AGENT", agent)).await;
    let record = stage.ended(&id).await;
    assert_eq!(states(&record), ["applied"]);
    assert!(record["steps"][0]["words"].is_null());
}

#[tokio::test]
async fn without_an_answer_and_without_an_effect_nobody_knows() {
    let stage = Stage::impatient().await;
    let agent = &stage.agents().await[0];
    stage.cluster.faults().withhold_answer("DEACTIVATE_AGENT", true);
    let record = stage.done(&steps([about("DEACTIVATE_AGENT", agent)])).await;
    assert_eq!((record["state"].as_str(), states(&record)), (Some("failed"), vec!["unanswered"]));
    assert_ne!(stage.agent(agent).await["deactivated"], true);
}

fn schedule(machines: &[&str]) -> Value {
    let windows: Vec<Value> = machines
        .iter()
        .map(|machine| {
            json!({ "machine_ids": [{ "hostname": machine }],
                    "unavailability": { "start": { "nanoseconds": 4_102_444_800_000_000_000_i64 } } })
        })
        .collect();
    json!({ "type": "UPDATE_MAINTENANCE_SCHEDULE",
            "update_maintenance_schedule": { "schedule": { "windows": windows } } })
}

/// A change of the schedule that rests on the answer to `GET_MAINTENANCE_SCHEDULE`.
fn replace(answer: &Value, machines: &[&str]) -> Value {
    json!({ "steps": [{ "call": schedule(machines),
                        "expects": [{ "call": "GET_MAINTENANCE_SCHEDULE", "answer": answer }] }] })
}

const READ: &str = "GET_MAINTENANCE_SCHEDULE";

#[tokio::test]
async fn who_comes_too_late_erases_nothing() {
    let stage = Stage::begin().await;
    let before = stage.master(json!({ "type": READ })).await;
    // Behind the console's back.
    stage.master(schedule(&["theirs"])).await;
    let theirs = stage.master(json!({ "type": READ })).await;
    let record = stage.done(&replace(&before, &["ours"])).await;
    assert_eq!((record["state"].as_str(), states(&record)), (Some("failed"), vec!["overtaken"]));
    assert!(record["steps"][0]["words"].as_str().unwrap().starts_with("GET_MAINTENANCE_SCHEDULE tells"));
    assert!(record["steps"][0]["sent_ms"].is_null());
    assert_eq!(stage.master(json!({ "type": READ })).await, theirs);

    let record = stage.done(&replace(&theirs, &["theirs", "ours"])).await;
    assert_eq!(states(&record), ["applied"], "{record:#}");
}

#[tokio::test]
async fn of_many_at_the_same_moment_one_wins() {
    let stage = Stage::begin().await;
    let before = stage.master(json!({ "type": READ })).await;
    let names: Vec<String> = (0..8).map(|at| format!("m{at}")).collect();
    let changes: Vec<Value> = names.iter().map(|name| replace(&before, &[name])).collect();
    let records = futures_util::future::join_all(changes.iter().map(|change| stage.done(change))).await;
    let won: Vec<&str> = records.iter().flat_map(states).filter(|state| *state == "applied").collect();
    let lost = records.iter().flat_map(states).filter(|state| *state == "overtaken").count();
    assert_eq!((won.len(), lost), (1, 7));
}

fn quota(kind: &str, body: &Value) -> Value {
    json!({ "type": kind, kind.to_lowercase(): body })
}

#[tokio::test]
async fn a_quota_that_is_not_there_is_not_removed() {
    let stage = Stage::begin().await;
    let record = stage.done(&steps([quota("REMOVE_QUOTA", &json!({ "role": "nobody" }))])).await;
    assert_eq!((record["state"].as_str(), states(&record)), (Some("failed"), vec!["blocked"]));
    let words = record["steps"][0]["words"].as_str().unwrap();
    assert!(words.contains("the role nobody has no quota"), "{words}");
    assert!(record["steps"][0]["sent_ms"].is_null());

    // One that is there is.
    let limit = json!({ "quota_configs": [{ "role": "nobody", "limits": { "cpus": { "value": 4.0 } } }] });
    let set_and_removed =
        steps([quota("UPDATE_QUOTA", &limit), quota("REMOVE_QUOTA", &json!({ "role": "nobody" }))]);
    let record = stage.done(&set_and_removed).await;
    assert_eq!(states(&record), ["applied", "applied"], "{record:#}");
}

#[tokio::test]
async fn an_agent_that_is_gone_meanwhile_is_said_to_be() {
    let stage = Stage::begin().await;
    let call = json!({ "type": "PRUNE_IMAGES" });
    let gone = json!({ "steps": [{ "agent_id": "nobody", "call": call }, { "call": call_of(&stage).await }],
                       "stop_at_failure": false });
    let record = stage.done(&gone).await;
    assert_eq!((record["state"].as_str(), states(&record)), (Some("failed"), vec!["blocked", "applied"]));
    assert!(record["steps"][0]["words"].as_str().unwrap().contains("nobody knows where it is"));
}

async fn call_of(stage: &Stage) -> Value {
    about("DEACTIVATE_AGENT", &stage.agents().await[0])
}

#[tokio::test]
async fn an_agent_is_called_where_it_is() {
    let stage = Stage::begin().await;
    let agent = &stage.agents().await[0];
    let level = json!({ "type": "SET_LOGGING_LEVEL",
                        "set_logging_level": { "level": 2, "duration": { "nanoseconds": 60_000_000_000_i64 } } });
    let record = stage.done(&json!({ "steps": [
        { "agent_id": agent, "call": level, "expects": [
            { "call": "GET_LOGGING_LEVEL", "answer": { "type": "GET_LOGGING_LEVEL", "get_logging_level": { "level": 0 } } }] },
        { "agent_id": agent, "call": { "type": "PRUNE_IMAGES" } },
    ] }))
    .await;
    // What nothing shows is done when it is answered.
    assert_eq!(states(&record), ["applied", "applied"], "{record:#}");
    assert_eq!(record["steps"][0]["agent_id"], json!(agent));
    let read = stage.console.post(&format!("/api/agents/{agent}"), r#"{"type":"GET_LOGGING_LEVEL"}"#).await;
    assert_eq!(read.json()["get_logging_level"]["level"], 2);
}

#[tokio::test]
async fn a_leader_that_changes_in_the_middle_is_followed() {
    let stage = Stage::begin().await;
    let agent = busiest(&stage).await;
    let mut call = drain(&agent);
    call["drain_agent"]["max_grace_period"]["seconds"] = 2.into();
    let id = stage.change(&steps([call])).await;
    let record = stage.until("the drain", &id, |record| record["steps"][0]["state"] == "underway").await;
    let detail = record["steps"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("draining"), "{detail}");
    // It answers 503 for a while, and agents come back one after the other.
    stage.cluster.faults().restart_master(&[]).unwrap();
    let record = stage.ended(&id).await;
    assert_eq!(states(&record), ["applied"], "{record:#}");
    assert_eq!(stage.agent(&agent).await["drain_info"]["state"], "DRAINED");
}

/// The agent with the most tasks.
async fn busiest(stage: &Stage) -> String {
    let answer = stage.master(json!({ "type": "GET_TASKS" })).await;
    let mut tasks = std::collections::BTreeMap::<String, usize>::new();
    for task in answer["get_tasks"]["tasks"].as_array().unwrap() {
        *tasks.entry(task["agent_id"]["value"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    tasks.into_iter().max_by_key(|(_, count)| *count).unwrap().0
}

impl Stage {
    /// What Mesos says to a call that it refuses, through the relay.
    async fn console_words(&self, call: &Value) -> (u16, String) {
        let got = self.console.post("/api/master", &call.to_string()).await;
        (got.status.as_u16(), got.text())
    }
}
