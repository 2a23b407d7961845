//! The pages of the app.

use super::{Query, encode, under_base};

/// The name of a list's filter in its page's query.
pub const FILTER: &str = "filter";

/// A page, by what it shows. [`Page::href`] is what a link needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The whole cluster at a glance.
    Overview,
    /// The list of agents.
    Agents,
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
}

impl Page {
    /// The page's path, base path included.
    pub fn href(&self) -> String {
        under_base(&match self {
            Self::Overview => "/".to_owned(),
            Self::Agents => "/agents".to_owned(),
            Self::Agent { id } => format!("/agents/{}", encode(id)),
            Self::Frameworks => "/frameworks".to_owned(),
            Self::Framework { id } => format!("/frameworks/{}", encode(id)),
            Self::Tasks => "/tasks".to_owned(),
            Self::Task { framework_id, task_id } => {
                format!("/tasks/{}/{}", encode(framework_id), encode(task_id))
            }
        })
    }

    /// The page with a query, e.g. a list's filter and order.
    pub fn href_with(&self, query: &Query) -> String {
        self.href() + &query.to_suffix()
    }

    /// A list that shows only what passes `filter`, e.g. `state:running`.
    pub fn filtered(&self, filter: &str) -> String {
        self.href_with(&Query::new().with(FILTER, filter))
    }
}
