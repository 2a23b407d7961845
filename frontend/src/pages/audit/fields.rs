//! The fields that say which lines are wanted.

use leptos::prelude::*;

use crate::pages::change::schedule::moment;
use crate::paths::{Form, Query};
use crate::ui::{format::iso, time::zone_at, unique::unique_id};

use super::line::at_ms;
use super::search::NAMES;

/// What may have been decided, or how it ended.
const DECISIONS: [&str; 13] = [
    "relayed",
    "sent",
    "applied",
    "refused",
    "failed",
    "stopped",
    "never_seen",
    "opened",
    "ended",
    "accepted",
    "made",
    "entered",
    "revoked",
];

/// Doors, which are beside the types of calls.
const DOORS: [&str; 8] = ["login", "logout", "dashboard", "terminal", "download", "tar", "list", "search"];

/// The fields. `change` takes a field's name with what it says now.
#[component]
pub fn Fields(
    /// What the page's address says.
    query: Memo<Query>,
    /// Changes it.
    change: Callback<(&'static str, String)>,
) -> impl IntoView {
    let calls = unique_id("calls");
    let decisions = unique_id("decisions");
    let offered = |id: &str, words: Vec<&'static str>| {
        let options = words.into_iter().map(|word| view! { <option value=word></option> }).collect_view();
        view! { <datalist id=id.to_owned()>{options}</datalist> }.into_any()
    };
    let changes = Form::ALL.into_iter().flat_map(|form| form.calls().iter().copied());
    let known_calls = DOORS.into_iter().chain(changes).collect();
    let any = Memo::new(move |_| query.with(|query| NAMES.iter().any(|name| query.get(name).is_some())));
    let clear = move |_| NAMES.into_iter().for_each(|name| change.run((name, String::new())));
    view! {
        <form class="audit-fields" role="search" aria-label="Filter the audit log" on:submit=move |event| event.prevent_default()>
            {field("text", "Anywhere in the line", "A file, a title, an address, words", None, true, query, change)}
            {field("user", "User", "The whole name", None, false, query, change)}
            {field("call", "Call", "TEARDOWN, login…", Some(calls.clone()), false, query, change)}
            {field("target", "Target", "master, or part of an agent's id", None, false, query, change)}
            {field("decision", "Decision", "refused, sent…", Some(decisions.clone()), false, query, change)}
            {moment_field("from", "From", query, change)}
            {moment_field("until", "Until", query, change)}
            <Show when=move || any.get()>
                <button type="button" class="button quiet" on:click=clear>
                    "Show everything"
                </button>
            </Show>
            {offered(&calls, known_calls)}
            {offered(&decisions, DECISIONS.to_vec())}
        </form>
    }
    .into_any()
}

fn field(
    name: &'static str,
    label: &'static str,
    placeholder: &'static str,
    list: Option<String>,
    first: bool,
    query: Memo<Query>,
    change: Callback<(&'static str, String)>,
) -> AnyView {
    view! {
        <label class="audit-field" class:wide=first>
            <span>{label}</span>
            <input
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=placeholder
                list=list
                data-filter=first.then_some("")
                prop:value=move || query.with(|query| query.get(name).unwrap_or_default().to_owned())
                on:input:target=move |event| change.run((name, event.target().value()))
            />
        </label>
    }
    .into_any()
}

/// A moment: typed in the reader's time zone, in the address as RFC 3339.
fn moment_field(
    name: &'static str,
    label: &'static str,
    query: Memo<Query>,
    change: Callback<(&'static str, String)>,
) -> AnyView {
    let shown = move || {
        let at = query.with(|query| query.get(name).and_then(at_ms));
        at.map(|at| moment::write(moment::ns(at), &zone_at)).unwrap_or_default()
    };
    let typed = move |text: String| {
        let at = moment::read(&text, &zone_at).map(|at| iso(moment::ms(at)));
        change.run((name, at.unwrap_or_default()));
    };
    view! {
        <label class="audit-field">
            <span>{label}</span>
            <input
                class="input"
                type="datetime-local"
                prop:value=shown
                on:change:target=move |event| typed(event.target().value())
            />
        </label>
    }
    .into_any()
}
