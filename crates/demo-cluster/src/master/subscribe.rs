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

use crate::access::Viewer;
use crate::cluster::Cluster;
use crate::faults::Switches;
use crate::http::reply::Reply;
use crate::print::Printer;
use crate::print::document::{Document, Encoding};
use crate::subscribers::Record;
use crate::world::snapshot::State;

/// In how many pieces a second a slow stream is sent.
const PIECES: u32 = 10;

/// Seconds between two heartbeats.
const HEARTBEAT: u64 = 15;

struct Subscription {
    cluster: Arc<Cluster>,
    /// Records to be sent before any event.
    opening: std::vec::IntoIter<Bytes>,
    events: mpsc::Receiver<Record>,
    heartbeats: Interval,
    heartbeat: Bytes,
    /// What is left of a record that is sent slowly.
    rest: Bytes,
}

/// `SUBSCRIBE`
pub(crate) async fn subscribe(cluster: Arc<Cluster>, encoding: Encoding, viewer: Viewer) -> Reply {
    // State and subscription are of the same moment, so that no event is missing between them and none comes twice.
    let (state, events) = cluster.act(|world| {
        let mut state = world.snapshot();
        viewer.narrow(world, &mut state);
        (state, cluster.subscribers.add(encoding, viewer.clone()))
    });
    let printer = cluster.printer.clone();
    let subscribed =
        tokio::task::spawn_blocking(move || subscribed(&printer, &viewer, &state, encoding)).await;
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
        rest: Bytes::new(),
    };
    Reply::stream(encoding.media_type(), Body::from_stream(stream::unfold(subscription, next)))
}

fn subscribed(printer: &Printer, viewer: &Viewer, state: &State, encoding: Encoding) -> Bytes {
    let mut document = Document::new(encoding);
    document.word(1, "type", Type::Subscribed as i32, "SUBSCRIBED");
    document.message(2, "subscribed", |document| {
        document.message(1, "get_state", |document| printer.write_state(document, state, viewer));
        #[expect(clippy::cast_precision_loss, reason = "fifteen")]
        document.double(2, "heartbeat_interval_seconds", HEARTBEAT as f64);
    });
    document.finish_record()
}

async fn next(mut subscription: Subscription) -> Option<(Record, Subscription)> {
    if !subscription.rest.is_empty() {
        let piece = subscription.piece().await;
        return Some((Ok(piece), subscription));
    }
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
    let record = match record {
        Ok(record) => {
            subscription.rest = record;
            Ok(subscription.piece().await)
        }
        broken => {
            // The connection ends at once when it hears of this. While it waits it sends what it has.
            tokio::task::yield_now().await;
            broken
        }
    };
    Some((record, subscription))
}

impl Subscription {
    /// The next piece of a record: all of it, unless streams are slow.
    async fn piece(&mut self) -> Bytes {
        let pace = *self.cluster.switches.pace.borrow();
        let Some(pace) = pace else { return std::mem::take(&mut self.rest) };
        tokio::time::sleep(Duration::from_secs(1) / PIECES).await;
        let most = usize::try_from(pace.get() / PIECES).unwrap_or(usize::MAX).max(1);
        self.rest.split_to(most.min(self.rest.len()))
    }
}
