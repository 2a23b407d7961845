//! `/changes`: the changes made through this console since it started.

use std::time::Duration;

use leptos::prelude::*;
use serde_json::Value;

use crate::call::json::Read;
use crate::change::follow::follow;
use crate::change::record;
use crate::components::change_form::{condition_of_list, state_of};
use crate::components::{
    listing::{Cells, ColumnHead, Listing, words},
    page::PageTitle,
    panel::Panel,
    shown::Shown,
};
use crate::paths::{Door, Page};
use crate::ui::format::plural;

/// The server tells when something changed; this is for when it cannot.
const ANYWAY: Duration = Duration::from_secs(10);

const HEADS: [ColumnHead; 6] =
    [words("Change"), words("State"), words("Made"), words("By"), words("Calls"), words("Ended")];

/// The list.
#[component]
pub fn Changes() -> impl IntoView {
    let reading = follow(&Door::Changes, ANYWAY);
    let rows = reading.read(|answer| answer.list("changes").iter().map(row).collect::<Vec<_>>());
    let condition =
        Signal::derive(move || condition_of_list(reading.condition.get(), rows.with(Vec::is_empty)));
    let facts =
        "What was changed through this console since it started. All of it, and more, is in the audit log.";
    view! {
        <PageTitle title="Changes" facts=move || facts />
        <Panel title="Made here" what="the changes" condition>
            <Listing label="Changes" heads=&HEADS rows empty="None." />
        </Panel>
    }
}

fn row(value: &Value) -> Cells {
    let change = record::Change::read(value);
    let (tone, word) = state_of(&change);
    let calls: i64 = change.counts.values().map(|count| *count as i64).sum();
    let who = match change.by {
        Some(name) => format!("{name} ({})", change.from),
        None => change.from,
    };
    vec![
        Shown::Link(Page::Change { id: change.id }, change.title),
        Shown::Chip(tone, word.to_owned()),
        Shown::Time(change.at_ms),
        Shown::Text(who),
        Shown::Text(plural(calls, "call", "calls")),
        change.ended_ms.map_or(Shown::None, Shown::Time),
    ]
}
