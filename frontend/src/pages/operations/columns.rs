//! What a list of operations shows.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, operations};

use crate::components::data_table::{CellData, ColumnSpec, Look, TableSpec, agent_of, framework_of, role_of};
use crate::components::state_chip::StateOf;
use crate::paths::Page;

const TABLE: usize = Table::Operations as usize;

/// The list of operations, the newest change first.
pub static OPERATIONS: TableSpec = TableSpec {
    table: Table::Operations,
    label: "Operations",
    nouns: ("operation", "operations"),
    columns: &[
        ColumnSpec::new("type", "Type", operations::TYPE, Look::Text, (130, 1)),
        ColumnSpec::new("state", "State", operations::STATE, Look::State(StateOf::Operation), (124, 0)),
        ColumnSpec::new("uuid", "Operation", operations::UUID, Look::Code, (170, 1)),
        ColumnSpec::new("id", "Id", operations::ID, Look::Code, (150, 1)),
        ColumnSpec::new("framework", "Asked for by", operations::FRAMEWORK, Look::Made(asker), (120, 2)),
        ColumnSpec::new("framework_id", "Framework id", operations::FRAMEWORK_ID, Look::Code, (170, 1)),
        ColumnSpec::new(
            "host",
            "Host",
            operations::HOST,
            Look::Link(agent_of::<TABLE, { operations::AGENT_ID }>, operations::AGENT_ID),
            (130, 2),
        ),
        ColumnSpec::new("agent_id", "Agent id", operations::AGENT_ID, Look::Code, (170, 1)),
        ColumnSpec::new("provider", "Provider", operations::PROVIDER, Look::Code, (150, 1)),
        ColumnSpec::new(
            "role",
            "Role",
            operations::ROLE,
            Look::Link(role_of::<TABLE, { operations::ROLE }>, operations::ROLE),
            (110, 1),
        ),
        ColumnSpec::new("resources", "Resources", operations::RESOURCES, Look::Text, (180, 3)),
        ColumnSpec::new("message", "Message", operations::MESSAGE, Look::Text, (160, 3)),
        ColumnSpec::new("seen", "First seen", operations::SEEN, Look::Time, (112, 0)),
        ColumnSpec::new("updated", "Changed", operations::UPDATED, Look::Time, (112, 0)),
    ],
    shown: &[
        "type",
        "state",
        "id",
        "framework",
        "host",
        "provider",
        "role",
        "resources",
        "message",
        "updated",
    ],
    narrow: &["type", "state", "updated"],
    order: "-updated,type",
    href,
    empty: "No operations, or none that you may see: the master forgets one when its framework has acknowledged it.",
};

/// An operation has no page of its own: where it is carried out has.
fn href(replica: &Replica, slot: u32) -> String {
    let id = |column| replica.text(Table::Operations, slot, column).to_owned();
    match id(operations::AGENT_ID) {
        agent if agent.is_empty() => Page::Framework { id: id(operations::FRAMEWORK_ID) }.href(),
        agent => Page::Agent { id: agent }.href(),
    }
}

/// The framework that asked for it, or that it was an operator.
fn asker(replica: &Replica, slot: u32) -> CellData {
    let text = |column| replica.text(Table::Operations, slot, column);
    let named = [text(operations::FRAMEWORK), text(operations::FRAMEWORK_ID), "an operator"];
    let name = named.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let href = framework_of::<TABLE, { operations::FRAMEWORK_ID }>(replica, slot);
    CellData { text: name.to_owned(), href, ..CellData::default() }
}
