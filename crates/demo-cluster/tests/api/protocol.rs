//! HTTP as the real one speaks it: the same requests, the same answers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use demo_cluster::{Options, Running, Scenario, start};
use reqwest::{Client, Method};
use serde::Deserialize;

/// Requests whose answer differs because master and agents share a listener here.
const ELSEWHERE: [&str; 2] = ["path-prefix-escaped", "path-other-id"];

#[derive(Deserialize)]
struct Exchange {
    name: String,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
    base64: Option<String>,
    status: u16,
    content_type: Option<String>,
    encoding: Option<String>,
    allow: Option<String>,
    text: Option<String>,
}

async fn quiet() -> Running {
    start(Options { updates_per_second: Some(0.0), ..Options::new(Scenario::Small) })
        .await
        .expect("it starts")
}

async fn compare(recorded: &str, base: &str) {
    let cluster = quiet().await;
    // Nothing is unpacked, so that the encoding can be seen.
    let client = Client::builder().no_gzip().build().expect("a client");
    let mut wrong = Vec::new();
    for line in recorded.lines() {
        let exchange: Exchange = serde_json::from_str(line).expect("an exchange");
        if ELSEWHERE.contains(&&*exchange.name) {
            continue;
        }
        let path = exchange.path.replacen("/api/v1", &format!("{base}/api/v1"), 1);
        let method = Method::from_bytes(exchange.method.as_bytes()).expect("a method");
        let mut request = client.request(method, format!("{}{path}", cluster.master_url()));
        for (name, value) in &exchange.headers {
            request = request.header(name, value);
        }
        // Where none was sent the client sends an Accept that allows everything, which comes to the same.
        let body = match &exchange.base64 {
            Some(packed) => STANDARD.decode(packed).expect("base64"),
            None => exchange.body.clone().unwrap_or_default().into_bytes(),
        };
        let answer = request.body(body).send().await.expect("an answer");
        let header =
            |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (content_type, encoding, allow) =
            (header("content-type"), header("content-encoding"), header("allow"));
        let status = answer.status().as_u16();
        let text = answer.text().await.expect("a body");
        let got = (status, content_type, encoding, allow, exchange.text.as_ref().map(|_| text));
        let wanted =
            (exchange.status, exchange.content_type, exchange.encoding, exchange.allow, exchange.text);
        if got != wanted {
            wrong.push(format!("{}: {got:?} instead of {wanted:?}", exchange.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    cluster.stop().await;
}

#[tokio::test]
async fn the_master_answers_as_the_real_one() {
    compare(include_str!("wire/master.jsonl"), "").await;
}

#[tokio::test]
async fn an_agent_answers_as_the_real_one() {
    compare(include_str!("wire/agent.jsonl"), "/slave(1)").await;
}

#[tokio::test]
async fn json_and_protobuf_say_the_same() {
    use operator_api::v1::master::Response;
    use prost::Message;

    let cluster = quiet().await;
    let client = Client::new();
    for call in
        ["GET_STATE", "GET_TASKS", "GET_AGENTS", "GET_EXECUTORS", "GET_ROLES", "GET_QUOTA", "GET_MASTER"]
    {
        let ask = async |accept: &str| {
            let request = client.post(format!("{}/api/v1", cluster.master_url()));
            let request = request.header("content-type", "application/json").header("accept", accept);
            let body = request
                .body(format!(r#"{{"type":"{call}"}}"#))
                .send()
                .await
                .expect("an answer")
                .bytes()
                .await;
            body.expect("a body")
        };
        let json: Response = serde_json::from_slice(&ask("application/json").await).expect("JSON");
        let mut protobuf = Response::decode(ask("application/x-protobuf").await).expect("protobuf");
        // Offers come and go by themselves, and Mesos leaves tasks of completed frameworks out of protobuf.
        let mut json = json;
        for response in [&mut json, &mut protobuf] {
            forget_what_differs(response);
        }
        assert!(json == protobuf, "{call}");
        assert!(json != Response::default(), "{call}");
    }
    cluster.stop().await;
}

fn forget_what_differs(response: &mut operator_api::v1::master::Response) {
    let state = response.get_state.as_deref_mut();
    let (mut tasks, mut agents, mut frameworks) = match state {
        Some(state) => {
            (state.get_tasks.as_deref_mut(), state.get_agents.as_mut(), state.get_frameworks.as_mut())
        }
        None => (
            response.get_tasks.as_deref_mut(),
            response.get_agents.as_mut(),
            response.get_frameworks.as_mut(),
        ),
    };
    for tasks in tasks.iter_mut() {
        tasks.completed_tasks.clear();
    }
    for agent in agents.iter_mut().flat_map(|agents| &mut agents.agents) {
        agent.offered_resources.clear();
    }
    for framework in frameworks.iter_mut().flat_map(|frameworks| &mut frameworks.frameworks) {
        framework.offers.clear();
        framework.offered_resources.clear();
    }
    for role in response.get_roles.iter_mut().flat_map(|roles| &mut roles.roles) {
        role.resources.clear();
    }
}
