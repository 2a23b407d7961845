//! What a list of reservations shows.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, reservations};

use crate::components::change_form::{agents::AGENT, held::KEY};
use crate::components::data_table::{CellData, ColumnSpec, Look, TableSpec, agent_of, role_of};
use crate::components::state_chip::StateOf;
use crate::paths::{Form, Page, Query};

const TABLE: usize = Table::Reservations as usize;

/// The list of reservations: those that nobody uses come first.
pub static RESERVATIONS: TableSpec = TableSpec {
    table: Table::Reservations,
    label: "Reservations",
    nouns: ("reservation", "reservations"),
    columns: &[
        ColumnSpec::new("state", "State", reservations::STATE, Look::State(StateOf::Use), (84, 0)),
        ColumnSpec::new(
            "role",
            "Role",
            reservations::ROLE,
            Look::Link(role_of::<TABLE, { reservations::ROLE }>, reservations::ROLE),
            (130, 2),
        ),
        ColumnSpec::new("stack", "Refines", reservations::STACK, Look::Text, (150, 2)),
        ColumnSpec::new(
            "host",
            "Host",
            reservations::HOST,
            Look::Link(agent_of::<TABLE, { reservations::AGENT_ID }>, reservations::AGENT_ID),
            (140, 2),
        ),
        ColumnSpec::new("agent_id", "Agent id", reservations::AGENT_ID, Look::Code, (170, 2)),
        ColumnSpec::new("kind", "Kind", reservations::KIND, Look::Text, (84, 0)),
        ColumnSpec::new("principal", "Principal", reservations::PRINCIPAL, Look::Text, (100, 1)),
        ColumnSpec::new("labels", "Labels", reservations::LABELS, Look::Text, (120, 2)),
        ColumnSpec::new("cpus", "CPUs", reservations::CPUS, Look::Milli, (76, 0)),
        ColumnSpec::new("cpus.allocated", "CPUs used", reservations::CPUS_ALLOCATED, Look::Milli, (104, 0)),
        ColumnSpec::new("mem", "Memory", reservations::MEM, Look::Size, (92, 0)),
        ColumnSpec::new("mem.allocated", "Memory used", reservations::MEM_ALLOCATED, Look::Size, (128, 0)),
        ColumnSpec::new("disk", "Disk", reservations::DISK, Look::Size, (92, 0)),
        ColumnSpec::new("disk.allocated", "Disk used", reservations::DISK_ALLOCATED, Look::Size, (104, 0)),
        ColumnSpec::new("gpus", "GPUs", reservations::GPUS, Look::Milli, (68, 0)),
        ColumnSpec::new("gpus.allocated", "GPUs used", reservations::GPUS_ALLOCATED, Look::Milli, (104, 0)),
        ColumnSpec::new("ports", "Ports", reservations::PORTS, Look::Text, (120, 1)),
        ColumnSpec::new("other", "Other", reservations::OTHER, Look::Text, (120, 1)),
        ColumnSpec::new("volumes", "Volumes", reservations::VOLUMES, Look::Count, (94, 0)),
        ColumnSpec::new("unreserve", "Give back", reservations::KEY, Look::Made(unreserve), (104, 0)),
        ColumnSpec::new("refine", "Refine, move", reservations::KEY, Look::Made(refine), (112, 0)),
        ColumnSpec::new("create", "New volume", reservations::KEY, Look::Made(create), (104, 0)),
    ],
    shown: &[
        "state",
        "role",
        "host",
        "principal",
        "cpus",
        "cpus.allocated",
        "mem",
        "mem.allocated",
        "disk",
        "volumes",
        "unreserve",
    ],
    narrow: &["state", "role", "host", "unreserve"],
    order: "state,role,host",
    href,
    empty: "Nothing is reserved, or nothing that you may see.",
};

/// A reservation has no page of its own: its agent's shows it among the others there.
fn href(replica: &Replica, slot: u32) -> String {
    Page::Agent { id: replica.text(Table::Reservations, slot, reservations::AGENT_ID).to_owned() }.href()
}

/// A link to a form about the reservation.
fn form(replica: &Replica, slot: u32, form: Form, name: &str) -> CellData {
    let text = |column| replica.text(Table::Reservations, slot, column);
    let query = Query::new().with(AGENT, text(reservations::AGENT_ID)).with(KEY, text(reservations::KEY));
    CellData {
        text: name.to_owned(),
        href: Some(Page::Form(form).href_with(&query)),
        form: Some(form),
        ..CellData::default()
    }
}

/// What an agent's flags reserve stays.
fn unreserve(replica: &Replica, slot: u32) -> CellData {
    if replica.text(Table::Reservations, slot, reservations::KIND) == reservations::STATIC {
        let whole = Some("It is made by the agent's flags, which no call can change.".to_owned());
        return CellData { text: "by flags".to_owned(), whole, ..CellData::default() };
    }
    form(replica, slot, Form::Unreserve, "Unreserve")
}

fn refine(replica: &Replica, slot: u32) -> CellData {
    form(replica, slot, Form::Reserve, "Reserve anew")
}

fn create(replica: &Replica, slot: u32) -> CellData {
    let has_disk = replica.number(Table::Reservations, slot, reservations::DISK).is_some_and(|disk| disk > 0);
    if has_disk { form(replica, slot, Form::CreateVolume, "Create") } else { CellData::default() }
}
