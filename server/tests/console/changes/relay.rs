//! Changes through the relay: Mesos' own answer, and a change of one step that is tracked.

use serde_json::json;

use super::stage::{Stage, about, reserve, states};

#[tokio::test]
async fn mesos_answers_and_the_change_is_tracked() {
    let stage = Stage::begin().await;
    let agent = &stage.agents().await[0];
    let got = stage.console.post("/api/master", &reserve(agent, 0.1).to_string()).await;
    assert_eq!((got.status.as_u16(), got.body.len()), (202, 0));
    let id = got.header("x-mesoscope-change").to_owned();
    let record = stage.ended(&id).await;
    assert_eq!(states(&record), ["applied"], "{record:#}");
}

#[tokio::test]
async fn so_is_its_refusal() {
    let stage = Stage::begin().await;
    let (status, _) = stage.tell(about("REACTIVATE_AGENT", "nobody")).await;
    let got = stage.console.post("/api/master", &about("REACTIVATE_AGENT", "nobody").to_string()).await;
    assert_eq!(got.status.as_u16(), status);
    assert!(got.header("content-type").starts_with("text/plain"), "{}", got.header("content-type"));
    let record = stage.ended(got.header("x-mesoscope-change")).await;
    assert_eq!((states(&record), &record["steps"][0]["words"]), (vec!["refused"], &got.text().into()));
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_by_mesos_itself() {
    let stage = Stage::begin().await;
    for call in ["UPDATE_QUOTA", "DRAIN_AGENT", "RESERVE_RESOURCES"] {
        let got = stage.console.post("/api/master", &json!({ "type": call }).to_string()).await;
        assert_eq!(got.status, 400, "{call}: {}", got.text());
        assert!(!got.header("x-mesoscope-change").is_empty());
    }
}

#[tokio::test]
async fn a_quota_that_is_not_there_is_not_removed() {
    let stage = Stage::begin().await;
    let call = json!({ "type": "REMOVE_QUOTA", "remove_quota": { "role": "nobody" } });
    let got = stage.console.post("/api/master", &call.to_string()).await;
    assert_eq!(got.status, 403);
    assert!(got.error().contains("the role nobody has no quota"), "{}", got.error());
    let record = stage.ended(got.header("x-mesoscope-change")).await;
    assert_eq!(states(&record), ["blocked"]);
}

#[tokio::test]
async fn who_asked_may_leave() {
    let stage = Stage::begin().await;
    let agent = stage.agents().await.remove(0);
    stage.cluster.faults().withhold_answer("DEACTIVATE_AGENT", true);
    let call = about("DEACTIVATE_AGENT", &agent).to_string();
    let id = {
        let asking = stage.console.post("/api/master", &call);
        let begun = async {
            loop {
                let list = stage.console.get(super::stage::DOOR).await.json();
                if list["changes"][0]["counts"]["sending"] == 1 {
                    return list["changes"][0]["id"].as_str().unwrap().to_owned();
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            got = asking => panic!("an answer: {}", got.text()),
            id = begun => id,
        }
    };
    stage.cluster.faults().withhold_answer("DEACTIVATE_AGENT", false);
    assert_eq!(states(&stage.ended(&id).await), ["applied"]);
    assert_eq!(stage.agent(&agent).await["deactivated"], true);
}
