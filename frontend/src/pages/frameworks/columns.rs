//! What a list of frameworks shows.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, frameworks};

use crate::components::data_table::{ColumnSpec, Look, TableSpec};
use crate::components::state_chip::StateOf;
use crate::paths::Page;

/// The list of frameworks.
pub static FRAMEWORKS: TableSpec = TableSpec {
    table: Table::Frameworks,
    label: "Frameworks",
    nouns: ("framework", "frameworks"),
    columns: &[
        ColumnSpec {
            key: "name",
            title: "Name",
            column: frameworks::NAME,
            look: Look::RowLink(frameworks::ID),
            width: (140, 3),
        },
        ColumnSpec {
            key: "id",
            title: "Framework",
            column: frameworks::ID,
            look: Look::RowCode,
            width: (180, 3),
        },
        ColumnSpec {
            key: "state",
            title: "State",
            column: frameworks::STATE,
            look: Look::State(StateOf::Framework),
            width: (124, 0),
        },
        ColumnSpec {
            key: "since",
            title: "Since",
            column: frameworks::SINCE,
            look: Look::Time,
            width: (100, 0),
        },
        ColumnSpec {
            key: "roles",
            title: "Roles",
            column: frameworks::ROLES,
            look: Look::Text,
            width: (110, 2),
        },
        ColumnSpec {
            key: "principal",
            title: "Principal",
            column: frameworks::PRINCIPAL,
            look: Look::Text,
            width: (100, 1),
        },
        ColumnSpec { key: "user", title: "User", column: frameworks::USER, look: Look::Text, width: (90, 1) },
        ColumnSpec {
            key: "host",
            title: "Host",
            column: frameworks::HOST,
            look: Look::Text,
            width: (130, 2),
        },
        ColumnSpec {
            key: "tasks",
            title: "Tasks",
            column: frameworks::TASKS,
            look: Look::Count,
            width: (76, 0),
        },
        ColumnSpec {
            key: "staging",
            title: "Staging",
            column: frameworks::STAGING,
            look: Look::Count,
            width: (84, 0),
        },
        ColumnSpec {
            key: "running",
            title: "Running",
            column: frameworks::RUNNING,
            look: Look::Count,
            width: (84, 0),
        },
        ColumnSpec {
            key: "unreachable",
            title: "Unreachable",
            column: frameworks::UNREACHABLE,
            look: Look::Count,
            width: (108, 0),
        },
        ColumnSpec {
            key: "completed",
            title: "Completed",
            column: frameworks::COMPLETED,
            look: Look::Count,
            width: (100, 0),
        },
        ColumnSpec {
            key: "failed",
            title: "Failed",
            column: frameworks::FAILED,
            look: Look::Count,
            width: (76, 0),
        },
        ColumnSpec {
            key: "cpus",
            title: "CPUs",
            column: frameworks::CPUS,
            look: Look::Milli,
            width: (84, 0),
        },
        ColumnSpec { key: "mem", title: "Memory", column: frameworks::MEM, look: Look::Size, width: (96, 0) },
        ColumnSpec { key: "disk", title: "Disk", column: frameworks::DISK, look: Look::Size, width: (96, 0) },
        ColumnSpec {
            key: "gpus",
            title: "GPUs",
            column: frameworks::GPUS,
            look: Look::Milli,
            width: (76, 0),
        },
        ColumnSpec {
            key: "offers",
            title: "Offers",
            column: frameworks::OFFERS,
            look: Look::Count,
            width: (76, 0),
        },
        ColumnSpec {
            key: "cpus.offered",
            title: "CPUs offered",
            column: frameworks::CPUS_OFFERED,
            look: Look::Milli,
            width: (110, 0),
        },
        ColumnSpec {
            key: "mem.offered",
            title: "Memory offered",
            column: frameworks::MEM_OFFERED,
            look: Look::Size,
            width: (124, 0),
        },
        ColumnSpec {
            key: "failover",
            title: "Failover timeout",
            column: frameworks::FAILOVER,
            look: Look::Span,
            width: (124, 0),
        },
        ColumnSpec {
            key: "registered",
            title: "Registered",
            column: frameworks::REGISTERED,
            look: Look::Time,
            width: (112, 0),
        },
        ColumnSpec {
            key: "reregistered",
            title: "Re-registered",
            column: frameworks::REREGISTERED,
            look: Look::Time,
            width: (120, 0),
        },
        ColumnSpec {
            key: "unregistered",
            title: "Unregistered",
            column: frameworks::UNREGISTERED,
            look: Look::Time,
            width: (120, 0),
        },
    ],
    shown: &[
        "name",
        "state",
        "roles",
        "principal",
        "running",
        "staging",
        "failed",
        "cpus",
        "mem",
        "registered",
    ],
    narrow: &["name", "state", "running"],
    order: "-running,name",
    href,
    empty: "No frameworks: none has registered with the master, or none that you may see.",
};

fn href(replica: &Replica, slot: u32) -> String {
    Page::Framework { id: replica.text(Table::Frameworks, slot, frameworks::ID).to_owned() }.href()
}
