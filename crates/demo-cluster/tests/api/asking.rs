//! A cluster that holds still, and questions to it.

use demo_cluster::{Options, Running, Scenario, start};
use reqwest::{Client, StatusCode};
use serde_json::Value;

/// A small cluster in which nothing happens by itself, and a client.
pub struct Asking {
    pub cluster: Running,
    client: Client,
    /// As whom it asks: principal and secret.
    pub principal: Option<(String, String)>,
}

impl Asking {
    pub async fn quiet() -> Self {
        Self::with(Options { updates_per_second: Some(0.0), ..Options::new(Scenario::Small) }).await
    }

    pub async fn with(options: Options) -> Self {
        Self { cluster: start(options).await.expect("it starts"), client: Client::new(), principal: None }
    }

    /// Status and body of a call.
    pub async fn call(&self, path: &str, call: &Value) -> (StatusCode, String) {
        let request = self.client.post(format!("{}{path}/api/v1", self.cluster.master_url()));
        let request = request.header("content-type", "application/json").body(call.to_string());
        let request = match &self.principal {
            Some((principal, secret)) => request.basic_auth(principal, Some(secret)),
            None => request,
        };
        let answer = request.send().await.expect("an answer");
        (answer.status(), answer.text().await.expect("a body"))
    }

    /// What the master answers to a read.
    pub async fn read(&self, call: &str) -> Value {
        let (status, body) = self.call("", &serde_json::json!({ "type": call })).await;
        assert_eq!(status, StatusCode::OK, "{call}: {body}");
        serde_json::from_str(&body).expect("JSON")
    }

    /// One agent, by the number in its process' name.
    pub async fn agent(&self, number: usize) -> Value {
        let pid = format!("slave({number})@{}", self.cluster.address());
        let agents = self.read("GET_AGENTS").await;
        let agents = agents["get_agents"]["agents"].as_array().expect("a list").clone();
        agents.into_iter().find(|agent| agent["pid"] == *pid).unwrap_or(Value::Null)
    }

    /// Calls that are answered so, one after the other.
    pub async fn expect(&self, cases: &[(Value, u16, &str)]) {
        for (call, status, text) in cases {
            let (got, body) = self.call("", call).await;
            assert_eq!((got.as_u16(), body.as_str()), (*status, *text), "{call}");
        }
    }

    /// Asks until an agent is as it should be: accepted changes take effect a little later.
    pub async fn until(&self, number: usize, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..20_000 {
            let agent = self.agent(number).await;
            if holds(&agent) {
                return agent;
            }
        }
        panic!("never: {what}");
    }
}
