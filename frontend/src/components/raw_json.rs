//! The whole JSON of a thing, folded away until somebody wants it.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::panel::{Condition, Panel};
use crate::ui::{copy::CopyButton, json::JsonTree};

/// The JSON, at the foot of a page. What is open holds still; when there is newer, it says so.
#[component]
pub fn RawJson(
    /// The JSON as last fetched.
    #[prop(into)]
    value: Signal<Option<Arc<Value>>>,
) -> impl IntoView {
    let shown = RwSignal::new(None::<Arc<Value>>);
    let is_old = Memo::new(move |_| shown.with(|shown| shown.is_some() && *shown != value.get()));
    let text = Signal::derive(move || {
        let json = shown.get().or_else(|| value.get());
        json.and_then(|json| serde_json::to_string_pretty(&*json).ok()).unwrap_or_default()
    });
    let condition =
        Signal::derive(
            move || if value.with(Option::is_some) { Condition::Ready } else { Condition::Loading },
        );
    let aside = move || {
        view! {
            <Show when=move || is_old.get()>
                <button type="button" class="button quiet" on:click=move |_| shown.set(value.get_untracked())>
                    "Show the newest"
                </button>
            </Show>
            <CopyButton text what="JSON" />
        }
    };
    view! {
        <Panel title="JSON" what="the JSON" condition aside=move || aside().into_any()>
            <details
                class="raw-json"
                on:toggle:target=move |event| {
                    if event.target().open() && shown.with_untracked(Option::is_none) {
                        shown.set(value.get_untracked());
                    }
                }
            >
                <summary>"Everything Mesos says of it"</summary>
                {move || shown.get().map(|json| view! { <JsonTree value=Value::clone(&json) /> })}
            </details>
        </Panel>
    }
}
