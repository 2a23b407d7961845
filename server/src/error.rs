//! The error a browser sees, and which error type belongs where.
//!
//! - *At the HTTP edge* (`routes`, `relay`, `live`'s doors): [`Error`] and [`Result`]. It is a status, a sentence for the page, a
//!   detail for the curious and a cause for the log.
//! - *Towards the cluster*: [`crate::upstream::UpstreamError`], one variant for each way a cluster can fail to answer. It becomes an
//!   [`Error`] only in a door.
//! - *While starting*: `anyhow`, in `main.rs` only.
//!
//! A failure is logged once, by [`crate::middleware::errors`], which also writes the body: `{error, detail?, step?, request_id}`. The cause
//! never reaches the browser.

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use crate::upstream::UpstreamError;

/// What a door answers.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure as a browser sees it.
#[derive(Clone, Debug)]
pub struct Error {
    status: StatusCode,
    words: Cow<'static, str>,
    detail: Option<String>,
    step: Option<usize>,
    cause: Option<Arc<dyn std::error::Error + Send + Sync>>,
    expected: bool,
}

impl Error {
    /// Any status; the words say what happened and, where it helps, what can be done.
    pub fn new(status: StatusCode, words: impl Into<Cow<'static, str>>) -> Self {
        Self { status, words: words.into(), detail: None, step: None, cause: None, expected: false }
    }

    /// 400: the request makes no sense.
    pub fn bad_request(words: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, words)
    }

    /// 403: understood and refused.
    pub fn forbidden(words: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::FORBIDDEN, words)
    }

    /// 404: no such thing.
    pub fn not_found(words: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::NOT_FOUND, words)
    }

    /// 503: not now.
    pub fn unavailable(words: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, words)
    }

    /// 500: our own fault.
    pub fn internal(words: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, words)
    }

    /// Adds what only somebody who looks closer wants to know.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds which step of a change it is about.
    #[must_use]
    pub fn with_step(mut self, step: usize) -> Self {
        self.step = Some(step);
        self
    }

    /// Adds what only the log may know.
    #[must_use]
    pub fn with_cause(mut self, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.cause = Some(Arc::new(cause));
        self
    }

    /// Marks what is asked again and again by machines, and is in the log already: it is logged at the level `debug`.
    #[must_use]
    pub fn expected(mut self) -> Self {
        self.expected = true;
        self
    }

    /// Whether it is in the log already.
    #[must_use]
    pub fn is_expected(&self) -> bool {
        self.expected
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The sentence for the page.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The detail, if there is one.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// The step of a change that it is about, from 0.
    #[must_use]
    pub fn step(&self) -> Option<usize> {
        self.step
    }

    /// The cause, for the log.
    #[must_use]
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync)> {
        self.cause.as_deref()
    }
}

/// The body is written by the middleware, which knows the request's id.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        response.extensions_mut().insert(self);
        response
    }
}

impl From<UpstreamError> for Error {
    fn from(error: UpstreamError) -> Self {
        let status = match &error {
            UpstreamError::Timeout { .. } | UpstreamError::Silent { .. } => StatusCode::GATEWAY_TIMEOUT,
            UpstreamError::Recovering { .. } => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_GATEWAY,
        };
        Self::new(status, error.to_string()).with_detail(error.kind())
    }
}
