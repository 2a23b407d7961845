//! `/executors`: all executors.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The page.
#[component]
pub fn Executors() -> impl IntoView {
    view! { <PageTitle title="Executors" /> }
}

/// One executor.
#[component]
pub fn Executor(
    /// The agent it runs on.
    agent_id: String,
    /// The framework it runs tasks of.
    framework_id: String,
    /// Its own id.
    executor_id: String,
) -> impl IntoView {
    let _ = (agent_id, framework_id);
    view! { <PageTitle title=executor_id /> }
}
