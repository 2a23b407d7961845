//! `/maintenance`: windows and machines.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The page.
#[component]
pub fn Maintenance() -> impl IntoView {
    view! { <PageTitle title="Maintenance" /> }
}
