//! The list of operations.

use cluster_model::schema::{Table, operations};
use leptos::prelude::*;

use super::OPERATIONS;
use crate::components::{
    data_table::DataTable, page::PageTitle, refused::Refused, state_chip::StateOf, state_counts::StateCounts,
};
use crate::live::use_live;
use crate::paths::Page;
use crate::ui::format::grouped;

/// The page.
#[component]
pub fn Operations() -> impl IntoView {
    let live = use_live();
    let facts = move || {
        live.is_whole().then(|| {
            live.watch(&[Table::Operations], |replica| {
                let of_providers = |slot: &u32| !replica.text(Table::Operations, *slot, operations::PROVIDER).is_empty();
                let rows = replica.rows(Table::Operations);
                format!(
                    "What frameworks and operators asked agents to do with resources; {} by resource providers",
                    grouped(rows.slots().filter(of_providers).count() as i64),
                )
            })
        })
    };
    view! {
        <PageTitle title="Operations" facts=move || facts()>
            <StateCounts
                table=Table::Operations
                column=operations::STATE
                of=StateOf::Operation
                page=Page::Operations
            />
        </PageTitle>
        <Refused calls=&[("GET_OPERATIONS", "Operations are not known.")] />
        <DataTable spec=&OPERATIONS />
    }
}
