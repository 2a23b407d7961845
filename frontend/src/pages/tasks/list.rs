//! `/tasks`: all tasks.

use cluster_model::schema::{Table, tasks};
use leptos::prelude::*;

use super::TASKS;
use crate::components::{
    data_table::DataTable, page::PageTitle, state_chip::StateOf, state_counts::StateCounts,
};
use crate::live::use_live;
use crate::paths::Page;
use crate::ui::format::{grouped, plural};

/// States whose tasks have ended as somebody wished: history, not news.
const HISTORY: &[&str] = &["TASK_FINISHED", "TASK_KILLED"];

/// The list of tasks.
#[component]
pub fn Tasks() -> impl IntoView {
    let live = use_live();
    let facts = move || {
        live.is_whole().then(|| {
            live.watch(&[Table::Tasks], |replica| {
                let count = |list| replica.count(Table::Tasks, tasks::LIST, list) as i64;
                format!(
                    "{} · {} unreachable · {} completed and remembered by the master",
                    plural(count(tasks::ACTIVE), "active task", "active tasks"),
                    grouped(count(tasks::UNREACHABLE)),
                    grouped(count(tasks::COMPLETED)),
                )
            })
        })
    };
    view! {
        <PageTitle title="Tasks" facts=move || facts()>
            <StateCounts
                table=Table::Tasks
                column=tasks::STATE
                of=StateOf::Task
                page=Page::Tasks
                except=HISTORY
            />
        </PageTitle>
        <DataTable spec=&TASKS />
    }
}
