//! With credentials of Mesos, which only Mesos can check: the leading master is asked for its version, with them and, because a master that asks
//! nobody takes any, without.

use std::net::SocketAddr;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::Error;
use crate::access::login::Refused;
use crate::access::moment::Moment;
use crate::access::session::Session;
use crate::access::tls::upstream::Presented;
use crate::app::AppState;
use crate::config::Credentials;
use crate::upstream::{self, Answer, Limits, UpstreamError};

/// A call that every principal may make, whose answer is small.
const CALL: &[u8] = br#"{"type":"GET_VERSION"}"#;

/// Somebody waits at a form.
const LIMITS: Limits = Limits {
    connect: Duration::from_secs(5),
    answer: Duration::from_secs(15),
    body: Duration::from_secs(5),
    size: 64 << 10,
};

/// Why nobody was let in: for the log, and as it is answered.
type Failed = (String, Response);

/// Begins a session for credentials that the leading master takes.
pub(super) async fn log_in(
    app: &AppState,
    name: &str,
    secret: String,
    from: (SocketAddr, &HeaderMap),
    now: Moment,
) -> Result<(Session, HeaderValue), Failed> {
    let failed = |error: Error| (error.words().to_owned(), error.into_response());
    let attempt = app
        .access
        .attempt(name, from, now)
        .map_err(|refused| (refused.to_string(), refused.into_response()))?;
    // Basic authentication cannot say such a name, and no master would take it.
    if name.is_empty() || name.contains(':') || name.chars().chain(secret.chars()).any(char::is_control) {
        return Err((Refused::Wrong.to_string(), Refused::Wrong.into_response()));
    }
    let credentials = Credentials::new(name, secret);
    let (own, nothing) = (Presented::Basic(credentials.clone()), Presented::Nothing);
    let asked = tokio::join!(ask(app, &own), ask(app, &nothing));
    let (with, without) = match asked {
        (Ok(with), Ok(without)) => (with, without),
        (Err(error), _) | (_, Err(error)) => {
            attempt.is_void();
            return Err(failed(error.into()));
        }
    };
    match (with.status, without.status) {
        (StatusCode::OK, StatusCode::UNAUTHORIZED) => {}
        (StatusCode::OK, _) => {
            attempt.is_void();
            let words = "the master answers everybody, with any credentials or none: it cannot tell who you are. Whoever runs \
                         it has to turn its authentication on (--authenticate_http_readwrite)";
            return Err(failed(Error::unavailable(words)));
        }
        (StatusCode::UNAUTHORIZED, _) => {
            let told = told(&with);
            let words = format!("{}; Mesos says: {told}", Refused::Wrong);
            return Err(failed(Error::new(StatusCode::UNAUTHORIZED, words)));
        }
        (status, _) => {
            attempt.is_void();
            let words = format!(
                "the master did not say whether it takes these credentials: {status}, {}",
                told(&with)
            );
            return Err(failed(Error::new(StatusCode::BAD_GATEWAY, words)));
        }
    }
    let begun = app.access.begin_with_mesos(credentials, from.1, now);
    match begun {
        Some(begun) => {
            attempt.succeeded();
            Ok(begun)
        }
        None => {
            attempt.is_void();
            let mut response = Error::unavailable(Refused::Busy.to_string()).into_response();
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
            Err((Refused::Busy.to_string(), response))
        }
    }
}

/// A client of its own for each attempt: nothing of it is left when it was refused.
async fn ask(app: &AppState, presented: &Presented) -> Result<Answer, UpstreamError> {
    let (masters, _) = upstream::clients(&app.config, presented, LIMITS)?;
    masters.call_raw(Bytes::from_static(CALL)).await
}

/// What an answer says for itself, in one short line.
fn told(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.body);
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
    if line.is_empty() { answer.status.to_string() } else { line }
}
