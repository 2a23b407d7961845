//! An id: monospaced, shortened in the middle, whole on hover, one press to copy.

use leptos::prelude::*;

use super::{copy::CopyButton, format::shorten};

/// An id.
#[component]
pub fn Id(
    /// The whole id.
    #[prop(into)]
    id: Signal<String>,
    /// What it is the id of, for the copy button's name: `agent id`.
    #[prop(into)]
    what: String,
    /// How many characters are shown at most; all of them by default.
    #[prop(optional)]
    most: Option<usize>,
) -> impl IntoView {
    let shown = move || id.with(|id| most.map_or_else(|| id.clone(), |most| shorten(id, most).into_owned()));
    view! {
        <span class="id">
            <code title=id>{shown}</code>
            <CopyButton text=id what />
        </span>
    }
}
