//! The server's doors, as the app knocks on them.

use super::{Query, encode, under_base};

/// A door of the server. [`Door::href`] is what a request needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// One Operator API call to the leading master.
    Master,
    /// One Operator API call to an agent.
    AgentCall {
        /// The agent's id.
        id: String,
    },
    /// All rows at one revision.
    Snapshot,
    /// Deltas after a revision, as a WebSocket.
    Live {
        /// The epoch the replica is of.
        epoch: u64,
        /// The last revision it has seen.
        revision: u64,
    },
    /// The whole JSON of one task.
    Task {
        /// The id of its framework.
        framework_id: String,
        /// Its own id.
        task_id: String,
    },
    /// The whole JSON of one agent.
    Agent {
        /// The agent's id.
        id: String,
    },
    /// The whole JSON of one framework.
    Framework {
        /// The framework's id.
        id: String,
    },
}

impl Door {
    /// The door's path and query, base path included.
    pub fn href(&self) -> String {
        under_base(&match self {
            Self::Master => "/api/master".to_owned(),
            Self::AgentCall { id } | Self::Agent { id } => format!("/api/agents/{}", encode(id)),
            Self::Snapshot => "/api/live/snapshot".to_owned(),
            Self::Live { epoch, revision } => {
                let query =
                    Query::new().with("epoch", &epoch.to_string()).with("revision", &revision.to_string());
                format!("/api/live{}", query.to_suffix())
            }
            Self::Task { framework_id, task_id } => {
                format!("/api/tasks/{}/{}", encode(framework_id), encode(task_id))
            }
            Self::Framework { id } => format!("/api/frameworks/{}", encode(id)),
        })
    }
}
