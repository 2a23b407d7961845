//! Containers of an agent: launched, waited for, killed, removed, and talked to.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::asking::Asking;

/// The agent all of this happens on.
const AGENT: &str = "/slave(1)";

async fn parent(asking: &Asking) -> String {
    let (_, body) = asking.call(AGENT, &json!({"type": "GET_CONTAINERS"})).await;
    let body: Value = serde_json::from_str(&body).expect("JSON");
    body["get_containers"]["containers"][0]["container_id"]["value"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn they_end_with_the_status_of_what_they_ran() {
    let asking = Asking::quiet().await;
    let parent = parent(&asking).await;
    let id = |name: &str| json!({"value": name, "parent": {"value": parent}});
    let call = async |call: Value| {
        let (status, body) = asking.call(AGENT, &call).await;
        (status.as_u16(), body)
    };
    let launch = |id: Value, script: &str| json!({"type": "LAUNCH_CONTAINER", "launch_container": {"container_id": id, "command": {"value": script}}});
    let of = |name: &str, id: Value| json!({"type": name, name.to_lowercase(): {"container_id": id}});
    let killed = |id: Value, signal: i32| json!({"type": "KILL_CONTAINER", "kill_container": {"container_id": id, "signal": signal}});
    let done = (200, String::new());

    assert_eq!(call(launch(id("seven"), "echo out; exit 7")).await, done);
    let ended = (200, r#"{"type":"WAIT_CONTAINER","wait_container":{"exit_status":1792}}"#.to_owned());
    assert_eq!(call(of("WAIT_CONTAINER", id("seven"))).await, ended);
    assert_eq!(call(of("WAIT_CONTAINER", id("seven"))).await, ended, "and again");
    assert_eq!(call(of("REMOVE_CONTAINER", id("seven"))).await, done);
    assert_eq!(call(of("REMOVE_CONTAINER", id("seven"))).await, done);

    assert_eq!(call(launch(id("stubborn"), "trap '' TERM; sleep 1000")).await, done);
    assert_eq!(call(launch(id("stubborn"), "true")).await, (202, String::new()), "the id is taken");
    assert_eq!(
        call(of("REMOVE_CONTAINER", id("stubborn"))).await,
        (500, "Nested container has not terminated yet".to_owned())
    );
    assert_eq!(
        call(killed(id("stubborn"), 999)).await,
        (500, "Unable to send signal to container: Invalid argument".to_owned())
    );
    assert_eq!(call(killed(id("stubborn"), 15)).await, done);
    let shown = call(json!({"type": "GET_CONTAINERS", "get_containers": {"show_nested": true}})).await.1;
    assert!(shown.contains("stubborn"), "it does not mind");
    assert_eq!(call(killed(id("stubborn"), 9)).await, done);
    assert!(call(of("WAIT_CONTAINER", id("stubborn"))).await.1.contains(r#""exit_status":9"#));
    assert_eq!(
        call(killed(id("stubborn"), 9)).await,
        (404, format!("Container '{parent}.stubborn' cannot be found (or is already killed)"))
    );

    assert_eq!(call(launch(json!({"value": "alone"}), "exit 3")).await, done);
    assert!(call(of("WAIT_CONTAINER", json!({"value": "alone"}))).await.1.contains(r#""exit_status":768"#));
    let nested = |id: Value| json!({"type": "LAUNCH_NESTED_CONTAINER", "launch_nested_container": {"container_id": id}});
    let invalid = "Failed to validate agent::Call: ";
    for (bad, text) in [
        (
            nested(json!({"value": "x"})),
            format!("{invalid}Expecting 'launch_nested_container.container_id.parent' to be present"),
        ),
        (
            nested(id("a/b")),
            format!(
                "{invalid}'launch_nested_container.container_id' is invalid: 'a/b' contains invalid characters"
            ),
        ),
        (
            nested(json!({"value": "x", "parent": {"value": "nobody"}})),
            "Parent container nobody does not exist".to_owned(),
        ),
    ] {
        assert_eq!(call(bad).await, (400, text));
    }
    assert_eq!(
        call(of("WAIT_CONTAINER", json!({"value": "nobody"}))).await,
        (404, "Container nobody cannot be found".to_owned())
    );
}

/// A program in a session: what is typed comes back, and its end ends the stream.
#[tokio::test]
async fn a_session_can_be_talked_to() {
    let asking = Asking::quiet().await;
    let parent = parent(&asking).await;
    let id = json!({"value": "talk", "parent": {"value": parent}});
    let url = format!("{}{AGENT}/api/v1", asking.cluster.master_url());
    let client = reqwest::Client::new();
    let session = json!({"type": "LAUNCH_NESTED_CONTAINER_SESSION", "launch_nested_container_session":
        {"container_id": id, "command": {"value": "echo ready; cat"}}});
    let request =
        client.post(&url).header("content-type", "application/json").header("accept", "application/recordio");
    let output = request.body(session.to_string()).send().await.expect("an answer");
    assert_eq!(output.headers()["content-type"], "application/recordio");
    assert_eq!(output.headers()["message-content-type"], "application/json");

    let record = |call: Value| {
        let text = call.to_string();
        format!("{}\n{text}", text.len())
    };
    let typed = |data: &str| {
        record(json!({"type": "ATTACH_CONTAINER_INPUT", "attach_container_input": {"type": "PROCESS_IO",
            "process_io": {"type": "DATA", "data": {"type": "STDIN", "data": data}}}}))
    };
    let first = record(json!({"type": "ATTACH_CONTAINER_INPUT",
        "attach_container_input": {"type": "CONTAINER_ID", "container_id": id}}));
    // "hello\n", and the end.
    let input = format!("{first}{}{}", typed("aGVsbG8K"), typed(""));
    let request = client.post(&url).header("content-type", "application/recordio");
    let answer = request.header("message-content-type", "application/json").body(input).send().await;
    assert_eq!(answer.expect("an answer").status(), StatusCode::OK);

    let said = output.text().await.expect("the stream ends in order");
    let ready = r#"{"type":"DATA","data":{"type":"STDOUT","data":"cmVhZHkK"}}"#;
    let hello = r#"{"type":"DATA","data":{"type":"STDOUT","data":"aGVsbG8K"}}"#;
    assert_eq!(said, format!("{}\n{ready}{}\n{hello}", ready.len(), hello.len()));
}
