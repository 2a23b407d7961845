//! What a list of offers shows.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, offers};

use super::HOARDED_MS;
use crate::components::data_table::{ColumnSpec, Look, TableSpec, agent_of, framework_of, role_of};
use crate::components::state_chip::StateOf;
use crate::paths::Page;

const TABLE: usize = Table::Offers as usize;

/// The list of offers, the oldest first.
pub static OFFERS: TableSpec = TableSpec {
    table: Table::Offers,
    label: "Offers",
    nouns: ("offer", "offers"),
    columns: &[
        ColumnSpec::new("kind", "Kind", offers::KIND, Look::State(StateOf::Offer), (96, 0)),
        ColumnSpec::new("id", "Offer", offers::ID, Look::Code, (140, 2)),
        ColumnSpec::new("since", "Since", offers::SINCE, Look::Aged(HOARDED_MS), (114, 0)),
        ColumnSpec::new(
            "framework",
            "Framework",
            offers::FRAMEWORK,
            Look::Link(framework_of::<TABLE, { offers::FRAMEWORK_ID }>, offers::FRAMEWORK_ID),
            (120, 2),
        ),
        ColumnSpec::new("framework_id", "Framework id", offers::FRAMEWORK_ID, Look::Code, (170, 2)),
        ColumnSpec::new(
            "role",
            "Role",
            offers::ROLE,
            Look::Link(role_of::<TABLE, { offers::ROLE }>, offers::ROLE),
            (116, 1),
        ),
        ColumnSpec::new(
            "host",
            "Host",
            offers::HOST,
            Look::Link(agent_of::<TABLE, { offers::AGENT_ID }>, offers::AGENT_ID),
            (124, 2),
        ),
        ColumnSpec::new("agent_id", "Agent id", offers::AGENT_ID, Look::Code, (170, 2)),
        ColumnSpec::new("cpus", "CPUs", offers::CPUS, Look::Milli, (76, 0)),
        ColumnSpec::new("mem", "Memory", offers::MEM, Look::Size, (92, 0)),
        ColumnSpec::new("disk", "Disk", offers::DISK, Look::Size, (92, 0)),
        ColumnSpec::new("gpus", "GPUs", offers::GPUS, Look::Milli, (72, 0)),
        ColumnSpec::new("ports", "Ports", offers::PORTS, Look::Text, (108, 1)),
    ],
    shown: &["kind", "id", "since", "framework", "role", "host", "cpus", "mem", "disk", "gpus", "ports"],
    narrow: &["kind", "framework", "since"],
    order: "since,host",
    href,
    empty: "No offer waits for an answer, or none that you may see.",
};

/// An offer has no page of its own: who must answer it has.
fn href(replica: &Replica, slot: u32) -> String {
    Page::Framework { id: replica.text(Table::Offers, slot, offers::FRAMEWORK_ID).to_owned() }.href()
}
