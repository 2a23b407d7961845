//! `GET /api/live/snapshot`: every row at one revision. Built when somebody asks, compressed once, and shared by all who ask while the ring still
//! leads from it to the present.

use std::io::Write;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use cluster_model::live::SNAPSHOT_ROWS;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue};
use tokio::sync::{Mutex, OnceCell};
use tokio::task::JoinError;

use super::sight::Sight;
use crate::access::Permission;
use crate::app::AppState;
use crate::assets::Encoding;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::telemetry;

/// The frames after a snapshot may make up this part of it; beyond that a new one is cheaper for everybody.
const STALE_PART: usize = 4;

/// Compressing harder costs more time than the bytes it saves take on any network a console is used on.
const LEVEL: u32 = 3;

/// All rows at one revision.
pub(super) struct Snapshot {
    revision: u64,
    rows: usize,
    plain: Bytes,
    gzip: OnceCell<Bytes>,
}

/// The latest snapshot.
#[derive(Default)]
pub(super) struct Snapshots(Mutex<Option<Arc<Snapshot>>>);

impl Snapshots {
    /// One that the ring leads on from: the latest, or a new one. Whoever asks meanwhile waits for the same.
    pub(super) async fn get(&self, sight: &Sight) -> std::result::Result<Arc<Snapshot>, JoinError> {
        let mut latest = self.0.lock().await;
        if let Some(snapshot) = latest.as_ref() {
            let since = sight.edge().ring().bytes_after(snapshot.revision);
            if since.is_some_and(|bytes| bytes <= snapshot.plain.len() / STALE_PART) {
                return Ok(snapshot.clone());
            }
        }
        let (revision, plain, rows) = sight.rows().await?;
        let snapshot = Snapshot { revision, rows, plain, gzip: OnceCell::new() };
        metrics::counter!(telemetry::SNAPSHOT_BUILDS).increment(1);
        let snapshot = Arc::new(snapshot);
        *latest = Some(snapshot.clone());
        Ok(snapshot)
    }
}

impl Snapshot {
    async fn gzip(&self) -> Option<Bytes> {
        let compress = || async {
            let plain = self.plain.clone();
            tokio::task::spawn_blocking(move || {
                let mut encoder =
                    GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::new(LEVEL));
                encoder.write_all(&plain)?;
                encoder.finish().map(Bytes::from)
            })
            .await
            .map_err(std::io::Error::other)?
        };
        // In memory it cannot fail; if it does, the plain one is as good.
        self.gzip.get_or_try_init(compress).await.ok().cloned()
    }
}

/// Each frame with its length before it, 32 bits, little endian.
pub(super) fn join(frames: &[Vec<u8>]) -> Bytes {
    let mut joined = Vec::with_capacity(frames.iter().map(|frame| frame.len() + 4).sum());
    for frame in frames {
        // A snapshot's frames hold some thousand rows each.
        let length = u32::try_from(frame.len()).unwrap_or(u32::MAX);
        joined.extend_from_slice(&length.to_le_bytes());
        joined.extend_from_slice(frame);
    }
    joined.into()
}

/// The door.
pub async fn snapshot(State(app): State<AppState>, caller: Caller, headers: HeaderMap) -> Result<Response> {
    caller.may(&app, Permission::See)?;
    if !caller.seat.hub.has_cluster() {
        return Err(Error::unavailable(caller.seat.hub.waiting_for()).expected());
    }
    let sight = caller.sight().await?;
    let snapshot = sight
        .edge()
        .snapshots
        .get(&sight)
        .await
        .map_err(|error| Error::internal("the snapshot could not be built").with_cause(error))?;
    let gzip = if Encoding::Gzip.accepted(&headers) { snapshot.gzip().await } else { None };
    let (encoding, body) = match gzip {
        Some(body) => (Some(Encoding::Gzip.token()), body),
        None => (None, snapshot.plain.clone()),
    };
    metrics::counter!(telemetry::SNAPSHOTS_SENT, "encoding" => encoding.unwrap_or("identity")).increment(1);
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(SNAPSHOT_ROWS, HeaderValue::from(snapshot.rows));
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}
