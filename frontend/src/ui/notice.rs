//! What stands where something else should be: nothing there, not yet there, not allowed, broken.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Why there is nothing to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// There is nothing, and that is fine.
    Empty,
    /// It may not be seen.
    Forbidden,
    /// It should be here and is not.
    Broken,
}

/// A notice in place of content.
#[component]
pub fn Notice(
    /// Why there is nothing to see.
    kind: NoticeKind,
    /// What happened, in a few words.
    #[prop(into)]
    title: String,
    /// What it means and what can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, glyph, role) = match kind {
        NoticeKind::Empty => ("notice", None, None),
        NoticeKind::Forbidden => ("notice", Some(Glyph::Lock), None),
        NoticeKind::Broken => ("notice bad", Some(Glyph::Alert), Some("alert")),
    };
    view! {
        <div class=class role=role>
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            <p class="notice-title">{title}</p>
            {children.map(|children| view! { <div class="notice-more">{children()}</div> })}
        </div>
    }
}

/// Says that something is on its way, once it is worth saying: the style keeps it unseen for the first 150 ms.
#[component]
pub fn Loading(
    /// What is on its way: `the task`.
    what: &'static str,
) -> impl IntoView {
    view! {
        <div class="loading" role="status">
            <span class="loading-mark" aria-hidden="true"></span>
            {format!("Loading {what}…")}
        </div>
    }
}
