//! `/tasks`: all tasks.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The list of tasks.
#[component]
pub fn Tasks() -> impl IntoView {
    view! { <PageTitle title="Tasks" /> }
}
