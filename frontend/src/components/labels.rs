//! Labels and attributes: what somebody wrote on a thing, each a key with a value.

use leptos::prelude::*;

use crate::call::json::Label;

/// Labels in their order.
#[component]
pub fn Labels(
    /// What they are on, for screen readers: `Labels of the task`.
    #[prop(into)]
    label: String,
    /// The labels.
    labels: Vec<Label>,
) -> impl IntoView {
    let entries = labels
        .into_iter()
        .map(|(key, value)| {
            let value = (!value.is_empty()).then(|| view! { <span class="label-value">{value}</span> });
            view! {
                <li class="label">
                    <span class="label-key">{key}</span>
                    {value}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="labels" aria-label=label>{entries}</ul> }
}
