//! `/frameworks/:id`: one framework.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// One framework.
#[component]
pub fn Framework(
    /// The framework's id.
    id: String,
) -> impl IntoView {
    view! { <PageTitle title=id /> }
}
