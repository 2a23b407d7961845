//! The list of reservations, and what they add up to for each role.

use cluster_model::schema::{Table, reservations};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::RESERVATIONS;
use crate::components::{
    actions::{Action, Actions},
    change_form::held::which,
    data_table::DataTable,
    listing::{number, words},
    page::PageTitle,
    refused::Refused,
    resource_bar::ResourceKind,
    state_chip::StateOf,
    state_counts::StateCounts,
    sums::{Sum, Sums, SumsSpec},
};
use crate::live::use_live;
use crate::paths::{Form, Page, Query};
use crate::ui::format::plural;

static BY_ROLE: SumsSpec = SumsSpec {
    title: "By role",
    table: Table::Reservations,
    page: Page::Reservations,
    by: reservations::ROLE,
    heads: &[
        words("Role"),
        number("Idle"),
        number("Reservations"),
        number("cpus"),
        number("cpus used"),
        number("mem"),
        number("mem used"),
        number("disk"),
        number("disk used"),
        number("gpus"),
        number("Volumes"),
    ],
    sums: &[
        Sum::Where(reservations::STATE, reservations::IDLE),
        Sum::Rows,
        Sum::Amount(ResourceKind::Cpus, reservations::CPUS),
        Sum::Amount(ResourceKind::Cpus, reservations::CPUS_ALLOCATED),
        Sum::Amount(ResourceKind::Mem, reservations::MEM),
        Sum::Amount(ResourceKind::Mem, reservations::MEM_ALLOCATED),
        Sum::Amount(ResourceKind::Disk, reservations::DISK),
        Sum::Amount(ResourceKind::Disk, reservations::DISK_ALLOCATED),
        Sum::Amount(ResourceKind::Gpus, reservations::GPUS),
        Sum::Count(reservations::VOLUMES),
    ],
};

/// The page.
#[component]
pub fn Reservations() -> impl IntoView {
    let live = use_live();
    let facts = move || {
        live.is_whole().then(|| {
            live.watch(&[Table::Reservations], |replica| {
                let totals = replica.totals(Table::Reservations);
                let cpus = ResourceKind::Cpus
                    .amount_of(totals.sum(reservations::CPUS_ALLOCATED), totals.sum(reservations::CPUS));
                let mem = ResourceKind::Mem
                    .amount_of(totals.sum(reservations::MEM_ALLOCATED), totals.sum(reservations::MEM));
                let volumes = plural(totals.sum(reservations::VOLUMES), "volume", "volumes");
                format!("{cpus} reserved CPUs and {mem} reserved memory are used · {volumes} on them")
            })
        })
    };
    let search = use_location().search;
    let actions = Memo::new(move |_| {
        let shown = search.with(|search| which(search));
        vec![
            Action::new(Form::Reserve, Query::new()).named("Reserve resources…"),
            Action::new(Form::Unreserve, shown.clone()).named("Unreserve of those shown…"),
            Action::new(Form::CreateVolume, shown).named("Create a volume…"),
        ]
    });
    view! {
        <PageTitle title="Reservations" facts=move || facts()>
            <StateCounts
                table=Table::Reservations
                column=reservations::STATE
                of=StateOf::Use
                page=Page::Reservations
            />
            <Actions about="reservations" actions />
        </PageTitle>
        <Refused calls=&[("GET_AGENTS", "What is reserved is not known.")] />
        <Sums spec=&BY_ROLE />
        <DataTable spec=&RESERVATIONS />
    }
}
