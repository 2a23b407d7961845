//! What there is to be allowed, and whom it is allowed to. Default deny: something is allowed because a line of [`Table`] lets it.
//!
//! The order in which it is decided: is the action known; is the console read-only; may this way in do it at all (dashboards only look, who
//! is bound does nothing that reaches beyond its roles); is the role high enough.

mod action;
mod reach;
mod table;

use thiserror::Error;

pub use action::{Action, actions};
pub use reach::{Reach, beyond, reach};
pub use table::{Need, Table};

use super::identity::Role;

/// Something that a door asks leave for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// To see the cluster: rows, details, events, history.
    See,
    /// To have a reading call of the Operator API answered, by its name.
    Read(&'static str),
    /// To read files of sandboxes.
    Files,
    /// To read the logs of masters and agents.
    Logs,
    /// To send a changing call of the Operator API, by its name.
    Change(&'static str),
    /// To run commands in containers, to attach to them.
    Terminal,
    /// To read the audit log.
    Audit,
    /// To break the cluster of a demo.
    Faults,
    /// To make links of dashboards, and to revoke them.
    Dashboards,
    /// To read the console's own metrics.
    Metrics,
}

/// Why something is not allowed: what it was, and what would be needed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Denied {
    /// The table has no line for it.
    #[error("`{0}` is nothing that this console allows anybody")]
    Unknown(String),
    /// Nothing may be changed through this console.
    #[error("this console is read-only: {0} is refused, whoever asks")]
    ReadOnly(&'static str),
    /// The configuration gives it to nobody.
    #[error("{0} is switched off in this console's configuration")]
    Nobody(&'static str),
    /// The role is too low.
    #[error("{action} needs the role {needed}; {name} has the role {role}")]
    Role {
        /// What was asked for.
        action: &'static str,
        /// The lowest role that may.
        needed: Role,
        /// Who asked.
        name: String,
        /// With which role.
        role: Role,
    },
    /// It reaches beyond the Mesos roles that the asker is bound to.
    #[error("{name} is bound to {}, and {action} reaches beyond that", words(roles))]
    Bound {
        /// What was asked for.
        action: &'static str,
        /// Who asked.
        name: String,
        /// The Mesos roles.
        roles: Vec<String>,
    },
    /// Dashboards look, and do nothing else.
    #[error("a dashboard's link shows the cluster and does nothing else: {0} is refused")]
    Dashboard(&'static str),
}

fn words(roles: &[String]) -> String {
    match roles {
        [] => "no role at all".to_owned(),
        [role] => format!("the role {role}"),
        roles => format!("the roles {}", roles.join(", ")),
    }
}
