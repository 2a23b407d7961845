//! What stands around every page: header, navigation, and what follows a change of page.

mod header;
mod links;
mod nav;
mod route;

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use self::{header::Header, links::follow, nav::Nav};

/// The frame around the pages.
#[component]
pub fn Shell(
    /// The routes.
    children: Children,
) -> impl IntoView {
    let navigate = use_navigate();
    let main = NodeRef::<leptos::html::Main>::new();
    let skip = move |event: web_sys::MouseEvent| {
        // A fragment would resolve against <base> and leave the page.
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            let _ = main.focus();
        }
    };
    route::follow_route(main);
    view! {
        <div class="app" on:click=move |event| follow(&event, &navigate)>
            <a class="skip-link" href="#main" on:click=skip>"Skip to the page"</a>
            <Header />
            <Nav />
            <main id="main" tabindex="-1" node_ref=main>{children()}</main>
        </div>
    }
}
