//! Any path that is no page.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{components::page::PageTitle, paths::Page};

/// Says that there is no such page, and where to go on.
#[component]
pub fn NotFound() -> impl IntoView {
    let path = use_location().pathname;
    view! {
        <PageTitle title="No such page" />
        <p class="prose">
            "There is no page at " <code>{path}</code> ". The link may be old or cut short. Go to the "
            <a href=Page::Overview.href()>"overview"</a> " or pick a page from the navigation."
        </p>
    }
}
