//! `POST /api/agents/{agent_id}`: one call to the agent of that id, at the address its master knows.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use http::HeaderMap;
use operator_api::calls::Target;

use super::Asked;
use crate::app::AppState;
use crate::caller::Caller;
use crate::error::Result;

/// Relays one call.
pub async fn call(
    State(app): State<AppState>,
    caller: Caller,
    Path(agent_id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let asked = Asked::read(&app, caller, Target::Agent, &agent_id, &headers, &body).await?;
    let node = asked.caller.agent(&agent_id).await?;
    asked.relay(&app, &node).await
}
