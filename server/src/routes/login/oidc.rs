//! `GET /api/login/oidc?back=` sends the browser to the provider of OpenID Connect, `GET /api/login/oidc/callback` is where it comes back to. Both are
//! opened by a browser itself and not by the page: what goes wrong is told by the page of the login, in its address.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderValue, StatusCode};
use reqwest::Url;
use serde::Deserialize;

use crate::Error;
use crate::access::audit::Line;
use crate::access::identity::Way;
use crate::access::moment::Moment;
use crate::access::oidc::{Callback, Oidc, OidcError};
use crate::app::{App, AppState};
use crate::config::BasePath;
use crate::error::Result;
use crate::routes::connection::Connection;

/// Where to come back to.
#[derive(Debug, Deserialize)]
pub struct Back {
    back: Option<String>,
}

/// Sends the browser away.
pub async fn begin(
    State(app): State<AppState>,
    connection: Connection,
    back: std::result::Result<Query<Back>, QueryRejection>,
) -> Result<Response> {
    let oidc = oidc(&app)?;
    if let Err(too_often) = app.access.limits.login(connection.client) {
        return Ok(too_often.into_response());
    }
    let back = back.ok().and_then(|Query(back)| back.back).unwrap_or_default();
    Ok(match oidc.begin(&back, Moment::now()).await {
        Ok(begun) => {
            let mut response = redirect(begun.to.as_str());
            response.headers_mut().append(SET_COOKIE, begun.cookie);
            response
        }
        Err(error) => {
            tracing::warn!("nobody can log in by OpenID Connect: {error}");
            trouble(&app.config.base_path, &error)
        }
    })
}

/// Takes it back.
pub async fn callback(
    State(app): State<AppState>,
    connection: Connection,
    callback: std::result::Result<Query<Callback>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response> {
    let oidc = oidc(&app)?;
    if let Err(too_often) = app.access.limits.login(connection.client) {
        return Ok(too_often.into_response());
    }
    let now = Moment::now();
    // What cannot be read is nothing that a provider would send.
    let callback = callback.map(|Query(callback)| callback).unwrap_or_default();
    let base = &app.config.base_path;
    let finished = match oidc.finish(callback, &headers, now).await {
        Ok(finished) => {
            let begun = app.access.begin_with_oidc(finished.who, &headers, now);
            begun.map(|begun| (begun, finished.back)).ok_or(OidcError::NoRoom)
        }
        Err(error) => Err(error),
    };
    let mut response = match finished {
        Ok(((session, cookie), back)) => {
            app.tell(connection.noted(Line::of(&session.who, "login", "accepted")));
            let mut response = redirect(&format!("{base}{}", back.trim_start_matches('/')));
            response.headers_mut().append(SET_COOKIE, cookie);
            response
        }
        Err(error) => {
            let line = Line {
                user: error.name().unwrap_or("anonymous").to_owned(),
                way: Some(Way::Oidc),
                call: "login".to_owned(),
                decision: "refused".to_owned(),
                words: Some(error.to_string()),
                ..Line::default()
            };
            app.tell(connection.noted(line));
            trouble(base, &error)
        }
    };
    // An attempt is good for once.
    response.headers_mut().append(SET_COOKIE, oidc.cleared());
    Ok(response)
}

fn oidc(app: &App) -> Result<&Oidc> {
    app.access.oidc.as_ref().ok_or_else(|| Error::not_found("nobody logs in here by OpenID Connect"))
}

/// To the page of the login, which tells the words.
fn trouble(base: &BasePath, error: &OidcError) -> Response {
    let words = error.to_string();
    let query = Url::parse_with_params("http://localhost/", [("trouble", words.as_str())]);
    let query = query.ok().and_then(|url| url.query().map(str::to_owned)).unwrap_or_default();
    redirect(&format!("{base}login?{query}"))
}

fn redirect(to: &str) -> Response {
    let Ok(to) = HeaderValue::try_from(to) else {
        return Error::internal("there is no such address to go to").into_response();
    };
    let headers = [(LOCATION, to), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (StatusCode::SEE_OTHER, headers).into_response()
}
