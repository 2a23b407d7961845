//! The layers and the extractor by which doors come to know who asks.
//!
//! [`identify`] stands before all routes but the probes and lets everybody through: the app's files and the doors of logging in are for everybody. [`require`] stands before
//! all others, and a handler that takes an [`Asker`] cannot be reached without one even where that was forgotten.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::request::Parts;

use super::door::{Access, Asker, Unknown};
use super::identity::Way;
use super::moment::Moment;
use super::session::Ended;
use crate::Error;

/// Finds out who asks, and counts his requests: first by address, then by name. Who has no name of his own is counted by his address once. What does not
/// come over a network has no address, and is not counted.
pub async fn identify(State(access): State<Arc<Access>>, mut request: Request, next: Next) -> Response {
    // Without a connection there is no address that anybody would trust.
    let nowhere = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| *peer);
    if let Some(peer) = connected
        && let Err(too_often) = access.limits.request(access.client(peer, request.headers()))
    {
        return too_often.into_response();
    }
    match access.identify(connected.unwrap_or(nowhere), request.headers(), Moment::now()) {
        Ok(asker) => {
            let is_named = !matches!(asker.who.way, Way::Open | Way::Dashboard);
            if is_named && let Err(too_often) = access.limits.call(&asker.key()) {
                return too_often.into_response();
            }
            request.extensions_mut().insert(asker);
        }
        Err(unknown) => {
            request.extensions_mut().insert(unknown);
        }
    }
    next.run(request).await
}

/// Lets nobody through who is not known.
pub async fn require(request: Request, next: Next) -> Response {
    if request.extensions().get::<Asker>().is_some() {
        return next.run(request).await;
    }
    let unknown = request.extensions().get::<Unknown>().cloned();
    Error::from(unknown.unwrap_or(Unknown::Session(Ended::None))).into_response()
}

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let unknown = || parts.extensions.get::<Unknown>().cloned().unwrap_or(Unknown::Session(Ended::None));
        parts.extensions.get::<Self>().cloned().ok_or_else(|| unknown().into())
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;
    use std::sync::Arc;

    use axum::Router;
    use axum::body::Body;
    use axum::extract::{ConnectInfo, Request};
    use axum::middleware::{from_fn, from_fn_with_state};
    use axum::routing::get;
    use http::header::RETRY_AFTER;
    use tower::ServiceExt;

    use super::super::door::{Access, Asker};
    use super::{identify, require};
    use crate::config::BasePath;

    fn app(settings: &str) -> Router {
        let access =
            Access::open(&toml::from_str(settings).unwrap(), &BasePath::root(), false, false).unwrap();
        let guarded = Router::new().route("/api/it", get(|| async { "it" })).route_layer(from_fn(require));
        Router::new()
            .merge(guarded)
            .route("/api/forgotten", get(|asker: Asker| async move { asker.who.name }))
            .route("/healthz", get(|| async { "alive" }))
            .layer(from_fn_with_state(Arc::new(access), identify))
    }

    async fn status(app: &Router, path: &str) -> u16 {
        let request = Request::get(path).body(Body::empty()).unwrap();
        app.clone().oneshot(request).await.unwrap().status().as_u16()
    }

    #[tokio::test]
    async fn who_is_not_known_comes_as_far_as_everybody() {
        let asks = app("ways = [\"mesos\"]");
        for (path, is) in [("/healthz", 200), ("/api/it", 401), ("/api/forgotten", 401)] {
            assert_eq!(status(&asks, path).await, is, "{path}");
        }
        let open = app("");
        for path in ["/healthz", "/api/it", "/api/forgotten"] {
            assert_eq!(status(&open, path).await, 200, "{path}");
        }
    }

    #[tokio::test]
    async fn who_asks_too_often_is_told_when_to_come_again() {
        let app = app("limits = { address-rate = 1, address-burst = 3 }");
        let request = || {
            let peer = ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 80)));
            Request::get("/api/it").extension(peer).body(Body::empty()).unwrap()
        };
        for _ in 0..3 {
            assert_eq!(app.clone().oneshot(request()).await.unwrap().status(), 200);
        }
        let response = app.clone().oneshot(request()).await.unwrap();
        assert_eq!(
            (response.status().as_u16(), &response.headers()[RETRY_AFTER]),
            (429, &"1".parse().unwrap())
        );
    }
}
