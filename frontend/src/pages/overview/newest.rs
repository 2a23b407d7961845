//! The newest events.

use leptos::prelude::*;
use serde_json::Value;

use crate::call::{
    json::Read,
    reading::{OFTEN, Reading},
};
use crate::components::panel::Panel;
use crate::pages::events::{Entry, line};
use crate::paths::{Door, Page, Query};

/// How many are shown.
const SHOWN: &str = "8";

/// The last few events, and the way to all of them.
#[component]
pub fn Newest() -> impl IntoView {
    let reading = Reading::open(&Door::Events(Query::new().with("limit", SHOWN)), OFTEN);
    let entries = reading.read(entries);
    let all = || view! { <a href=Page::Events.href()>"All events"</a> }.into_any();
    view! {
        <Panel title="Newest events" what="the events" condition=reading.condition aside=all>
            <ol class="events" aria-label="Newest events">
                {move || entries.get().into_iter().map(line).collect_view()}
            </ol>
            <Show when=move || entries.with(Vec::is_empty)>
                <p class="muted">"Nothing has happened since the console started."</p>
            </Show>
        </Panel>
    }
}

fn entries(answer: &Value) -> Vec<Entry> {
    answer.list("events").iter().map(Entry::read).collect()
}
