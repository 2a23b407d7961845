//! What a thing's state means, where all is not well.

use leptos::prelude::*;

use crate::ui::time::Time;

/// The meaning and since when it is so; nothing while there is nothing to say.
#[component]
pub fn Standing(
    /// What the state means; empty for one in which all is well.
    #[prop(into)]
    meaning: Signal<&'static str>,
    /// Since when, as far as this console saw it.
    #[prop(into)]
    since: Signal<Option<i64>>,
) -> impl IntoView {
    let told = move || {
        since.get().map(|at_ms| {
            view! {
                <span class="muted">
                    " This console has seen it so since " <Time at_ms=Some(at_ms) /> "."
                </span>
            }
        })
    };
    view! {
        <Show when=move || !meaning.with(|meaning| meaning.is_empty())>
            <p class="standing">{meaning} {told}</p>
        </Show>
    }
}
