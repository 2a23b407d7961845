//! `/api/demo/faults`: in a demo it breaks the embedded cluster, elsewhere it is not there.

use std::sync::Arc;

use cluster_model::live::{Status, Upstream};
use demo_cluster::{Options, Scenario};
use http::{Request, header};
use mesoscope_server::embedded::Embedded;
use serde_json::{Value, json};

use crate::support::{Console, Got, Tab, soon};

const DOOR: &str = "/api/demo/faults";

async fn cluster() -> Embedded {
    let options = Options { updates_per_second: Some(0.0), ..Options::new(Scenario::Small) };
    Arc::new(demo_cluster::start(options).await.unwrap())
}

async fn master(cluster: &Embedded, call: &str) -> (u16, Value) {
    let request = reqwest::Client::new()
        .post(format!("{}/api/v1", cluster.master_url()))
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .body(json!({"type": call}).to_string());
    let response = soon("an answer", request.send()).await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or_default())
}

/// What is on, in words, with the request that ends it.
fn on(got: &Got) -> Vec<(String, Value)> {
    assert_eq!(got.status, 200, "{}", got.text());
    let listing = got.json();
    let faults = listing["faults"].as_array().unwrap();
    let on = faults.iter().flat_map(|fault| fault["on"].as_array().unwrap());
    on.map(|on| (on["says"].as_str().unwrap().to_owned(), on["stop"].clone())).collect()
}

#[tokio::test]
async fn a_console_of_a_real_cluster_has_no_such_door() {
    let console = Console::alone();
    for got in [console.get(DOOR).await, console.post(DOOR, r#"{"fault":"drop-streams"}"#).await] {
        assert_eq!(got.status, 404);
        assert_eq!(got.error(), "this console shows a real cluster, which it does not break");
    }
}

#[tokio::test]
async fn everything_that_can_be_done_is_listed_and_nothing_is_on() {
    let console = Console::demo(cluster().await);
    let got = console.get(DOOR).await;
    assert_eq!(on(&got), []);
    assert_eq!(got.header("cache-control"), "no-store");
    let listing = got.json();
    let faults = listing["faults"].as_array().unwrap();
    let names: Vec<_> =
        faults.iter().map(|fault| (&fault["area"], &fault["fault"], &fault["name"])).collect();
    insta::assert_json_snapshot!(names);
}

#[tokio::test]
async fn what_lasts_is_on_until_its_own_request_ends_it() {
    let cluster = cluster().await;
    let console = Console::demo(cluster.clone());
    let (_, agents) = master(&cluster, "GET_AGENTS").await;
    let agent = agents["get_agents"]["agents"][3]["agent_info"]["id"]["value"].as_str().unwrap().to_owned();
    let faults = [
        json!({"fault": "stall-streams", "on": true}),
        json!({"fault": "slow-streams", "bytes_per_second": 500}),
        json!({"fault": "recovering", "on": true}),
        json!({"fault": "stop-answering", "on": true}),
        json!({"fault": "refuse-connections", "on": true}),
        json!({"fault": "refuse-credentials", "on": true}),
        json!({"fault": "answer-call", "call": "GET_ROLES", "status": 503}),
        json!({"fault": "withhold-answer", "call": "GET_ROLES", "on": true}),
        json!({"fault": "disconnect-agent", "agent": agent}),
        json!({"fault": "lose-agent", "agent": agent}),
        json!({"fault": "delay-accepted", "seconds": 2.5}),
        json!({"fault": "lose-accepted", "on": true}),
        // The last: who leads again waits for all agents to come back.
        json!({"fault": "another-leader", "address": "10.0.0.9:5050"}),
    ];
    let mut said = Vec::new();
    for fault in faults {
        let begun = on(&console.post(DOOR, &fault.to_string()).await);
        let [(says, stop)] = begun.as_slice() else { panic!("{fault}: {begun:?}") };
        said.push(says.replace(&agent, "AGENT"));
        assert_eq!(on(&console.get(DOOR).await), begun);
        assert_eq!(on(&console.post(DOOR, &stop.to_string()).await), [], "{fault}");
    }
    insta::assert_json_snapshot!(said);
}

#[tokio::test]
async fn the_cluster_does_as_it_is_told() {
    let cluster = cluster().await;
    let console = Console::demo(cluster.clone());
    console.post(DOOR, r#"{"fault":"answer-call","call":"GET_ROLES","status":503}"#).await;
    assert_eq!(master(&cluster, "GET_ROLES").await.0, 503);
    assert_eq!(master(&cluster, "GET_WEIGHTS").await.0, 200);
    console.post(DOOR, r#"{"fault":"answer-call","call":"GET_ROLES"}"#).await;
    assert_eq!(master(&cluster, "GET_ROLES").await.0, 200);
    console.post(DOOR, r#"{"fault":"refuse-credentials","on":true}"#).await;
    assert_eq!(master(&cluster, "GET_ROLES").await.0, 401);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_the_reason() {
    let console = Console::demo(cluster().await);
    let mut said = Vec::new();
    for body in [
        "",
        "{}",
        r#"{"fault":"meteor"}"#,
        r#"{"fault":"stall-streams"}"#,
        r#"{"fault":"drop-streams","on":true}"#,
        r#"{"fault":"answer-call","call":"GET_EVERYTHING","status":500}"#,
        r#"{"fault":"answer-call","call":"GET_ROLES","status":200}"#,
        r#"{"fault":"slow-streams","bytes_per_second":0}"#,
        r#"{"fault":"another-leader","address":"somewhere"}"#,
        r#"{"fault":"another-leader","address":"me@somewhere:1"}"#,
        r#"{"fault":"lose-agent","agent":"nobody"}"#,
        r#"{"fault":"delay-accepted","seconds":-1}"#,
    ] {
        let got = console.post(DOOR, body).await;
        let detail = got.json()["detail"].as_str().map(str::to_owned);
        said.push(json!([body, got.status.as_u16(), got.error(), detail]));
    }
    assert_eq!(on(&console.get(DOOR).await), []);
    insta::assert_json_snapshot!(said);
}

#[tokio::test]
async fn who_follows_another_leader_is_followed_there_and_back() {
    let (first, second) = (cluster().await, cluster().await);
    let console = Console::to(&[&first.master_url(), &second.master_url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    for leader in [&first, &second, &first] {
        // One of two leads; the other sends everybody to it.
        let standby = if Arc::ptr_eq(leader, &first) { &second } else { &first };
        leader.faults().follow(None);
        standby.faults().follow(Some(leader.address().to_string()));
        let address = leader.address().to_string();
        tab.until("the leader", |tab| {
            let live = |status: &&Status| matches!(status.upstream, Upstream::Live);
            tab.status.as_ref().filter(live).is_some_and(|status| status.leader.as_ref() == Some(&address))
        })
        .await;
        let known = master(leader, "GET_MASTER").await.1;
        let relayed = console.post("/api/master", r#"{"type":"GET_MASTER"}"#).await.json();
        assert_eq!(
            relayed["get_master"]["master_info"], known["get_master"]["master_info"],
            "so does the relay"
        );
    }
}

#[tokio::test]
async fn pages_of_strangers_break_nothing() {
    let console = Console::demo(cluster().await);
    let request = Request::post(DOOR)
        .header(header::HOST, "localhost:8080")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ORIGIN, "http://elsewhere.example")
        .body(r#"{"fault":"recovering","on":true}"#.into())
        .unwrap();
    assert_eq!(console.send(request).await.status, 403);
    assert_eq!(on(&console.get(DOOR).await), []);
}
