//! A master that ends and comes up again, or leads again.

use demo_cluster::{Options, Scenario};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::asking::Asking;
use crate::stream::{event, subscribe};

fn count(state: &Value, pointer: &str) -> usize {
    state.pointer(pointer).and_then(Value::as_array).map_or(0, Vec::len)
}

/// Asks until a master has read its registry, and tells what it said meanwhile.
async fn recovered(asking: &Asking) -> Vec<String> {
    let mut said = Vec::new();
    loop {
        let (status, words) = asking.call("", &json!({"type": "GET_HEALTH"})).await;
        if status == StatusCode::OK {
            return said;
        }
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        said.push(words);
        said.dedup();
    }
}

#[tokio::test]
async fn agents_come_back_one_by_one_but_those_that_do_not() {
    let asking = Asking::quiet().await;
    let faults = asking.cluster.faults();
    let before = asking.read("GET_STATE").await;
    let missing = asking.agent(2).await["agent_info"]["id"].clone();
    let id = missing["value"].as_str().expect("an id");
    let lost = before["get_state"]["get_tasks"]["tasks"].as_array().into_iter().flatten();
    let lost = lost.filter(|task| task["agent_id"] == missing).count();
    let mut stream = subscribe(&asking, "application/json").await;
    stream.next().await;
    stream.next().await;
    assert!(faults.restart_master(&["nobody"]).is_err());
    faults.restart_master(&[id]).expect("it is there");
    assert!(stream.next().await.is_none(), "the stream ends with the master");
    let (_, waiting) = asking.call("/slave(1)", &json!({"type": "GET_TASKS"})).await;
    assert!(waiting.contains("TASK_RUNNING"), "an agent goes on without its master");
    assert_eq!(recovered(&asking).await, ["Master has not finished recovery"]);

    let mut stream = subscribe(&asking, "application/json").await;
    let first = event(stream.next().await).subscribed.and_then(|it| it.get_state).expect("everything");
    let agents = first.get_agents.expect("agents");
    assert_eq!(agents.agents.len() + agents.recovered_agents.len(), 12);
    assert!(
        agents.recovered_agents.iter().any(|info| info.id.as_ref().is_some_and(|known| known.value == id))
    );
    let mut back = agents.agents.len();
    while back < 11 {
        back += usize::from(event(stream.next().await).agent_added.is_some());
    }
    let state = asking.read("GET_STATE").await;
    assert_eq!(count(&state, "/get_state/get_agents/recovered_agents"), 1);
    assert_eq!(count(&state, "/get_state/get_tasks/tasks"), 150 - lost);
    assert_eq!(count(&state, "/get_state/get_tasks/completed_tasks"), 0);
    let reserve =
        json!({"type": "RESERVE_RESOURCES", "reserve_resources": {"agent_id": missing, "resources": []}});
    asking.expect(&[(reserve, 400, "No agent found with specified ID")]).await;
    faults.return_agent(id).expect("it is known");
    let state = asking.read("GET_STATE").await;
    assert_eq!(count(&state, "/get_state/get_agents/recovered_agents"), 0);
    assert_eq!(count(&state, "/get_state/get_tasks/tasks"), 150);
}

#[tokio::test]
async fn another_leads_for_a_while() {
    let asking = Asking::with(Options::new(Scenario::Small)).await;
    let faults = asking.cluster.faults();
    let master = asking.read("GET_MASTER").await;
    faults.follow(Some("127.0.0.1:1".to_owned()));
    faults.follow(None);
    recovered(&asking).await;
    let again = asking.read("GET_MASTER").await;
    let id = "/get_master/master_info/id";
    assert_ne!(again.pointer(id), master.pointer(id), "who leads again is another master");
}
