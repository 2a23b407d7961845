//! `GET /api/live?epoch=&revision=`, a WebSocket: frames after that revision as binary messages, notices as text.
//!
//! A tab that asks for a revision out of reach, or of another epoch, is told `gap` once and gets no frames: it takes a snapshot and comes back with
//! its revision. Until there is a cluster to show it hears only how things stand. When the session that it came in with is over, it is closed with
//! code 4401 and the reason.

mod tab;

use std::time::Duration;

use axum::extract::rejection::QueryRejection;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tab::Guest;

use crate::access::limits::TooOften;
use crate::access::{Permission, over};
use crate::app::AppState;
use crate::caller::Caller;
use crate::error::{Error, Result};

/// The largest message taken from a browser, which has nothing to say.
const MOST_BYTES: usize = 4 << 10;

/// What is read at once from a browser. It is cleared before each attempt to read, and an attempt is made whenever there is something to send.
const READ_AT_ONCE: usize = 4 << 10;

/// What is gathered before it is written: some small frames. What is larger is written at once.
const WRITTEN_AT_ONCE: usize = 16 << 10;

/// When to try again if there are too many streams: by then one may have ended.
const COME_AGAIN: Duration = Duration::from_secs(10);

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
    caller: Caller,
    place: std::result::Result<Query<Place>, QueryRejection>,
    upgrade: std::result::Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Result<Response> {
    caller.may(&app, Permission::See)?;
    let upgrade = upgrade
        .map_err(|error| Error::bad_request("this door is a WebSocket").with_detail(error.to_string()))?;
    let Query(place) = place.map_err(|error| {
        Error::bad_request("`epoch` and `revision` are numbers").with_detail(error.body_text())
    })?;
    let Some(stream) = app.access.limits.streams.enter(&caller.asker.key()) else {
        return Ok(TooOften(COME_AGAIN).into_response());
    };
    let sight = caller.sight().await?;
    let permit = sight.shared().places.clone().try_acquire_owned().map_err(|_| {
        Error::unavailable("too many browsers are connected to this console; close a tab and try again")
    })?;
    let (access, every) = (app.access.clone(), sight.shared().pace.session_every);
    let over = async move { over::farewell(&over::of(&access, &caller.asker, every).await) };
    let guest = Guest { permit, stream, over: Box::pin(over) };
    Ok(upgrade
        .max_message_size(MOST_BYTES)
        .max_frame_size(MOST_BYTES)
        .read_buffer_size(READ_AT_ONCE)
        .write_buffer_size(WRITTEN_AT_ONCE)
        .on_upgrade(move |socket| tab::serve(sight, place, guest, socket)))
}
