//! One id for each request: in the log, in every error, in the response's headers. A proxy's id is kept if it looks like one.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName};
use rand::Rng;
use tower_http::request_id::{MakeRequestId, RequestId};

/// Where the id travels.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Makes 64 random bits, in hex.
#[derive(Clone, Copy, Debug)]
pub struct Random;

impl MakeRequestId for Random {
    fn make_request_id<B>(&mut self, _: &http::Request<B>) -> Option<RequestId> {
        let id = format!("{:016x}", rand::rng().random::<u64>());
        id.parse().ok().map(RequestId::new)
    }
}

/// Drops an id that could not come from a proxy: the log is read by people and programs.
pub async fn distrust(mut request: Request, next: Next) -> Response {
    let odd = request.headers().get(HEADER).is_some_and(|id| {
        let id = id.as_bytes();
        id.is_empty()
            || id.len() > 64
            || !id.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte))
    });
    if odd {
        request.headers_mut().remove(HEADER);
    }
    next.run(request).await
}

/// The id of a request whose headers these are.
#[must_use]
pub fn of(headers: &HeaderMap) -> &str {
    headers.get(HEADER).and_then(|id| id.to_str().ok()).unwrap_or_default()
}
