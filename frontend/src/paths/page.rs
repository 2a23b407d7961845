//! The pages of the app.

use super::{Form, Query, encode, under_base};

/// The name of a list's filter in its page's query.
pub const FILTER: &str = "filter";
/// The name of the tab that is open, in the query of a page that has tabs.
pub const TAB: &str = "tab";

/// The name of the container in the query of a terminal's page and of forms.
pub const CONTAINER: &str = "container";

/// Whose files: the master's, or an agent's.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The leading master.
    Master,
    /// An agent.
    Agent {
        /// The agent's id.
        id: String,
    },
}

impl Place {
    /// The part of a path that names it: `master`, `agents/a1-S0`.
    pub(super) fn segment(&self) -> String {
        match self {
            Self::Master => "master".to_owned(),
            Self::Agent { id } => format!("agents/{}", encode(id)),
        }
    }
}

/// A page, by what it shows. [`Page::href`] is what a link needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The whole cluster at a glance.
    Overview,
    /// The list of agents.
    Agents,
    /// All agents as cells of a map.
    AgentMap,
    /// One agent.
    Agent {
        /// The agent's id.
        id: String,
    },
    /// The list of frameworks.
    Frameworks,
    /// One framework.
    Framework {
        /// The framework's id.
        id: String,
    },
    /// The list of tasks.
    Tasks,
    /// One task. A task's id is unique only within its framework.
    Task {
        /// The id of the framework that launched it.
        framework_id: String,
        /// The task's own id.
        task_id: String,
    },
    /// The list of executors.
    Executors,
    /// One executor. An executor's id is unique only within its framework on its agent.
    Executor {
        /// The agent it runs on.
        agent_id: String,
        /// The framework it runs tasks of.
        framework_id: String,
        /// The executor's own id.
        executor_id: String,
    },
    /// All roles, as a tree.
    Roles,
    /// One role.
    Role {
        /// Its whole name, `eng/web`.
        name: String,
    },
    /// Guarantees and limits of all roles.
    Quota,
    /// What is reserved, agent by agent.
    Reservations,
    /// Persistent volumes.
    Volumes,
    /// Outstanding offers.
    Offers,
    /// Offer operations.
    Operations,
    /// Maintenance: windows and machines.
    Maintenance,
    /// The masters: who leads, its flags and metrics.
    Masters,
    /// What happened lately.
    Events,
    /// A folder of a master or an agent, a sandbox for example.
    Files {
        /// Whose.
        place: Place,
        /// The folder, as Mesos names it.
        path: String,
    },
    /// A file of a master or an agent, as text.
    Log {
        /// Whose.
        place: Place,
        /// The file, as Mesos names it.
        path: String,
    },
    /// A terminal in a container.
    Terminal {
        /// The agent it runs on.
        agent_id: String,
        /// The container, from the outermost inwards, with dots between.
        container: String,
    },
    /// The changes made through this console.
    Changes,
    /// One change, and what became of it.
    Change {
        /// The change's id.
        id: String,
    },
    /// The form of a change; the query says of what.
    Form(Form),
    /// Ways to break the embedded cluster.
    Faults,
    /// The audit log.
    Audit,
    /// The links that show dashboards.
    Dashboards,
    /// The form that makes a dashboard.
    NewDashboard,
    /// Where the link of a dashboard leads.
    Board,
    /// Where one says who one is.
    Login,
}

impl Page {
    /// The page's path and what names its content, base path included.
    pub fn href(&self) -> String {
        let simple = match self {
            Self::Overview => "/",
            Self::Agents => "/agents",
            Self::AgentMap => "/agents/map",
            Self::Frameworks => "/frameworks",
            Self::Tasks => "/tasks",
            Self::Executors => "/executors",
            Self::Roles => "/roles",
            Self::Quota => "/quota",
            Self::Reservations => "/reservations",
            Self::Volumes => "/volumes",
            Self::Offers => "/offers",
            Self::Operations => "/operations",
            Self::Maintenance => "/maintenance",
            Self::Masters => "/masters",
            Self::Events => "/events",
            Self::Faults => "/faults",
            Self::Audit => "/audit",
            Self::Dashboards => "/dashboards",
            Self::NewDashboard => "/dashboards/new",
            Self::Board => "/board",
            Self::Changes => "/changes",
            Self::Login => "/login",
            Self::Terminal { agent_id, container } => {
                let query = Query::new().with(CONTAINER, container).to_suffix();
                return below("/terminal", &[agent_id]) + &query;
            }
            Self::Change { id } => return below("/changes", &[id]),
            Self::Form(form) => return below("/change", &[form.segment()]),
            Self::Agent { id } => return below("/agents", &[id]),
            Self::Framework { id } => return below("/frameworks", &[id]),
            Self::Task { framework_id, task_id } => return below("/tasks", &[framework_id, task_id]),
            Self::Executor { agent_id, framework_id, executor_id } => {
                return below("/executors", &[agent_id, framework_id, executor_id]);
            }
            Self::Role { name } => return below("/roles", &[name]),
            Self::Files { place, path } => return of_path("files", place, path),
            Self::Log { place, path } => return of_path("log", place, path),
        };
        under_base(simple)
    }

    /// The page with a query, e.g. a list's filter and order. Not for pages whose address has one already.
    pub fn href_with(&self, query: &Query) -> String {
        self.href() + &query.to_suffix()
    }

    /// A list that shows only what passes `filter`, e.g. `state:running`.
    pub fn filtered(&self, filter: &str) -> String {
        self.href_with(&Query::new().with(FILTER, filter))
    }

    /// The page with one of its tabs open.
    pub fn tab(&self, key: &str) -> String {
        self.href_with(&Query::new().with(TAB, key))
    }
}

fn below(list: &str, ids: &[&str]) -> String {
    let ids = ids.iter().map(|id| format!("/{}", encode(id)));
    under_base(&format!("{list}{}", ids.collect::<String>()))
}

fn of_path(page: &str, place: &Place, path: &str) -> String {
    under_base(&format!("/{page}/{}{}", place.segment(), Query::new().with("path", path).to_suffix()))
}
