//! `/agents/map`: every agent as a cell of a map.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The page.
#[component]
pub fn AgentMap() -> impl IntoView {
    view! { <PageTitle title="Agent map" /> }
}
