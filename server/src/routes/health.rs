//! `/healthz`: the process answers. `/readyz`: it has a cluster to show.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::app::AppState;
use crate::error::{Error, Result};

/// The body of both.
#[derive(Debug, Serialize)]
pub struct Health {
    status: &'static str,
}

/// Always 200: what is wrong with the cluster is no reason to restart the console.
pub async fn alive() -> Json<Health> {
    Json(Health { status: "alive" })
}

/// 200 once a snapshot of the cluster is there; it stays there when the cluster goes away, and says its age.
pub async fn ready(State(app): State<AppState>) -> Result<Json<Health>> {
    match app.seats.own() {
        Some(own) if !own.hub.has_cluster() => Err(Error::unavailable(own.hub.waiting_for()).expected()),
        // Where people bring their credentials there is nothing to show to anybody else.
        _ => Ok(Json(Health { status: "ready" })),
    }
}
