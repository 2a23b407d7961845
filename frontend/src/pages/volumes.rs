//! `/volumes`: persistent volumes across the cluster.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The page.
#[component]
pub fn Volumes() -> impl IntoView {
    view! { <PageTitle title="Volumes" /> }
}
