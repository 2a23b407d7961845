//! `/api/demo/faults`: the embedded cluster is broken here on command. With a real cluster there is no such door.

mod fault;
mod listing;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::response::{IntoResponse, Response};
use http::header::CACHE_CONTROL;

pub use fault::Fault;
pub use listing::Listing;

use crate::access::Permission;
use crate::app::{App, AppState};
use crate::caller::Caller;
use crate::error::{Error, Result};

/// What can be done, and what is on.
pub async fn list(State(app): State<AppState>, caller: Caller) -> Result<Response> {
    caller.may(&app, Permission::Faults)?;
    let faults = cluster(&app)?.faults();
    Ok(([(CACHE_CONTROL, "no-store")], Json(Listing::of(&faults.standing()))).into_response())
}

/// Does it, or takes it back; answers as [`list`].
pub async fn apply(
    State(app): State<AppState>,
    caller: Caller,
    fault: std::result::Result<Json<Fault>, JsonRejection>,
) -> Result<Response> {
    caller.may(&app, Permission::Faults)?;
    let running = cluster(&app)?;
    let Json(fault) = fault.map_err(|bad| {
        Error::new(bad.status(), "this is no fault that the embedded cluster knows")
            .with_detail(bad.body_text())
    })?;
    fault.apply(&running.faults())?;
    tracing::info!(?fault, "the embedded cluster was told to");
    list(State(app), caller).await
}

fn cluster(app: &App) -> Result<&demo_cluster::Running> {
    app.embedded
        .as_deref()
        .ok_or_else(|| Error::not_found("this console shows a real cluster, which it does not break"))
}
