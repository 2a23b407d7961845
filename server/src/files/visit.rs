//! One request to a door of files: of whom, where, which path; noted in the audit log and counted.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::response::Response;
use http::request::Parts;

use super::RemotePath;
use super::arguments::Arguments;
use crate::app::AppState;
use crate::audit::{self, Entry, Weight};
use crate::error::{Error, Result};
use crate::middleware::request_id;
use crate::node::Node;
use crate::telemetry;

/// What a request is about.
pub struct Visit {
    /// Whose files.
    pub node: Node,
    /// Which one.
    pub path: RemotePath,
    /// All arguments.
    pub arguments: Arguments,
    peer: Option<SocketAddr>,
    request_id: String,
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        let arguments = Arguments::parse(parts.uri.query().unwrap_or_default());
        let path = RemotePath::parse(arguments.get("path").cloned().unwrap_or_default())?;
        let node = Node::from_request_parts(parts, app).await?;
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| *peer);
        let request_id = request_id::of(&parts.headers).to_owned();
        Ok(Self { node, path, arguments, peer, request_id })
    }
}

impl Visit {
    /// The address the request came from.
    pub fn peer(&self) -> Option<std::net::IpAddr> {
        self.peer.map(|peer| peer.ip())
    }

    /// What has been decided, for the audit log and the metrics. `door` is what was wanted: `download`, `tar`, `list` or `search`.
    pub fn note(&self, door: &'static str, weight: Weight, outcome: &Result<Response>) {
        let (decision, status) = match outcome {
            Ok(response) => ("sent", response.status()),
            Err(error) if error.status().is_server_error() => ("failed", error.status()),
            Err(error) => ("refused", error.status()),
        };
        metrics::counter!(telemetry::FILE_REQUESTS, "door" => door, "decision" => decision).increment(1);
        let entry = Entry {
            user: None,
            peer: self.peer,
            call: door,
            target: self.node.name(),
            path: Some(&self.path.text()),
            change: None,
            decision,
            status: Some(status.as_u16()),
            request_id: &self.request_id,
        };
        audit::record(&entry, weight);
    }
}
