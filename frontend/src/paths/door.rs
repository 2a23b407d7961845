//! The server's doors, as the app knocks on them.

use super::{Place, Query, base, encode, under_base};

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
    /// The answer of a read call without parameters, shared by all who look.
    Reading {
        /// Who answers.
        place: Place,
        /// The call's type: `GET_FLAGS`.
        call: &'static str,
    },
    /// A file's bytes; takes ranges.
    File {
        /// Whose.
        place: Place,
        /// The file, as Mesos names it.
        path: String,
    },
    /// A folder as a tar.
    Tar {
        /// Whose.
        place: Place,
        /// The folder, as Mesos names it.
        path: String,
    },
    /// What a folder holds.
    Folder {
        /// Whose.
        place: Place,
        /// The folder, as Mesos names it.
        path: String,
    },
    /// Where a text is in a file, told while it is searched.
    FileSearch {
        /// Whose.
        place: Place,
        /// The file, as Mesos names it.
        path: String,
        /// What is looked for.
        text: String,
        /// Whether capitals matter.
        exact_case: bool,
    },
    /// What happened lately; the query says which and how many.
    Events(Query),
    /// How the cluster's sums went since the console started.
    History,
    /// A terminal, as a WebSocket.
    Terminal {
        /// The agent's id.
        agent_id: String,
        /// What is wanted of the container.
        mode: cluster_model::terminal::Mode,
    },
    /// How a container ends: answered when it has.
    ContainerEnd {
        /// The agent's id.
        agent_id: String,
        /// The container, with dots between its ids.
        container: String,
    },
    /// The changes made through this console; takes new ones.
    Changes,
    /// One change, and what became of it.
    Change {
        /// The change's id.
        id: String,
    },
    /// Ends a change: what is not sent yet is not sent.
    StopChange {
        /// The change's id.
        id: String,
    },
    /// The whole JSON of several agents, by their ids.
    AgentDetails,
    /// Who the caller is, and what the caller may do.
    Session,
    /// Takes a sign that somebody is there.
    Seen,
    /// Takes a name with what proves it.
    Login,
    /// Leads to the provider of OpenID Connect.
    LoginOidc {
        /// Where to go on afterwards.
        back: String,
    },
    /// Ends the session.
    Logout,
    /// What can be broken in the embedded cluster, and what is.
    Faults,
    /// The audit log; the query says which lines and how many.
    Audit(Query),
    /// The links that show dashboards; takes new ones.
    Dashboards,
    /// Takes the link of a dashboard back.
    RevokeDashboard {
        /// The link's id.
        id: String,
    },
    /// Opens the link of a dashboard.
    EnterDashboard,
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
            Self::Reading { place, call } => format!("/api/{}/readings/{call}", place.segment()),
            Self::File { place, path } => files(place, "", &Query::new().with("path", path)),
            Self::Tar { place, path } => files(place, "", &Query::new().with("path", path).with("as", "tar")),
            Self::Folder { place, path } => files(place, "/list", &Query::new().with("path", path)),
            Self::FileSearch { place, path, text, exact_case } => {
                let case = if *exact_case { "sensitive" } else { "insensitive" };
                let query = Query::new().with("path", path).with("text", text).with("case", case);
                files(place, "/search", &query)
            }
            Self::Events(query) => format!("/api/events{}", query.to_suffix()),
            Self::History => "/api/history".to_owned(),
            Self::Terminal { agent_id, mode } => {
                let query = Query::new().with("mode", mode.name());
                format!("/api/agents/{}/terminal{}", encode(agent_id), query.to_suffix())
            }
            Self::ContainerEnd { agent_id, container } => {
                let query = Query::new().with("container", container);
                format!("/api/agents/{}/containers/wait{}", encode(agent_id), query.to_suffix())
            }
            Self::Changes => "/api/changes".to_owned(),
            Self::Change { id } => format!("/api/changes/{}", encode(id)),
            Self::StopChange { id } => format!("/api/changes/{}/stop", encode(id)),
            Self::AgentDetails => "/api/agents/details".to_owned(),
            Self::Session => "/api/session".to_owned(),
            Self::Seen => "/api/session/seen".to_owned(),
            Self::Login => "/api/login".to_owned(),
            Self::LoginOidc { back } => {
                // The server puts its base path before it.
                let back = back.strip_prefix(base()).unwrap_or(back);
                format!("/api/login/oidc{}", Query::new().with("back", back).to_suffix())
            }
            Self::Logout => "/api/logout".to_owned(),
            Self::Faults => "/api/demo/faults".to_owned(),
            Self::Audit(query) => format!("/api/audit{}", query.to_suffix()),
            Self::Dashboards => "/api/dashboards".to_owned(),
            Self::RevokeDashboard { id } => format!("/api/dashboards/{}/revoke", encode(id)),
            Self::EnterDashboard => "/api/dashboards/enter".to_owned(),
        })
    }
}

fn files(place: &Place, door: &str, query: &Query) -> String {
    format!("/api/{}/files{door}{}", place.segment(), query.to_suffix())
}
