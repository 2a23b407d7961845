//! Writes [`Error`]s as JSON, with the request's id, and logs each of them once.

use std::any::Any;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use serde::Serialize;

use super::request_id;
use crate::Error;

#[derive(Serialize)]
struct Written<'a> {
    error: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<usize>,
    request_id: &'a str,
}

/// Fills in the body of a response that carries an [`Error`]; all others pass as they are.
pub async fn write(request: Request, next: Next) -> Response {
    let id = request_id::of(request.headers()).to_owned();
    let mut response = next.run(request).await;
    let Some(error) = response.extensions_mut().remove::<Error>() else {
        return response;
    };
    log(&error);
    let body = Written { error: error.words(), detail: error.detail(), step: error.step(), request_id: &id };
    let body = serde_json::to_vec(&body).unwrap_or_default();
    // The route has said how long the body is that was there before.
    response.headers_mut().remove(CONTENT_LENGTH);
    *response.body_mut() = Body::from(body);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn log(error: &Error) {
    let status = error.status().as_u16();
    let cause = error.cause().map(|cause| cause.to_string()).unwrap_or_default();
    let (words, detail) = (error.words(), error.detail().unwrap_or_default());
    match error.status() {
        _ if error.is_expected() => tracing::debug!(status, detail, cause, "{words}"),
        StatusCode::INTERNAL_SERVER_ERROR => tracing::error!(status, detail, cause, "{words}"),
        _ if error.status().is_server_error() => tracing::warn!(status, detail, cause, "{words}"),
        _ => tracing::info!(status, detail, cause, "{words}"),
    }
}

/// A handler panicked: the panic itself has been written to the log by the panic hook, with its place.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    Error::internal("the console failed at this request; that is a bug, and its log has the place")
        .into_response()
}
