//! Every route, on one page. All of them are under the base path; the layers around them are in [`crate::middleware`].

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use http::StatusCode;
use tower_http::compression::CompressionLayer;

use crate::access::layer::{identify, require};
use crate::app::AppState;
use crate::error::Error;
use crate::middleware::{self, deadline};
use crate::{assets, changes, files, live, readings, relay, routes, terminals};

/// How long a buffered route may take. Above what the upstream calls in it may take, so that theirs is the reason told.
const DEADLINE: Duration = Duration::from_secs(180);

/// The largest body of a door that is for everybody.
const MOST_AT_THE_ENTRANCE: usize = 64 << 10;

/// The whole service.
pub fn router(app: &AppState) -> Router {
    // Answers that are made in memory: limited in time and size, compressed as they go out.
    let buffered = Router::new()
        .route("/api/master", post(relay::master))
        .route("/api/agents/{agent_id}", get(live::details::agent).post(relay::agent))
        .route("/api/frameworks/{framework_id}", get(live::details::framework))
        .route("/api/tasks/{framework_id}/{task_id}", get(live::details::task))
        .route("/api/master/readings/{call}", get(readings::reading))
        .route("/api/agents/{agent_id}/readings/{call}", get(readings::reading))
        .route("/api/master/files/list", get(files::list))
        .route("/api/agents/{agent_id}/files/list", get(files::list))
        .route("/api/agents/details", post(live::details::agents))
        .route("/api/changes", get(changes::doors::list).post(changes::doors::make))
        .route("/api/changes/{id}", get(changes::doors::one))
        .route("/api/changes/{id}/stop", post(changes::doors::stop))
        .route("/api/events", get(live::events::events))
        .route("/api/history", get(live::history::history))
        .route("/api/session/seen", post(routes::session::seen))
        .route("/api/dashboards", get(routes::dashboards::list).post(routes::dashboards::make))
        .route("/api/dashboards/{id}/revoke", post(routes::dashboards::revoke))
        .route("/api/audit", get(routes::audit::audit))
        .route("/metrics", get(routes::metrics::metrics))
        .merge(demo())
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(DEADLINE, deadline::answer_in_time))
        .layer(DefaultBodyLimit::max(relay::MOST_BYTES));

    // For everybody: who am I, and how do I come in.
    let entrance = Router::new()
        .route("/api/session", get(routes::session::session))
        .route("/api/login", post(routes::login::login))
        .route("/api/login/oidc", get(routes::login::oidc::begin))
        .route("/api/login/oidc/callback", get(routes::login::oidc::callback))
        .route("/api/logout", post(routes::logout::logout))
        .route("/api/dashboards/enter", post(routes::dashboards::enter))
        .layer(from_fn_with_state(DEADLINE, deadline::answer_in_time))
        .layer(DefaultBodyLimit::max(MOST_AT_THE_ENTRANCE));

    // Compressed by the hub, once for everybody.
    let snapshot = Router::new().route("/api/live/snapshot", get(live::snapshot::snapshot));

    // Files of any size, at the browser's pace: no deadline. No compression either: a length and a range are told in the file's own bytes, and
    // what a search has found is to be seen at once. HEAD is answered by the same handlers, which then read no content.
    let content = Router::new()
        .route("/api/master/files", get(files::download::download).head(files::download::download))
        .route("/api/agents/{agent_id}/files", get(files::download::download).head(files::download::download))
        .route("/api/master/files/search", get(files::search::search))
        .route("/api/agents/{agent_id}/files/search", get(files::search::search));

    // A socket lives as long as its tab: no deadline, and no compression that could hold a frame back.
    let socket = Router::new()
        .route("/api/live", get(live::socket::socket))
        .route("/api/agents/{agent_id}/terminal", get(terminals::door::terminal))
        // Answered when a container ends.
        .route("/api/agents/{agent_id}/containers/wait", get(terminals::wait::wait));

    let probes = Router::new()
        .route("/healthz", get(routes::health::alive))
        .route("/readyz", get(routes::health::ready));

    // All others are for those who are known. This comes first of all that they have in common: nobody else's request is read any further.
    let guarded = Router::new()
        .merge(buffered)
        .merge(snapshot)
        .merge(content)
        .merge(socket)
        .route_layer(from_fn(require));

    let routes = Router::new()
        .merge(guarded)
        .merge(entrance)
        .fallback(assets::serve)
        .layer(from_fn_with_state(app.access.clone(), identify))
        // Machines ask them again and again, and nobody asks machines who they are.
        .merge(probes)
        .method_not_allowed_fallback(wrong_method)
        .with_state(app.clone());
    middleware::wrap(routes, &app.config)
}

/// Doors of the embedded cluster. Where there is none they say so, or are not there.
fn demo() -> Router<AppState> {
    let router = Router::new();
    #[cfg(feature = "demo")]
    let router = router.route("/api/demo/faults", get(crate::faults::list).post(crate::faults::apply));
    router
}

async fn wrong_method() -> Error {
    Error::new(StatusCode::METHOD_NOT_ALLOWED, "this door takes another method")
}
