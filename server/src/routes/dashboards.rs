//! Dashboards: `GET` and `POST /api/dashboards` list and make links, `POST /api/dashboards/{id}/revoke` takes one back, `POST /api/dashboards/enter` opens
//! one for a browser.

mod enter;

use std::io;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::CACHE_CONTROL;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

pub use self::enter::enter;
use super::connection::Connection;
use crate::access::audit::Line;
use crate::access::dashboard::register::Given;
use crate::access::dashboard::{Link, Wanted};
use crate::access::moment::Moment;
use crate::access::{Asker, Permission};
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::relay::call::must_be_json;

/// One that was given out. Never its text.
#[derive(Debug, Serialize)]
struct Listed {
    id: String,
    name: String,
    pages: Vec<String>,
    every_seconds: u32,
    bound: Option<Vec<String>>,
    made_by: String,
    made_ms: Moment,
    expires_ms: Moment,
    revoked_ms: Option<Moment>,
}

impl From<Given> for Listed {
    fn from(given: Given) -> Self {
        let Link { id, name, pages, every_seconds, bound, expires_ms } = given.link;
        let (made_by, made_ms, revoked_ms) = (given.by, given.at, given.revoked);
        Self { id, name, pages, every_seconds, bound, made_by, made_ms, expires_ms, revoked_ms }
    }
}

/// Those that were given out and have not expired, and some that have; the latest last.
pub async fn list(State(app): State<AppState>, asker: Asker) -> Result<Response> {
    app.access.decide(&asker.who, Permission::Dashboards)?;
    let dashboards: Vec<_> = app.access.register.list().into_iter().map(Listed::from).collect();
    Ok(([(CACHE_CONTROL, "no-store")], Json(json!({ "dashboards": dashboards }))).into_response())
}

/// Makes one: the only answer that ever has its text.
pub async fn make(
    State(app): State<AppState>,
    connection: Connection,
    asker: Asker,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    allowed(&app, &connection, &asker)?;
    let wanted: Wanted = read(&headers, &body)?;
    let now = Moment::now();
    let link = Link::make(wanted, &asker.who, now)?;
    let sealed = app.access.seal(&link).ok_or_else(|| Error::internal("the link could not be sealed"))?;
    app.access.register.add(link.clone(), &asker.who.name, now).map_err(unwritten)?;
    let bound = link.bound.as_ref().map(|roles| format!("bound to {}", roles.join(", ")));
    let line = Line {
        target: Some(link.id.clone()),
        title: Some(link.name.clone()),
        words: bound,
        ..Line::of(&asker.who, "dashboard", "made")
    };
    app.tell(connection.noted(line));
    let body = Json(json!({ "id": link.id, "link": sealed }));
    Ok((StatusCode::CREATED, [(CACHE_CONTROL, "no-store")], body).into_response())
}

/// Takes one back.
pub async fn revoke(
    State(app): State<AppState>,
    Path(id): Path<String>,
    connection: Connection,
    asker: Asker,
    headers: HeaderMap,
) -> Result<StatusCode> {
    must_be_json(&headers)?;
    allowed(&app, &connection, &asker)?;
    if !app.access.register.revoke(&id, Moment::now()).map_err(unwritten)? {
        let words = "this console has given out no dashboard of this id, or it has expired; another replica may have, unless they \
                     share a register (access.dashboards.register-file)";
        return Err(Error::not_found(words));
    }
    let line = Line { target: Some(id), ..Line::of(&asker.who, "dashboard", "revoked") };
    app.tell(connection.noted(line));
    Ok(StatusCode::NO_CONTENT)
}

/// Whether somebody may make and revoke; if not, that is in the audit log.
fn allowed(app: &AppState, connection: &Connection, asker: &Asker) -> Result<()> {
    app.access.decide(&asker.who, Permission::Dashboards).map_err(|denied| {
        let line = Line { words: Some(denied.to_string()), ..Line::of(&asker.who, "dashboard", "refused") };
        app.tell(connection.noted(line));
        denied.into()
    })
}

fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T> {
    must_be_json(headers)?;
    serde_json::from_slice(body)
        .map_err(|error| Error::bad_request(format!("the request is not right: {error}")))
}

fn unwritten(error: io::Error) -> Error {
    Error::internal(format!("the register of dashboards cannot be written: {error}")).with_cause(error)
}
