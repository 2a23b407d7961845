//! What a list of operations shows.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, operations};

use crate::call::resources::kind_of;
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
        ColumnSpec::new("state", "State", operations::STATE, Look::State(StateOf::Operation), (112, 0)),
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
        ColumnSpec::new("provider", "Provider", operations::PROVIDER, Look::Code, (130, 1)),
        ColumnSpec::new(
            "role",
            "Role",
            operations::ROLE,
            Look::Link(role_of::<TABLE, { operations::ROLE }>, operations::ROLE),
            (110, 1),
        ),
        ColumnSpec::new("resources", "Resources", operations::RESOURCES, Look::Made(resources), (140, 2)),
        ColumnSpec::new("message", "Message", operations::MESSAGE, Look::Text, (150, 3)),
        ColumnSpec::new("seen", "First seen", operations::SEEN, Look::Time, (112, 0)),
        ColumnSpec::new("updated", "Changed", operations::UPDATED, Look::Time, (112, 0)),
    ],
    shown: &["type", "state", "framework", "host", "provider", "role", "resources", "message", "updated"],
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

/// How much of what it changes; the whole, with reservations and volumes as Mesos prints them, on hover.
fn resources(replica: &Replica, slot: u32) -> CellData {
    let whole = replica.text(Table::Operations, slot, operations::RESOURCES);
    CellData { text: brief(whole), whole: Some(whole.to_owned()), ..CellData::default() }
}

/// `disk(reservations: [(DYNAMIC,ops)])[id:path]:500;cpus:1` is `disk 500 MiB · cpus 1`.
fn brief(whole: &str) -> String {
    let one = |part: &str| {
        let (Some(name), Some((_, amount))) =
            (part.split(['(', '[', '{', '<', ':']).next(), part.rsplit_once(':'))
        else {
            return part.to_owned();
        };
        let milli = amount.parse::<f64>().ok().map(|amount| (amount * 1000.0).round() as i64);
        match (milli, kind_of(name)) {
            (Some(milli), Some(kind)) => format!("{name} {}", kind.amount(milli)),
            _ => format!("{name} {amount}"),
        }
    };
    whole.split(';').filter(|part| !part.is_empty()).map(one).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::brief;

    #[test]
    fn resources_are_told_by_name_and_amount() {
        let whole = "disk(reservations: [(DYNAMIC,storage/a,cassandra,{purpose: repair})])[snap:data]:500;cpus:0.25;ports:[31000-31001]";
        assert_eq!(brief(whole), "disk 500 MiB · cpus 0.25 · ports [31000-31001]");
        assert_eq!(brief(""), "");
        assert_eq!(brief("unheard of"), "unheard of");
    }
}
