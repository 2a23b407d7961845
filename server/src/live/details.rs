//! The whole JSON of one object, from the hub's memory: `GET /api/tasks/{framework_id}/{task_id}`, `/api/agents/{agent_id}`,
//! `/api/frameworks/{framework_id}`, and of several agents: `POST /api/agents/details`. The API has no call for one task, and no page costs the master anything.
//! Secrets in environments and the like are taken out.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::CACHE_CONTROL;
use serde::{Deserialize, Serialize};

use super::Hub;
use crate::access::{Permission, redact};
use crate::app::AppState;
use crate::caller::Caller;
use crate::error::{Error, Result};

/// One task; of several with one id, the latest.
pub async fn task(
    State(app): State<AppState>,
    caller: Caller,
    Path((framework_id, task_id)): Path<(String, String)>,
) -> Result<Response> {
    caller.may(&app, Permission::See)?;
    let found = caller.sight().await?.task(&framework_id, &task_id).await;
    respond(&caller.seat.hub, found, "task")
}

/// One agent, also one that is no longer listed.
pub async fn agent(
    State(app): State<AppState>,
    caller: Caller,
    Path(agent_id): Path<String>,
) -> Result<Response> {
    caller.may(&app, Permission::See)?;
    let found = caller.sight().await?.agent(&agent_id).await;
    respond(&caller.seat.hub, found, "agent")
}

/// How many agents can be asked for at once.
const MOST_AGENTS: usize = 1000;

/// Which agents are wanted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    ids: Vec<String>,
}

/// Several agents, in the order they are asked for; those that nobody has heard of, or that are not seen, are left out. A POST, because ids are long and many.
pub async fn agents(
    State(app): State<AppState>,
    caller: Caller,
    wanted: std::result::Result<Json<Wanted>, JsonRejection>,
) -> Result<Response> {
    caller.may(&app, Permission::See)?;
    let Json(wanted) = wanted.map_err(|error| {
        Error::bad_request("the agents wanted are `{\"ids\":[…]}`").with_detail(error.body_text())
    })?;
    if wanted.ids.len() > MOST_AGENTS {
        let words = format!("at most {MOST_AGENTS} agents can be asked for at once");
        return Err(Error::bad_request(words));
    }
    if !caller.seat.hub.has_cluster() {
        return Err(Error::unavailable(caller.seat.hub.waiting_for()).expected());
    }
    let found = caller.sight().await?.agents(&wanted.ids).await;
    Ok(([(CACHE_CONTROL, "no-store")], Json(serde_json::json!({ "agents": found }))).into_response())
}

/// One framework, also a completed one.
pub async fn framework(
    State(app): State<AppState>,
    caller: Caller,
    Path(framework_id): Path<String>,
) -> Result<Response> {
    caller.may(&app, Permission::See)?;
    let found = caller.sight().await?.framework(&framework_id).await;
    respond(&caller.seat.hub, found, "framework")
}

fn respond(hub: &Hub, found: Option<impl Serialize>, kind: &str) -> Result<Response> {
    match found {
        Some(found) => {
            let mut whole = serde_json::to_value(found)
                .map_err(|error| Error::internal("what was found could not be written").with_cause(error))?;
            redact::redact(&mut whole);
            Ok(([(CACHE_CONTROL, "no-store")], Json(whole)).into_response())
        }
        None if !hub.has_cluster() => Err(Error::unavailable(hub.waiting_for()).expected()),
        None => Err(Error::not_found(format!(
            "the cluster has no {kind} of this id that you may see; it may have been and be forgotten"
        ))),
    }
}
