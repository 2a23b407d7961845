//! Refusals as the doors answer them: the status, the words for the page, and when to come again.

use axum::response::{IntoResponse, Response};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};

use super::dashboard;
use super::door::{BoardRefused, Unknown};
use super::limits::TooOften;
use super::login;
use super::oidc::OidcError;
use super::permission::Denied;
use super::proxy;
use crate::Error;

/// What the page goes by when it is answered 401: it shows the login, and comes back to where it was.
pub const LOG_IN: &str = "log_in";

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        Self::forbidden(denied.to_string())
    }
}

impl From<Unknown> for Error {
    fn from(unknown: Unknown) -> Self {
        match unknown {
            Unknown::Session(ended) => {
                Self::new(StatusCode::UNAUTHORIZED, ended.to_string()).with_detail(LOG_IN).expected()
            }
            // To log in here would not help: the proxy has to say it.
            Unknown::Proxy(proxy::Refused::Missing(_)) => {
                Self::new(StatusCode::UNAUTHORIZED, unknown.to_string())
            }
            Unknown::Proxy(_) => Self::forbidden(unknown.to_string()),
        }
    }
}

impl From<BoardRefused> for Error {
    fn from(refused: BoardRefused) -> Self {
        let status = match &refused {
            BoardRefused::Login => StatusCode::UNAUTHORIZED,
            BoardRefused::Link(dashboard::Refused::Field { .. }) => StatusCode::BAD_REQUEST,
            BoardRefused::Link(_) => StatusCode::FORBIDDEN,
        };
        let error = Self::new(status, refused.to_string());
        match refused {
            BoardRefused::Login => error.with_detail(LOG_IN),
            BoardRefused::Link(dashboard::Refused::Field { field, .. }) => error.with_detail(field),
            BoardRefused::Link(_) => error,
        }
    }
}

impl From<dashboard::Refused> for Error {
    fn from(refused: dashboard::Refused) -> Self {
        BoardRefused::Link(refused).into()
    }
}

impl From<OidcError> for Error {
    fn from(error: OidcError) -> Self {
        Self::new(error.status(), error.to_string())
    }
}

impl IntoResponse for TooOften {
    fn into_response(self) -> Response {
        later(Error::new(StatusCode::TOO_MANY_REQUESTS, self.to_string()), self.seconds())
    }
}

impl IntoResponse for login::Refused {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Wrong => StatusCode::UNAUTHORIZED,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        };
        let error = Error::new(status, self.to_string());
        match self.retry_after() {
            Some(seconds) => later(error, seconds),
            None => error.into_response(),
        }
    }
}

fn later(error: Error, seconds: u64) -> Response {
    let mut response = error.into_response();
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    response
}
