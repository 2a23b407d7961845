//! One request to a door of files: of whom, where, which path; noted in the audit log and counted.

use axum::extract::FromRequestParts;
use axum::response::Response;
use http::StatusCode;
use http::request::Parts;

use super::RemotePath;
use super::arguments::Arguments;
use super::turns::{Turn, Turns};
use crate::access::limits::Place;
use crate::app::AppState;
use crate::audit::{Entry, Weight};
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::node::Node;
use crate::relay::bounds;
use crate::telemetry;

/// What a request is about.
pub struct Visit {
    /// Whose files.
    pub node: Node,
    /// Which one.
    pub path: RemotePath,
    /// All arguments.
    pub arguments: Arguments,
    app: AppState,
    caller: Caller,
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        let arguments = Arguments::parse(parts.uri.query().unwrap_or_default());
        let path = RemotePath::parse(arguments.get("path").cloned().unwrap_or_default())?;
        let caller = Caller::from_request_parts(parts, app).await?;
        let node = Node::of_path(&caller, parts, app).await?;
        let app = app.clone();
        let visit = Self { node, path, arguments, app, caller };
        // Here, so that no door of files can do without.
        let (node, path) = (visit.node.agent_id(), visit.path.bytes());
        match bounds::file(&visit.app, &visit.caller, node, path).await {
            Ok(()) => Ok(visit),
            Err(error) => {
                visit.count(door(parts.uri.path()), Weight::Notable, "refused", error.status());
                Err(error)
            }
        }
    }
}

impl Visit {
    /// Whom turns are counted for.
    pub fn peer(&self) -> Option<std::net::IpAddr> {
        Some(self.caller.asker.client)
    }

    /// Waits for a turn of those that last, which whoever asks has only so many of at once.
    ///
    /// # Errors
    /// 429 if he has his share already, 503 if no turn has come for a while.
    pub async fn take(&self, turns: &Turns) -> Result<(Turn, Place)> {
        let place = self.app.access.limits.downloads.enter(&self.caller.asker.key()).ok_or_else(|| {
            let words = "you have as many downloads and searches under way as the console gives one; wait until one has ended";
            Error::new(StatusCode::TOO_MANY_REQUESTS, words)
        })?;
        Ok((turns.take(self.peer()).await?, place))
    }

    /// What has been decided, for the audit log and the metrics. `door` is what was wanted: `download`, `tar`, `list` or `search`.
    pub fn note(&self, door: &'static str, weight: Weight, outcome: &Result<Response>) {
        let (decision, status) = match outcome {
            Ok(response) => ("sent", response.status()),
            Err(error) if error.status().is_server_error() => ("failed", error.status()),
            Err(error) => ("refused", error.status()),
        };
        self.count(door, weight, decision, status);
    }

    fn count(&self, door: &'static str, weight: Weight, decision: &'static str, status: StatusCode) {
        metrics::counter!(telemetry::FILE_REQUESTS, "door" => door, "decision" => decision).increment(1);
        let path = self.path.text();
        let entry = self.caller.entry(door, self.node.name(), decision);
        let entry = Entry { path: Some(&path), status: Some(status.as_u16()), ..entry };
        self.app.record(&entry, weight, Some(&self.caller.asker));
    }
}

/// What is wanted, by the door's path.
fn door(path: &str) -> &'static str {
    match path.rsplit('/').next() {
        Some("list") => "list",
        Some("search") => "search",
        _ => "download",
    }
}
