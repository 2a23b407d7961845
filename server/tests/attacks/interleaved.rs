//! Two people at once: what one has brought along, asked for or been answered is never the other's (Headlamp CVE-2025-14269, Grafana CVE-2022-21673).

use serde_json::json;
use tempfile::tempdir;

use crate::soon;
use crate::stage::{AGENT, Console, Upstream, Visitor};
use crate::tally::Tally;

/// How often each asks.
const TIMES: usize = 200;

const LIMITS: &str = "limits = { identity-rate = 100000, identity-burst = 100000, address-rate = 100000, address-burst = 100000 }\n";

#[tokio::test(flavor = "multi_thread")]
async fn cve_2025_14269_each_asks_as_himself() {
    let mut tally = Tally::of("people interleaved, as the cluster sees them");
    let upstream = Upstream::start().await;
    upstream.only(&[("ada", "a-secret"), ("eve", "e-secret")]);
    let settings = format!("[access]\nways = [\"mesos\"]\n{LIMITS}");
    let console = Console::start(tempdir().unwrap(), &upstream.url(), &settings).await;
    let ada = Visitor::of(&console).logged_in("mesos", "ada", "a-secret").await;
    // The one who came last is nobody's identity.
    let eve = Visitor::of(&console).logged_in("mesos", "eve", "e-secret").await;
    let nobody = Visitor::of(&console);
    for visitor in [&ada, &eve] {
        soon("the cluster", async {
            while visitor.get(&format!("/api/agents/{AGENT}")).await.status != 200 {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }
    upstream.take();
    let asks = (0..TIMES).flat_map(|number| {
        [("ada", &ada), ("eve", &eve), ("nobody", &nobody)].map(|(name, visitor)| async move {
            let door =
                if number % 2 == 0 { "/api/master".to_owned() } else { format!("/api/agents/{AGENT}") };
            let call = json!({ "type": "GET_VERSION", "nonce": format!("{name}-{number}") });
            let got = visitor.post(&door, &call.to_string()).await;
            (name, got)
        })
    });
    let asked = futures_util::StreamExt::collect::<Vec<_>>(futures_util::StreamExt::buffer_unordered(
        futures_util::stream::iter(asks),
        24,
    ));
    for (name, got) in asked.await {
        let expected = if name == "nobody" { 401 } else { 200 };
        tally.tried(got.status == expected, || format!("{name}: {} {}", got.status, got.text()));
    }
    let mut arrived = 0;
    for call in upstream.take() {
        let Some(nonce) = call.body["nonce"].as_str() else {
            // What the hubs ask is asked by one or the other as well.
            tally.tried(call.principal.is_some(), || format!("{call:?}"));
            continue;
        };
        arrived += 1;
        let of = nonce.split('-').next().unwrap();
        tally.tried(call.principal.as_deref() == Some(of), || format!("{call:?}"));
    }
    assert_eq!(arrived, 2 * TIMES);
    // After a logout nobody asks with what was left.
    ada.post("/api/logout", "{}").await;
    upstream.take();
    for _ in 0..20 {
        let got = ada.post("/api/master", r#"{"type":"GET_VERSION","nonce":"ada-gone"}"#).await;
        tally.tried(got.status == 401, || format!("after the logout: {}", got.status));
    }
    let left: Vec<_> = upstream.take().into_iter().filter(|call| call.body.get("nonce").is_some()).collect();
    tally.tried(left.is_empty(), || format!("{left:?}"));
    tally.end();
}

#[cfg(feature = "demo")]
#[tokio::test(flavor = "multi_thread")]
async fn cve_2022_21673_each_sees_what_mesos_shows_him() {
    let mut tally = Tally::of("people interleaved, as they see the cluster");
    let access = demo_cluster::two_principals().unwrap();
    let options =
        demo_cluster::Options { access, updates_per_second: Some(0.0), ..demo_cluster::Options::default() };
    let cluster = demo_cluster::start(options).await.unwrap();
    let settings = format!("[access]\nways = [\"mesos\"]\n{LIMITS}");
    let console = Console::start(tempdir().unwrap(), &cluster.master_url(), &settings).await;
    let operator = Visitor::of(&console).logged_in("mesos", "operator", "operator-secret").await;
    let analyst = Visitor::of(&console).logged_in("mesos", "analyst", "analyst-secret").await;
    // What is the operator's alone: frameworks that the analyst is not shown by the master itself.
    let names = async |visitor: &Visitor| {
        let got = visitor.post("/api/master", r#"{"type":"GET_FRAMEWORKS"}"#).await.json();
        let listed = got["get_frameworks"]["frameworks"].as_array().cloned().unwrap_or_default();
        listed
            .iter()
            .map(|one| one["framework_info"]["id"]["value"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let (all, few) = (names(&operator).await, names(&analyst).await);
    assert!(all.len() > few.len() && few.len() == 1, "{all:?} {few:?}");
    let hidden: Vec<_> = all.iter().filter(|id| !few.contains(id)).cloned().collect();
    for (visitor, id) in [(&operator, &hidden[0]), (&analyst, &few[0])] {
        soon("his picture of the cluster", async {
            while !visitor.get("/api/live/snapshot").await.text().contains(id.as_str()) {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }
    let doors = [
        "/api/live/snapshot".to_owned(),
        "/api/events?limit=1000".to_owned(),
        "/api/history".to_owned(),
        "/api/changes".to_owned(),
        "/api/master/readings/GET_STATE".to_owned(),
        "/api/master/readings/GET_FRAMEWORKS".to_owned(),
        "/api/master/readings/GET_TASKS".to_owned(),
        format!("/api/frameworks/{}", hidden[0]),
    ];
    let asks = (0..TIMES).map(|number| {
        let (door, is_analyst) = (&doors[number / 2 % doors.len()], number % 2 == 0);
        let visitor = if is_analyst { &analyst } else { &operator };
        async move { (door, is_analyst, visitor.get(door).await) }
    });
    let asked = futures_util::StreamExt::collect::<Vec<_>>(futures_util::StreamExt::buffer_unordered(
        futures_util::stream::iter(asks),
        16,
    ));
    for (door, is_analyst, got) in asked.await {
        let text = got.text().replace(door.as_str(), "");
        let shown = hidden.iter().any(|id| text.contains(id.as_str()));
        tally.tried(!is_analyst || !shown || got.status == 404, || {
            format!("{door}: {} {text:.200}", got.status)
        });
        tally.tried(is_analyst || got.status == 200, || format!("{door}: {} {text:.200}", got.status));
    }
    tally.end();
}
