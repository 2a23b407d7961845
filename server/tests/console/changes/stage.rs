//! An embedded cluster on which nothing happens by itself, and a console on it.

use std::sync::Arc;
use std::time::Duration;

use demo_cluster::{Options, Running, Scenario};
use mesoscope_server::config::Config;
use mesoscope_server::live::Pace;
use mesoscope_server::upstream::Limits;
use serde_json::{Value, json};

use crate::support::{Console, Got, hurried, limits, soon};

pub const DOOR: &str = "/api/changes";

pub struct Stage {
    pub cluster: Arc<Running>,
    pub console: Console,
}

impl Stage {
    pub async fn begin() -> Self {
        Self::at(hurried(), limits()).await
    }

    /// A console that is impatient: what is lost is given up soon, and so is an answer.
    pub async fn impatient() -> Self {
        let pace = Pace { shown_within: Duration::from_millis(200), ..hurried() };
        Self::at(pace, Limits { answer: Duration::from_millis(300), ..limits() }).await
    }

    pub async fn at(pace: Pace, limits: Limits) -> Self {
        let options = Options { updates_per_second: Some(0.0), ..Options::new(Scenario::Small) };
        let cluster = Arc::new(demo_cluster::start(options).await.unwrap());
        let config = Config { masters: vec![cluster.master_url()], ..Config::default() };
        let console = Console::with(config, limits, pace);
        let stage = Self { cluster, console };
        stage.ready().await;
        stage
    }

    /// Waits until changes are taken.
    pub async fn ready(&self) {
        soon("a fresh picture", async {
            while !self.console.app.seats.own().is_some_and(|own| own.hub.is_live()) {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }

    /// Asks the master itself.
    pub async fn master(&self, call: Value) -> Value {
        let (status, body) = self.tell(call).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    /// The same of a call that may be refused.
    pub async fn tell(&self, call: Value) -> (u16, Value) {
        let request = reqwest::Client::new()
            .post(format!("{}/api/v1", self.cluster.master_url()))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .body(call.to_string());
        let response = soon("an answer", request.send()).await.unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or_default())
    }

    /// The agents that are registered and active, as the master has them.
    pub async fn agents(&self) -> Vec<String> {
        let answer = self.master(json!({ "type": "GET_AGENTS" })).await;
        let agents = answer["get_agents"]["agents"].as_array().unwrap();
        let active = agents.iter().filter(|agent| agent["active"] == true);
        let mut ids: Vec<String> =
            active.map(|agent| agent["agent_info"]["id"]["value"].as_str().unwrap().to_owned()).collect();
        ids.sort();
        ids
    }

    /// One agent, as the master has it.
    pub async fn agent(&self, id: &str) -> Value {
        let answer = self.master(json!({ "type": "GET_AGENTS" })).await;
        let agents = answer["get_agents"]["agents"].as_array().unwrap();
        agents.iter().find(|agent| agent["agent_info"]["id"]["value"] == id).cloned().unwrap_or_default()
    }

    pub async fn post(&self, change: &Value) -> Got {
        self.console.post(DOOR, &change.to_string()).await
    }

    /// Makes a change; its id.
    pub async fn change(&self, change: &Value) -> String {
        let got = self.post(change).await;
        assert_eq!(got.status, 201, "{}", got.text());
        got.json()["id"].as_str().unwrap().to_owned()
    }

    pub async fn record(&self, id: &str) -> Value {
        self.console.get(&format!("{DOOR}/{id}")).await.json()
    }

    /// Waits until a change's record is so.
    pub async fn until(&self, what: &str, id: &str, mut holds: impl FnMut(&Value) -> bool) -> Value {
        let mut last = Value::Null;
        let waited = tokio::time::timeout(Duration::from_secs(20), async {
            while !holds(&last) {
                last = self.record(id).await;
                tokio::task::yield_now().await;
            }
        })
        .await;
        assert!(waited.is_ok(), "{what} has not come: {last:#}");
        last
    }

    pub async fn ended(&self, id: &str) -> Value {
        self.until("the end", id, |record| record["ended_ms"].is_i64()).await
    }

    /// Makes a change and waits for its end.
    pub async fn done(&self, change: &Value) -> Value {
        let id = self.change(change).await;
        self.ended(&id).await
    }
}

/// A change of these calls to the master, one after the other.
pub fn steps(calls: impl IntoIterator<Item = Value>) -> Value {
    json!({ "steps": calls.into_iter().map(|call| json!({ "call": call })).collect::<Vec<_>>() })
}

/// A call that names an agent.
pub fn about(kind: &str, agent: &str) -> Value {
    json!({ "type": kind, kind.to_lowercase(): { "agent_id": { "value": agent } } })
}

pub fn drain(agent: &str) -> Value {
    json!({ "type": "DRAIN_AGENT",
            "drain_agent": { "agent_id": { "value": agent }, "max_grace_period": { "seconds": 0 } } })
}

pub fn reserve(agent: &str, cpus: f64) -> Value {
    json!({ "type": "RESERVE_RESOURCES", "reserve_resources": { "agent_id": { "value": agent }, "resources": [{
        "name": "cpus", "type": "SCALAR", "scalar": { "value": cpus },
        "reservations": [{ "type": "DYNAMIC", "role": "night-shift" }],
    }] } })
}

/// How many cpus an agent has reserved for the role of [`reserve`].
pub fn reserved(agent: &Value) -> f64 {
    let resources = agent["total_resources"].as_array().unwrap();
    let ours = resources.iter().filter(|resource| {
        resource["name"] == "cpus" && resource["reservations"][0]["role"] == "night-shift"
    });
    ours.map(|resource| resource["scalar"]["value"].as_f64().unwrap()).sum()
}

/// The states of a record's steps.
pub fn states(record: &Value) -> Vec<&str> {
    record["steps"].as_array().unwrap().iter().map(|step| step["state"].as_str().unwrap()).collect()
}

/// The same with `agent 0` and so on for the ids of agents, which differ from run to run.
pub fn named(value: &Value, agents: &[String]) -> Value {
    let mut text = value.to_string();
    // The id of one may begin with that of another.
    for (at, agent) in agents.iter().enumerate().rev() {
        text = text.replace(agent.as_str(), &format!("agent {at}"));
    }
    serde_json::from_str(&text).unwrap()
}
