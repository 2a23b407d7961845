//! The generated messages: both encodings, and what JSON may look like.
#![cfg(feature = "messages")]

use operator_api::json::{UNRECOGNIZED, WireEnum};
use operator_api::v1::{self, master};
use prost::Message;
use serde_json::json;

fn call(value: serde_json::Value) -> master::Call {
    serde_json::from_value(value).expect("a call")
}

#[test]
fn a_task_stays_small() {
    // A cluster of 400,000 tasks is held in memory: each 100 bytes here are 40 MB.
    assert!(size_of::<v1::Task>() <= 450, "{} bytes", size_of::<v1::Task>());
}

#[test]
fn fields_and_values_from_the_future_are_ignored() {
    let call = call(json!({ "type": "TELEPORT_AGENT", "teleport_agent": { "to": "mars" } }));
    assert_eq!(call, master::Call { r#type: Some(UNRECOGNIZED), ..Default::default() });
    assert_eq!(serde_json::to_value(&call).unwrap(), json!({}));

    let read: v1::MasterInfo = serde_json::from_value(json!({
        "capabilities": [{ "type": "AGENT_UPDATE" }, { "type": "TIME_TRAVEL" }]
    }))
    .unwrap();
    let printed = serde_json::to_value(&read).unwrap();
    assert_eq!(printed["capabilities"], json!([{ "type": "AGENT_UPDATE" }, {}]));
}

#[test]
fn an_unknown_number_of_an_enum_survives_protobuf_and_is_left_out_of_json() {
    let event = master::Event { r#type: Some(99), ..Default::default() };
    let read = master::Event::decode(event.encode_to_vec().as_slice()).unwrap();
    assert_eq!(read.r#type, Some(99));
    assert_eq!(serde_json::to_value(&read).unwrap(), json!({}));
}

#[test]
fn missing_required_fields_are_defaults() {
    let agents: master::Response =
        serde_json::from_value(json!({ "get_agents": { "agents": [{}] } })).unwrap();
    let agents = agents.get_agents.unwrap().agents;
    assert_eq!(agents[0].agent_info.hostname, "");
    assert!(!agents[0].active);
    // Proto2 has defaults of its own, for those who ask by the getter.
    assert_eq!((agents[0].agent_info.port, agents[0].agent_info.port()), (None, 5051));
}

#[test]
fn integers_are_numbers_or_text() {
    let numbers = json!({ "set_logging_level": { "level": 2, "duration": { "nanoseconds": 9_007_199_254_740_993_i64 } } });
    let text =
        json!({ "set_logging_level": { "level": "2", "duration": { "nanoseconds": "9007199254740993" } } });
    assert_eq!(call(numbers.clone()), call(text));
    assert_eq!(serde_json::to_value(call(numbers.clone())).unwrap(), numbers);
    let beyond = serde_json::from_value::<master::Call>(json!({ "set_logging_level": { "level": -1 } }));
    assert_eq!(beyond.unwrap_err().to_string(), "a number that its field cannot hold");
}

#[test]
fn doubles_keep_their_fraction_and_their_extremes() {
    let scalar = |json: &str| serde_json::from_str::<v1::value::Scalar>(json).expect(json).value;
    let printed = |value| serde_json::to_string(&v1::value::Scalar { value }).expect("JSON");
    assert_eq!(scalar(r#"{"value":4}"#), 4.0);
    assert_eq!(printed(4.0), r#"{"value":4.0}"#);
    for (value, word) in [(f64::INFINITY, "Infinity"), (f64::NEG_INFINITY, "-Infinity")] {
        assert_eq!(printed(value), format!(r#"{{"value":"{word}"}}"#));
        assert_eq!(scalar(&printed(value)), value);
    }
    assert!(scalar(&printed(f64::NAN)).is_nan());
}

#[test]
fn bytes_are_base64() {
    let status: v1::TaskStatus = serde_json::from_value(json!({ "uuid": "AP8Q" })).unwrap();
    assert_eq!(status.uuid, Some(vec![0, 255, 16]));
    assert_eq!(serde_json::to_value(&status).unwrap()["uuid"], json!("AP8Q"));
    assert!(serde_json::from_value::<v1::TaskStatus>(json!({ "uuid": "no base64!" })).is_err());
}

#[test]
fn maps_are_objects() {
    let configs = json!({ "role": "eng", "limits": { "cpus": { "value": 1.5 }, "mem": { "value": 64.0 } } });
    let read: v1::quota::QuotaConfig = serde_json::from_value(configs.clone()).unwrap();
    assert_eq!(read.limits["cpus"].value, 1.5);
    assert_eq!(v1::quota::QuotaConfig::decode(read.encode_to_vec().as_slice()).unwrap(), read);
    assert_eq!(serde_json::to_value(&read).unwrap(), configs);
}

#[test]
fn main_lists_are_there_when_empty_and_others_are_not() {
    let response = master::Response {
        r#type: Some(master::response::Type::GetTasks.into()),
        get_tasks: Some(Default::default()),
        get_weights: Some(Default::default()),
        ..Default::default()
    };
    insta::assert_json_snapshot!(response, @r#"
    {
      "type": "GET_TASKS",
      "get_tasks": {
        "tasks": [],
        "unreachable_tasks": [],
        "completed_tasks": []
      },
      "get_weights": {}
    }
    "#);
}

#[test]
fn every_value_has_one_name_and_one_number() {
    for value in v1::TaskState::ALL {
        assert_eq!(v1::TaskState::from_name(value.name()), Some(*value));
        assert_eq!(v1::TaskState::from_number(value.number()), Some(*value));
    }
    assert_eq!(v1::TaskState::Running.to_string(), "TASK_RUNNING");
    assert_eq!(v1::TaskState::default(), v1::TaskState::Staging, "the first in the schema");
}

#[test]
fn a_duration_of_google_has_seconds_and_nanos() {
    let call =
        call(json!({ "type": "DRAIN_AGENT", "drain_agent": { "max_grace_period": { "seconds": 5 } } }));
    let drain = call.drain_agent.unwrap();
    assert_eq!(drain.max_grace_period, Some(v1::protobuf::Duration { seconds: 5, nanos: 0 }));
}
