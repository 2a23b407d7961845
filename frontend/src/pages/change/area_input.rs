//! Several lines of text.

use leptos::prelude::*;

use crate::components::change_form::fields::{FieldBox, use_fields};
use crate::ui::unique::unique_id;

/// Lines to type into.
#[component]
pub fn AreaInput(
    /// The field's name in the rules.
    #[prop(into)]
    name: String,
    /// Its label.
    label: &'static str,
    /// What is typed.
    value: RwSignal<String>,
    /// How many lines there is room for.
    rows: u32,
    /// What helps to fill it.
    hint: &'static str,
    /// What may be typed, inside the empty field.
    #[prop(optional)]
    placeholder: &'static str,
) -> impl IntoView {
    let fields = use_fields();
    let id = unique_id("change");
    let below = format!("{id}-below");
    let (changed, left, asked) = (name.clone(), name.clone(), name.clone());
    let wrong = Memo::new(move |_| fields.words(&asked).is_some());
    view! {
        <FieldBox name label=Signal::stored(label.to_owned()) control=id.clone() hint=hint>
            <textarea
                id=id
                class="input change-area"
                rows=rows
                autocomplete="off"
                spellcheck="false"
                placeholder=placeholder
                prop:value=value
                aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=below
                on:input:target=move |event| {
                    fields.change(&changed);
                    value.set(event.target().value());
                }
                on:blur=move |_| fields.leave(&left)
            ></textarea>
        </FieldBox>
    }
    .into_any()
}
