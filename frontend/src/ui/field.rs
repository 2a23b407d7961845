//! A field to type into, with its name, a hint, and what is wrong with what was typed.

use leptos::prelude::*;

use super::unique::unique_id;

/// One line of text.
#[component]
pub fn TextField(
    /// The field's name.
    #[prop(into)]
    label: String,
    /// What is typed.
    #[prop(into)]
    value: Signal<String>,
    /// Takes each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// What may be typed, in a few words inside the empty field.
    #[prop(optional, into)]
    placeholder: String,
    /// What helps to fill it, below it.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with what was typed.
    #[prop(optional, into)]
    problem: MaybeProp<String>,
) -> impl IntoView {
    let id = unique_id("field");
    let below = format!("{id}-below");
    let wrong = move || problem.with(Option::is_some);
    view! {
        <div class="field" class:wrong=wrong>
            <label for=id.clone()>{label}</label>
            <input
                id=id
                class="input"
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder=placeholder
                prop:value=value
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=below.clone()
                on:input:target=move |event| on_input.run(event.target().value())
            />
            <p class="field-below" id=below aria-live="polite">
                {move || problem.get().or_else(|| hint.get())}
            </p>
        </div>
    }
}
