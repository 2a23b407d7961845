//! Which agents a form is about: the one in its address, or those that a filter passes.

use std::collections::BTreeSet;
use std::sync::Arc;

use cluster_model::query::Query as Filter;
use cluster_model::schema::Table;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use operator_api::rules::Problem;

use super::fields::{FieldBox, use_fields};
use crate::change::agents::{Found, MOST, find};
use crate::change::plan::unfit;
use crate::components::state_chip::{StateChip, StateOf};
use crate::live::use_live;
use crate::paths::{FILTER, Page, Query, exactly};
use crate::ui::{clock::use_clock, format::plural, more::More, unique::unique_id};

/// The name of one agent in a form's query.
pub const AGENT: &str = "agent";
/// The field's name in the rules.
pub const FIELD: &str = "agent";
/// Agents that stand in the form at first.
const SHOWN: usize = 20;

/// Which agents.
#[derive(Clone, Copy)]
pub struct AgentChoice {
    /// The id of the one agent, if the form is about one.
    pub one: StoredValue<Option<String>>,
    filter: RwSignal<String>,
    left_out: RwSignal<BTreeSet<String>>,
    found: Memo<Arc<Vec<Found>>>,
    /// The ids of those that are chosen.
    pub ids: Memo<Vec<String>>,
    /// The chosen, by host name.
    pub chosen: Memo<Arc<Vec<Found>>>,
}

impl AgentChoice {
    /// What the form's address says: `?agent=ID` or `?filter=…`.
    #[must_use]
    pub fn from_address() -> Self {
        let query = Query::parse(&use_location().search.get_untracked());
        let one = query.get(AGENT).map(str::to_owned);
        let typed = query.get(FILTER).unwrap_or_default().to_owned();
        let live = use_live();
        let clock = use_clock();
        let filter = RwSignal::new(one.as_deref().map_or(typed, |id| exactly("id", id)));
        let left_out = RwSignal::new(BTreeSet::new());
        let found = Memo::new(move |_| {
            let now_ms = clock.exact_ms();
            let filter = filter.get();
            // Nobody means all agents by saying nothing.
            if filter.trim().is_empty() {
                return Arc::default();
            }
            Arc::new(live.watch(&[Table::Agents], |replica| find(replica, &filter, now_ms)))
        });
        let chosen = Memo::new(move |_| {
            let left_out = left_out.get();
            let is_in = |agent: &&Found| !left_out.contains(&agent.id);
            Arc::new(found.with(|found| found.iter().filter(is_in).cloned().collect::<Vec<_>>()))
        });
        let ids = Memo::new(move |_| {
            chosen.with(|chosen| chosen.iter().map(|agent| agent.id.clone()).collect::<Vec<_>>())
        });
        Self { one: StoredValue::new(one), filter, left_out, found, ids, chosen }
    }

    /// What is wrong with the choice.
    pub fn problems(self) -> Vec<Problem> {
        let count = self.ids.with(Vec::len);
        let wrong = self.filter.with(|filter| {
            Filter::parse(filter, Table::Agents).problems().first().map(|problem| problem.words.clone())
        });
        let words = match (wrong, count) {
            (Some(wrong), _) => wrong,
            (None, 0) if self.one.with_value(Option::is_some) => {
                "the cluster has no agent of this id".to_owned()
            }
            (None, 0) => "no agent is chosen; type a filter, such as state:active".to_owned(),
            (None, count) if count > MOST => {
                format!(
                    "{} are chosen; choose at most {MOST} at once",
                    plural(count as i64, "agent", "agents")
                )
            }
            (None, _) => return Vec::new(),
        };
        vec![unfit(FIELD, words)]
    }

    /// Where a change of mind leads to.
    pub fn back(self) -> String {
        self.one.get_value().map_or(Page::Agents, |id| Page::Agent { id }).href()
    }
}

/// The field: the one agent, or a filter and those it passes.
#[component]
pub fn AgentsField(
    /// Which agents.
    choice: AgentChoice,
) -> impl IntoView {
    if choice.one.with_value(Option::is_some) { one(choice) } else { many(choice) }
}

fn one(choice: AgentChoice) -> AnyView {
    let id = unique_id("change");
    let shown = move || {
        let found = choice.found.with(|found| found.first().cloned());
        found.map(|agent| {
            let state = agent.state;
            view! {
                <a href=Page::Agent { id: agent.id }.href()>{agent.host}</a>
                " "
                <StateChip of=StateOf::Agent state=Signal::stored(state) />
            }
        })
    };
    view! {
        <FieldBox name=FIELD label=Signal::stored("Agent".to_owned()) control=id.clone()>
            <output id=id class="change-fixed">{shown}</output>
        </FieldBox>
    }
    .into_any()
}

fn many(choice: AgentChoice) -> AnyView {
    let fields = use_fields();
    let id = unique_id("change");
    let below = format!("{id}-below");
    let shown = RwSignal::new(SHOWN);
    let wrong = Memo::new(move |_| fields.words(FIELD).is_some());
    let hint = Signal::derive(move || {
        let count = choice.ids.with(Vec::len) as i64;
        Some(format!(
            "{} chosen. The filter is that of the list of agents.",
            plural(count, "agent", "agents")
        ))
    });
    let rows = move || {
        let found = choice.found.get();
        found.iter().take(shown.get()).cloned().map(|agent| row(agent, choice)).collect_view()
    };
    let left = Memo::new(move |_| choice.found.with(|found| found.len()).saturating_sub(shown.get()));
    view! {
        <FieldBox name=FIELD label=Signal::stored("Agents".to_owned()) control=id.clone() hint>
            <input
                id=id
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder="A filter, such as state:active rack:r1"
                prop:value=choice.filter
                aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=below
                on:input:target=move |event| {
                    fields.change(FIELD);
                    choice.filter.set(event.target().value());
                }
                on:blur=move |_| fields.leave(FIELD)
            />
            <ul class="change-agents" aria-label="Agents that the filter passes">
                {rows}
            </ul>
            <More left on_more=move |()| shown.update(|shown| *shown += SHOWN) />
        </FieldBox>
    }
    .into_any()
}

fn row(agent: Found, choice: AgentChoice) -> AnyView {
    let id = StoredValue::new(agent.id);
    let is_chosen = move || id.with_value(|id| choice.left_out.with(|out| !out.contains(id)));
    let toggle = move |chosen: bool| {
        choice.left_out.update(|out| {
            let id = id.get_value();
            if chosen {
                out.remove(&id);
            } else {
                out.insert(id);
            }
        });
    };
    view! {
        <li>
            <label class="option">
                <input type="checkbox" prop:checked=is_chosen on:change:target=move |event| toggle(event.target().checked()) />
                <span>{agent.host}</span>
                <StateChip of=StateOf::Agent state=Signal::stored(agent.state) />
            </label>
        </li>
    }
    .into_any()
}
