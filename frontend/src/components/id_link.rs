//! The id of something that has a page of its own: a link, and one press to copy.

use leptos::prelude::*;

use crate::ui::copy::CopyButton;

/// An id with a page behind it.
#[component]
pub fn IdLink(
    /// The whole id.
    id: String,
    /// What it is the id of, for the copy button's name: `agent id`.
    #[prop(into)]
    what: String,
    /// Where the page of what it names is.
    href: String,
) -> impl IntoView {
    view! {
        <span class="id">
            <a href=href>
                <code>{id.clone()}</code>
            </a>
            <CopyButton text=id what />
        </span>
    }
}
