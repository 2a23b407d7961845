//! Opening a link. Its text is a credential: it is in the request's body and nowhere else.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, SET_COOKIE};
use http::{Extensions, HeaderMap, HeaderValue};
use serde::Deserialize;
use serde_json::json;

use crate::access::Asker;
use crate::access::audit::Line;
use crate::access::identity::Way;
use crate::access::moment::Moment;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::relay::call::must_be_json;
use crate::routes::connection::Connection;

/// What a page sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Brought {
    link: String,
}

/// Opens a dashboard for a browser: what it shows, and a session of its own.
pub async fn enter(
    State(app): State<AppState>,
    connection: Connection,
    headers: HeaderMap,
    extensions: Extensions,
    body: Bytes,
) -> Result<Response> {
    must_be_json(&headers)?;
    // The errors of the parser are not told: they could hold the text.
    let Brought { link } = serde_json::from_slice(&body)
        .map_err(|_| Error::bad_request("a dashboard is opened by an object with its `link`"))?;
    let who = extensions.get::<Asker>().map(|asker| &asker.who);
    let entered = app.access.enter_board(&link, who, Moment::now());
    let (shown, cookie) = entered.map_err(|refused| {
        let line = match who {
            Some(who) => Line::of(who, "dashboard", "refused"),
            None => Line {
                user: "anonymous".to_owned(),
                way: Some(Way::Dashboard),
                call: "dashboard".to_owned(),
                decision: "refused".to_owned(),
                ..Line::default()
            },
        };
        app.tell(connection.noted(Line { words: Some(refused.to_string()), ..line }));
        Error::from(refused)
    })?;
    let cookie = cookie.ok_or_else(|| Error::internal("the dashboard does not fit into a cookie"))?;
    let line = match who {
        Some(who) => Line::of(who, "dashboard", "entered"),
        None => Line::of(&shown.identity(), "dashboard", "entered"),
    };
    let line = Line { target: Some(shown.id.clone()), title: Some(shown.name.clone()), ..line };
    app.tell(connection.noted(line));
    let body = json!({
        "name": shown.name, "pages": shown.pages, "every_seconds": shown.every_seconds, "expires_ms": shown.expires_ms,
        "bound": shown.bound,
    });
    let headers = [(CACHE_CONTROL, HeaderValue::from_static("no-store")), (SET_COOKIE, cookie)];
    Ok((headers, Json(body)).into_response())
}
