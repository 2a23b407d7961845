//! `GET /api/session`: who am I, and what may I do; or how do I come in. The page mirrors it; every door decides for itself.
//! `POST /api/session/seen`: somebody is there.

mod told;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, SET_COOKIE};
use http::{Extensions, HeaderMap, HeaderValue, StatusCode};

use self::told::Told;
use crate::access::Asker;
use crate::access::door::Unknown;
use crate::access::moment::Moment;
use crate::app::AppState;
use crate::error::Result;
use crate::relay::call::must_be_json;

/// The caller's rights; 200 for everybody.
pub async fn session(State(app): State<AppState>, extensions: Extensions) -> Response {
    let now = Moment::now();
    let told = match extensions.get::<Asker>() {
        Some(asker) => Told::known(&app, asker, now),
        None => Told::unknown(&app, extensions.get::<Unknown>()),
    };
    ([(CACHE_CONTROL, "no-store")], Json(told)).into_response()
}

/// A person used the page. It is called at real input only: what a page does by itself keeps no session open.
pub async fn seen(State(app): State<AppState>, asker: Asker, headers: HeaderMap) -> Result<Response> {
    must_be_json(&headers)?;
    let cookie = asker.session.as_ref().and_then(|session| app.access.touch(session, Moment::now()));
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}
