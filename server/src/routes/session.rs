//! `GET /api/session`: who am I, and what may I do. The page mirrors it; the relay enforces it.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::CACHE_CONTROL;
use operator_api::calls::Target;
use serde::Serialize;

use crate::app::AppState;
use crate::{relay, terminals};

/// The caller.
#[derive(Debug, Serialize)]
pub struct Session {
    /// The name; nobody logs in yet.
    user: Option<String>,
    /// The principal that masters and agents know this console by; `null` if it presents none.
    principal: Option<String>,
    /// `operator`: sees and changes everything; `viewer`: sees everything, changes nothing.
    role: &'static str,
    /// Whether every change is refused, whoever asks.
    read_only: bool,
    /// Why changes are refused, for the page; `null` where they are not.
    reason: Option<&'static str>,
    /// Whether terminals can be opened.
    terminals: bool,
    /// Why not, for the page; `null` where they can.
    terminals_reason: Option<&'static str>,
    /// The calls to a master that the relay passes on.
    master_calls: Vec<&'static str>,
    /// The calls to an agent that the relay passes on.
    agent_calls: Vec<&'static str>,
}

/// The caller's rights.
pub async fn session(State(app): State<AppState>) -> Response {
    let read_only = app.config.read_only;
    let session = Session {
        user: None,
        principal: app.config.credentials.as_ref().map(|credentials| credentials.principal.clone()),
        role: if read_only { "viewer" } else { "operator" },
        read_only,
        reason: read_only.then_some("this console is read-only"),
        terminals: terminals::door::refusal(&app.config).is_none(),
        terminals_reason: terminals::door::refusal(&app.config),
        master_calls: relay::allowed(Target::Master, read_only).collect(),
        agent_calls: relay::allowed(Target::Agent, read_only).collect(),
    };
    ([(CACHE_CONTROL, "no-store")], Json(session)).into_response()
}
