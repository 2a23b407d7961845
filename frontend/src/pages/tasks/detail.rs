//! `/tasks/:framework_id/:task_id`: one task.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// One task.
#[component]
pub fn Task(
    /// The id of its framework.
    framework_id: String,
    /// Its own id.
    task_id: String,
) -> impl IntoView {
    let _ = framework_id;
    view! { <PageTitle title=task_id /> }
}
