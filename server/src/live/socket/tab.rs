//! One tab at the socket.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::ws::{Message, WebSocket};
use cluster_model::live::Notice;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use tokio::sync::OwnedSemaphorePermit;

use super::Place;
use crate::access::limits;
use crate::live::hub::Shared;
use crate::live::sight::Sight;
use crate::telemetry;

/// How many frames are handed to the socket before it is flushed.
const AT_ONCE: usize = 64;

/// What a tab can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    /// The frames after this revision.
    At(u64),
    /// `gap`, as soon as there is a snapshot to take.
    Elsewhere,
    /// Nothing but notices: it has been told.
    Told,
}

/// What a tab brings with it.
pub(super) struct Guest {
    /// Its place among all browsers of this hub.
    pub permit: OwnedSemaphorePermit,
    /// Its place among the streams of whoever asks.
    pub stream: limits::Place,
    /// Waits until it may not stay, and makes the last message to it.
    pub over: Pin<Box<dyn Future<Output = Message> + Send>>,
}

/// One tab.
struct Tab {
    sight: Sight,
    position: Position,
    out: SplitSink<WebSocket, Message>,
    _viewer: Viewer,
}

/// Serves one tab for as long as it stays.
pub(super) async fn serve(sight: Sight, place: Place, guest: Guest, socket: WebSocket) {
    let position =
        if place.epoch == sight.epoch() { Position::At(place.revision) } else { Position::Elsewhere };
    let viewer = Viewer::new(sight.shared().clone(), guest.permit, guest.stream);
    let (out, incoming) = socket.split();
    let mut tab = Tab { sight, position, out, _viewer: viewer };
    // Whatever ends it, the tab will come back by itself.
    let last = tokio::select! {
        // Who may not stay is sent nothing more.
        biased;
        last = guest.over => last,
        served = tab.run(incoming) => {
            if served.is_none() {
                tracing::debug!("a browser is gone");
            }
            Message::Close(None)
        }
    };
    let _ = tab.send(last).await;
}

impl Tab {
    /// Serves the tab until one side ends it; `None` if the browser did, or has not been heard from.
    async fn run(&mut self, mut incoming: SplitStream<WebSocket>) -> Option<()> {
        let sight = self.sight.clone();
        let pace = sight.shared().pace;
        let mut revision = sight.edge().revision.subscribe();
        let mut standing = sight.shared().standing.subscribe();
        let mut changes = sight.edge().changes.subscribe();
        let mut tick = tokio::time::interval(pace.status_every);
        let mut heard = Instant::now();
        self.catch_up().await?;
        loop {
            tokio::select! {
                message = incoming.next() => match message? {
                    Ok(Message::Close(_)) | Err(_) => return None,
                    Ok(_) => heard = Instant::now(),
                },
                changed = standing.changed() => {
                    if changed.is_err() {
                        return Some(());
                    }
                    self.tell().await?;
                    // The first subscription makes a snapshot possible, also of an empty cluster.
                    self.catch_up().await?;
                }
                changed = changes.changed() => {
                    if changed.is_err() {
                        return Some(());
                    }
                    self.tell().await?;
                }
                changed = revision.changed() => {
                    if changed.is_err() {
                        return Some(());
                    }
                    self.catch_up().await?;
                }
                () = sight.is_over() => {
                    self.gap().await?;
                    return Some(());
                }
                _ = tick.tick() => {
                    if heard.elapsed() > pace.browser_idle {
                        return None;
                    }
                    self.tell().await?;
                    self.send(Message::Ping(bytes::Bytes::new())).await?;
                }
            }
        }
    }

    /// Sends what the tab has not got yet.
    async fn catch_up(&mut self) -> Option<()> {
        while let Position::At(revision) = self.position {
            let missed = self.sight.edge().ring().after(revision, AT_ONCE);
            let Some((frames, reached)) = missed else {
                self.position = Position::Elsewhere;
                break;
            };
            if frames.is_empty() {
                return Some(());
            }
            metrics::counter!(telemetry::FRAMES_SENT).increment(frames.len() as u64);
            for frame in frames {
                metrics::counter!(telemetry::FRAMES_SENT_BYTES).increment(frame.len() as u64);
                self.feed(Message::Binary(frame)).await?;
            }
            self.flush().await?;
            self.position = Position::At(reached);
        }
        if self.position == Position::Elsewhere && self.sight.shared().has_cluster() {
            self.gap().await?;
        }
        Some(())
    }

    /// Tells the tab that it has to take a snapshot.
    async fn gap(&mut self) -> Option<()> {
        metrics::counter!(telemetry::GAPS).increment(1);
        self.position = Position::Told;
        self.notice(&Notice::Gap).await
    }

    async fn tell(&mut self) -> Option<()> {
        let status = self.sight.status();
        self.notice(&Notice::Status(Box::new(status))).await
    }

    async fn notice(&mut self, notice: &Notice) -> Option<()> {
        let text = serde_json::to_string(notice).ok()?;
        self.send(Message::Text(text.into())).await
    }

    async fn send(&mut self, message: Message) -> Option<()> {
        self.feed(message).await?;
        self.flush().await
    }

    async fn feed(&mut self, message: Message) -> Option<()> {
        tokio::time::timeout(self.sight.shared().pace.send_patience, self.out.feed(message)).await.ok()?.ok()
    }

    async fn flush(&mut self) -> Option<()> {
        tokio::time::timeout(self.sight.shared().pace.send_patience, self.out.flush()).await.ok()?.ok()
    }
}

/// Counts a browser while it is there.
struct Viewer {
    shared: Arc<Shared>,
    _permit: OwnedSemaphorePermit,
    _stream: limits::Place,
}

impl Viewer {
    fn new(shared: Arc<Shared>, permit: OwnedSemaphorePermit, stream: limits::Place) -> Self {
        shared.viewers.send_modify(|viewers| *viewers += 1);
        metrics::gauge!(telemetry::BROWSERS).increment(1.0);
        Self { shared, _permit: permit, _stream: stream }
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.shared.viewers.send_modify(|viewers| *viewers = viewers.saturating_sub(1));
        metrics::gauge!(telemetry::BROWSERS).decrement(1.0);
    }
}
