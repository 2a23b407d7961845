//! `/roles`: all roles, as a tree.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The page.
#[component]
pub fn Roles() -> impl IntoView {
    view! { <PageTitle title="Roles" /> }
}

/// One role.
#[component]
pub fn Role(
    /// Its whole name.
    name: String,
) -> impl IntoView {
    view! { <PageTitle title=name /> }
}
