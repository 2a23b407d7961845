//! What can be done to a cluster on command, beside what is done to its streams.

use std::num::NonZeroU32;

use demo_cluster::{Options, Scenario};
use serde_json::json;

use crate::asking::Asking;
use crate::stream::subscribe;

#[tokio::test]
async fn a_call_can_be_left_without_an_answer() {
    let asking = Asking::quiet().await;
    let faults = asking.cluster.faults();
    for path in ["", "/slave(1)"] {
        faults.withhold_answer("GET_VERSION", true);
        let version = json!({"type": "GET_VERSION"});
        let waiting = asking.call(path, &version);
        tokio::pin!(waiting);
        assert!(futures_util::poll!(&mut waiting).is_pending());
        // Other calls are answered all the while.
        asking.read("GET_HEALTH").await;
        assert!(futures_util::poll!(&mut waiting).is_pending());
        faults.withhold_answer("GET_VERSION", false);
        assert_eq!(waiting.await.0.as_u16(), 200);
    }
}

/// A client that keeps its connection open for the next call loses it too: a process that is gone has none.
#[tokio::test]
async fn connections_end_when_they_are_refused() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    const ASK: &[u8] = b"GET /health HTTP/1.1\r\nHost: here\r\n\r\n";
    const LAST: &[u8] = b"GET /health HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
    let asking = Asking::quiet().await;
    let address = asking.cluster.address();
    let mut kept = TcpStream::connect(address).await.expect("a connection");
    let mut first = [0; 12];
    kept.write_all(ASK).await.expect("room");
    kept.read_exact(&mut first).await.expect("an answer");
    assert_eq!(&first, b"HTTP/1.1 200");

    asking.cluster.faults().refuse_connections(true);
    let mut fresh = TcpStream::connect(address).await.expect("it is taken, and closed");
    for connection in [&mut kept, &mut fresh] {
        // It may be over already, or be reset in the middle.
        let _ = connection.write_all(LAST).await;
        let mut rest = Vec::new();
        let _ = connection.read_to_end(&mut rest).await;
        assert!(!rest.windows(4).any(|word| word == b"HTTP"), "{}", String::from_utf8_lossy(&rest));
    }
    asking.cluster.faults().refuse_connections(false);
    asking.read("GET_HEALTH").await;
}

/// A slow stream sends the same bytes in more pieces.
#[tokio::test]
async fn a_stream_can_be_slowed() {
    let asking =
        Asking::with(Options { updates_per_second: Some(0.0), ..Options::new(Scenario::Empty) }).await;
    let faults = asking.cluster.faults();
    let mut fast = subscribe(&asking, "application/json").await;
    let (first, second) = (fast.next().await, fast.next().await);
    assert!(first.is_some());
    faults.slow_streams(NonZeroU32::new(1000));
    let mut slow = subscribe(&asking, "application/json").await;
    assert_eq!(slow.next().await, first);
    assert!(slow.pieces() > 1, "a hundred bytes at a time");
    faults.slow_streams(None);
    assert_eq!(slow.next().await, second);
}

#[tokio::test]
async fn what_is_no_record_can_be_sent() {
    use futures_util::StreamExt;

    let asking = Asking::quiet().await;
    let request = reqwest::Client::new().post(format!("{}/api/v1", asking.cluster.master_url()));
    let request = request.header("content-type", "application/json");
    let answer = request.body(r#"{"type":"SUBSCRIBE"}"#).send().await.expect("an answer");
    asking.cluster.faults().send_garbage();
    let mut received = Vec::new();
    let mut chunks = answer.bytes_stream();
    while !received.ends_with(b"502 Bad Gateway</html>\n") {
        received.extend_from_slice(&chunks.next().await.expect("more").expect("bytes"));
    }
}

/// Half a record arrives before the stream breaks off.
#[tokio::test]
async fn a_record_can_be_cut_in_half() {
    use futures_util::StreamExt;

    let asking =
        Asking::with(Options { updates_per_second: Some(0.0), ..Options::new(Scenario::Empty) }).await;
    for (encoding, half) in [
        ("application/json", b"600\n{\"type\":\"TASK_UP".as_slice()),
        ("application/x-protobuf", b"600\n\x08\x03\x22\xd3\x04".as_slice()),
    ] {
        let request = reqwest::Client::new().post(format!("{}/api/v1", asking.cluster.master_url()));
        let request = request.header("content-type", "application/json").header("accept", encoding);
        let answer = request.body(r#"{"type":"SUBSCRIBE"}"#).send().await.expect("an answer");
        asking.cluster.faults().cut_record();
        let mut received = Vec::new();
        let mut chunks = answer.bytes_stream();
        let end = loop {
            match chunks.next().await {
                Some(Ok(chunk)) => received.extend_from_slice(&chunk),
                end => break end,
            }
        };
        assert!(end.is_some_and(|end| end.is_err()), "it ends without its last chunk");
        assert!(received.ends_with(half), "{encoding}: {}", String::from_utf8_lossy(&received));
    }
}

#[tokio::test]
async fn what_was_accepted_can_be_late_or_lost() {
    let asking = Asking::quiet().await;
    let faults = asking.cluster.faults();
    let agent = asking.agent(1).await["agent_info"]["id"].clone();
    let reserve = |role: &str| {
        json!({"type": "RESERVE_RESOURCES", "reserve_resources": {"agent_id": agent, "resources": [
        {"name": "disk", "type": "SCALAR", "scalar": {"value": 8}, "reservations": [{"type": "DYNAMIC", "role": role}]}]}})
    };
    faults.lose_accepted(true);
    asking.expect(&[(reserve("lost"), 202, "")]).await;
    faults.lose_accepted(false);
    asking.expect(&[(reserve("kept"), 202, "")]).await;
    let after =
        asking.until(1, "the second takes effect", |agent| agent.to_string().contains("\"kept\"")).await;
    assert!(!after.to_string().contains("\"lost\""));
    let pending = || async {
        let read = asking.read("GET_OPERATIONS").await;
        let operations = read["get_operations"]["operations"].as_array().cloned().unwrap_or_default();
        let roles = operations.iter().filter(|operation| operation["info"]["reserve"].is_object());
        roles
            .filter(|operation| operation["latest_status"]["state"] == "OPERATION_PENDING")
            .cloned()
            .collect::<Vec<_>>()
    };
    let listed = pending().await;
    assert!(listed.len() == 1 && listed[0].to_string().contains("\"lost\""), "{listed:?}");
    // Only an agent that registers anew says that it never heard of it.
    let id = agent["value"].as_str().expect("an id");
    faults.lose_agent(id).expect("it is there");
    faults.return_agent(id).expect("it is there");
    assert_eq!(pending().await, Vec::<serde_json::Value>::new());
    faults.delay_accepted(std::time::Duration::from_secs(3600));
    asking.expect(&[(reserve("late"), 202, "")]).await;
    assert!(!asking.agent(1).await.to_string().contains("\"late\""));
}
