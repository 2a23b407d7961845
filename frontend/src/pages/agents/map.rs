//! `/agents/map`: every agent as a cell, coloured and grouped by what the address says. Ten thousand cells are one canvas.

mod cells;
mod choices;
mod found;
mod layout;
mod paint;
mod shade;

use std::time::Duration;

use cluster_model::schema::Table;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use self::cells::Cells;
use self::choices::Choices;
use self::found::{Found, find};
use crate::components::{arrival::arrival, page::PageTitle, panel::Panel};
use crate::live::{Live, use_live};
use crate::paths::{FILTER, Page, Query};
use crate::ui::{clock::use_clock, format::plural};

/// The cells follow the cluster at most this often: faster than anybody sees, slower than a busy cluster changes.
const EVERY: Duration = Duration::from_millis(1_000);

/// The page.
#[component]
pub fn AgentMap() -> impl IntoView {
    let live = use_live();
    let search = use_location().search;
    let query = Memo::new(move |_| search.with(|search| Query::parse(search)));
    let navigate = StoredValue::new_local(use_navigate());
    let change = Callback::new(move |(name, value): (&'static str, String)| {
        let href = Page::AgentMap.href_with(&query.get_untracked().with(name, &value));
        let options =
            NavigateOptions { resolve: false, scroll: false, replace: true, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(&href, options));
    });
    let shown = RwSignal::new(Found::default());
    let clock = use_clock();
    let look = move || {
        let now = live.read(|replica| query.with_untracked(|query| find(replica, query, clock.exact_ms())));
        if shown.with_untracked(|shown| *shown != now) {
            shown.set(now);
        }
    };
    Effect::new(move || {
        query.track();
        let _ = live.is_whole();
        look();
    });
    follow(live, look);
    let facts = move || plural(shown.with(|shown| shown.slots.len()) as i64, "agent", "agents");
    view! {
        <PageTitle title="Agent map" facts=move || facts()>
            <a href=move || Page::Agents.filtered(query.with(|query| query.get(FILTER).unwrap_or_default().to_owned()).as_str())>
                "As a list"
            </a>
        </PageTitle>
        <Choices query change />
        <Panel title="Agents" what="the agents" condition=arrival(live) aside=move || legend(shown)>
            <Cells shown />
        </Panel>
    }
}

/// Looks again when agents or tasks changed, at a pace.
fn follow(live: Live, look: impl Fn() + Copy + 'static) {
    let changed = StoredValue::new(false);
    live.on_change(move |_, changes| {
        let concerned = [Table::Agents, Table::Tasks].map(|table| !changes.slots[table.index()].is_empty());
        if changes.reset || concerned.contains(&true) {
            changed.set_value(true);
        }
    });
    let looking = move || {
        if changed.get_value() && !document().hidden() {
            changed.set_value(false);
            look();
        }
    };
    if let Ok(handle) = set_interval_with_handle(looking, EVERY) {
        on_cleanup(move || handle.clear());
    }
}

fn legend(shown: RwSignal<Found>) -> AnyView {
    let legend = Memo::new(move |_| shown.with(|shown| shown.legend.clone()));
    let swatches = move || {
        let all = legend.get().into_iter();
        all.map(|swatch| {
            view! {
                <li>
                    <span class=swatch.shade aria-hidden="true"></span>
                    {swatch.words}
                </li>
            }
            .into_any()
        })
        .collect_view()
    };
    view! { <ul class="map-legend" aria-label="What the colours mean">{swatches}</ul> }.into_any()
}
