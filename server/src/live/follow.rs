//! Follows the leading master's event stream, for ever: opens it, folds its events in, watches it, and opens it anew when it ends.

use std::sync::Arc;
use std::time::{Duration, Instant};

use cluster_model::fold::Scope;
use operator_api::encoded::Event;
use operator_api::json::WireEnum;
use operator_api::v1::master::event;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::backoff::Backoff;
use super::hub::{Shared, milliseconds, now_ms};
use crate::telemetry;
use crate::upstream::{Encoding, MasterUrl, Received, Subscription, UpstreamError};

/// Pieces of the stream that have been read and not folded yet. When it is full the master's socket fills, and then the master's memory: so it is
/// ample, and folding is quick.
const AHEAD: usize = 1024;

/// How many pieces are folded in at most before the cluster is let go of.
const AT_ONCE: usize = 256;

/// Heartbeats that a master may announce. Others are taken for these.
const HEARTBEATS: (f64, f64) = (0.01, 600.0);

/// Follows for ever.
pub(super) async fn follow(shared: Arc<Shared>) {
    let pace = shared.pace;
    let mut backoff = Backoff::new(pace.retry_min, pace.retry_max);
    let mut told = None;
    loop {
        let began = Instant::now();
        let reason = match shared.masters.subscribe().await {
            Ok(subscription) => Stream::new(&shared, subscription).run().await,
            Err(reason) => reason,
        };
        metrics::counter!(telemetry::FAILURES, "reason" => reason.kind()).increment(1);
        if began.elapsed() >= pace.good_after {
            backoff.reset();
            told = None;
        }
        let wait = backoff.next(&mut rand::rng());
        let next = format!("{:.1} s", wait.as_secs_f64());
        // The same reason again and again would bury everything else in the log.
        if told.as_ref() == Some(&reason) {
            tracing::debug!(reason = reason.kind(), next, "{reason}");
        } else {
            tracing::warn!(reason = reason.kind(), next, "{reason}");
        }
        let now = now_ms();
        let lost = shared.standing.borrow().stream.as_ref().map(|(master, _)| master.authority());
        if let Some(master) = lost {
            shared.note(|events| events.connection(false, &master, &reason.to_string(), now));
        }
        shared.stand(|standing| {
            standing.stream = None;
            standing.freshness.lost(reason.to_string(), now, now + milliseconds(wait));
        });
        told = Some(reason);
        tokio::time::sleep(wait).await;
    }
}

/// One stream.
struct Stream<'a> {
    shared: &'a Shared,
    master: MasterUrl,
    encoding: Encoding,
    pieces: mpsc::Receiver<Result<Received, UpstreamError>>,
    _reader: Reader,
    /// Silence after which it is dead.
    patience: Duration,
    begun: bool,
}

struct Reader(JoinHandle<()>);

impl Drop for Reader {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<'a> Stream<'a> {
    fn new(shared: &'a Shared, mut subscription: Subscription) -> Self {
        metrics::counter!(telemetry::SUBSCRIPTIONS).increment(1);
        let (master, encoding) = (subscription.master().clone(), subscription.encoding());
        let (sender, pieces) = mpsc::channel(AHEAD);
        let reader = tokio::spawn(async move {
            loop {
                let piece = subscription.read().await;
                let ended = piece.is_err();
                if sender.send(piece).await.is_err() || ended {
                    return;
                }
            }
        });
        let patience = shared.pace.heartbeat.mul_f64(shared.pace.dead_after);
        Self { shared, master, encoding, pieces, _reader: Reader(reader), patience, begun: false }
    }

    /// Folds the stream in until it ends; says why it did.
    async fn run(mut self) -> UpstreamError {
        let mut heard = tokio::time::Instant::now();
        loop {
            tokio::select! {
                // What has come counts before what the clock says.
                biased;
                piece = self.pieces.recv() => match piece {
                    Some(Ok(received)) => {
                        heard = tokio::time::Instant::now();
                        if let Err(reason) = self.fold_all(received).await {
                            return reason;
                        }
                    }
                    Some(Err(reason)) => return reason,
                    None => return UpstreamError::Ended { at: self.master.authority(), why: None },
                },
                () = self.shared.misled.notified() => {
                    let why = Some("another master leads now".to_owned());
                    return UpstreamError::Ended { at: self.master.authority(), why };
                }
                () = tokio::time::sleep_until(heard + self.patience) => {
                    return UpstreamError::Silent { at: self.master.authority(), after: self.patience };
                }
            }
        }
    }

