//! The list of volumes, and what they add up to for each role.

use cluster_model::schema::{Table, volumes};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::VOLUMES;
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
    table: Table::Volumes,
    page: Page::Volumes,
    by: volumes::ROLE,
    heads: &[
        words("Role"),
        number("Idle"),
        number("Offered"),
        number("Volumes"),
        number("Shared"),
        number("Size"),
        number("Size, idle ones"),
    ],
    sums: &[
        Sum::Where(volumes::STATE, volumes::IDLE),
        Sum::Where(volumes::STATE, volumes::OFFERED),
        Sum::Rows,
        Sum::Where(volumes::SHARED, volumes::SHARED_YES),
        Sum::Amount(ResourceKind::Disk, volumes::SIZE),
        Sum::AmountWhere(ResourceKind::Disk, volumes::SIZE, (volumes::STATE, volumes::IDLE)),
    ],
};

/// The page.
#[component]
pub fn Volumes() -> impl IntoView {
    let live = use_live();
    let facts = move || {
        live.is_whole().then(|| {
            live.watch(&[Table::Volumes], |replica| {
                let count = plural(replica.rows(Table::Volumes).len() as i64, "volume", "volumes");
                let size = replica.totals(Table::Volumes).sum(volumes::SIZE);
                format!("{count} · {} of disk", ResourceKind::Disk.amount(size))
            })
        })
    };
    let search = use_location().search;
    let actions = Memo::new(move |_| {
        let shown = search.with(|search| which(search));
        vec![
            Action::new(Form::CreateVolume, Query::new()).named("Create a volume…"),
            Action::new(Form::ResizeVolume, shown.clone()).named("Resize a volume…"),
            Action::new(Form::DestroyVolume, shown).named("Destroy of those shown…"),
        ]
    });
    view! {
        <PageTitle title="Volumes" facts=move || facts()>
            <StateCounts table=Table::Volumes column=volumes::STATE of=StateOf::Use page=Page::Volumes />
            <Actions about="volumes" actions />
        </PageTitle>
        <Refused calls=&[("GET_AGENTS", "What volumes there are is not known.")] />
        <Sums spec=&BY_ROLE />
        <DataTable spec=&VOLUMES />
    }
}
