//! `GET /api/master/readings/{CALL}` and `GET /api/agents/{agent_id}/readings/{CALL}`.

use crate::support::{Console, Embedded, Mesos, answer};

#[tokio::test]
async fn one_answer_serves_all_who_ask() {
    let mesos = Mesos::start().await;
    let console = Console::to(&[&mesos.url()]);
    // The hub asks in protobuf; only readings are in JSON.
    let asking = (0..20).map(|_| console.get("/api/master/readings/GET_MASTER"));
    for got in futures_util::future::join_all(asking).await {
        assert_eq!((got.status.as_u16(), got.header("content-type")), (200, "application/json"));
        assert_eq!(got.json()["get_master"]["master_info"]["hostname"], "m1.test");
        assert!(got.header("x-mesoscope-at").parse::<i64>().unwrap() > 1_700_000_000_000);
    }
    assert_eq!(mesos.count_in("GET_MASTER", "json"), 1);
}

#[tokio::test]
async fn what_a_browser_has_is_not_sent_again() {
    let mesos = Mesos::start().await;
    let console = Console::to(&[&mesos.url()]);
    let first = console.get("/api/master/readings/GET_FLAGS").await;
    let tag = first.header("etag");
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = console.get_with("/api/master/readings/GET_FLAGS", &[("if-none-match", tag)]).await;
    assert_eq!((again.status.as_u16(), again.body.len(), again.header("etag")), (304, 0, tag));
    assert_eq!(again.header("x-mesoscope-at"), first.header("x-mesoscope-at"));
    let other = console.get_with("/api/master/readings/GET_FLAGS", &[("if-none-match", "W/\"0\"")]).await;
    assert_eq!((other.status.as_u16(), &other.body), (200, &first.body));
}

#[tokio::test]
async fn a_refusal_is_told_as_it_is() {
    let url = answer("403 Forbidden", "Content-Type: text/plain; charset=utf-8", "403 Forbidden.").await;
    let got = Console::to(&[&url]).get("/api/master/readings/GET_FLAGS").await;
    assert_eq!((got.status.as_u16(), got.text().as_str()), (403, "403 Forbidden."));
    assert_eq!(got.header("content-type"), "text/plain; charset=utf-8");
}

#[tokio::test]
async fn nobody_waits_for_a_failure_twice() {
    let console = Console::alone();
    let asking = (0..5).map(|_| console.get("/api/master/readings/GET_WEIGHTS"));
    for got in futures_util::future::join_all(asking).await {
        assert_eq!(got.status, 502);
        assert!(got.error().contains("Nothing listens"), "{}", got.error());
    }
    // No other test reads this one: they share the process's metrics.
    let metrics = console.get("/metrics").await.text();
    let of = |source: &str| {
        let line = format!(
            "mesoscope_readings_total{{target=\"master\",call=\"GET_WEIGHTS\",source=\"{source}\"}} "
        );
        metrics.lines().find_map(|has| has.strip_prefix(&line)?.parse::<u32>().ok())
    };
    assert_eq!((of("asked"), of("shared")), (Some(1), Some(4)));
}

#[tokio::test]
async fn only_reading_without_arguments_is_a_reading() {
    let console = Console::alone();
    for call in ["TEARDOWN", "SUBSCRIBE", "READ_FILE", "LIST_FILES", "get_flags", "GET_CONTAINERS", "x"] {
        let got = console.get(&format!("/api/master/readings/{call}")).await;
        assert_eq!(got.status, 404, "{call}");
    }
    assert_eq!(console.get("/api/agents/nobody/readings/GET_STATE").await.status, 404);
}

#[tokio::test]
async fn agents_are_read_where_they_are() {
    let embedded = Embedded::start().await;
    let agent = embedded.sandbox().await.agent;
    for call in ["GET_CONTAINERS", "GET_METRICS", "GET_STATE", "GET_FLAGS", "GET_AGENT"] {
        let got = embedded.console.get(&format!("/api/agents/{agent}/readings/{call}")).await;
        assert_eq!((got.status.as_u16(), got.json()["type"].as_str()), (200, Some(call)));
    }
    for call in ["GET_METRICS", "GET_ROLES", "GET_QUOTA", "GET_MAINTENANCE_SCHEDULE"] {
        let got = embedded.console.get(&format!("/api/master/readings/{call}")).await;
        assert_eq!((got.status.as_u16(), got.json()["type"].as_str()), (200, Some(call)));
    }
}
