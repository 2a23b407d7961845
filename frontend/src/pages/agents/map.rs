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
use crate::live::use_live;
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
    let clock = use_clock();
    let changes = live.paced(&[Table::Agents, Table::Tasks], EVERY);
    let found = live.reckoned(
        move || {
            changes.track();
            query.get()
        },
        move |query| async move { find(live, &query, clock.exact_ms()).await },
    );
    let facts = move || {
        let count = |found: &Found| plural(found.slots.len() as i64, "agent", "agents");
        found.with(|found| found.as_ref().map(count)).unwrap_or_default()
    };
    let shown = Memo::new(move |_| found.get().unwrap_or_default());
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

fn legend(shown: Memo<Found>) -> AnyView {
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
