//! `GET /api/session`: who am I, and what may I do. The page mirrors it; the relay enforces it.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::CACHE_CONTROL;
use serde::Serialize;

use crate::app::AppState;

/// The caller.
#[derive(Debug, Serialize)]
pub struct Session {
    /// The name; nobody logs in yet.
    user: Option<String>,
    /// `viewer`: sees everything, changes nothing.
    role: &'static str,
    /// Whether every change is refused, whoever asks.
    read_only: bool,
    /// Why changes are refused, for the page.
    reason: &'static str,
    /// The calls to a master that the relay passes on.
    master_calls: Vec<&'static str>,
    /// The calls to an agent that the relay passes on.
    agent_calls: Vec<&'static str>,
}

/// The caller's rights.
pub async fn session(State(app): State<AppState>) -> Response {
    let reason = if app.config.read_only {
        "this console is read-only"
    } else {
        "this console relays calls that read, none that change"
    };
    let session = Session {
        user: None,
        role: "viewer",
        read_only: true,
        reason,
        master_calls: crate::relay::allowed(operator_api::calls::Target::Master).collect(),
        agent_calls: crate::relay::allowed(operator_api::calls::Target::Agent).collect(),
    };
    ([(CACHE_CONTROL, "no-store")], Json(session)).into_response()
}
