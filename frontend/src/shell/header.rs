//! The bar above every page: which cluster this is and how fresh the picture of it.

use leptos::prelude::*;

use crate::paths::Page;

/// The header.
#[component]
pub fn Header() -> impl IntoView {
    view! {
        <header class="header">
            <a class="brand" href=Page::Overview.href() aria-label="Mesoscope, overview">
                <span class="brand-mark" aria-hidden="true"></span>
                <span class="brand-name">"Mesoscope"</span>
            </a>
        </header>
    }
}
