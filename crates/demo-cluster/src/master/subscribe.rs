//! The event stream: everything as it is, a heartbeat, and then what happens.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use operator_api::recordio;
use operator_api::v1::master::event::Type;
use tokio::sync::mpsc;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use crate::cluster::Cluster;
use crate::faults::Switches;
use crate::http::reply::Reply;
use crate::print::Printer;
use crate::print::document::{Document, Encoding};
use crate::subscribers::Record;
use crate::world::snapshot::State;

/// Seconds between two heartbeats.
const HEARTBEAT: u64 = 15;

struct Subscription {
    cluster: Arc<Cluster>,
    /// Records to be sent before any event.
    opening: std::vec::IntoIter<Bytes>,
    events: mpsc::Receiver<Record>,
    heartbeats: Interval,
    heartbeat: Bytes,
}

/// `SUBSCRIBE`
pub(crate) async fn subscribe(cluster: Arc<Cluster>, encoding: Encoding) -> Reply {
    // State and subscription are of the same moment, so that no event is missing between them and none comes twice.
    let (state, events) = cluster.act(|world| (world.snapshot(), cluster.subscribers.add(encoding)));
    let printer = cluster.printer.clone();
    let subscribed = tokio::task::spawn_blocking(move || subscribed(&printer, &state, encoding)).await;
    let Ok(subscribed) = subscribed else {
        return Reply::error(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "");
    };
    let heartbeat = recordio::encode(&encoding.encode(&Printer::heartbeat()));
    let period = Duration::from_secs(HEARTBEAT);
    let mut heartbeats = interval_at(Instant::now() + period, period);
    heartbeats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let subscription = Subscription {
        cluster,
        opening: vec![subscribed, heartbeat.clone()].into_iter(),
        events,
        heartbeats,
        heartbeat,
    };
    Reply::stream(encoding.media_type(), Body::from_stream(stream::unfold(subscription, next)))
}

fn subscribed(printer: &Printer, state: &State, encoding: Encoding) -> Bytes {
    let mut document = Document::new(encoding);
    document.word(1, "type", Type::Subscribed as i32, "SUBSCRIBED");
    document.message(2, "subscribed", |document| {
        document.message(1, "get_state", |document| printer.write_state(document, state));
        #[expect(clippy::cast_precision_loss, reason = "fifteen")]
        document.double(2, "heartbeat_interval_seconds", HEARTBEAT as f64);
    });
    document.finish_record()
}

async fn next(mut subscription: Subscription) -> Option<(Record, Subscription)> {
    let record = match subscription.opening.next() {
        Some(record) => Ok(record),
        None => tokio::select! {
            biased;
            event = subscription.events.recv() => event?,
            _ = subscription.heartbeats.tick() => Ok(subscription.heartbeat.clone()),
        },
    };
    // What came while the streams were stalled is sent when they are not.
    Switches::wait(&subscription.cluster.switches.stalled).await;
    Some((record, subscription))
}
