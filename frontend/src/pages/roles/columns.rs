//! What the tree of roles shows.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, roles};

use crate::components::data_table::{ColumnSpec, Look, TableSpec};
use crate::components::resource_bar::ResourceKind::{Cpus, Disk, Gpus, Mem};
use crate::paths::Page;

const fn amount(key: &'static str, title: &'static str, column: usize) -> ColumnSpec {
    ColumnSpec::new(key, title, column, Look::Milli, (134, 0))
}

const fn size(key: &'static str, title: &'static str, column: usize) -> ColumnSpec {
    ColumnSpec::new(key, title, column, Look::Size, (146, 0))
}

/// The tree of roles.
pub static ROLES: TableSpec = TableSpec {
    table: Table::Roles,
    label: "Roles",
    nouns: ("role", "roles"),
    columns: &[
        ColumnSpec::new("name", "Role", roles::NAME, Look::Tree(roles::DEPTH), (180, 3)),
        ColumnSpec::new("weight", "Weight", roles::WEIGHT, Look::Milli, (76, 0)),
        ColumnSpec::new("frameworks", "Frameworks", roles::FRAMEWORKS, Look::Count, (108, 0)),
        ColumnSpec::new(
            "cpus.quota",
            "CPUs of quota",
            roles::CPUS_CONSUMED,
            Look::Quota(Cpus, roles::CPUS_CONSUMED),
            (164, 1),
        ),
        ColumnSpec::new(
            "mem.quota",
            "Memory of quota",
            roles::MEM_CONSUMED,
            Look::Quota(Mem, roles::MEM_CONSUMED),
            (172, 1),
        ),
        ColumnSpec::new(
            "disk.quota",
            "Disk of quota",
            roles::DISK_CONSUMED,
            Look::Quota(Disk, roles::DISK_CONSUMED),
            (172, 1),
        ),
        ColumnSpec::new(
            "gpus.quota",
            "GPUs of quota",
            roles::GPUS_CONSUMED,
            Look::Quota(Gpus, roles::GPUS_CONSUMED),
            (150, 1),
        ),
        amount("cpus.allocated", "CPUs allocated", roles::CPUS_ALLOCATED),
        amount("cpus.offered", "CPUs offered", roles::CPUS_OFFERED),
        amount("cpus.reserved", "CPUs reserved", roles::CPUS_RESERVED),
        amount("cpus.consumed", "CPUs consumed", roles::CPUS_CONSUMED),
        amount("cpus.guarantee", "CPUs guaranteed", roles::CPUS_GUARANTEE),
        amount("cpus.limit", "CPUs limit", roles::CPUS_LIMIT),
        size("mem.allocated", "Memory allocated", roles::MEM_ALLOCATED),
        size("mem.offered", "Memory offered", roles::MEM_OFFERED),
        size("mem.reserved", "Memory reserved", roles::MEM_RESERVED),
        size("mem.consumed", "Memory consumed", roles::MEM_CONSUMED),
        size("mem.guarantee", "Memory guaranteed", roles::MEM_GUARANTEE),
        size("mem.limit", "Memory limit", roles::MEM_LIMIT),
        size("disk.allocated", "Disk allocated", roles::DISK_ALLOCATED),
        size("disk.offered", "Disk offered", roles::DISK_OFFERED),
        size("disk.reserved", "Disk reserved", roles::DISK_RESERVED),
        size("disk.consumed", "Disk consumed", roles::DISK_CONSUMED),
        size("disk.guarantee", "Disk guaranteed", roles::DISK_GUARANTEE),
        size("disk.limit", "Disk limit", roles::DISK_LIMIT),
        amount("gpus.allocated", "GPUs allocated", roles::GPUS_ALLOCATED),
        amount("gpus.offered", "GPUs offered", roles::GPUS_OFFERED),
        amount("gpus.reserved", "GPUs reserved", roles::GPUS_RESERVED),
        amount("gpus.consumed", "GPUs consumed", roles::GPUS_CONSUMED),
        amount("gpus.guarantee", "GPUs guaranteed", roles::GPUS_GUARANTEE),
        amount("gpus.limit", "GPUs limit", roles::GPUS_LIMIT),
    ],
    shown: &[
        "name",
        "weight",
        "frameworks",
        "cpus.quota",
        "mem.quota",
        "cpus.allocated",
        "cpus.offered",
        "cpus.reserved",
    ],
    narrow: &["name", "cpus.quota"],
    order: "name",
    href,
    empty: "No roles: no framework has subscribed to any, and nothing is reserved; or none that you may see.",
};

fn href(replica: &Replica, slot: u32) -> String {
    Page::Role { name: replica.text(Table::Roles, slot, roles::NAME).to_owned() }.href()
}
