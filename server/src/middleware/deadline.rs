//! A time limit for routes that answer once. Never on a stream: a socket may live for days.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use crate::Error;

/// Gives up on a request that has no response after the time in the state. Upstream calls have shorter limits of their own.
pub async fn answer_in_time(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    tokio::time::timeout(limit, next.run(request)).await.unwrap_or_else(|_| {
        let words = format!("no answer within {} s", limit.as_secs());
        Error::new(StatusCode::GATEWAY_TIMEOUT, words).into_response()
    })
}
