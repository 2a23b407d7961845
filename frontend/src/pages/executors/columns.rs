//! What a list of executors shows.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, executors};

use crate::components::data_table::{ColumnSpec, Look, TableSpec, agent_of, framework_of, role_of};
use crate::paths::Page;

const TABLE: usize = Table::Executors as usize;

/// The list of executors.
pub static EXECUTORS: TableSpec = TableSpec {
    table: Table::Executors,
    label: "Executors",
    nouns: ("executor", "executors"),
    columns: &[
        ColumnSpec::new("id", "Executor", executors::ID, Look::RowCode, (190, 3)),
        ColumnSpec::new("name", "Name", executors::NAME, Look::Text, (130, 2)),
        ColumnSpec::new("type", "Type", executors::TYPE, Look::Text, (84, 0)),
        ColumnSpec::new(
            "framework",
            "Framework",
            executors::FRAMEWORK,
            Look::Link(framework_of::<TABLE, { executors::FRAMEWORK_ID }>, executors::FRAMEWORK_ID),
            (120, 2),
        ),
        ColumnSpec::new("framework_id", "Framework id", executors::FRAMEWORK_ID, Look::Code, (170, 2)),
        ColumnSpec::new(
            "host",
            "Host",
            executors::HOST,
            Look::Link(agent_of::<TABLE, { executors::AGENT_ID }>, executors::AGENT_ID),
            (140, 2),
        ),
        ColumnSpec::new("agent_id", "Agent id", executors::AGENT_ID, Look::Code, (170, 2)),
        ColumnSpec::new(
            "role",
            "Role",
            executors::ROLE,
            Look::Link(role_of::<TABLE, { executors::ROLE }>, executors::ROLE),
            (110, 1),
        ),
        ColumnSpec::new("tasks", "Active tasks", executors::TASKS, Look::Count, (120, 0)),
        ColumnSpec::new("cpus", "CPUs", executors::CPUS, Look::Milli, (76, 0)),
        ColumnSpec::new("mem", "Memory", executors::MEM, Look::Size, (92, 0)),
        ColumnSpec::new("disk", "Disk", executors::DISK, Look::Size, (92, 0)),
        ColumnSpec::new("gpus", "GPUs", executors::GPUS, Look::Milli, (68, 0)),
        ColumnSpec::new("source", "Source", executors::SOURCE, Look::Text, (110, 1)),
    ],
    shown: &["id", "name", "type", "framework", "host", "role", "tasks", "cpus", "mem", "disk"],
    narrow: &["id", "tasks"],
    order: "framework,id",
    href,
    empty: "No executors, or none that you may see. The built-in ones of single tasks are not listed by the master.",
};

fn href(replica: &Replica, slot: u32) -> String {
    let id = |column| replica.text(Table::Executors, slot, column).to_owned();
    Page::Executor {
        agent_id: id(executors::AGENT_ID),
        framework_id: id(executors::FRAMEWORK_ID),
        executor_id: id(executors::ID),
    }
    .href()
}
