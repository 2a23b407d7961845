//! What the doors say, and what they refuse.

use http::{Request, header};
use mesoscope_server::config::Config;
use serde_json::{Value, json};

use super::stage::{DOOR, Stage, about, named, states, steps};
use crate::support::{Console, Tab, hurried, limits};

#[tokio::test]
async fn a_change_is_told_whole_and_in_the_list() {
    let stage = Stage::begin().await;
    let agents = stage.agents().await;
    let got = stage.post(&steps(agents[..2].iter().map(|agent| about("DEACTIVATE_AGENT", agent)))).await;
    let first = got.json();
    assert_eq!((got.status.as_u16(), first["steps"].as_array().unwrap().len()), (201, 2));
    let id = first["id"].as_str().unwrap();
    assert_eq!(got.header("location"), format!("changes/{id}"));
    assert_eq!(first["title"], format!("Deactivate agent {} and 1 more", agents[0]));
    let record = stage.ended(id).await;
    let other = stage.done(&steps([about("REACTIVATE_AGENT", &agents[0])])).await;

    let list = stage.console.get(DOOR).await.json();
    let changes = list["changes"].as_array().unwrap();
    assert_eq!((&changes[0]["id"], &changes[1]["id"]), (&other["id"], &record["id"]), "newest first");
    let mut summary = record.clone();
    summary.as_object_mut().unwrap().remove("steps");
    assert_eq!(changes[1], summary);
    let one = stage.console.get(&format!("{DOOR}?limit=1")).await.json();
    assert_eq!(one["changes"].as_array().unwrap().len(), 1);

    let mut shape = record;
    redact(&mut shape, &agents);
    insta::assert_json_snapshot!(shape);
}

