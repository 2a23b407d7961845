//! `/healthz`, `/readyz`, `/metrics`, `/api/session`.

use cluster_model::schema::{Table, agents};

use crate::support::{Console, Mesos, Tab, soon};

#[tokio::test]
async fn alive_is_not_ready() {
    let console = Console::alone();
    assert_eq!(console.get("/healthz").await.status, 200);
    let got = soon("the reason", async {
        loop {
            let got = console.get("/readyz").await;
            if got.error().contains("refused") {
                return got;
            }
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(got.status, 503);
    assert_eq!(
        got.error(),
        "Nothing listens at 127.0.0.1:9: the connection was refused. Is the master running there?"
    );
}

#[tokio::test]
async fn ready_once_there_is_a_cluster_to_show() {
    let mesos = Mesos::start().await;
    let console = Console::to(&[&mesos.url()]);
    soon("readiness", async {
        while console.get("/readyz").await.status != 200 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    drop(mesos);
    assert_eq!(console.get("/readyz").await.status, 200, "what was seen can be shown");
}

#[tokio::test]
async fn the_session_says_what_the_relay_does() {
    let console = Console::alone();
    let session = console.get("/api/session").await.json();
    insta::assert_json_snapshot!(session);
}

#[tokio::test]
async fn the_console_counts_what_it_does() {
    let mesos = Mesos::start().await;
    mesos.change(|cluster| cluster.agents.push(crate::support::agent("a1", "slave(1)@127.0.0.1:5051")));
    let console = Console::to(&[&mesos.url()]);
    let address = console.listen().await;
    let mut tab = Tab::open(&console, address).await;
    tab.until("the agent", |tab| tab.has(Table::Agents, agents::ID, "a1")).await;
    console.post("/api/master", r#"{"type":"GET_VERSION"}"#).await;
    console.post("/api/master", r#"{"type":"SUBSCRIBE"}"#).await;
    console.post("/api/master", r#"{"type":"SOMETHING_ELSE"}"#).await;
    mesos.asked("GET_AGENTS", "protobuf", 2).await;
    let metrics = console.get("/metrics").await;
    assert_eq!(metrics.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    let text = metrics.text();
    for line in [
        "mesoscope_upstream_subscriptions_total ",
        "mesoscope_upstream_events_total{type=\"SUBSCRIBED\"} ",
        "mesoscope_polls_total{call=\"GET_AGENTS\",outcome=\"ok\"} ",
        "mesoscope_poll_waited_seconds_bucket{call=\"GET_AGENTS\",le=",
        "mesoscope_browsers ",
        "mesoscope_snapshot_builds_total ",
        "mesoscope_relay_calls_total{target=\"master\",call=\"GET_VERSION\",decision=\"relayed\"} ",
        "mesoscope_relay_calls_total{target=\"master\",call=\"SUBSCRIBE\",decision=\"refused\"} ",
        "mesoscope_relay_calls_total{target=\"master\",call=\"unknown\",decision=\"refused\"} ",
    ] {
        assert!(text.lines().any(|has| has.starts_with(line)), "{line} is missing in\n{text}");
    }
    assert!(!text.contains("SOMETHING_ELSE"), "a browser must not choose labels");
}
