//! `/agents/:id`: one agent.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// One agent.
#[component]
pub fn Agent(
    /// The agent's id.
    id: String,
) -> impl IntoView {
    view! { <PageTitle title=id /> }
}
