//! A field that looks for something in what stands below it.

use leptos::prelude::*;

use super::unique::unique_id;

/// The field. Its name says what is looked in: `Find in metrics`.
#[component]
pub fn FindField(
    /// What it is called, for screen readers and while it is empty.
    #[prop(into)]
    name: String,
    /// Whether `/` brings the focus here.
    #[prop(optional)]
    by_key: bool,
    /// Takes what was typed.
    #[prop(into)]
    on_find: Callback<String>,
) -> impl IntoView {
    let id = unique_id("find");
    view! {
        <p class="find-field">
            <label class="visually-hidden" for=id.clone()>
                {name.clone()}
            </label>
            <input
                id=id.clone()
                class="input"
                type="search"
                placeholder=name
                data-filter=by_key.then_some("")
                on:input:target=move |event| on_find.run(event.target().value())
            />
        </p>
    }
    .into_any()
}
