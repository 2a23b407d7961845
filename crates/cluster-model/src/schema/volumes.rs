//! Persistent volumes: one row for each volume on each agent.

use super::columns;

columns! {
    KEY: Text None [] "key", "Key", "Names the volume: the same for as long as the agent has it.";
    ID: Text None [searched] "id", "Volume", "The volume's id, unique among those of its role on its agent.";
    AGENT_ID: Name None [] "agent_id", "Agent id", "The id of the agent it is on.";
    HOST: Name None [searched] "host", "Host", "The host name of the agent it is on.";
    ROLE: Name None [searched] "role", "Role", "The role that its disk is reserved to.";
    PRINCIPAL: Name None [searched] "principal", "Principal", "Who made it.";
    STATE: Name None [counted searched] "state", "State", "used if it is allocated, offered if it is in an offer, or else idle.";
    SIZE: Milli Mib [] "size", "Size", "How large it is.";
    PATH: Name None [searched] "path", "Container path", "Where a container finds it.";
    SOURCE: Name None [searched] "source", "Source", "The disk it is on: root, or PATH, MOUNT, BLOCK, RAW with what names it.";
    SHARED: Name None [counted] "shared", "Shared", "Whether several tasks may use it at once: yes or no.";
    PROVIDER: Name None [] "provider", "Provider", "The resource provider it comes from; empty for the agent itself.";
    ALLOCATED_TO: Name None [searched] "allocated_to", "Allocated to", "The roles it is allocated to.";
    USED_BY: Text None [searched] "used_by", "Used by", "The tasks that use it.";
}

/// The word in [`STATE`] for a volume that is allocated.
pub const USED: &str = "used";
/// The word in [`STATE`] for a volume that is in an offer.
pub const OFFERED: &str = "offered";
/// The word in [`STATE`] for a volume that is neither.
pub const IDLE: &str = "idle";
/// The word in [`SHARED`] for a shared volume.
pub const SHARED_YES: &str = "yes";
/// The word in [`SHARED`] for any other.
pub const SHARED_NO: &str = "no";

/// A task that uses a volume.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct User<'a> {
    /// The task's framework, by name.
    pub framework: &'a str,
    /// The task's framework, by id.
    pub framework_id: &'a str,
    /// The task.
    pub task_id: &'a str,
}

/// The tasks in a cell of [`USED_BY`]: one on each line, its parts between tabs.
pub fn users(cell: &str) -> impl Iterator<Item = User<'_>> {
    cell.lines().filter_map(|line| {
        let mut parts = line.splitn(3, '\t');
        Some(User { framework: parts.next()?, framework_id: parts.next()?, task_id: parts.next()? })
    })
}

/// The cell of [`USED_BY`] for these tasks.
#[must_use]
pub fn used_by<'a>(users: impl IntoIterator<Item = User<'a>>) -> String {
    // A tab or a new line in a name would part it.
    let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let line = |user: User<'_>| [user.framework, user.framework_id, user.task_id].map(plain).join("\t");
    users.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_names_its_users() {
        let one = User { framework: "data base", framework_id: "f-1", task_id: "db.1" };
        let other = User { framework: "", framework_id: "f-2", task_id: "a/b" };
        let cell = used_by([one, other]);
        assert_eq!(users(&cell).collect::<Vec<_>>(), [one, other]);
        assert_eq!(users("").count(), 0);
        let odd = User { framework: "a\tb\nc", ..one };
        assert_eq!(users(&used_by([odd])).collect::<Vec<_>>(), [User { framework: "a b c", ..one }]);
    }
}
