//! What the live WebSocket says in words: how fresh the data are, and who serves them. All times are milliseconds since 1970 by the
//! server's clock; `now_ms` lets a browser whose clock is wrong show true ages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A text message of the live WebSocket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Notice {
    /// The state of things; at least every [`STATUS_EVERY_MS`].
    Status(Box<Status>),
    /// The revision asked for is out of reach: take a snapshot.
    Gap,
}

/// A status arrives at least this often: no message for more than twice as long means that the socket is dead.
pub const STATUS_EVERY_MS: i64 = 5_000;

/// The header of a snapshot's answer that tells how many rows it holds, so that a tab can say how far it is.
pub const SNAPSHOT_ROWS: &str = "x-mesoscope-rows";

/// The header of a snapshot's answer that tells where each table's slots end, in the order of [`crate::schema::Table::ALL`], with commas
/// between: a tab makes room once instead of moving what it has whenever that doubles.
pub const SNAPSHOT_ENDS: &str = "x-mesoscope-ends";

/// How the hub stands with its cluster.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// The connection to the leading master.
    pub upstream: Upstream,
    /// The server's clock when this was said.
    pub now_ms: i64,
    /// When the last byte came from the master.
    pub heard_ms: Option<i64>,
    /// The hub's life, as in frames. Text, because a JSON number cannot hold it everywhere.
    pub epoch: String,
    /// The newest revision.
    pub revision: u64,
    /// The cluster's name, from the master's flags or the configuration.
    pub cluster: Option<String>,
    /// The leading master, as `host:port`.
    pub leader: Option<String>,
    /// The leading master's Mesos version.
    pub version: Option<String>,
    /// When the leading master's process started.
    pub started_ms: Option<i64>,
    /// When it was elected.
    pub elected_ms: Option<i64>,
    /// Whether the cluster is the embedded one.
    pub demo: bool,
    /// What this console's users may change: nothing when true.
    pub read_only: bool,
    /// Rises whenever a change that was made through this console has got further, or a new one has come. It begins anew with each epoch.
    #[serde(default)]
    pub changes: u64,
    /// The read calls that the master does not answer to this console, by name, each with the reason: forbidden, or not known to its
    /// version. What only they tell is not to be had.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refused: BTreeMap<String, String>,
}

/// The connection to the leading master.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Upstream {
    /// Not connected yet for the first time.
    #[default]
    Connecting,
    /// Subscribed, and heard from as often as its heartbeat promises.
    Live,
    /// Subscribed, but nothing came for longer than its heartbeat promises.
    Quiet {
        /// When the last byte came.
        since_ms: i64,
    },
    /// Not subscribed.
    Disconnected {
        /// What happened, what it means and what can be done, in a sentence or two.
        reason: String,
        /// When it was noticed.
        since_ms: i64,
        /// When the next attempt is made.
        next_try_ms: i64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_tagged_json() {
        insta::assert_snapshot!(
            serde_json::to_string(&Notice::Status(Box::new(Status {
                upstream: Upstream::Disconnected {
                    reason: "The master closed the connection.".into(),
                    since_ms: 1000,
                    next_try_ms: 1500
                },
                now_ms: 1200,
                epoch: "7".into(),
                ..Status::default()
            })))
            .unwrap()
        );
        assert_eq!(serde_json::from_str::<Notice>(r#"{"type":"gap"}"#).unwrap(), Notice::Gap);
    }
}
