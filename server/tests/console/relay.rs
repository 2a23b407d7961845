//! `POST /api/master` and `POST /api/agents/{agent_id}`.

use axum::body::Body;
use cluster_model::schema::{Table, agents};
use http::Request;
use mesoscope_server::config::Config;

use crate::support::{self, Console, Mesos, Tab, hurried, limits};

#[tokio::test]
async fn the_answer_is_the_masters_own() {
    let mesos = Mesos::start().await;
    let console = Console::to(&[&mesos.url()]);
    let got = console.post("/api/master", r#"{"type":"GET_VERSION"}"#).await;
    assert_eq!((got.status.as_u16(), got.header("content-type")), (200, "application/json"));
    assert_eq!(got.json()["get_version"]["version_info"]["version"], "1.11.0");
    assert_eq!(got.header("cache-control"), "no-store");
}

#[tokio::test]
async fn so_is_its_refusal() {
    let url =
        support::answer("400 Bad Request", "Content-Type: text/plain; charset=utf-8", "Expecting 'type'")
            .await;
    let console = Console::to(&[&url]);
    let got = console.post("/api/master", r#"{"type":"GET_METRICS"}"#).await;
    assert_eq!((got.status.as_u16(), got.text().as_str()), (400, "Expecting 'type'"));
    assert_eq!(got.header("content-type"), "text/plain; charset=utf-8");
}

#[tokio::test]
async fn a_page_from_upstream_stays_data() {
    let url = support::answer("200 OK", "Content-Type: text/html", "<script>alert(1)</script>").await;
    let got = Console::to(&[&url]).post("/api/master", r#"{"type":"GET_FLAGS"}"#).await;
    assert_eq!(got.header("x-content-type-options"), "nosniff");
    assert!(got.header("content-security-policy").contains("sandbox"));
}

#[tokio::test]
async fn what_is_refused_never_reaches_the_cluster() {
    let mesos = Mesos::start().await;
    let console = Console::to(&[&mesos.url()]);
    for call in [
        r#"{"type":"DRAIN_AGENT","drain_agent":{"agent_id":{"value":"a"},"max_grace_period":{"nanoseconds":5}}}"#,
        r#"{"type":"GET_HEALTH","type":"SUBSCRIBE"}"#,
        r#"{"type":"no such call"}"#,
        r#"{"type":"GET_CONTAINERS"}"#,
    ] {
        let got = console.post("/api/master", call).await;
        assert_eq!(got.status, 403, "{call}");
        assert!(!got.error().is_empty());
    }
    for call in ["DRAIN_AGENT", "GET_CONTAINERS"] {
        assert_eq!(mesos.count(call), 0, "{call}");
    }
}

#[tokio::test]
async fn read_only_is_the_reason_when_it_is() {
    let config =
        Config { read_only: true, masters: vec!["http://127.0.0.1:9".to_owned()], ..Config::default() };
    let console = Console::with(config, limits(), hurried());
    let got = console.post("/api/master", r#"{"type":"DEACTIVATE_AGENT"}"#).await;
    assert_eq!(got.error(), "DEACTIVATE_AGENT changes the cluster; this console is read-only");
    assert_eq!(console.get("/api/session").await.json()["reason"], "this console is read-only");
}

#[tokio::test]
async fn a_call_that_is_too_large_is_refused() {
    let console = Console::alone();
    let call = format!("{{\"type\":\"GET_VERSION\",\"x\":{:?}}}", "x".repeat(5 << 20));
    assert_eq!(console.post("/api/master", &call).await.status, 413);
}

#[tokio::test]
async fn an_agent_is_found_by_its_id_and_by_nothing_else() {
    let (mesos, agent) = (Mesos::start().await, Mesos::start().await);
    let pid = format!("slave(1)@{}", agent.address);
    mesos.change(|cluster| cluster.agents.push(support::agent("a1", &pid)));
    mesos.change(|cluster| cluster.agents.push(support::agent("a2", "slave(1)@169.254.169.254:80")));
    let console = Console::to(&[&mesos.url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("the agents", |tab| tab.has(Table::Agents, agents::ID, "a2")).await;

    // The stand-in has no such path, which shows where the call went.
    let got = console.post("/api/agents/a1", r#"{"type":"GET_VERSION"}"#).await;
    assert_eq!(got.status, 404);
    assert_eq!(got.header("content-type"), "");
    for id in ["a2", "a3", "127.0.0.1:9", "..%2f..%2fmaster", "slave(1)@127.0.0.1:9"] {
        let got = console.post(&format!("/api/agents/{id}"), r#"{"type":"GET_VERSION"}"#).await;
        assert_eq!(got.status, 404, "{id}");
        assert!(got.error().contains("nobody knows where it is"), "{id}");
    }
    let got = console.post("/api/agents/a1", r#"{"type":"ATTACH_CONTAINER_INPUT"}"#).await;
    assert_eq!(got.status, 403);
}

#[tokio::test]
async fn a_form_of_another_page_is_no_call() {
    let console = Console::alone();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let request = Request::post("/api/master")
            .header("host", "localhost:8080")
            .header("content-type", kind)
            .body(Body::from(r#"{"type":"GET_VERSION"}"#))
            .unwrap();
        assert_eq!(console.send(request).await.status, 415, "{kind}");
    }
}
