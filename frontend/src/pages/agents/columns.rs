//! What a list of agents shows.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents};

use crate::components::data_table::{ColumnSpec, Look, TableSpec};
use crate::components::resource_bar::ResourceKind;
use crate::components::state_chip::StateOf;
use crate::paths::Page;

/// The list of agents.
pub static AGENTS: TableSpec = TableSpec {
    table: Table::Agents,
    label: "Agents",
    nouns: ("agent", "agents"),
    columns: &[
        ColumnSpec {
            key: "host",
            title: "Host",
            column: agents::HOST,
            look: Look::RowLink(agents::ID),
            width: (150, 3),
        },
        ColumnSpec { key: "id", title: "Agent", column: agents::ID, look: Look::RowCode, width: (180, 3) },
        ColumnSpec {
            key: "state",
            title: "State",
            column: agents::STATE,
            look: Look::State(StateOf::Agent),
            width: (124, 0),
        },
        ColumnSpec { key: "since", title: "Since", column: agents::SINCE, look: Look::Time, width: (100, 0) },
        ColumnSpec { key: "tasks", title: "Tasks", column: agents::TASKS, look: Look::Count, width: (76, 0) },
        ColumnSpec {
            key: "cpus",
            title: "CPUs",
            column: agents::CPUS_ALLOCATED,
            look: Look::Bar(ResourceKind::Cpus, agents::CPUS_TOTAL),
            width: (120, 2),
        },
        ColumnSpec {
            key: "cpus.free",
            title: "CPUs free",
            column: agents::CPUS_FREE,
            look: Look::Milli,
            width: (104, 0),
        },
        ColumnSpec {
            key: "cpus.total",
            title: "CPUs in all",
            column: agents::CPUS_TOTAL,
            look: Look::Milli,
            width: (110, 0),
        },
        ColumnSpec {
            key: "mem",
            title: "Memory",
            column: agents::MEM_ALLOCATED,
            look: Look::Bar(ResourceKind::Mem, agents::MEM_TOTAL),
            width: (120, 2),
        },
        ColumnSpec {
            key: "mem.free",
            title: "Memory free",
            column: agents::MEM_FREE,
            look: Look::Size,
            width: (126, 0),
        },
        ColumnSpec {
            key: "mem.total",
            title: "Memory in all",
            column: agents::MEM_TOTAL,
            look: Look::Size,
            width: (120, 0),
        },
        ColumnSpec {
            key: "disk",
            title: "Disk",
            column: agents::DISK_ALLOCATED,
            look: Look::Bar(ResourceKind::Disk, agents::DISK_TOTAL),
            width: (120, 2),
        },
        ColumnSpec {
            key: "disk.free",
            title: "Disk free",
            column: agents::DISK_FREE,
            look: Look::Size,
            width: (96, 0),
        },
        ColumnSpec {
            key: "disk.total",
            title: "Disk in all",
            column: agents::DISK_TOTAL,
            look: Look::Size,
            width: (110, 0),
        },
        ColumnSpec {
            key: "gpus",
            title: "GPUs",
            column: agents::GPUS_ALLOCATED,
            look: Look::Bar(ResourceKind::Gpus, agents::GPUS_TOTAL),
            width: (120, 2),
        },
        ColumnSpec {
            key: "gpus.free",
            title: "GPUs free",
            column: agents::GPUS_FREE,
            look: Look::Milli,
            width: (96, 0),
        },
        ColumnSpec {
            key: "gpus.total",
            title: "GPUs in all",
            column: agents::GPUS_TOTAL,
            look: Look::Milli,
            width: (110, 0),
        },
        ColumnSpec {
            key: "region",
            title: "Region",
            column: agents::REGION,
            look: Look::Text,
            width: (90, 1),
        },
        ColumnSpec { key: "zone", title: "Zone", column: agents::ZONE, look: Look::Text, width: (90, 1) },
        ColumnSpec {
            key: "version",
            title: "Version",
            column: agents::VERSION,
            look: Look::Text,
            width: (84, 0),
        },
        ColumnSpec {
            key: "attributes",
            title: "Attributes",
            column: agents::ATTRIBUTES,
            look: Look::Text,
            width: (180, 2),
        },
        ColumnSpec {
            key: "address",
            title: "Address",
            column: agents::ADDRESS,
            look: Look::Code,
            width: (150, 2),
        },
        ColumnSpec {
            key: "drain.ends",
            title: "Drain ends",
            column: agents::DRAIN_ENDS,
            look: Look::Time,
            width: (110, 0),
        },
        ColumnSpec {
            key: "registered",
            title: "Registered",
            column: agents::REGISTERED,
            look: Look::Time,
            width: (112, 0),
        },
        ColumnSpec {
            key: "reregistered",
            title: "Re-registered",
            column: agents::REREGISTERED,
            look: Look::Time,
            width: (120, 0),
        },
    ],
    shown: &[
        "host",
        "state",
        "tasks",
        "cpus",
        "cpus.free",
        "mem",
        "mem.free",
        "zone",
        "version",
        "registered",
    ],
    narrow: &["host", "state", "tasks"],
    order: "host",
    href,
    empty: "No agents: none has registered with the master, or none that you may see.",
};

fn href(replica: &Replica, slot: u32) -> String {
    Page::Agent { id: replica.text(Table::Agents, slot, agents::ID).to_owned() }.href()
}
