//! `POST /api/changes`, `GET /api/changes`, `GET /api/changes/{id}`, `POST /api/changes/{id}/stop`.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION};
use http::{Extensions, HeaderMap, HeaderValue, StatusCode};
use operator_api::calls::Target;
use serde::Deserialize;
use serde_json::json;

use super::change::{Asker, Change};
use super::request::{Refused, Request};
use crate::app::AppState;
use crate::audit::{self, Entry, Weight};
use crate::error::{Error, Result};
use crate::etag;
use crate::middleware::request_id;
use crate::relay::{call, policy};
use crate::telemetry;

/// How many changes are listed unless more are asked for.
const LISTED: usize = 100;

/// How many can be asked for.
const MOST_LISTED: usize = 2000;

/// Who asks.
#[must_use]
pub fn asker(headers: &HeaderMap, extensions: &Extensions) -> Asker {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| *peer);
    Asker { peer, request_id: request_id::of(headers).to_owned() }
}

/// Makes a change.
pub async fn make(
    State(app): State<AppState>,
    headers: HeaderMap,
    extensions: Extensions,
    body: Bytes,
) -> Result<Response> {
    call::must_be_json(&headers)?;
    let asker = asker(&headers, &extensions);
    let request = Request::read(&body, app.config.read_only).map_err(|refused| refuse(&asker, *refused))?;
    let change = super::begin(&app, request, asker, None).await?;
    let mut response = whole(&change)?;
    *response.status_mut() = StatusCode::CREATED;
    let place = HeaderValue::try_from(format!("changes/{}", change.id));
    response.headers_mut().extend(place.ok().map(|place| (LOCATION, place)));
    Ok(response)
}

/// Says in the audit log and the metrics what was refused.
fn refuse(asker: &Asker, refused: Refused) -> Error {
    let Refused { error, kind, target } = refused;
    let side = if target == "master" { Target::Master } else { Target::Agent };
    // The label must not be the browser's to choose.
    let call = policy::known_name(side, &kind).unwrap_or("unknown");
    let label = if side == Target::Master { "master" } else { "agent" };
    metrics::counter!(telemetry::RELAY_CALLS, "target" => label, "call" => call, "decision" => "refused")
        .increment(1);
    let entry = Entry {
        user: None,
        peer: asker.peer,
        call: &kind,
        target: &target,
        path: None,
        change: None,
        decision: "refused",
        status: None,
        request_id: &asker.request_id,
    };
    audit::record(&entry, Weight::Notable);
    error
}

/// How many changes are wanted.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Latest {
    limit: Option<usize>,
}

/// The latest changes, without their steps.
pub async fn list(
    State(app): State<AppState>,
    latest: std::result::Result<Query<Latest>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response> {
    let Query(latest) =
        latest.map_err(|error| Error::bad_request("`limit` is a number").with_detail(error.body_text()))?;
    // Before the changes are read: a tag that is too old costs a request, one that is too new hides a change.
    let tag = format!("W/\"{:x}-{}\"", app.hub.epoch(), app.hub.changes());
    if etag::is_known(&headers, &tag) {
        return Ok(respond(StatusCode::NOT_MODIFIED, &tag, Body::empty()));
    }
    let limit = latest.limit.unwrap_or(LISTED).min(MOST_LISTED);
    let changes: Vec<_> = app.changes.latest(limit).iter().map(|change| change.summary()).collect();
    let body = json!({ "changes": changes }).to_string();
    Ok(respond(StatusCode::OK, &tag, body.into()))
}

/// One change whole.
pub async fn one(
    State(app): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let change = find(&app, &id)?;
    let tag = change.tag();
    if etag::is_known(&headers, &tag) {
        return Ok(respond(StatusCode::NOT_MODIFIED, &tag, Body::empty()));
    }
    whole(&change)
}

/// Keeps back what has not been sent.
pub async fn stop(
    State(app): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
    extensions: Extensions,
) -> Result<Response> {
    let change = find(&app, &id)?;
    let asker = asker(&headers, &extensions);
    let entry = Entry {
        user: None,
        peer: asker.peer,
        call: "stop",
        target: &change.id,
        path: None,
        change: None,
        decision: "stopped",
        status: None,
        request_id: &asker.request_id,
    };
    audit::record(&entry, Weight::Notable);
    change.halt("somebody stopped the change");
    whole(&change)
}

fn find(app: &AppState, id: &str) -> Result<Arc<Change>> {
    app.changes.find(id).ok_or_else(|| {
        Error::not_found(
            "this console has no change of this id; it keeps the latest ones only, and none from before it was started",
        )
    })
}

fn whole(change: &Change) -> Result<Response> {
    let tag = change.tag();
    let body = change
        .to_json()
        .map_err(|error| Error::internal("the change could not be written").with_cause(error))?;
    Ok(respond(StatusCode::OK, &tag, body.into()))
}

fn respond(status: StatusCode, tag: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if status != StatusCode::NOT_MODIFIED {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    headers.extend(HeaderValue::try_from(tag).ok().map(|tag| (ETAG, tag)));
    // The browser may keep it, and must ask.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}
