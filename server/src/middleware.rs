//! Every layer that a request passes, on one page, outermost first.
//!
//! | layer | why it stands there |
//! |---|---|
//! | request id | everything after it, also a refusal, can be found in the log by it |
//! | trace | sees the path as the browser sent it, and the time of all the rest |
//! | security headers | on every response, also on errors, panics and 404s of any layer below |
//! | errors | turns [`crate::Error`] into JSON with the request's id and logs it, once |
//! | catch panic | a bug costs one response, which is then an error like others |
//! | host and origin | before anything reads the request: DNS rebinding, and sockets opened by foreign pages |
//! | cross-site requests | what a browser itself says about where a change comes from |
//! | base path | the last before the routes: the router knows no base path |
//!
//! What belongs to some routes only is in [`crate::router`]: limits and time-outs, compression, which must never wrap a stream, and who asks
//! ([`crate::access::layer`]). That comes after host and origin, so that no cookie is looked at which another site's page sent along; and after the base
//! path, because it is not asked of probes.

pub mod base_path;
pub mod deadline;
pub mod errors;
pub mod headers;
pub mod origin;
pub mod request_id;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{from_fn, from_fn_with_state};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::{PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::{DefaultOnResponse, TraceLayer};

use crate::config::Config;

/// Wraps the routes. See the table above.
pub fn wrap(routes: Router, config: &Config) -> Router {
    let hosts = Arc::new(origin::Hosts::new(config));
    let inner = ServiceBuilder::new()
        .layer(CatchPanicLayer::custom(errors::panicked))
        .layer(from_fn_with_state(hosts, origin::check))
        .layer(CsrfLayer::new().with_rejection_response(origin::cross_site));
    let outer = ServiceBuilder::new()
        .layer(from_fn(request_id::distrust))
        .layer(SetRequestIdLayer::new(request_id::HEADER, request_id::Random))
        .layer(PropagateRequestIdLayer::new(request_id::HEADER))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_response(DefaultOnResponse::new().level(tracing::Level::DEBUG))
                // Failures are logged by the errors layer, with their cause.
                .on_failure(()),
        )
        .layer(from_fn_with_state(config.is_encrypted(), headers::secure))
        .layer(from_fn(errors::write));
    // Two builders: one type of this depth makes the compiler slow.
    base_path::strip(&config.base_path, routes).layer(inner).layer(outer)
}

/// Path only: a query may hold what a log should not.
fn span(request: &Request) -> tracing::Span {
    let id = request_id::of(request.headers());
    tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
}
