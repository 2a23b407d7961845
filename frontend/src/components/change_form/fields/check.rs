//! Yes or no.

use leptos::prelude::*;

use super::use_fields;
use crate::ui::unique::unique_id;

/// A box to tick.
#[component]
pub fn CheckInput(
    /// The field's name in the rules.
    #[prop(into)]
    name: String,
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    value: RwSignal<bool>,
    /// What it means.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Why it cannot be ticked now.
    #[prop(optional, into)]
    refused: MaybeProp<String>,
) -> impl IntoView {
    let fields = use_fields();
    fields.register(&name);
    let id = unique_id("change");
    let below = format!("{id}-below");
    let words = {
        let name = name.clone();
        Memo::new(move |_| fields.words(&name))
    };
    view! {
        <div class="field change-field" class:wrong=move || words.with(Option::is_some)>
            <span></span>
            <div class="change-control">
                <label class="change-check" for=id.clone()>
                    <input
                        id=id.clone()
                        type="checkbox"
                        prop:checked=value
                        aria-describedby=below.clone()
                        aria-invalid=move || words.with(Option::is_some).then_some("true")
                        disabled=move || refused.with(Option::is_some)
                        on:change:target=move |event| {
                            fields.change(&name);
                            value.set(event.target().checked());
                            fields.leave(&name);
                        }
                    />
                    <span>{label}</span>
                </label>
                <p class="field-below" id=below aria-live="polite">
                    {move || words.get().or_else(|| refused.get()).or_else(|| hint.get())}
                </p>
            </div>
        </div>
    }
    .into_any()
}
