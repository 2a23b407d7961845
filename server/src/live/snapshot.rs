//! `GET /api/live/snapshot`: every row at one revision. Made when somebody asks, compressed once, and shared by all who ask while the ring still
//! leads from it to the present. It is sent while it is made: whoever comes first waits for its first frame, and whoever comes meanwhile is sent
//! what there is and then the rest as it is made.

mod pieces;

use std::sync::{Arc, Weak};

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use cluster_model::live::{SNAPSHOT_ENDS, SNAPSHOT_ROWS};
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue};
use tokio::sync::Mutex;
use tokio::task::JoinError;

use super::sight::Sight;
use crate::access::Permission;
use crate::app::AppState;
use crate::assets::Encoding;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::telemetry;
use pieces::Snapshot;

/// The frames after a snapshot may make up this part of it; beyond that a new one is cheaper for everybody.
const STALE_PART: usize = 4;

/// The latest snapshots.
#[derive(Default)]
pub(super) struct Snapshots {
    gzip: Mutex<Option<Arc<Snapshot>>>,
    /// Several times as large, and hardly anybody takes it: not kept beyond its last reader.
    plain: Mutex<Weak<Snapshot>>,
}

impl Snapshots {
    /// A compressed one that the ring leads on from: the latest, or a new one. Whoever asks meanwhile waits for the same.
    async fn gzip(&self, sight: &Sight) -> std::result::Result<Arc<Snapshot>, JoinError> {
        let mut latest = self.gzip.lock().await;
        if let Some(snapshot) = latest.as_ref().filter(|snapshot| is_fresh(snapshot, sight)) {
            return Ok(snapshot.clone());
        }
        Ok(latest.insert(make(sight, true).await?).clone())
    }

    /// The same for those who take no compression.
    async fn plain(&self, sight: &Sight) -> std::result::Result<Arc<Snapshot>, JoinError> {
        let mut latest = self.plain.lock().await;
        if let Some(snapshot) = latest.upgrade().filter(|snapshot| is_fresh(snapshot, sight)) {
            return Ok(snapshot);
        }
        let snapshot = make(sight, false).await?;
        *latest = Arc::downgrade(&snapshot);
        Ok(snapshot)
    }
}

fn is_fresh(snapshot: &Snapshot, sight: &Sight) -> bool {
    let since = sight.edge().ring().bytes_after(snapshot.revision);
    let most = snapshot.made().map(|bytes| bytes.map_or(usize::MAX, |bytes| bytes / STALE_PART));
    since.zip(most).is_some_and(|(since, most)| since <= most)
}

async fn make(sight: &Sight, compressed: bool) -> std::result::Result<Arc<Snapshot>, JoinError> {
    let still = sight.still().await?;
    metrics::counter!(telemetry::SNAPSHOT_BUILDS).increment(1);
    let snapshot = Arc::new(Snapshot::new(still.revision(), still.rows(), still.ends()));
    let making = snapshot.clone();
    // It goes on by itself: others may have come for it when whoever asked is gone.
    tokio::task::spawn_blocking(move || making.make(&still, compressed));
    Ok(snapshot)
}

/// The door.
pub async fn snapshot(State(app): State<AppState>, caller: Caller, headers: HeaderMap) -> Result<Response> {
    caller.may(&app, Permission::See)?;
    if !caller.seat.hub.has_cluster() {
        return Err(Error::unavailable(caller.seat.hub.waiting_for()).expected());
    }
    let sight = caller.sight().await?;
    let snapshots = &sight.edge().snapshots;
    let encoding = Some(Encoding::Gzip).filter(|gzip| gzip.accepted(&headers)).map(Encoding::token);
    let snapshot =
        if encoding.is_some() { snapshots.gzip(&sight).await } else { snapshots.plain(&sight).await };
    let snapshot =
        snapshot.map_err(|error| Error::internal("the snapshot could not be built").with_cause(error))?;
    metrics::counter!(telemetry::SNAPSHOTS_SENT, "encoding" => encoding.unwrap_or("identity")).increment(1);
    let mut response = Response::new(Body::from_stream(snapshot.pieces()));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(SNAPSHOT_ROWS, HeaderValue::from(snapshot.rows));
    let ends = snapshot.ends.map(|end| end.to_string()).join(",");
    headers.insert(SNAPSHOT_ENDS, ends.parse().unwrap_or(const { HeaderValue::from_static("") }));
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}
