//! A line of text or a number.

use leptos::prelude::*;

use super::{FieldBox, use_fields};
use crate::ui::unique::unique_id;

/// A line to type into.
#[component]
pub fn TextInput(
    /// The field's name in the rules.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// What stands at its right end: a unit, or how much there is.
    #[prop(optional, into)]
    aside: MaybeProp<String>,
    /// What helps to fill it.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What may be typed, inside the empty field.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// Whether it is a number.
    #[prop(optional)]
    number: bool,
    /// What is offered to choose from while typing.
    #[prop(optional, into)]
    offered: Signal<Vec<String>>,
) -> impl IntoView {
    let fields = use_fields();
    let id = unique_id("change");
    let (below, list) = (format!("{id}-below"), format!("{id}-list"));
    let changed = name.clone();
    let left = name.clone();
    let asked = name.clone();
    let wrong = Memo::new(move |_| fields.words(&asked).is_some());
    let has_list = Memo::new(move |_| offered.with(|offered| !offered.is_empty()));
    let options = move || {
        offered.get().into_iter().map(|offered| view! { <option value=offered></option> }).collect_view()
    };
    let list_id = list.clone();
    view! {
        <FieldBox name label control=id.clone() hint>
            <div class="input-beside">
                <input
                    id=id
                    class="input"
                    type="text"
                    inputmode=number.then_some("decimal")
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=move || placeholder.get()
                    list=move || has_list.get().then(|| list.clone())
                    prop:value=value
                    aria-invalid=move || wrong.get().then_some("true")
                    aria-describedby=below
                    on:input:target=move |event| {
                        fields.change(&changed);
                        value.set(event.target().value());
                    }
                    on:blur=move |_| fields.leave(&left)
                />
                {move || aside.get().map(|aside| view! { <span class="input-aside">{aside}</span> })}
            </div>
            <datalist id=list_id>{options}</datalist>
        </FieldBox>
    }
    .into_any()
}
