//! The base path: everything the console has is under it, and the routes do not know.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Redirect};
use http::Uri;
use http::uri::PathAndQuery;
use tower::ServiceExt;

use crate::Error;
use crate::config::BasePath;

/// Serves `routes` under `base`; the base without its last slash is sent to the base.
pub fn strip(base: &BasePath, routes: Router) -> Router {
    let base = base.clone();
    Router::new().fallback(move |mut request: Request<Body>| {
        let (base, routes) = (base.clone(), routes.clone());
        async move {
            if request.uri().path() == base.as_str().trim_end_matches('/') && base.as_str() != "/" {
                return Redirect::permanent(base.as_str()).into_response();
            }
            let Some(uri) = stripped(&base, request.uri()) else {
                let words = format!("the console is under {base}");
                return Error::not_found(words).into_response();
            };
            *request.uri_mut() = uri;
            routes.oneshot(request).await.unwrap_or_else(|never| match never {})
        }
    })
}

fn stripped(base: &BasePath, uri: &Uri) -> Option<Uri> {
    let path = base.strip(uri.path())?;
    let inner = match uri.query() {
        Some(query) => PathAndQuery::try_from(format!("{path}?{query}")),
        None => PathAndQuery::try_from(path),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(inner.ok()?);
    Uri::from_parts(parts).ok()
}
