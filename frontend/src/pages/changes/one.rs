//! `/changes/:id`: one change, and what became of it.

use leptos::prelude::*;

use crate::components::{change_form::Tracked, page::PageTitle};

/// The page.
#[component]
pub fn Change(
    /// The change's id.
    id: String,
) -> impl IntoView {
    view! {
        <PageTitle title=format!("Change {id}") />
        <div class="change">
            <Tracked id />
        </div>
    }
}
