//! `/events`: what happened lately, newest first: the master's events, and what the console saw that no event tells.

mod entry;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use serde_json::Value;

pub use self::entry::{Entry, line};
use crate::call::{
    json::Read,
    reading::{OFTEN, Reading},
};
use crate::components::{page::PageTitle, panel::Panel};
use crate::paths::{Door, FILTER, Page, Query};
use crate::ui::format::{grouped, plural};

/// Events on a page of them: a line is a dozen elements.
const MOST: &str = "100";

/// What can be looked at, by the name it has in the address, the words for it, and the kinds of events it is.
const KINDS: [(&str, &str, &str); 5] = [
    ("", "Everything", ""),
    ("tasks", "Tasks", "TASK_ADDED,TASK_UPDATED"),
    ("agents", "Agents", "AGENT_ADDED,AGENT_REMOVED,AGENT_STATE"),
    ("frameworks", "Frameworks", "FRAMEWORK_ADDED,FRAMEWORK_UPDATED,FRAMEWORK_REMOVED,FRAMEWORK_STATE"),
    ("cluster", "Quota, weights, leader, connection", "QUOTA,WEIGHT,LEADER,CONNECTION"),
];

/// The page.
#[component]
pub fn Events() -> impl IntoView {
    let search = use_location().search;
    let query = Memo::new(move |_| search.with(|search| Query::parse(search)));
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |query: &Query| {
        let options =
            NavigateOptions { resolve: false, scroll: false, replace: true, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(&Page::Events.href_with(query), options));
    };
    let change = move |name: &'static str, value: String| {
        // Another choice begins with the newest.
        go(&query.get_untracked().with("before", "").with(name, &value));
    };
    let chosen = move || query.with(|query| query.get("kind").unwrap_or_default().to_owned());
    let options = KINDS.map(|(key, words, _)| {
        view! {
            <option value=key selected=move || chosen() == key>
                {words}
            </option>
        }
    });
    let door = Memo::new(move |_| query.with(asked));
    view! {
        <PageTitle
            title="Events"
            facts=|| "What the master's stream tells, and what this console found by asking. Kept since the console started.".into_any()
        />
        <div class="event-tools">
            <label>
                "Show "
                <select class="input" on:change:target=move |event| change("kind", event.target().value())>
                    {options.into_view()}
                </select>
            </label>
            <label class="event-filter">
                <span class="visually-hidden">"Filter events"</span>
                <input
                    class="input"
                    type="search"
                    placeholder="Filter by an id, a name, a state, a message"
                    data-filter=""
                    prop:value=move || query.with(|query| query.get(FILTER).unwrap_or_default().to_owned())
                    on:input:target=move |event| change(FILTER, event.target().value())
                />
            </label>
        </div>
        {move || {
            let door = door.get();
            view! { <PageOfEvents door go=Callback::new(move |before: String| go(&query.get_untracked().with("before", &before))) /> }
        }}
    }
}

/// What the page's address asks of the server.
fn asked(query: &Query) -> Query {
    let key = query.get("kind").unwrap_or_default();
    let kinds = KINDS.iter().find(|(other, ..)| *other == key).map_or("", |(_, _, kinds)| kinds);
    Query::new()
        .with("limit", MOST)
        .with("kind", kinds)
        .with("text", query.get(FILTER).unwrap_or_default().trim())
        .with("before", query.get("before").unwrap_or_default())
}

/// The events, how many there are, and the way to older ones.
#[component]
fn PageOfEvents(door: Query, go: Callback<String>) -> impl IntoView {
    let is_newest = door.get("before").is_none();
    let reading = Reading::open(&Door::Events(door), OFTEN);
    // What is being read holds still.
    let held = RwSignal::new(false);
    let entries = Memo::new(move |before: Option<&Vec<Entry>>| match before {
        Some(before) if held.get() && !before.is_empty() => before.clone(),
        _ => reading.value.with(|value| value.as_deref().map(entries).unwrap_or_default()),
    });
    let summary = reading.read(summary);
    let oldest = Memo::new(move |_| entries.with(|entries| entries.last().map(|entry| entry.seq)));
    let more = reading.read(|answer| answer.flag("more"));
    view! {
        <Panel
            title="Newest first"
            what="the events"
            condition=reading.condition
            aside=move || {
                let held = (held.get() && is_newest).then_some("held still while the pointer is here · ");
                view! { {held} {summary} }.into_any()
            }
        >
            <ol
                class="events"
                aria-label="Events"
                on:pointerenter=move |_| held.set(true)
                on:pointerleave=move |_| held.set(false)
            >
                {move || entries.get().into_iter().map(line).collect_view()}
            </ol>
            <Show when=move || entries.with(Vec::is_empty)>
                <p class="muted">"No event that is still kept matches."</p>
            </Show>
            <p class="event-pages">
                <Show when=move || !is_newest>
                    <button type="button" class="button" on:click=move |_| go.run(String::new())>
                        "Newest"
                    </button>
                </Show>
                <Show when=move || more.get()>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| go.run(oldest.get_untracked().unwrap_or_default().to_string())
                    >
                        "Older"
                    </button>
                </Show>
            </p>
        </Panel>
    }
}

fn entries(answer: &Value) -> Vec<Entry> {
    answer.list("events").iter().map(Entry::read).collect()
}

fn summary(answer: &Value) -> String {
    let number = |name| answer.whole(name).unwrap_or_default();
    let (newest, oldest, dropped) = (number("newest"), number("oldest"), number("dropped"));
    let kept = if newest == 0 { 0 } else { newest - oldest + 1 };
    let kept = plural(kept, "event kept", "events kept");
    if dropped == 0 { kept } else { format!("{kept}, {} older ones dropped", grouped(dropped)) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_address_says_what_is_asked() {
        let query = Query::parse("?kind=cluster&filter=%20web&before=7&tab=x");
        assert_eq!(
            asked(&query).to_suffix(),
            "?limit=100&kind=QUOTA%2CWEIGHT%2CLEADER%2CCONNECTION&text=web&before=7"
        );
        assert_eq!(asked(&Query::parse("?kind=nonsense")).to_suffix(), "?limit=100");
    }

    #[test]
    fn what_was_dropped_is_said() {
        assert_eq!(summary(&json!({"newest":0,"oldest":0,"dropped":0})), "0 events kept");
        let told = summary(&json!({"newest":1500,"oldest":501,"dropped":500}));
        assert_eq!(told, "1,000 events kept, 500 older ones dropped");
    }
}
