//! What happens to a request, in the order in which Mesos looks at it: path, credentials, leadership, recovery, method,
//! content type, body, call, and last what the client accepts.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;

use super::accept::takes_gzip;
use super::reply::Reply;
use super::route::{Target, route};
use super::{accept, body, convert};
use crate::access::Viewer;
use crate::cluster::Cluster;
use crate::faults::Switches;
use crate::print::document::Encoding;
use crate::{agent, master};

/// Answers a request. An error closes the connection without an answer.
pub(crate) async fn answer(cluster: Arc<Cluster>, request: Request<Incoming>) -> io::Result<Response<Body>> {
    Switches::wait(&cluster.switches.silent).await;
    let gzip = takes_gzip(request.headers());
    let reply = match route(request.uri().path()) {
        None => Reply::not_found(),
        Some(Target::Health) => Reply::done(),
        Some(Target::Version) => master::about::version_page(),
        Some(Target::Master) => at_master(cluster, request).await,
        Some(Target::Agent(key)) => agent::at_agent(cluster, key, request).await?,
    };
    if gzip && reply.is_large() {
        // Others are not to wait while megabytes are compressed.
        return tokio::task::spawn_blocking(move || reply.into_response(gzip))
            .await
            .map_err(io::Error::other)?;
    }
    reply.into_response(gzip)
}

async fn at_master(cluster: Arc<Cluster>, request: Request<Incoming>) -> Reply {
    let Some(viewer) = viewer(&cluster, request.headers()) else {
        return Reply::unauthorized("mesos-master-readwrite");
    };
    if let Some(leader) = cluster.switches.leader() {
        return Reply::redirect(&leader, request.uri().path());
    }
    if cluster.switches.recovering.load(Ordering::Relaxed) || cluster.look(|world| world.is_recovering()) {
        return Reply::error(StatusCode::SERVICE_UNAVAILABLE, "Master has not finished recovery");
    }
    if request.method() != Method::POST {
        return Reply::method_not_allowed(request.method().as_str());
    }
    let (parts, incoming) = request.into_parts();
    let encoding = match parts.headers.get(CONTENT_TYPE).map(|value| value.as_bytes()) {
        None => return Reply::bad_request("Expecting 'Content-Type' to be present"),
        Some(b"application/json") => Encoding::Json,
        Some(b"application/x-protobuf") => Encoding::Protobuf,
        Some(_) => {
            return Reply::error(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Expecting 'Content-Type' of application/json or application/x-protobuf",
            );
        }
    };
    let bytes = match read(&parts.headers, incoming).await {
        Ok(bytes) => bytes,
        Err(reply) => return reply,
    };
    let call = match master::call::read(encoding, &bytes) {
        Ok(call) => call,
        Err(reply) => return reply,
    };
    let Some(answer) = answer_encoding(&parts.headers) else {
        return Reply::error(
            StatusCode::NOT_ACCEPTABLE,
            "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'",
        );
    };
    if let Some(reply) = cluster.switches.answer_instead(call.name).await {
        return reply;
    }
    master::answer(cluster, call, answer, viewer).await
}

/// Who asks; nobody if their credentials are not good.
pub(crate) fn viewer(cluster: &Cluster, headers: &HeaderMap) -> Option<Viewer> {
    if cluster.switches.refusing_credentials.load(Ordering::Relaxed) {
        return None;
    }
    cluster.viewer(credentials(headers))
}

/// Basic authentication; the word `Basic` in this case only, as Mesos takes it.
fn credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let text = String::from_utf8(STANDARD.decode(value).ok()?).ok()?;
    let (principal, secret) = text.split_once(':')?;
    Some((principal.to_owned(), secret.to_owned()))
}

/// JSON wins wherever it is allowed, whatever the order and the weights.
pub(crate) fn answer_encoding(headers: &HeaderMap) -> Option<Encoding> {
    [Encoding::Json, Encoding::Protobuf]
        .into_iter()
        .find(|encoding| accept::takes(headers, encoding.media_type()))
}

/// A request's body, unpacked.
pub(crate) async fn read(headers: &HeaderMap, incoming: Incoming) -> Result<Bytes, Reply> {
    let collected = Limited::new(incoming, body::LIMIT).collect().await;
    let bytes = collected
        .map_err(|error| Reply::bad_request(format!("Failed to read the body: {error}")))?
        .to_bytes();
    if headers.get(CONTENT_ENCODING).is_some_and(|value| value.as_bytes() == b"gzip") {
        return body::unpack(&bytes).ok_or_else(|| Reply::bad_request("Failed to decode the body"));
    }
    Ok(bytes)
}

/// A JSON body as a value that can be the message, or why not. `prefix` is what this server says before a reason.
pub(crate) fn json(message: &str, prefix: &str, bytes: &[u8]) -> Result<serde_json::Value, Reply> {
    let mut value = body::parse(bytes).map_err(Reply::bad_request)?;
    convert::check(message, &value).map_err(|reason| Reply::bad_request(format!("{prefix}{reason}")))?;
    convert::wrap_negatives(message, &mut value);
    Ok(value)
}
