//! `POST /api/master`: one call to the leading master.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use http::{Extensions, HeaderMap};
use operator_api::calls::Target;

use super::Asked;
use crate::app::AppState;
use crate::error::Result;
use crate::node::Node;

/// Relays one call.
pub async fn call(
    State(app): State<AppState>,
    headers: HeaderMap,
    extensions: Extensions,
    body: Bytes,
) -> Result<Response> {
    let asked = Asked::read(&app, Target::Master, "master", &headers, &extensions, &body)?;
    asked.relay(&app, &Node::master(&app)).await
}
