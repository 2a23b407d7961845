//! The whole JSON of a thing, folded away until somebody wants it.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::panel::{Condition, Panel};
use crate::call::curl::curl;
use crate::live::use_live;
use crate::ui::{
    copy::CopyButton,
    find_field::FindField,
    format::plural,
    json::{JsonTree, find},
};

/// Found lines that are shown at most.
const MOST_FOUND: usize = 200;

/// The JSON, at the foot of a page. What is open holds still; when there is newer, it says so.
#[component]
pub fn RawJson(
    /// The JSON as last fetched.
    #[prop(into)]
    value: Signal<Option<Arc<Value>>>,
    /// How it stands while there is none: on its way, unless it is refused or broken.
    #[prop(default = Signal::stored(Condition::Loading), into)]
    condition: Signal<Condition>,
    /// The master's call that has it: `GET_TASKS`.
    call: &'static str,
    /// The `jq` filter that picks it out of the call's answer; empty if it is the answer.
    #[prop(default = Signal::stored(String::new()))]
    pick: Signal<String>,
) -> impl IntoView {
    let status = use_live().status();
    let command = Signal::derive(move || {
        let leader = status.with(|status| status.leader.clone()).unwrap_or_else(|| "MASTER:5050".to_owned());
        curl(&format!("{leader}/api/v1"), &format!("{{\"type\":\"{call}\"}}"), &pick.get())
    });
    let search = RwSignal::new(String::new());
    let shown = RwSignal::new(None::<Arc<Value>>);
    let is_old = Memo::new(move |_| shown.with(|shown| shown.is_some() && *shown != value.get()));
    let text = Signal::derive(move || {
        let json = shown.get().or_else(|| value.get());
        json.and_then(|json| serde_json::to_string_pretty(&*json).ok()).unwrap_or_default()
    });
    let condition =
        Signal::derive(move || if value.with(Option::is_some) { Condition::Ready } else { condition.get() });
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
                <p class="json-curl">
                    <code>{command}</code>
                    <CopyButton text=command what="curl" />
                </p>
                <FindField name="Find in the JSON" on_find=move |text: String| search.set(text) />
                {move || shown.get().map(|json| content(&json, &search.get()))}
            </details>
        </Panel>
    }
}

/// The tree, or the lines that are found in it.
fn content(json: &Value, search: &str) -> AnyView {
    if search.trim().is_empty() {
        return view! { <JsonTree value=Value::clone(json) /> }.into_any();
    }
    let (found, count) = find(json, search.trim(), MOST_FOUND);
    let lines = found.into_iter().map(|(path, leaf)| {
        view! {
            <div class="json-leaf">
                <span class="json-name">{path}</span>
                <span>{leaf}</span>
            </div>
        }
        .into_any()
    });
    let lines = lines.collect_view();
    let shown =
        if count > MOST_FOUND { format!(", the first {MOST_FOUND} of them shown") } else { String::new() };
    view! {
        <p role="status">{plural(count as i64, "line", "lines")} {shown}</p>
        <div class="json">{lines}</div>
    }
    .into_any()
}
