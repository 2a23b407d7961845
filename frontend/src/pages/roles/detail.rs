//! `/roles/:name`: one role, and those below it.

mod actions;
mod consumers;
mod facts;
mod figures;

use cluster_model::schema::{Table, roles};
use leptos::prelude::*;

use super::list::NEEDS;
use crate::components::{
    actions::Actions,
    arrival::arrival,
    data_table::{DataTable, TableSpec},
    lines_panel::LinesPanel,
    listing::Listing,
    page::PageTitle,
    panel::{Condition, Panel},
    quota_bar::QuotaLegend,
    refused::Refused,
    tabbed::{Part, Tabbed},
};
use crate::live::use_live;
use crate::pages::{offers::OFFERS, reservations::RESERVATIONS, tasks::TASKS, volumes::VOLUMES};
use crate::paths::{Page, one_of};
use crate::ui::format::{milli, plural};

/// The tasks of a role: what has not ended comes first.
static ITS_TASKS: TableSpec = TableSpec { order: "list,-started", ..TASKS };

/// One role.
#[component]
pub fn Role(
    /// Its whole name.
    name: String,
) -> impl IntoView {
    let live = use_live();
    let row = live.follow(Table::Roles, &[(roles::NAME, &name)]);
    let subtree = {
        let name = name.clone();
        Memo::new(move |_| live.watch(&[Table::Roles], |replica| facts::subtree(replica, &name)))
    };
    let gist = move || {
        row.read(|replica, slot| {
            let number = |column| replica.number(Table::Roles, slot, column).unwrap_or(0);
            let below = subtree.with(Vec::len).saturating_sub(1) as i64;
            format!(
                "weight {} · {} subscribed · {}",
                milli(number(roles::WEIGHT)),
                plural(number(roles::FRAMEWORKS), "framework", "frameworks"),
                if below == 0 {
                    "no roles below it".to_owned()
                } else {
                    plural(below, "role below it", "roles below it")
                },
            )
        })
    };
    let condition = arrival(live);
    let known = Signal::derive(move || {
        match condition.get() {
        Condition::Ready if !row.is_there() => Condition::Empty(
            "No such role: it has no framework, no quota, no weight and nothing reserved, or you may not see it."
                .to_owned(),
        ),
        condition => condition,
    }
    });
    let page = Page::Role { name: name.clone() };
    let actions = actions::actions(&name);
    let lines = {
        let name = name.clone();
        Memo::new(move |_| live.watch(&[Table::Roles], |replica| facts::facts(replica, &name)))
    };
    let part = move |key, title, spec: &'static TableSpec, column: &'static str| {
        let fixed = Signal::derive(move || {
            subtree.with(|subtree| one_of(column, subtree.iter().map(String::as_str)))
        });
        Part::new(key, title, move || view! { <DataTable spec fixed fitted=true /> }.into_any())
    };
    let parts = move || {
        vec![
            Part::new("consumers", "Who consumes", move || view! { <Consumers subtree /> }.into_any()),
            part("tasks", "Tasks", &ITS_TASKS, "role"),
            part("reservations", "Reservations", &RESERVATIONS, "role"),
            part("volumes", "Volumes", &VOLUMES, "role"),
            part("offers", "Offers", &OFFERS, "role"),
        ]
    };
    view! {
        <PageTitle title=name facts=move || gist()>
            <Actions about="this role" actions />
        </PageTitle>
        <Refused calls=NEEDS />
        <Panel title="Resources" what="the role" condition=known>
            <Listing
                label="Resources of the role and those below it"
                heads=figures::HEADS
                rows=figures::rows(row)
                empty="It holds nothing, and has no quota."
            />
            <QuotaLegend />
        </Panel>
        <LinesPanel title="Role" lines />
        <Show when=move || row.is_there()>
            <Tabbed label="Of the role and those below it" page=page.clone() parts=parts() />
        </Show>
    }
}

/// The frameworks that use something of it.
#[component]
fn Consumers(subtree: Memo<Vec<String>>) -> impl IntoView {
    let live = use_live();
    let changes = live.paced(&[Table::Frameworks, Table::Executors, Table::Tasks], consumers::PACE);
    let rows = Memo::new(move |_| {
        changes.track();
        subtree.with(|subtree| live.read(|replica| consumers::consumers(replica, subtree)))
    });
    let cells =
        Signal::derive(move || rows.with(|rows| rows.iter().map(consumers::cells).collect::<Vec<_>>()));
    view! {
        <p class="aside-note">
            "What their active tasks and executors have of it. A shared volume counts once for each task that uses it."
        </p>
        <Listing
            label="Frameworks"
            heads=consumers::HEADS
            rows=cells
            empty="No framework uses anything of it, or none that you may see."
        />
    }
}
