//! `POST /api/master`: one call to the leading master.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use operator_api::calls::Target;

use super::Asked;
use crate::app::AppState;
use crate::caller::Caller;
use crate::error::Result;
use crate::node::Node;

/// Relays one call.
pub async fn call(
    State(app): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let asked = Asked::read(&app, caller, Target::Master, "master", &headers, &body).await?;
    let node = Node::master(&asked.caller.seat);
    asked.relay(&app, &node).await
}
