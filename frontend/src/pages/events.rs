//! `/events`: what happened lately.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The page.
#[component]
pub fn Events() -> impl IntoView {
    view! { <PageTitle title="Events" /> }
}
