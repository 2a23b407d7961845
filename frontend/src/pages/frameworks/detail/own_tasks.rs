//! The list of the tasks of one framework: what they have in common needs no column, and what has not ended comes first.

use crate::components::data_table::TableSpec;
use crate::pages::tasks;

/// The list.
pub static TASKS: TableSpec = TableSpec {
    shown: &["name", "id", "state", "role", "host", "cpus", "mem", "started", "updated"],
    order: "list,-started",
    ..tasks::TASKS
};
