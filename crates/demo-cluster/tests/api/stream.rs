//! The event stream, and what can be done to it.

use crate::asking::Asking;
use bytes::Bytes;
use demo_cluster::{Options, Scenario};
use futures_util::{Stream, StreamExt};
use operator_api::recordio::Decoder;
use operator_api::v1::master::Event;
use operator_api::v1::master::event::Type;
use prost::Message;
use serde_json::{Value, json};

/// Records of a stream, one by one.
pub struct Events<S> {
    chunks: S,
    decoder: Decoder,
    pieces: usize,
}

impl<S: Stream<Item = reqwest::Result<Bytes>> + Unpin> Events<S> {
    /// In how many pieces all of it came.
    pub fn pieces(&self) -> usize {
        self.pieces
    }

    /// The next record; `None` where the stream ends, in order or not.
    pub async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Some(record) = self.decoder.next_record().expect("a record") {
                return Some(record);
            }
            self.decoder.push(self.chunks.next().await?.ok()?);
            self.pieces += 1;
        }
    }
}

pub async fn subscribe(
    asking: &Asking,
    accept: &str,
) -> Events<impl Stream<Item = reqwest::Result<Bytes>> + Unpin + use<>> {
    let request = reqwest::Client::new().post(format!("{}/api/v1", asking.cluster.master_url()));
    let request = request.header("content-type", "application/json").header("accept", accept);
    let request = match &asking.principal {
        Some((principal, secret)) => request.basic_auth(principal, Some(secret)),
        None => request,
    };
    let answer = request.body(r#"{"type":"SUBSCRIBE"}"#).send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(answer.headers()["content-type"], accept);
    Events { chunks: Box::pin(answer.bytes_stream()), decoder: Decoder::new(1 << 30), pieces: 0 }
}

pub fn event(record: Option<Bytes>) -> Event {
    serde_json::from_slice(&record.expect("a record")).expect("an event")
}

async fn subscribers(asking: &Asking) -> f64 {
    let (_, body) = asking.call("", &json!({"type": "GET_METRICS", "get_metrics": {}})).await;
    let body: Value = serde_json::from_str(&body).expect("JSON");
    let metrics = body["get_metrics"]["metrics"].as_array().expect("a list").clone();
    let of = metrics.into_iter().find(|metric| metric["name"] == "master/operator_event_stream_subscribers");
    of.and_then(|metric| metric["value"].as_f64()).expect("a number")
}

#[tokio::test]
async fn it_begins_with_everything_and_a_heartbeat_in_both_encodings() {
    let asking = Asking::quiet().await;
    let mut json = subscribe(&asking, "application/json").await;
    let mut protobuf = subscribe(&asking, "application/x-protobuf").await;
    let first = event(json.next().await);
    let second = Event::decode(protobuf.next().await.expect("a record")).expect("an event");
    for event in [&first, &second] {
        assert_eq!(event.r#type, Some(Type::Subscribed as i32));
        let subscribed = event.subscribed.as_ref().expect("its content");
        assert_eq!(subscribed.heartbeat_interval_seconds, Some(15.0));
        let state = subscribed.get_state.as_ref().expect("the state");
        assert_eq!(state.get_agents.as_ref().map(|agents| agents.agents.len()), Some(12));
        assert_eq!(state.get_tasks.as_ref().map(|tasks| tasks.tasks.len()), Some(150));
    }
    assert_eq!(json.next().await.as_deref(), Some(&br#"{"type":"HEARTBEAT"}"#[..]));
    assert_eq!(subscribers(&asking).await, 2.0);
    drop(protobuf);
    while subscribers(&asking).await != 1.0 {}
}

#[tokio::test]
async fn what_happens_is_told_and_fits_the_state() {
    let options = Options { updates_per_second: Some(1000.0), ..Options::new(Scenario::Small) };
    let asking = Asking::with(options).await;
    let mut events = subscribe(&asking, "application/json").await;
    let subscribed = event(events.next().await).subscribed.expect("everything");
    let tasks = subscribed.get_state.and_then(|state| state.get_tasks).expect("tasks").tasks;
    let mut known: std::collections::HashSet<(String, String)> =
        tasks.into_iter().map(|task| (task.framework_id.value, task.task_id.value)).collect();
    let mut updates = 0;
    while updates < 300 {
        let event = event(events.next().await);
        if let Some(added) = event.task_added {
            let id = (added.task.framework_id.value, added.task.task_id.value);
            assert!(known.insert(id), "added twice");
        }
        if let Some(updated) = event.task_updated {
            updates += 1;
            let id = (updated.framework_id.value, updated.status.task_id.value);
            assert!(known.contains(&id), "an update of {id:?}, which was never added");
        }
    }
}

#[tokio::test]
async fn no_event_tells_of_a_lost_agent() {
    let asking = Asking::quiet().await;
    let mut events = subscribe(&asking, "application/json").await;
    events.next().await;
    events.next().await;
    let id = asking.agent(1).await["agent_info"]["id"]["value"].as_str().expect("an id").to_owned();
    asking.cluster.faults().lose_agent(&id).expect("it is there");
    assert_eq!(asking.agent(1).await, Value::Null);
    asking.cluster.faults().return_agent(&id).expect("it is known");
    let mut kinds = Vec::new();
    loop {
        let event = event(events.next().await);
        kinds.push(event.r#type.and_then(|kind| Type::try_from(kind).ok()).expect("a type"));
        if let Some(added) = event.agent_added {
            assert_eq!(added.agent.agent_info.id.map(|id| id.value), Some(id));
            break;
        }
    }
    assert!(kinds.starts_with(&[Type::TaskUpdated]));
    assert!(!kinds.contains(&Type::AgentRemoved));
    assert_eq!(kinds.iter().rev().nth(1), Some(&Type::TaskAdded), "its tasks come first");
    assert!(asking.cluster.faults().lose_agent("nobody").is_err());
}

#[tokio::test]
async fn it_can_be_broken_off_stalled_and_fed_rubbish() {
    let asking = Asking::quiet().await;
    let faults = asking.cluster.faults();
    let mut events = subscribe(&asking, "application/json").await;
    events.next().await;
    events.next().await;
    faults.send_unknown_event();
    assert!(events.next().await.is_some_and(|record| record.starts_with(br#"{"type":"COMET"#)));
    faults.cut_record();
    assert_eq!(events.next().await, None);
    assert_eq!(subscribers(&asking).await, 0.0);

    let mut events = subscribe(&asking, "application/json").await;
    events.next().await;
    events.next().await;
    faults.stall_streams(true);
    faults.send_unknown_event();
    let waiting = events.next();
    tokio::pin!(waiting);
    assert!(futures_util::poll!(&mut waiting).is_pending());
    // Other requests are answered all the while.
    asking.read("GET_HEALTH").await;
    assert!(futures_util::poll!(&mut waiting).is_pending());
    faults.stall_streams(false);
    assert!(waiting.await.is_some());
}

#[tokio::test]
async fn the_oldest_subscriber_makes_room() {
    let asking = Asking::with(Options { max_subscribers: 1, ..Options::new(Scenario::Empty) }).await;
    let mut first = subscribe(&asking, "application/json").await;
    first.next().await;
    first.next().await;
    let mut second = subscribe(&asking, "application/json").await;
    assert!(second.next().await.is_some());
    assert_eq!(first.next().await, None);
}

#[tokio::test]
async fn a_master_can_refuse_in_many_ways() {
    let asking = Asking::quiet().await;
    let faults = asking.cluster.faults();
    let health = json!({"type": "GET_HEALTH"});
    faults.recover(true);
    assert_eq!(
        asking.call("", &health).await,
        (reqwest::StatusCode::SERVICE_UNAVAILABLE, "Master has not finished recovery".to_owned())
    );
    faults.recover(false);
    faults.refuse_credentials(true);
    assert_eq!(asking.call("", &health).await.0.as_u16(), 401);
    faults.refuse_credentials(false);
    faults.answer("GET_HEALTH", Some(reqwest::StatusCode::INTERNAL_SERVER_ERROR));
    assert_eq!(asking.call("", &health).await.0.as_u16(), 500);
    faults.answer("GET_HEALTH", None);
    assert_eq!(asking.call("", &health).await.0.as_u16(), 200);

    faults.follow(Some("127.0.0.1:1".to_owned()));
    let client =
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let url = format!("{}/api/v1", asking.cluster.master_url());
    let answer =
        client.post(url).header("content-type", "application/json").body(health.to_string()).send().await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.status().as_u16(), 307);
    assert_eq!(answer.headers()["location"], "//127.0.0.1:1/api/v1");
}
