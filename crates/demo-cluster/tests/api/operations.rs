//! Operations, as `GET_OPERATIONS` of master and agents shows them.

use std::time::Duration;

use demo_cluster::{Options, Scenario};
use serde_json::{Value, json};

use crate::asking::Asking;

fn operations(answer: &Value) -> Vec<Value> {
    answer["get_operations"]["operations"].as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn what_an_operator_asks_for_is_pending_until_it_is_done() {
    let asking = Asking::quiet().await;
    asking.cluster.faults().delay_accepted(Duration::from_secs(3600));
    let agent = asking.agent(1).await["agent_info"]["id"].clone();
    let resource = json!({
        "name": "cpus", "type": "SCALAR", "scalar": {"value": 0.5},
        "reservations": [{"type": "DYNAMIC", "role": "eng/web"}],
    });
    let call = json!({"type": "RESERVE_RESOURCES", "reserve_resources": {"agent_id": agent, "resources": [resource]}});
    asking.expect(&[(call, 202, "")]).await;
    let listed = operations(&asking.read("GET_OPERATIONS").await);
    let mine: Vec<_> = listed.iter().filter(|operation| operation.get("framework_id").is_none()).collect();
    assert_eq!(mine.len(), 1, "{listed:?}");
    let mut operation = mine[0].clone();
    assert!(operation["uuid"]["value"].as_str().is_some_and(|uuid| uuid.len() == 24), "16 bytes in base64");
    operation["uuid"] = json!(null);
    let expected = json!({
        "agent_id": agent,
        "info": {"type": "RESERVE", "reserve": {"resources": [resource]}},
        "latest_status": {"state": "OPERATION_PENDING", "agent_id": agent},
        "uuid": null,
    });
    assert_eq!(operation, expected);

    let (_, body) = asking.call("/slave(1)", &json!({"type": "GET_OPERATIONS"})).await;
    assert_eq!(operations(&serde_json::from_str(&body).expect("JSON")).len(), 1, "the agent shows it too");
    let (_, body) = asking.call("/slave(2)", &json!({"type": "GET_OPERATIONS"})).await;
    assert_eq!(body, r#"{"type":"GET_OPERATIONS","get_operations":{}}"#, "and no other");
}

#[tokio::test]
async fn a_bad_day_has_operations_that_failed_wait_and_were_dropped() {
    let asking =
        Asking::with(Options { updates_per_second: Some(0.0), ..Options::new(Scenario::Unhealthy) }).await;
    let listed = operations(&asking.read("GET_OPERATIONS").await);
    let state = |operation: &Value| operation["latest_status"]["state"].as_str().map(str::to_owned);
    let states: Vec<_> = listed.iter().filter_map(state).collect();
    for wanted in ["OPERATION_FAILED", "OPERATION_PENDING", "OPERATION_DROPPED", "OPERATION_FINISHED"] {
        assert!(states.iter().any(|state| state == wanted), "{wanted} is not among {states:?}");
    }
    let failed = listed.iter().find(|operation| operation["latest_status"]["state"] == "OPERATION_FAILED");
    let failed = failed.expect("it was among them");
    assert_eq!(failed["info"]["type"], "CREATE_DISK");
    assert_eq!(failed["info"]["id"], failed["latest_status"]["operation_id"]);
    assert_eq!(failed["statuses"][0], failed["latest_status"]);
    let source = &failed["info"]["create_disk"]["source"];
    assert_eq!(source["provider_id"], failed["latest_status"]["resource_provider_id"]);
    assert_eq!(source["disk"]["source"]["type"], "RAW");
    assert_eq!(failed["info"]["create_disk"]["target_type"], "MOUNT");
    let uuid = failed["latest_status"]["uuid"]["value"].as_str();
    assert!(uuid.is_some() && uuid != failed["uuid"]["value"].as_str(), "the status has its own");

    let (_, body) = asking.call("", &json!({"type": "GET_METRICS", "get_metrics": {}})).await;
    let metrics: Value = serde_json::from_str(&body).expect("JSON");
    let metrics = metrics["get_metrics"]["metrics"].as_array().expect("a list");
    let value =
        |name: &str| metrics.iter().find(|metric| metric["name"] == name).map(|metric| &metric["value"]);
    let pending = states.iter().filter(|state| *state == "OPERATION_PENDING").count();
    assert_eq!(value("master/operations/pending").and_then(Value::as_f64), Some(pending as f64));
    assert_eq!(value("master/operations/create_disk/dropped").and_then(Value::as_f64), Some(1.0));
}
