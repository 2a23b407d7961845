//! The frame of a field: its label, what stands beside it, what is wrong with it.

use leptos::prelude::*;

use super::use_fields;

/// A field's frame.
#[component]
pub fn FieldBox(
    /// Its name in the rules.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// The id of the control within it.
    control: String,
    /// What helps to fill it.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// The control, which names `{control}-below` as what describes it.
    children: Children,
) -> impl IntoView {
    let fields = use_fields();
    fields.register(&name);
    let words = Memo::new(move |_| fields.words(&name));
    let below = format!("{control}-below");
    view! {
        <div class="field change-field" class:wrong=move || words.with(Option::is_some)>
            <label for=control>{label}</label>
            <div class="change-control">{children()} <p class="field-below" id=below aria-live="polite">
                {move || words.get().or_else(|| hint.get())}
            </p></div>
        </div>
    }
    .into_any()
}
