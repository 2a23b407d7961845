//! `/quota`: guarantees and limits of all roles.

use leptos::prelude::*;

use crate::components::page::PageTitle;

/// The page.
#[component]
pub fn Quota() -> impl IntoView {
    view! { <PageTitle title="Quota" /> }
}
