//! `/`: the whole cluster at a glance.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The overview.
#[component]
pub fn Overview() -> impl IntoView {
    view! { <PageTitle title="Overview" /> }
}
