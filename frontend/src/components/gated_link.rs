//! A link to what not everybody may open. Who may not can read it and reach it; it says why, and leads nowhere.

use leptos::prelude::*;

use crate::session::use_session;

/// The link.
#[component]
pub fn GatedLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// The actions of which at least one must be allowed, as [`crate::paths::Page::needs`] and [`crate::paths::Form::calls`] tell them.
    needs: &'static [&'static str],
    /// Its class.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Its name, where its words do not tell it from others.
    #[prop(optional, into)]
    label: Option<String>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let session = use_session();
    let refused = Memo::new(move |_| session.may_any(needs));
    let is_refused = move || refused.with(Option::is_some);
    view! {
        <a
            class=class
            href=move || (!is_refused()).then(|| href.clone())
            role=move || is_refused().then_some("link")
            tabindex=move || is_refused().then_some("0")
            aria-disabled=move || is_refused().then_some("true")
            aria-label=label
            title=refused
        >
            {children()}
        </a>
    }
    .into_any()
}
