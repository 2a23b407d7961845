//! `POST /api/agents/{agent_id}`: one call to the agent of that id, at the address its master knows.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use http::{Extensions, HeaderMap};
use operator_api::calls::Target;

use super::Asked;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::upstream::AgentAddress;

/// Relays one call.
pub async fn call(
    State(app): State<AppState>,
    Path(agent_id): Path<String>,
    headers: HeaderMap,
    extensions: Extensions,
    body: Bytes,
) -> Result<Response> {
    let asked = Asked::read(&app, Target::Agent, &agent_id, &headers, &extensions, &body)?;
    let pid = app.hub.agent_pid(&agent_id).await;
    let address = pid.as_deref().and_then(AgentAddress::from_pid).ok_or_else(|| {
        Error::not_found("the leading master has told of no agent with this id, so nobody knows where it is")
    })?;
    let _turn = app.relay_turns.acquire().await.map_err(|_| Error::unavailable("the console is stopping"))?;
    let answer = app.agents.call_raw(&address, asked.call.to_bytes()).await;
    asked.done(&answer);
    Ok(super::respond(answer?))
}