/// Takes out what differs from run to run.
fn redact(record: &mut Value, agents: &[String]) {
    let redact_times = |of: &mut Value| {
        for (name, value) in of.as_object_mut().unwrap() {
            if name.ends_with("_ms") && value.is_i64() {
                *value = "[time]".into();
            }
            if name == "request_id" || name == "id" {
                *value = "[id]".into();
            }
        }
    };
    redact_times(record);
    for step in record["steps"].as_array_mut().unwrap() {
        redact_times(step);
    }
    *record = named(record, agents);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let stage = Stage::begin().await;
    let agents = stage.agents().await;
    let record = stage.done(&steps([about("DEACTIVATE_AGENT", &agents[0])])).await;
    let one = format!("{DOOR}/{}", record["id"].as_str().unwrap());
    for path in [DOOR, &one] {
        let first = stage.console.get(path).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{tag}");
        let again = stage.console.get_with(path, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        stage.done(&steps([about("REACTIVATE_AGENT", &agents[0])])).await;
        let later = stage.console.get_with(path, &[("if-none-match", &tag)]).await;
        assert_eq!(later.status.as_u16(), if path == DOOR { 200 } else { 304 }, "{path}");
        stage.done(&steps([about("DEACTIVATE_AGENT", &agents[0])])).await;
    }
}

#[tokio::test]
async fn browsers_hear_that_changes_get_further() {
    let stage = Stage::begin().await;
    let agents = stage.agents().await;
    let mut tab = Tab::open(&stage.console, stage.console.listen().await).await;
    tab.until("a status", |tab| tab.status.is_some()).await;
    let before = tab.status.as_ref().unwrap().changes;
    stage.change(&steps([about("DEACTIVATE_AGENT", &agents[0])])).await;
    tab.until("news", |tab| tab.status.as_ref().is_some_and(|status| status.changes > before)).await;
}

#[tokio::test]
async fn nothing_of_a_bad_change_is_sent() {
    let stage = Stage::begin().await;
    let agents = stage.agents().await;
    let good = about("DEACTIVATE_AGENT", &agents[0]);
    for (bad, status) in [
        (json!({ "type": "GET_AGENTS" }), 400),
        (json!({ "type": "SUBSCRIBE" }), 403),
        (json!({ "type": "NO_SUCH_CALL" }), 403),
        (json!({ "type": "DRAIN_AGENT", "drain_agent": { "max_grace_period": "5s" } }), 403),
    ] {
        let got = stage.post(&steps([good.clone(), bad])).await;
        assert_eq!((got.status.as_u16(), &got.json()["step"]), (status, &1.into()), "{}", got.text());
    }
    assert_ne!(stage.agent(&agents[0]).await["deactivated"], true);
    assert_eq!(stage.console.get(DOOR).await.json(), json!({ "changes": [] }));
    let large = json!({ "steps": [{ "call": { "type": "TEARDOWN", "x": "x".repeat(5 << 20) } }] });
    assert_eq!(stage.post(&large).await.status, 413);
}

#[tokio::test]
async fn who_may_only_look_changes_nothing() {
    let stage = Stage::begin().await;
    let masters = vec![stage.cluster.master_url()];
    let config = Config { read_only: true, masters, ..Config::default() };
    let console = Console::with(config, limits(), hurried());
    let change = steps([about("DEACTIVATE_AGENT", &stage.agents().await[0])]);
    let got = console.post(DOOR, &change.to_string()).await;
    assert_eq!((got.status.as_u16(), &got.json()["step"]), (403, &0.into()));
    assert_eq!(got.error(), "DEACTIVATE_AGENT changes the cluster; this console is read-only");
    let session = console.get("/api/session").await.json();
    assert_eq!((&session["role"], &session["read_only"]), (&"admin".into(), &true.into()));
    assert!(!session["master_calls"].as_array().unwrap().contains(&"DRAIN_AGENT".into()));
}

#[tokio::test]
async fn without_a_fresh_picture_nothing_is_sent() {
    let console = Console::alone();
    let change = steps([about("DEACTIVATE_AGENT", "a")]).to_string();
    let got = console.post(DOOR, &change).await;
    assert_eq!(got.status, 503);
    assert_eq!(got.error(), "the console has no fresh picture of the cluster, so it sends no change");
    assert_eq!(console.post("/api/master", &about("DEACTIVATE_AGENT", "a").to_string()).await.status, 503);
}

#[tokio::test]
async fn there_is_no_such_change() {
    let console = Console::alone();
    assert_eq!(console.get(&format!("{DOOR}/0123")).await.status, 404);
    assert_eq!(console.post(&format!("{DOOR}/0123/stop"), "").await.status, 404);
    assert_eq!(console.get(&format!("{DOOR}?limit=many")).await.status, 400);
}

#[tokio::test]
async fn a_page_of_another_site_changes_nothing() {
    let stage = Stage::begin().await;
    let change = steps([about("DEACTIVATE_AGENT", &stage.agents().await[0])]).to_string();
    let request = |kind: &str, origin: &str| {
        Request::post(DOOR)
            .header(header::HOST, "localhost:8080")
            .header(header::CONTENT_TYPE, kind)
            .header(header::ORIGIN, origin)
            .body(change.clone().into())
            .unwrap()
    };
    let got = stage.console.send(request("text/plain", "http://localhost:8080")).await;
    assert_eq!(got.status, 415);
    let got = stage.console.send(request("application/json", "http://elsewhere.example")).await;
    assert_eq!(got.status, 403);
}

#[tokio::test]
async fn several_agents_are_told_at_once() {
    let stage = Stage::begin().await;
    let agents = stage.agents().await;
    let wanted = json!({ "ids": [agents[2], "nobody", agents[0]] }).to_string();
    let got = stage.console.post("/api/agents/details", &wanted).await.json();
    let told = got["agents"].as_array().unwrap();
    assert_eq!(told.len(), 2);
    for (told, id) in told.iter().zip([&agents[2], &agents[0]]) {
        assert_eq!(*told, stage.console.get(&format!("/api/agents/{id}")).await.json());
    }
    let many = json!({ "ids": vec!["x"; 1001] }).to_string();
    for bad in ["{}", "", &many] {
        assert_eq!(stage.console.post("/api/agents/details", bad).await.status, 400, "{bad:.20}");
    }
    assert_eq!(Console::alone().post("/api/agents/details", r#"{"ids":[]}"#).await.status, 503);
}

#[tokio::test]
async fn readings_of_before_are_not_given_to_those_who_ask_after() {
    let stage = Stage::begin().await;
    let role = |weights: &Value| weights["get_weights"]["weight_infos"].to_string().contains("night-shift");
    let reading = || async { stage.console.get("/api/master/readings/GET_WEIGHTS").await.json() };
    assert!(!role(&reading().await));
    let weights = json!({ "type": "UPDATE_WEIGHTS",
                          "update_weights": { "weight_infos": [{ "role": "night-shift", "weight": 2.5 }] } });
    let record = stage.done(&steps([weights])).await;
    assert_eq!(states(&record), ["applied"]);
    assert!(role(&reading().await));
}
