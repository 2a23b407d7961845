//! The way to the rest of a list that is too long to stand in the page at once.

use leptos::prelude::*;

/// A button that says how many are left; nothing when none is.
#[component]
pub fn More(
    /// How many are not shown.
    #[prop(into)]
    left: Signal<usize>,
    /// Shows more of them.
    #[prop(into)]
    on_more: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || left.get() != 0>
            <button type="button" class="button quiet" on:click=move |_| on_more.run(())>
                {move || format!("Show more ({} left)", left.get())}
            </button>
        </Show>
    }
    .into_any()
}
