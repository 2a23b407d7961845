//! How fresh the picture is, to be read from across a room: a shape, a colour and words.

use leptos::prelude::*;

use crate::components::freshness_chip::Freshness;

/// The badge. Screen readers hear it when its word changes, not each second.
#[component]
pub fn Badge(
    /// What is known.
    freshness: Signal<Freshness>,
) -> impl IntoView {
    let read = move |what: fn(&Freshness) -> String| freshness.with(what);
    view! {
        <p
            role="status"
            class=move || format!("board-badge {}", freshness.with(Freshness::tone).class())
            aria-label=move || read(|freshness| format!("Connection: {}", freshness.word()))
            title=move || read(Freshness::meaning)
        >
            <span>
                {move || freshness.with(Freshness::word)} <span aria-hidden="true">{move || read(Freshness::rest)}</span>
            </span>
        </p>
    }
    .into_any()
}
