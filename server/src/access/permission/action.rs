//! The lines of the table: every permission by a name for the configuration, every call in a group of calls that belong together.

use operator_api::calls::{self, Kind, Target};

use super::Permission;
use super::table::Need;
use crate::access::identity::Role;

/// One line: what the configuration calls it, and who may unless the configuration says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its own name: a call's type, or a word.
    pub name: &'static str,
    /// The group it belongs to, which can be configured as one.
    pub group: &'static str,
    /// Who may.
    pub need: Need,
    /// Whether a read-only console refuses it.
    pub changes: bool,
}

const fn of_role(name: &'static str, group: &'static str, role: Role, changes: bool) -> Action {
    Action { name, group, need: Need::Role(role), changes }
}

/// What is no call.
const PLAIN: [Action; 8] = [
    of_role("see", "see", Role::Viewer, false),
    of_role("files", "files", Role::Viewer, false),
    of_role("logs", "logs", Role::Viewer, false),
    of_role("terminal", "terminal", Role::Operator, true),
    of_role("audit", "audit", Role::Admin, false),
    of_role("faults", "faults", Role::Admin, true),
    of_role("dashboards", "dashboards", Role::Operator, false),
    of_role("metrics", "metrics", Role::Viewer, false),
];

/// The groups of calls that change something, and who may. What is final, and what runs commands on an agent, is for admins.
const CHANGES: [(&str, Role, &[&str]); 13] = [
    ("drain", Role::Operator, &["DRAIN_AGENT", "DEACTIVATE_AGENT", "REACTIVATE_AGENT"]),
    (
        "maintenance",
        Role::Operator,
        &["UPDATE_MAINTENANCE_SCHEDULE", "START_MAINTENANCE", "STOP_MAINTENANCE"],
    ),
    ("reservations", Role::Operator, &["RESERVE_RESOURCES", "UNRESERVE_RESOURCES"]),
    ("volumes", Role::Operator, &["CREATE_VOLUMES", "GROW_VOLUME", "SHRINK_VOLUME"]),
    ("destroy-volumes", Role::Admin, &["DESTROY_VOLUMES"]),
    ("quota", Role::Operator, &["UPDATE_QUOTA", "SET_QUOTA", "REMOVE_QUOTA"]),
    ("weights", Role::Operator, &["UPDATE_WEIGHTS"]),
    ("logging", Role::Operator, &["SET_LOGGING_LEVEL"]),
    (
        "kill-containers",
        Role::Operator,
        &[
            "KILL_CONTAINER",
            "KILL_NESTED_CONTAINER",
            "REMOVE_CONTAINER",
            "REMOVE_NESTED_CONTAINER",
            "PRUNE_IMAGES",
        ],
    ),
    ("launch-containers", Role::Admin, &["LAUNCH_CONTAINER", "LAUNCH_NESTED_CONTAINER"]),
    (
        "providers",
        Role::Admin,
        &[
            "ADD_RESOURCE_PROVIDER_CONFIG",
            "UPDATE_RESOURCE_PROVIDER_CONFIG",
            "REMOVE_RESOURCE_PROVIDER_CONFIG",
        ],
    ),
    ("teardown", Role::Admin, &["TEARDOWN"]),
    ("gone", Role::Admin, &["MARK_AGENT_GONE", "MARK_RESOURCE_PROVIDER_GONE"]),
];

/// All lines. A call that both masters and agents answer is one line.
pub fn actions() -> impl Iterator<Item = Action> {
    let changes = CHANGES
        .iter()
        .flat_map(|(group, role, names)| names.iter().map(move |name| of_role(name, group, *role, true)));
    let agents =
        calls::all(Target::Agent).iter().filter(|call| calls::find(Target::Master, call.name).is_none());
    let reads = calls::all(Target::Master).iter().chain(agents);
    let reads = reads
        .filter(|call| call.kind == Kind::Read)
        .map(|call| of_role(call.name, "read", Role::Viewer, false));
    PLAIN.into_iter().chain(changes).chain(reads)
}

impl Permission {
    /// The name of its line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::Read(call) | Self::Change(call) => call,
            Self::Files => "files",
            Self::Logs => "logs",
            Self::Terminal => "terminal",
            Self::Audit => "audit",
            Self::Faults => "faults",
            Self::Dashboards => "dashboards",
            Self::Metrics => "metrics",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use operator_api::calls::{self, Kind, Target};

    use super::actions;

    #[test]
    fn every_call_that_reads_or_changes_has_one_line() {
        let names: Vec<_> = actions().map(|action| action.name).collect();
        let once: BTreeSet<_> = names.iter().collect();
        assert_eq!(once.len(), names.len());
        for call in [Target::Master, Target::Agent].into_iter().flat_map(calls::all) {
            let line = actions().find(|action| action.name == call.name);
            match call.kind {
                Kind::Change => assert!(line.unwrap().changes, "{}", call.name),
                Kind::Read => assert!(!line.unwrap().changes, "{}", call.name),
                Kind::Stream => assert!(line.is_none(), "{}", call.name),
            }
        }
    }

    #[test]
    fn a_group_is_never_taken_for_an_action_of_another_group() {
        for action in actions() {
            for other in actions().filter(|other| other.name == action.group) {
                assert_eq!(other.group, action.group);
            }
        }
    }

    #[test]
    fn who_may_what() {
        let lines: Vec<_> = actions()
            .filter(|action| action.group != "read")
            .map(|action| format!("{:<16} {:<32} {}", action.group, action.name, action.need))
            .collect();
        insta::assert_snapshot!(lines.join("\n"));
    }
}
