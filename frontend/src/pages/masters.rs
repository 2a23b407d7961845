//! `/masters`: who leads, its flags, its metrics.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The page.
#[component]
pub fn Masters() -> impl IntoView {
    view! { <PageTitle title="Masters" /> }
}
