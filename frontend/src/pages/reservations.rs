//! `/reservations`: what is reserved, agent by agent.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The page.
#[component]
pub fn Reservations() -> impl IntoView {
    view! { <PageTitle title="Reservations" /> }
}
