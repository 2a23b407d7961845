//! `/executors`: all executors that the master lists.

use cluster_model::schema::{Table, executors};
use leptos::prelude::*;

use super::EXECUTORS;
use crate::components::{data_table::DataTable, page::PageTitle, refused::Refused};
use crate::live::use_live;
use crate::ui::format::{grouped, plural};

/// The list of executors.
#[component]
pub fn Executors() -> impl IntoView {
    let live = use_live();
    let facts = move || {
        live.is_whole().then(|| {
            live.watch(&[Table::Executors], |replica| {
                let count = |kind| replica.count(Table::Executors, executors::TYPE, kind) as i64;
                let tasks = replica.totals(Table::Executors).sum(executors::TASKS);
                format!(
                    "{} default · {} custom · {} of theirs",
                    grouped(count(executors::DEFAULT)),
                    grouped(count(executors::CUSTOM)),
                    plural(tasks, "active task", "active tasks"),
                )
            })
        })
    };
    view! {
        <PageTitle title="Executors" facts=move || facts() />
        <Refused calls=&[("GET_EXECUTORS", "Executors are not known.")] />
        <DataTable spec=&EXECUTORS />
    }
}
