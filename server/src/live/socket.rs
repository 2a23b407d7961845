//! `GET /api/live?epoch=&revision=`, a WebSocket: frames after that revision as binary messages, notices as text.
//!
//! A tab that asks for a revision out of reach, or of another epoch, is told `gap` once and gets no frames: it takes a snapshot and comes back with
//! its revision. Until there is a cluster to show it hears only how things stand.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::rejection::QueryRejection;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::response::Response;
use cluster_model::live::Notice;
use futures_util::stream::SplitSink;
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use tokio::sync::OwnedSemaphorePermit;

use super::hub::Shared;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::telemetry;

/// The largest message taken from a browser, which has nothing to say.
const MOST_BYTES: usize = 4 << 10;

/// How many frames are handed to the socket before it is flushed.
const AT_ONCE: usize = 64;

/// Where a tab is.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Place {
    #[serde(default)]
    epoch: u64,
    #[serde(default)]
    revision: u64,
}

/// The door.
pub async fn socket(
    State(app): State<AppState>,
    place: std::result::Result<Query<Place>, QueryRejection>,
    upgrade: std::result::Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Result<Response> {
    let upgrade = upgrade
        .map_err(|error| Error::bad_request("this door is a WebSocket").with_detail(error.to_string()))?;
    let Query(place) = place.map_err(|error| {
        Error::bad_request("`epoch` and `revision` are numbers").with_detail(error.body_text())
    })?;
    let shared = app.hub.shared().clone();
    let permit = shared.places.clone().try_acquire_owned().map_err(|_| {
        Error::unavailable("too many browsers are connected to this console; close a tab and try again")
    })?;
    Ok(upgrade
        .max_message_size(MOST_BYTES)
        .max_frame_size(MOST_BYTES)
        .on_upgrade(move |socket| serve(shared, place, permit, socket)))
}

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

/// One tab.
struct Tab {
    shared: Arc<Shared>,
    position: Position,
    out: SplitSink<WebSocket, Message>,
    _viewer: Viewer,
}

/// Serves one tab for as long as it stays.
async fn serve(shared: Arc<Shared>, place: Place, permit: OwnedSemaphorePermit, socket: WebSocket) {
    let position =
        if place.epoch == shared.epoch { Position::At(place.revision) } else { Position::Elsewhere };
    let viewer = Viewer::new(shared.clone(), permit);
    let (out, incoming) = socket.split();
    let mut tab = Tab { shared, position, out, _viewer: viewer };
    if tab.run(incoming).await.is_none() {
        tracing::debug!("a browser is gone");
    }
    // Whatever ended it, the tab will come back by itself.
    let _ = tab.send(Message::Close(None)).await;
}

impl Tab {
    /// Serves the tab until one side ends it; `None` if the browser did, or has not been heard from.
    async fn run(&mut self, mut incoming: futures_util::stream::SplitStream<WebSocket>) -> Option<()> {
        let mut revision = self.shared.revision.subscribe();
        let mut standing = self.shared.standing.subscribe();
        let mut changes = self.shared.changes.subscribe();
        let mut tick = tokio::time::interval(self.shared.pace.status_every);
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
                _ = tick.tick() => {
                    if heard.elapsed() > self.shared.pace.browser_idle {
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
            let missed = self.shared.ring().after(revision, AT_ONCE);
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
        if self.position == Position::Elsewhere && self.shared.has_cluster() {
            metrics::counter!(telemetry::GAPS).increment(1);
            self.position = Position::Told;
            self.notice(&Notice::Gap).await?;
        }
        Some(())
    }

    async fn tell(&mut self) -> Option<()> {
        let status = self.shared.status();
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
        tokio::time::timeout(self.shared.pace.send_patience, self.out.feed(message)).await.ok()?.ok()
    }

    async fn flush(&mut self) -> Option<()> {
        tokio::time::timeout(self.shared.pace.send_patience, self.out.flush()).await.ok()?.ok()
    }
}

/// Counts a browser while it is there.
struct Viewer {
    shared: Arc<Shared>,
    _permit: OwnedSemaphorePermit,
}

impl Viewer {
    fn new(shared: Arc<Shared>, permit: OwnedSemaphorePermit) -> Self {
        shared.viewers.send_modify(|viewers| *viewers += 1);
        metrics::gauge!(telemetry::BROWSERS).increment(1.0);
        Self { shared, _permit: permit }
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.shared.viewers.send_modify(|viewers| *viewers = viewers.saturating_sub(1));
        metrics::gauge!(telemetry::BROWSERS).decrement(1.0);
    }
}
