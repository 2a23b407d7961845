//! `POST /api/logout`: ends the session that a browser comes with, and that of a dashboard. Streams and terminals of it close within seconds, in every
//! tab. Whoever has no session has nothing to end, and is told so by the same answer.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, SET_COOKIE};
use http::{Extensions, HeaderMap, HeaderValue};
use serde_json::json;

use super::connection::Connection;
use crate::access::Asker;
use crate::access::audit::Line;
use crate::access::identity::Way;
use crate::access::moment::Moment;
use crate::app::AppState;
use crate::error::Result;
use crate::relay::call::must_be_json;

/// Logs out.
pub async fn logout(
    State(app): State<AppState>,
    connection: Connection,
    headers: HeaderMap,
    extensions: Extensions,
) -> Result<Response> {
    must_be_json(&headers)?;
    let now = Moment::now();
    let asker = extensions.get::<Asker>().filter(|asker| asker.session.is_some());
    let cookies = app.access.leave(&headers, now);
    let mut next = None;
    if let Some(asker) = asker {
        app.tell(connection.noted(Line::of(&asker.who, "logout", "accepted")));
        if asker.who.way == Way::Oidc
            && let Some(oidc) = &app.access.oidc
        {
            next = oidc.ended(now).await;
        }
    }
    let mut response = Json(json!({ "next": next })).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}
