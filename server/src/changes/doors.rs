//! `POST /api/changes`, `GET /api/changes`, `GET /api/changes/{id}`, `POST /api/changes/{id}/stop`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION};
use http::{HeaderMap, HeaderValue, StatusCode};
use operator_api::calls::Target;
use serde::Deserialize;
use serde_json::json;

use super::change::Change;
use super::request::{Refused, Request};
use crate::access::Permission;
use crate::access::identity::Identity;
use crate::app::{App, AppState};
use crate::audit::{Entry, Weight};
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::etag;
use crate::relay::{call, policy};
use crate::telemetry;

/// How many changes are listed unless more are asked for.
const LISTED: usize = 100;

/// How many can be asked for.
const MOST_LISTED: usize = 2000;

/// Makes a change.
pub async fn make(
    State(app): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    call::must_be_json(&headers)?;
    let refuse = |refused: Box<Refused>| refuse(&app, &caller, *refused);
    let request = Request::read(&body, app.config.read_only).map_err(refuse)?;
    request.judge(&app, &caller).await.map_err(refuse)?;
    let change = super::begin(&app, request, caller, None).await?;
    let mut response = whole(&change)?;
    *response.status_mut() = StatusCode::CREATED;
    let place = HeaderValue::try_from(format!("changes/{}", change.id));
    response.headers_mut().extend(place.ok().map(|place| (LOCATION, place)));
    Ok(response)
}

/// Says in the audit log and the metrics what was refused.
fn refuse(app: &App, caller: &Caller, refused: Refused) -> Error {
    let Refused { error, kind, target } = refused;
    let side = if target == "master" { Target::Master } else { Target::Agent };
    // The label must not be the browser's to choose.
    let call = policy::known_name(side, &kind).unwrap_or("unknown");
    let label = if side == Target::Master { "master" } else { "agent" };
    metrics::counter!(telemetry::RELAY_CALLS, "target" => label, "call" => call, "decision" => "refused")
        .increment(1);
    app.record(&caller.entry(&kind, &target, "refused"), Weight::Notable, Some(&caller.asker));
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
    caller: Caller,
    latest: std::result::Result<Query<Latest>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response> {
    caller.may(&app, Permission::See)?;
    let Query(latest) =
        latest.map_err(|error| Error::bad_request("`limit` is a number").with_detail(error.body_text()))?;
    // Before the changes are read: a tag that is too old costs a request, one that is too new hides a change.
    let sight = caller.sight().await?;
    let tag = format!("W/\"{:x}-{}-{:x}\"", sight.epoch(), sight.changes(), whose(&caller.asker.who));
    if etag::is_known(&headers, &tag) {
        return Ok(respond(StatusCode::NOT_MODIFIED, &tag, Body::empty()));
    }
    let limit = latest.limit.unwrap_or(LISTED).min(MOST_LISTED);
    let changes: Vec<_> =
        app.changes.latest(limit, &caller.asker.who).iter().map(|change| change.summary()).collect();
    let body = json!({ "changes": changes }).to_string();
    Ok(respond(StatusCode::OK, &tag, body.into()))
}

/// One change whole.
pub async fn one(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    caller.may(&app, Permission::See)?;
    let change = find(&app, &caller, &id)?;
    let tag = change.tag();
    if etag::is_known(&headers, &tag) {
        return Ok(respond(StatusCode::NOT_MODIFIED, &tag, Body::empty()));
    }
    whole(&change)
}

/// Keeps back what has not been sent. Whoever may not have made the change may not stop it either.
pub async fn stop(State(app): State<AppState>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    caller.may(&app, Permission::See)?;
    let change = find(&app, &caller, &id)?;
    let decided: Result<()> =
        change.kinds().into_iter().try_for_each(|kind| caller.may(&app, Permission::Change(kind)));
    let decision = if decided.is_ok() { "stopped" } else { "refused" };
    let entry: Entry<'_> = caller.entry("stop", &change.id, decision);
    app.record(&entry, Weight::Notable, Some(&caller.asker));
    decided?;
    change.halt("somebody stopped the change");
    whole(&change)
}

fn find(app: &App, caller: &Caller, id: &str) -> Result<Arc<Change>> {
    let found = app.changes.find(id).filter(|change| change.is_seen_by(&caller.asker.who));
    found.ok_or_else(|| {
        Error::not_found(
            "this console has no change of this id; it keeps the latest ones only, and none from before it was started",
        )
    })
}

/// A number for who asks: one browser may be used by one after the other, and must not show what it has kept of the first.
fn whose(who: &Identity) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&who.name, who.way, &who.bound).hash(&mut hasher);
    hasher.finish()
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
