//! What one framework has, as lists: what all rows have in common needs no column.

use crate::components::data_table::TableSpec;
use crate::pages::{executors, offers, operations, tasks};

/// Its tasks: what has not ended comes first.
pub static TASKS: TableSpec = TableSpec {
    shown: &["name", "id", "state", "role", "host", "cpus", "mem", "started", "updated"],
    order: "list,-started",
    ..tasks::TASKS
};

/// Its executors.
pub static EXECUTORS: TableSpec = TableSpec {
    shown: &["id", "name", "type", "host", "role", "tasks", "cpus", "mem", "disk"],
    order: "id",
    ..executors::EXECUTORS
};

/// What it was offered and what is asked back from it.
pub static OFFERS: TableSpec = TableSpec {
    shown: &["kind", "id", "since", "role", "host", "cpus", "mem", "disk", "gpus", "ports"],
    narrow: &["kind", "host", "since"],
    ..offers::OFFERS
};

/// The operations it asked for.
pub static OPERATIONS: TableSpec = TableSpec {
    shown: &["type", "state", "id", "host", "provider", "role", "resources", "message", "updated"],
    ..operations::OPERATIONS
};
