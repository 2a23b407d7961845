//! `POST /api/agents/{agent_id}`: one call to the agent of that id, at the address its master knows.

use axum::body::Bytes;
use axum::extract::{Path, State};
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
    Path(agent_id): Path<String>,
    headers: HeaderMap,
    extensions: Extensions,
    body: Bytes,
) -> Result<Response> {
    let asked = Asked::read(&app, Target::Agent, &agent_id, &headers, &extensions, &body)?;
    asked.relay(&app, &Node::agent(&app, &agent_id).await?).await
}
