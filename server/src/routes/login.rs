//! `POST /api/login`: by a name and a password of the users file, or with credentials of Mesos.

mod mesos;
pub mod oidc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use serde::Deserialize;
use serde_json::json;

use super::connection::Connection;
use crate::Error;
use crate::access::audit::Line;
use crate::access::identity::Way;
use crate::access::moment::Moment;
use crate::access::session::Session;
use crate::access::settings::WayIn;
use crate::access::users::Password;
use crate::app::AppState;
use crate::relay::call::must_be_json;

/// What a page sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    way: WayIn,
    name: String,
    password: String,
}

/// Logs somebody in.
pub async fn login(
    State(app): State<AppState>,
    connection: Connection,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let wanted = match read(&headers, &body) {
        Ok(wanted) => wanted,
        Err(error) => return error.into_response(),
    };
    if let Err(too_often) = app.access.limits.login(connection.client) {
        return too_often.into_response();
    }
    let now = Moment::now();
    let Wanted { way, name, password } = wanted;
    let (came_by, outcome) = match way {
        _ if !app.access.ways.contains(&way) => {
            return Error::bad_request("this console has no such way to log in").into_response();
        }
        WayIn::Users => {
            let from = (connection.peer, &headers);
            let outcome = app.access.log_in(&name, Password::new(password), from, now).await;
            (Way::User, outcome.map_err(|refused| (refused.to_string(), refused.into_response())))
        }
        WayIn::Mesos => {
            let outcome = mesos::log_in(&app, &name, password, (connection.peer, &headers), now).await;
            (Way::Mesos, outcome)
        }
        WayIn::Oidc | WayIn::Proxy => {
            return Error::bad_request("nobody logs in with a password this way").into_response();
        }
    };
    match outcome {
        Ok(begun) => let_in(&app, &connection, begun),
        Err((words, response)) => {
            refuse(&app, &connection, &name, came_by, words);
            response
        }
    }
}

/// The errors of the parser are not told: they could hold what was sent.
fn read(headers: &HeaderMap, body: &[u8]) -> Result<Wanted, Error> {
    must_be_json(headers)?;
    serde_json::from_slice(body).map_err(|_| {
        Error::bad_request("a login is an object with `way` (users or mesos), `name` and `password`")
    })
}

/// Notes that somebody is in, and answers with the cookie.
fn let_in(app: &AppState, connection: &Connection, (session, cookie): (Session, HeaderValue)) -> Response {
    app.tell(connection.noted(Line::of(&session.who, "login", "accepted")));
    let body = Json(json!({ "user": session.who.name }));
    ([(CACHE_CONTROL, HeaderValue::from_static("no-store")), (SET_COOKIE, cookie)], body).into_response()
}

/// Notes that somebody is not. The name is as it was typed: it may be nobody's.
fn refuse(app: &AppState, connection: &Connection, name: &str, way: Way, words: String) {
    let line = Line {
        user: name.to_owned(),
        way: Some(way),
        call: "login".to_owned(),
        decision: "refused".to_owned(),
        words: Some(words),
        ..Line::default()
    };
    app.tell(connection.noted(line));
}
