//! What a list of volumes shows.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, volumes};

use crate::components::change_form::held::KEY;
use crate::components::data_table::{CellData, ColumnSpec, Look, TableSpec, agent_of, role_of};
use crate::components::state_chip::StateOf;
use crate::paths::{Form, Page, Query};

const TABLE: usize = Table::Volumes as usize;

/// The list of volumes: those that nobody uses come first.
pub static VOLUMES: TableSpec = TableSpec {
    table: Table::Volumes,
    label: "Volumes",
    nouns: ("volume", "volumes"),
    columns: &[
        ColumnSpec::new("id", "Volume", volumes::ID, Look::RowCode, (180, 3)),
        ColumnSpec::new("state", "State", volumes::STATE, Look::State(StateOf::Use), (96, 0)),
        ColumnSpec::new("size", "Size", volumes::SIZE, Look::Size, (92, 0)),
        ColumnSpec::new(
            "role",
            "Role",
            volumes::ROLE,
            Look::Link(role_of::<TABLE, { volumes::ROLE }>, volumes::ROLE),
            (130, 2),
        ),
        ColumnSpec::new(
            "host",
            "Host",
            volumes::HOST,
            Look::Link(agent_of::<TABLE, { volumes::AGENT_ID }>, volumes::AGENT_ID),
            (140, 2),
        ),
        ColumnSpec::new("agent_id", "Agent id", volumes::AGENT_ID, Look::Code, (170, 2)),
        ColumnSpec::new("used_by", "Used by", volumes::USED_BY, Look::Made(users), (180, 3)),
        ColumnSpec::new("allocated_to", "Allocated to", volumes::ALLOCATED_TO, Look::Text, (120, 1)),
        ColumnSpec::new("path", "Container path", volumes::PATH, Look::Code, (136, 1)),
        ColumnSpec::new("source", "Source", volumes::SOURCE, Look::Text, (90, 1)),
        ColumnSpec::new("shared", "Shared", volumes::SHARED, Look::Text, (84, 0)),
        ColumnSpec::new("principal", "Principal", volumes::PRINCIPAL, Look::Text, (100, 1)),
        ColumnSpec::new("provider", "Provider", volumes::PROVIDER, Look::Code, (150, 1)),
        ColumnSpec::new("resize", "Resize", volumes::KEY, Look::Made(resize), (76, 0)),
        ColumnSpec::new("destroy", "Destroy", volumes::KEY, Look::Made(destroy), (80, 0)),
    ],
    shown: &["id", "state", "size", "role", "host", "used_by", "source", "shared", "resize", "destroy"],
    narrow: &["id", "state", "size", "destroy"],
    order: "state,role,id",
    href,
    empty: "No persistent volumes, or none that you may see.",
};

/// A volume has no page of its own: its agent's shows it.
fn href(replica: &Replica, slot: u32) -> String {
    Page::Agent { id: replica.text(Table::Volumes, slot, volumes::AGENT_ID).to_owned() }.href()
}

/// A link to a form about the volume; what it cannot do, it says.
fn form(replica: &Replica, slot: u32, form: Form, name: &str) -> CellData {
    let query = Query::new().with(KEY, replica.text(Table::Volumes, slot, volumes::KEY));
    CellData {
        text: name.to_owned(),
        href: Some(Page::Form(form).href_with(&query)),
        form: Some(form),
        ..CellData::default()
    }
}

fn resize(replica: &Replica, slot: u32) -> CellData {
    form(replica, slot, Form::ResizeVolume, "Resize")
}

fn destroy(replica: &Replica, slot: u32) -> CellData {
    form(replica, slot, Form::DestroyVolume, "Destroy")
}

/// The task that uses it, a link; of several the first, and how many more.
fn users(replica: &Replica, slot: u32) -> CellData {
    said(
        replica.text(Table::Volumes, slot, volumes::USED_BY),
        replica.text(Table::Volumes, slot, volumes::ALLOCATED_TO),
    )
}

fn said(used_by: &str, allocated_to: &str) -> CellData {
    let mut users = volumes::users(used_by);
    let Some(first) = users.next() else {
        // An executor may have it, or a task that has ended and is not acknowledged.
        let text =
            if allocated_to.is_empty() { String::new() } else { format!("role {allocated_to}, no task") };
        return CellData { text, ..CellData::default() };
    };
    let line = |user: volumes::User<'_>| {
        if user.framework.is_empty() {
            user.task_id.to_owned()
        } else {
            format!("{} of {}", user.task_id, user.framework)
        }
    };
    let page = Page::Task { framework_id: first.framework_id.to_owned(), task_id: first.task_id.to_owned() };
    let (text, rest): (String, Vec<String>) = (line(first), users.map(line).collect());
    let whole = (!rest.is_empty()).then(|| format!("{text}\n{}", rest.join("\n")));
    let text = if rest.is_empty() { text } else { format!("{text} and {} more", rest.len()) };
    CellData { text, whole, href: Some(page.href()), ..CellData::default() }
}

#[cfg(test)]
mod tests {
    use cluster_model::schema::volumes::User;

    use super::*;

    #[test]
    fn the_first_user_is_a_link_and_the_others_are_counted() {
        let one = User { framework: "cassandra", framework_id: "F", task_id: "node-0" };
        let other = User { task_id: "node-1", ..one };
        let cell = said(&volumes::used_by([one]), "storage");
        assert_eq!((cell.text.as_str(), cell.whole), ("node-0 of cassandra", None));
        let page = Page::Task { framework_id: "F".into(), task_id: "node-0".into() };
        assert_eq!(cell.href, Some(page.href()));
        let cell = said(&volumes::used_by([one, other]), "storage");
        assert_eq!(cell.text, "node-0 of cassandra and 1 more");
        assert_eq!(cell.whole.as_deref(), Some("node-0 of cassandra\nnode-1 of cassandra"));
    }

    #[test]
    fn a_volume_without_a_task_says_so() {
        assert_eq!(said("", "").text, "");
        assert_eq!(said("", "storage").text, "role storage, no task");
    }
}
