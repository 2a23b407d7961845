//! What a list of tasks shows.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, tasks};

use crate::components::data_table::{ColumnSpec, Look, TableSpec};
use crate::components::state_chip::StateOf;
use crate::paths::Page;

/// The list of tasks.
pub static TASKS: TableSpec = TableSpec {
    table: Table::Tasks,
    label: "Tasks",
    nouns: ("task", "tasks"),
    columns: &[
        ColumnSpec {
            key: "name",
            title: "Name",
            column: tasks::NAME,
            look: Look::RowLink(tasks::ID),
            width: (150, 3),
        },
        ColumnSpec { key: "id", title: "Task", column: tasks::ID, look: Look::RowCode, width: (170, 3) },
        ColumnSpec {
            key: "state",
            title: "State",
            column: tasks::STATE,
            look: Look::State(StateOf::Task),
            width: (124, 0),
        },
        ColumnSpec { key: "list", title: "List", column: tasks::LIST, look: Look::Text, width: (110, 0) },
        ColumnSpec {
            key: "health",
            title: "Health",
            column: tasks::HEALTH,
            look: Look::Text,
            width: (100, 0),
        },
        ColumnSpec {
            key: "framework",
            title: "Framework",
            column: tasks::FRAMEWORK,
            look: Look::Link(framework, tasks::FRAMEWORK_ID),
            width: (120, 2),
        },
        ColumnSpec {
            key: "framework_id",
            title: "Framework id",
            column: tasks::FRAMEWORK_ID,
            look: Look::Code,
            width: (170, 2),
        },
        ColumnSpec { key: "role", title: "Role", column: tasks::ROLE, look: Look::Text, width: (90, 1) },
        ColumnSpec {
            key: "host",
            title: "Host",
            column: tasks::HOST,
            look: Look::Link(agent, tasks::AGENT_ID),
            width: (130, 2),
        },
        ColumnSpec {
            key: "agent_id",
            title: "Agent id",
            column: tasks::AGENT_ID,
            look: Look::Code,
            width: (170, 2),
        },
        ColumnSpec {
            key: "executor",
            title: "Executor",
            column: tasks::EXECUTOR,
            look: Look::Code,
            width: (150, 2),
        },
        ColumnSpec { key: "user", title: "User", column: tasks::USER, look: Look::Text, width: (90, 1) },
        ColumnSpec {
            key: "reason",
            title: "Reason",
            column: tasks::REASON,
            look: Look::Text,
            width: (180, 2),
        },
        ColumnSpec { key: "cpus", title: "CPUs", column: tasks::CPUS, look: Look::Milli, width: (76, 0) },
        ColumnSpec { key: "mem", title: "Memory", column: tasks::MEM, look: Look::Size, width: (92, 0) },
        ColumnSpec { key: "disk", title: "Disk", column: tasks::DISK, look: Look::Size, width: (92, 0) },
        ColumnSpec { key: "gpus", title: "GPUs", column: tasks::GPUS, look: Look::Milli, width: (76, 0) },
        ColumnSpec {
            key: "started",
            title: "Started",
            column: tasks::STARTED,
            look: Look::Time,
            width: (112, 0),
        },
        ColumnSpec {
            key: "updated",
            title: "Updated",
            column: tasks::UPDATED,
            look: Look::Time,
            width: (112, 0),
        },
    ],
    shown: &["name", "id", "state", "framework", "role", "host", "cpus", "mem", "started"],
    narrow: &["name", "state"],
    order: "-started",
    href,
    empty: "No tasks, or none that you may see.",
};

fn href(replica: &Replica, slot: u32) -> String {
    Page::Task {
        framework_id: replica.text(Table::Tasks, slot, tasks::FRAMEWORK_ID).to_owned(),
        task_id: replica.text(Table::Tasks, slot, tasks::ID).to_owned(),
    }
    .href()
}

fn framework(replica: &Replica, slot: u32) -> Option<String> {
    let id = replica.text(Table::Tasks, slot, tasks::FRAMEWORK_ID);
    (!id.is_empty()).then(|| Page::Framework { id: id.to_owned() }.href())
}

fn agent(replica: &Replica, slot: u32) -> Option<String> {
    let id = replica.text(Table::Tasks, slot, tasks::AGENT_ID);
    (!id.is_empty()).then(|| Page::Agent { id: id.to_owned() }.href())
}
