//! `/agents`: all agents.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The list of agents.
#[component]
pub fn Agents() -> impl IntoView {
    view! { <PageTitle title="Agents" /> }
}
