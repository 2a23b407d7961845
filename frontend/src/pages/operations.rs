//! `/operations`: offer operations.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The page.
#[component]
pub fn Operations() -> impl IntoView {
    view! { <PageTitle title="Operations" /> }
}
