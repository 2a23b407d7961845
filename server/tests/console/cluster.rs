//! `mesoscope cluster`, run as people run it: an Operator API without a console.

use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::support::soon;

/// The process, which ends when this is dropped.
struct Cluster {
    _process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Cluster {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mesoscope"));
        for (name, _) in
            std::env::vars().filter(|(name, _)| name.starts_with("MESOSCOPE_") || name == "RUST_LOG")
        {
            command.env_remove(name);
        }
        command.arg("cluster").args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.kill_on_drop(true).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { _process: process, lines }
    }

    /// The address on the next line that it prints.
    async fn address(&mut self, word: &str) -> String {
        let line = soon("an address", self.lines.next_line()).await.unwrap().unwrap();
        let mut words = line.split_whitespace();
        assert_eq!(words.next(), Some(word), "{line}");
        words.next().unwrap().trim_end_matches(',').to_owned()
    }
}

async fn ask(url: &str, call: Value) -> Value {
    let request = reqwest::Client::new()
        .post(url)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .body(call.to_string());
    let response = soon("an answer", request.send()).await.unwrap();
    assert_eq!(response.status(), 200, "{url} {call}");
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

#[tokio::test]
async fn master_and_agents_answer_at_one_address() {
    let mut cluster = Cluster::start(&["--listen", "127.0.0.1:0", "--scenario", "small", "--seed", "5"]);
    let master = cluster.address("master").await;
    let agents = cluster.address("agents").await;

    let version = ask(&master, json!({"type": "GET_VERSION"})).await;
    assert_eq!(version["get_version"]["version_info"]["version"], "1.11.0");
    let listed = ask(&master, json!({"type": "GET_AGENTS"})).await;
    let listed = listed["get_agents"]["agents"].as_array().unwrap().clone();
    assert_eq!(listed.len(), 12);

    // As a client finds an agent: by the pid that the master tells.
    let (last, pid) = (&listed[11]["agent_info"], listed[11]["pid"].as_str().unwrap());
    let (process, address) = pid.split_once('@').unwrap();
    let url = format!("http://{address}/{process}/api/v1");
    let number = process.trim_start_matches("slave").trim_matches(['(', ')']);
    assert_eq!(url, agents.replace('N', number));
    let agent = ask(&url, json!({"type": "GET_AGENT"})).await;
    assert_eq!(agent["get_agent"]["agent_info"]["id"], last["id"]);
    assert_eq!(agent["get_agent"]["agent_info"]["hostname"], last["hostname"]);

    // There is no console.
    let response = reqwest::get(format!("http://{address}/healthz")).await.unwrap();
    assert_eq!(response.status(), 404);
}

#[tokio::test]
async fn a_scenario_comes_in_any_size() {
    let mut cluster = Cluster::start(&[
        "--listen",
        "127.0.0.1:0",
        "--scenario",
        "large",
        "--agents",
        "30",
        "--tasks",
        "300",
    ]);
    let master = cluster.address("master").await;
    let listed = ask(&master, json!({"type": "GET_AGENTS"})).await;
    assert_eq!(listed["get_agents"]["agents"].as_array().unwrap().len(), 30);
    let tasks = ask(&master, json!({"type": "GET_TASKS"})).await;
    assert!(tasks["get_tasks"]["tasks"].as_array().unwrap().len() > 250, "a few have ended since");
}

#[tokio::test]
async fn principals_are_asked_for_and_see_what_they_may() {
    let arguments = ["--listen", "127.0.0.1:0", "--two-principals", "--credential", "guest:welcome"];
    let mut cluster = Cluster::start(&arguments);
    let master = cluster.address("master").await;
    let count = async |principal: Option<(&str, &str)>| {
        let mut request = reqwest::Client::new()
            .post(&master)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .body(r#"{"type":"GET_FRAMEWORKS"}"#);
        if let Some((name, secret)) = principal {
            request = request.basic_auth(name, Some(secret));
        }
        let response = soon("an answer", request.send()).await.unwrap();
        if response.status() != 200 {
            return Err(response.status().as_u16());
        }
        let answer: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        Ok(answer["get_frameworks"]["frameworks"].as_array().map_or(0, Vec::len))
    };
    assert_eq!(count(None).await, Err(401));
    assert_eq!(count(Some(("guest", "wrong"))).await, Err(401));
    assert_eq!(count(Some(("operator", "operator-secret"))).await, Ok(6));
    assert_eq!(count(Some(("analyst", "analyst-secret"))).await, Ok(1), "spark is all of theirs");
    // Let in, but on no list.
    assert_eq!(count(Some(("guest", "welcome"))).await, Ok(0));
}

#[tokio::test]
async fn a_cluster_that_cannot_be_is_refused_with_all_reasons() {
    let arguments = "cluster --scenario tiny --listen here --agents 100001 --tasks 1000001 --updates-per-second 2000 --credential me --acls /nowhere";
    let arguments = arguments.split_whitespace();
    let output = Command::new(env!("CARGO_BIN_EXE_mesoscope")).args(arguments).output().await.unwrap();
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap());
}
