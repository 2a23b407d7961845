//! Steps that follow each other.

use serde_json::{Value, json};

use super::stage::{Stage, about, drain, states, steps};

fn rolling(agents: &[String], at_once: usize, wait: &str) -> Value {
    let mut change = steps(agents.iter().map(|agent| drain(agent)));
    change["at_once"] = at_once.into();
    change["wait"] = wait.into();
    change
}

fn under_way(record: &Value) -> u64 {
    let counts = &record["counts"];
    ["sending", "accepted", "underway"].iter().filter_map(|state| counts[state].as_u64()).sum()
}

#[tokio::test]
async fn a_rolling_drain_has_so_many_agents_under_way_and_no_more() {
    let stage = Stage::begin().await;
    let agents = stage.agents().await;
    let id = stage.change(&rolling(&agents[..5], 2, "ended")).await;
    let record = stage
        .until("the end", &id, |record| {
            assert!(under_way(record) <= 2, "{record:#}");
            record["ended_ms"].is_i64()
        })
        .await;
    assert_eq!((record["state"].as_str(), states(&record)), (Some("applied"), vec!["applied"; 5]));
    assert_eq!(record["counts"], json!({ "applied": 5 }));
    let moment = |at: usize, of: &str| record["steps"][at][of].as_i64().unwrap();
    for at in 2..5 {
        let ended = (0..5).filter(|other| moment(*other, "ended_ms") <= moment(at, "sent_ms")).count();
        assert!(ended >= at - 1, "step {at} was sent when {ended} had ended: {record:#}");
    }
    for agent in &agents[..5] {
        assert_eq!(stage.agent(agent).await["drain_info"]["state"], "DRAINED");
    }
}

#[tokio::test]
async fn the_first_failure_keeps_back_the_rest() {
    let stage = Stage::begin().await;
    let agents = stage.agents().await;
    // An agent that is active cannot be reactivated.
    let change = steps([
        about("DEACTIVATE_AGENT", &agents[0]),
        about("REACTIVATE_AGENT", &agents[1]),
        about("DEACTIVATE_AGENT", &agents[2]),
        about("DEACTIVATE_AGENT", &agents[3]),
    ]);
    let record = stage.done(&change).await;
    assert_eq!(states(&record), ["applied", "refused", "skipped", "skipped"]);
    assert_eq!((record["state"].as_str(), &record["counts"]["skipped"]), (Some("failed"), &2.into()));
    assert_eq!(record["steps"][2]["words"], "a step before it failed");
    assert_ne!(stage.agent(&agents[2]).await["deactivated"], true);

    let mut change = change;
    change["stop_at_failure"] = false.into();
    change["steps"][0]["call"] = about("REACTIVATE_AGENT", &agents[0]);
    let record = stage.done(&change).await;
    assert_eq!(states(&record), ["applied", "refused", "applied", "applied"]);
    assert_eq!(record["state"], "failed");
}

#[tokio::test]
async fn a_change_can_be_stopped() {
    let stage = Stage::begin().await;
    let agents = stage.agents().await;
    stage.cluster.faults().withhold_answer("DEACTIVATE_AGENT", true);
    let change = steps(agents[..3].iter().map(|agent| about("DEACTIVATE_AGENT", agent)));
    let id = stage.change(&change).await;
    stage.until("the first", &id, |record| record["steps"][0]["state"] == "sending").await;
    let got = stage.console.post(&format!("/api/changes/{id}/stop"), "").await;
    assert_eq!((got.status.as_u16(), states(&got.json())), (200, vec!["sending", "skipped", "skipped"]));
    stage.cluster.faults().withhold_answer("DEACTIVATE_AGENT", false);
    let record = stage.ended(&id).await;
    assert_eq!(states(&record), ["applied", "skipped", "skipped"]);
    assert_eq!(
        (&record["state"], &record["steps"][1]["words"]),
        (&"stopped".into(), &"somebody stopped the change".into())
    );
    assert_ne!(stage.agent(&agents[1]).await["deactivated"], true);
    // Once more makes no difference.
    let again = stage.console.post(&format!("/api/changes/{id}/stop"), "").await;
    assert_eq!(again.json(), record);
}

#[tokio::test]
async fn a_thousand_steps_are_one_change() {
    let stage = Stage::begin().await;
    let agents = stage.agents().await;
    // As often as one likes.
    let calls = (0..1000).map(|at| about("DEACTIVATE_AGENT", &agents[at % agents.len()]));
    let mut change = steps(calls);
    change["at_once"] = 100.into();
    let id = stage.change(&change).await;
    loop {
        let list = stage.console.get("/api/changes").await.json();
        assert!(under_way(&list["changes"][0]) <= 100);
        if list["changes"][0]["state"] != "running" {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(stage.record(&id).await["counts"], json!({ "applied": 1000 }));
}
