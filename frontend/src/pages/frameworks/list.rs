//! `/frameworks`: all frameworks.

use cluster_model::schema::{Table, frameworks};
use leptos::prelude::*;

use super::FRAMEWORKS;
use crate::components::{
    data_table::DataTable, page::PageTitle, state_chip::StateOf, state_counts::StateCounts,
};
use crate::live::use_live;
use crate::paths::Page;
use crate::ui::format::plural;

/// The list of frameworks.
#[component]
pub fn Frameworks() -> impl IntoView {
    let live = use_live();
    let facts = move || {
        live.is_whole().then(|| {
            live.watch(&[Table::Frameworks], |replica| {
                let sum = |column| replica.totals(Table::Frameworks).sum(column);
                format!(
                    "{} · {}",
                    plural(sum(frameworks::TASKS), "active task", "active tasks"),
                    plural(sum(frameworks::OFFERS), "offer unanswered", "offers unanswered"),
                )
            })
        })
    };
    view! {
        <PageTitle title="Frameworks" facts=move || facts()>
            <StateCounts
                table=Table::Frameworks
                column=frameworks::STATE
                of=StateOf::Framework
                page=Page::Frameworks
            />
        </PageTitle>
        <DataTable spec=&FRAMEWORKS />
    }
}
