//! One of several.

use leptos::prelude::*;

use super::{FieldBox, use_fields};
use crate::ui::unique::unique_id;

/// A list to choose from.
#[component]
pub fn ChoiceInput(
    /// The field's name in the rules.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// The value of what is chosen; what no option has shows as nothing chosen.
    value: RwSignal<String>,
    /// Values, each with what it is called.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
) -> impl IntoView {
    let fields = use_fields();
    let id = unique_id("change");
    let below = format!("{id}-below");
    let asked = name.clone();
    let changed = name.clone();
    let left = name.clone();
    let wrong = Memo::new(move |_| fields.words(&asked).is_some());
    let options = Memo::new(move |_| options.get());
    let nothing = Memo::new(move |_| {
        options.with(|options| value.with(|value| !options.iter().any(|(key, _)| key == value)))
    });
    let list = move || {
        let option = move |(key, words): (String, String)| {
            let chosen = {
                let key = key.clone();
                move || value.with(|value| *value == key)
            };
            view! {
                <option value=key prop:selected=chosen>
                    {words}
                </option>
            }
        };
        options.get().into_iter().map(option).collect_view()
    };
    view! {
        <FieldBox name label control=id.clone() hint>
            <select
                id=id
                class="input"
                aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=below
                on:change:target=move |event| {
                    fields.change(&changed);
                    value.set(event.target().value());
                }
                on:blur=move |_| fields.leave(&left)
            >
                {move || nothing.get().then(|| view! { <option value="" disabled prop:selected=true>"Choose…"</option> })}
                {list}
            </select>
        </FieldBox>
    }
    .into_any()
}
