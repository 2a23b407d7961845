//! The tasks of one agent or framework: how many in which state, and the table of them.

use leptos::prelude::*;

use super::{
    data_table::{DataTable, TableSpec},
    panel::{Condition, Panel},
    task_states::{Scope, TaskStates},
};
use crate::paths::Page;

/// The tasks of a part of the cluster.
#[component]
pub fn PartOfTasks(
    /// Which tasks.
    scope: Scope,
    /// The list they are shown as.
    spec: &'static TableSpec,
) -> impl IntoView {
    let filter = scope.filter();
    let all = Page::Tasks.filtered(&filter);
    view! {
        <Panel
            title="Tasks"
            what="the tasks"
            condition=Condition::Ready
            aside=move || view! { <a href=all.clone()>"Open as a list"</a> }.into_any()
        >
            <TaskStates scope=Some(scope.clone()) />
            <div class="part-of-tasks">
                <DataTable spec fixed=filter.clone() fitted=true />
            </div>
        </Panel>
    }
}