    /// Folds in what has been read until now, as others hold the cluster at times: each wait for it is of all pieces that came meanwhile.
    async fn fold_all(&mut self, first: Received) -> Result<(), UpstreamError> {
        let (mut bytes, mut events) = (first.bytes, first.events);
        let mut ended = Ok(());
        for _ in 1..AT_ONCE {
            match self.pieces.try_recv() {
                Ok(Ok(more)) => {
                    bytes += more.bytes;
                    events.extend(more.events);
                }
                Ok(Err(reason)) => {
                    ended = Err(reason);
                    break;
                }
                Err(_) => break,
            }
        }
        metrics::counter!(telemetry::STREAM_BYTES).increment(bytes as u64);
        self.fold(events).await?;
        ended
    }

    async fn fold(&mut self, events: Vec<Event>) -> Result<(), UpstreamError> {
        let now = now_ms();
        self.shared.stand(|standing| standing.freshness.heard(now));
        let mut held = None;
        for event in events {
            let kind = event.r#type();
            metrics::counter!(telemetry::EVENTS, "type" => kind.name()).increment(1);
            match kind {
                event::Type::Subscribed => {
                    held = None;
                    self.subscribed(event).await?;
                }
                _ if !self.begun => {
                    let what = format!("its event stream begins with {} instead of SUBSCRIBED", kind.name());
                    return Err(UpstreamError::NotMesos { at: self.master.authority(), what });
                }
                event::Type::Heartbeat => {}
                _ => {
                    let cluster = match &mut held {
                        Some(cluster) => cluster,
                        none => none.insert(self.shared.cluster.lock().await),
                    };
                    self.shared.edge.events().stream(&event, cluster, now);
                    cluster.apply(event, now);
                    self.shared.keep_noticed(cluster, now);
                }
            }
        }
        if held.take().is_some() {
            self.shared.folded.notify_one();
        }
        Ok(())
    }

    /// The whole state: replaces what was known.
    async fn subscribed(&mut self, event: Event) -> Result<(), UpstreamError> {
        let subscribed = event.subscribed.unwrap_or_default();
        let pace = &self.shared.pace;
        let heartbeat = subscribed
            .heartbeat_interval_seconds
            .filter(|seconds| seconds.is_finite())
            .map_or(pace.heartbeat, |seconds| {
                Duration::from_secs_f64(seconds.clamp(HEARTBEATS.0, HEARTBEATS.1))
            });
        self.patience = heartbeat.mul_f64(pace.dead_after);
        let scope = match self.encoding {
            Encoding::Protobuf => Scope::WithoutCompletedFrameworks,
            Encoding::Json => Scope::All,
        };
        let mut cluster = self.shared.cluster.clone().lock_owned().await;
        let state = subscribed.get_state.unwrap_or_default();
        let folding = tokio::task::spawn_blocking(move || {
            cluster.subscribed(state, scope, now_ms());
            cluster
        });
        let mut cluster = folding.await.map_err(|error| {
            let what = format!("its state cannot be understood ({error})");
            UpstreamError::NotMesos { at: self.master.authority(), what }
        })?;
        self.shared.edge.events().connection(true, &self.master.authority(), "", now_ms());
        self.shared.keep_noticed(&mut cluster, now_ms());
        drop(cluster);
        self.begun = true;
        self.shared.seen();
        self.shared.folded.notify_one();
        let (quiet_after, stream) =
            (heartbeat.mul_f64(pace.quiet_after), (self.master.clone(), self.encoding));
        self.shared.stand(|standing| {
            standing.freshness.heard(now_ms());
            standing.freshness.opened(milliseconds(quiet_after));
            standing.generation += 1;
            standing.stream = Some(stream);
        });
        tracing::info!(master = %self.master, encoding = ?self.encoding, "following the cluster");
        Ok(())
    }
}
