//! `/offers`: outstanding offers.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The page.
#[component]
pub fn Offers() -> impl IntoView {
    view! { <PageTitle title="Offers" /> }
}
