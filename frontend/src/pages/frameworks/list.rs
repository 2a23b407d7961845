//! `/frameworks`: all frameworks.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The list of frameworks.
#[component]
pub fn Frameworks() -> impl IntoView {
    view! { <PageTitle title="Frameworks" /> }
}
