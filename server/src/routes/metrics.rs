//! `/metrics`, in Prometheus' text format. What each of them counts: [`crate::telemetry`].

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;

use crate::access::{Asker, Permission};
use crate::app::AppState;
use crate::error::Result;

/// Everything counted so far.
pub async fn metrics(State(app): State<AppState>, asker: Asker) -> Result<Response> {
    app.access.decide(&asker.who, Permission::Metrics)?;
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.metrics.render()).into_response())
}
