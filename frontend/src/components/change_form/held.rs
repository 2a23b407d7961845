//! Which reservations or volumes a form is about: the one in its address, or those chosen of what a filter passes.

use std::collections::BTreeSet;
use std::sync::Arc;

use cluster_model::query::Query as Filter;
use cluster_model::replica::Replica;
use cluster_model::schema::Table;
use cluster_model::view::{Sort, View};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use operator_api::rules::Problem;

use super::agents::AGENT;
use super::fields::{FieldBox, Fields, use_fields};
use crate::change::agents::{MOST, find};
use crate::change::plan::unfit;
use crate::components::state_chip::{StateChip, StateOf};
use crate::live::{Live, use_live};
use crate::paths::{FILTER, Page, Query, exactly};
use crate::ui::{
    button::{Button, ButtonKind},
    clock::use_clock,
    format::{grouped, plural},
    more::More,
    unique::unique_id,
};

/// The name of a row's key in a form's query.
pub const KEY: &str = "key";
/// The name of a filter of rows in a form's query, in the words of their list. A [`FILTER`] is of the agents they are on.
pub const WHICH: &str = "which";
/// The query of a form about what a list shows: `search` is that of the list's page.
pub fn which(search: &str) -> Query {
    let list = Query::parse(search);
    Query::new().with(WHICH, list.get(FILTER).unwrap_or_default())
}

/// Rows that stand in the form at first, and that come with each press.
const STEP: usize = 20;

/// A row of the list that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// What it is known by.
    pub key: String,
    /// The agent that has it.
    pub agent_id: String,
    /// That agent's host name.
    pub host: String,
    /// What it is called.
    pub name: String,
    /// Whether it is used.
    pub state: String,
    /// What else tells it from others.
    pub note: String,
    /// Why it cannot be chosen.
    pub refused: Option<String>,
}

/// What is chosen from.
#[derive(Debug)]
pub struct HeldSpec {
    /// Its table.
    pub table: Table,
    /// The column of what a row is known by.
    pub key: usize,
    /// The column of the agent's id.
    pub agent: usize,
    /// The list of them.
    pub page: Page,
    /// The field's name in the rules.
    pub field: &'static str,
    /// One of them and many of them: `volume`, `volumes`.
    pub nouns: (&'static str, &'static str),
    /// Whether one is chosen; else as many as one likes.
    pub is_one: bool,
    /// The order of the list: `host,id`.
    pub order: &'static str,
    /// A filter, to show how one is written.
    pub example: &'static str,
    /// Reads a row.
    pub read: fn(&Replica, u32) -> Held,
}

/// What is chosen.
#[derive(Clone, Copy)]
pub struct HeldChoice {
    spec: &'static HeldSpec,
    /// The agent in the form's address.
    pub agent: StoredValue<Option<String>>,
    /// The key in the form's address.
    fixed: StoredValue<Option<String>>,
    /// The filter of agents in the form's address.
    of_agents: StoredValue<Option<String>>,
    filter: RwSignal<String>,
    picked: RwSignal<BTreeSet<String>>,
    shown: RwSignal<usize>,
    /// The first of what the filter passes, and how many it passes in all.
    found: Memo<Arc<(Vec<Held>, usize)>>,
    /// The rows that are chosen.
    pub chosen: Memo<Arc<Vec<Held>>>,
    /// The keys of those.
    pub keys: Memo<Vec<String>>,
    /// The agents that have those.
    pub agents: Memo<Vec<String>>,
}

impl HeldChoice {
    /// What the form's address says: `?key=…`, `?agent=ID`, `?which=…` in the words of the list, `?filter=…` in those of the list of agents.
    #[must_use]
    pub fn from_address(spec: &'static HeldSpec) -> Self {
        let query = Query::parse(&use_location().search.get_untracked());
        let of = |name: &str| query.get(name).map(str::to_owned);
        let (key, agent, of_agents) = (of(KEY), of(AGENT), of(FILTER));
        let of_agent = agent.as_deref().map(|id| exactly("agent_id", id));
        let filter = RwSignal::new(of(WHICH).or(of_agent).unwrap_or_default());
        let picked = RwSignal::new(key.iter().cloned().collect::<BTreeSet<_>>());
        let of_agents = StoredValue::new(of_agents);
        let (live, clock) = (use_live(), use_clock());
        let shown = RwSignal::new(STEP);
        let found = Memo::new(move |_| {
            let now_ms = clock.exact_ms();
            let slots = filter.with(|filter| passing(live, spec, filter, of_agents, now_ms));
            let first = slots.iter().take(shown.get());
            let rows = live.read(|replica| first.map(|slot| (spec.read)(replica, *slot)).collect());
            Arc::new((rows, slots.len()))
        });
        let chosen = Memo::new(move |_| {
            Arc::new(picked.with(|picked| {
                live.watch(&[spec.table], |replica| {
                    let slots = replica.rows(spec.table).slots();
                    let is_picked = |slot: &u32| {
                        !picked.is_empty() && picked.contains(replica.text(spec.table, *slot, spec.key))
                    };
                    slots.filter(is_picked).map(|slot| (spec.read)(replica, slot)).collect::<Vec<_>>()
                })
            }))
        });
        let keys = Memo::new(move |_| {
            chosen.with(|chosen| chosen.iter().map(|held| held.key.clone()).collect::<Vec<_>>())
        });
        let agents = Memo::new(move |_| {
            let mut ids: Vec<String> = Vec::new();
            chosen.with(|chosen| {
                for held in chosen.iter() {
                    if !ids.contains(&held.agent_id) {
                        ids.push(held.agent_id.clone());
                    }
                }
            });
            ids
        });
        let (agent, fixed) = (StoredValue::new(agent), StoredValue::new(key));
        Self { spec, agent, fixed, of_agents, filter, picked, shown, found, chosen, keys, agents }
    }

    /// The key of the one that is chosen; empty while none is.
    pub fn key(self) -> String {
        self.keys.with(|keys| keys.first().cloned().unwrap_or_default())
    }

    /// What is wrong with the choice.
    pub fn problems(self) -> Vec<Problem> {
        let spec = self.spec;
        let (one, many) = spec.nouns;
        let wrong = self.filter.with(|filter| {
            Filter::parse(filter, spec.table).problems().first().map(|problem| problem.words.clone())
        });
        let agents = self.agents.with(Vec::len);
        let words = match (wrong, self.keys.with(Vec::len)) {
            (Some(wrong), _) => wrong,
            (None, 0) if self.fixed.with_value(Option::is_some) => {
                format!("the cluster has no such {one} any more")
            }
            (None, 0) if spec.is_one => format!("choose the {one}"),
            (None, 0) => format!("choose at least one {one}"),
            (None, _) if agents > MOST => {
                format!(
                    "the {many} are on {} agents; choose those of at most {MOST} at once",
                    grouped(agents as i64)
                )
            }
            (None, _) => return Vec::new(),
        };
        vec![unfit(spec.field, words)]
    }

    /// Where a change of mind leads to.
    pub fn back(self) -> String {
        match (self.fixed.get_value(), self.agent.get_value()) {
            (None, Some(id)) => Page::Agent { id }.href(),
            _ => self.spec.page.href(),
        }
    }

    fn pick(self, key: String, is_picked: bool) {
        self.picked.update(|picked| {
            if self.spec.is_one {
                picked.clear();
            }
            if is_picked {
                picked.insert(key);
            } else {
                picked.remove(&key);
            }
        });
    }

    /// Chooses all that the filter passes and that can be chosen.
    fn pick_all(self, live: Live, now_ms: i64) {
        let slots =
            self.filter.with_untracked(|filter| passing(live, self.spec, filter, self.of_agents, now_ms));
        let rows = live.read(|replica| {
            let rows = slots.iter().map(|slot| (self.spec.read)(replica, *slot));
            rows.filter(|held| held.refused.is_none()).map(|held| held.key).collect::<Vec<_>>()
        });
        self.picked.update(|picked| picked.extend(rows));
    }
}

/// The rows that the filter passes, in order. Subscribes.
fn passing(
    live: Live,
    spec: &HeldSpec,
    filter: &str,
    of_agents: StoredValue<Option<String>>,
    now_ms: i64,
) -> Vec<u32> {
    let sorts = Sort::parse(spec.order, spec.table);
    let mut view = View::new(spec.table, Filter::parse(filter, spec.table), sorts);
    live.watch(&[spec.table, Table::Agents], |replica| {
        view.rebuild(replica, now_ms);
        let agents: Option<BTreeSet<String>> = of_agents.with_value(|filter| {
            let found = find(replica, filter.as_deref()?, now_ms);
            Some(found.into_iter().map(|agent| agent.id).collect())
        });
        let is_there = |slot: &u32| {
            agents.as_ref().is_none_or(|ids| ids.contains(replica.text(spec.table, *slot, spec.agent)))
        };
        view.slots_from(0).filter(is_there).collect()
    })
}

/// The field.
#[component]
pub fn HeldField(
    /// What is chosen.
    choice: HeldChoice,
) -> impl IntoView {
    if choice.fixed.with_value(Option::is_some) { fixed(choice) } else { list(choice) }
}

/// A noun at the beginning of a label.
fn titled(noun: &str) -> String {
    let mut letters = noun.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn fixed(choice: HeldChoice) -> AnyView {
    let spec = choice.spec;
    let id = unique_id("change");
    let shown = move || {
        choice.chosen.with(|chosen| chosen.first().cloned()).map(|held| {
            let agent = Page::Agent { id: held.agent_id }.href();
            view! {
                <code>{held.name}</code>
                " on "
                <a href=agent>{held.host}</a>
                " "
                <StateChip of=StateOf::Use state=Signal::stored(held.state) />
                " "
                <span class="cell-note">{held.note}</span>
            }
        })
    };
    view! {
        <FieldBox name=spec.field label=Signal::stored(titled(spec.nouns.0)) control=id.clone()>
            <output id=id class="change-fixed">{shown}</output>
        </FieldBox>
    }
    .into_any()
}

fn list(choice: HeldChoice) -> AnyView {
    let spec = choice.spec;
    let (live, clock, fields) = (use_live(), use_clock(), use_fields());
    let id = unique_id("change");
    let below = format!("{id}-below");
    let (one, many) = spec.nouns;
    let wrong = Memo::new(move |_| fields.words(spec.field).is_some());
    let hint = Signal::derive(move || {
        let chosen = plural(choice.keys.with(Vec::len) as i64, one, many);
        let chosen = if spec.is_one { String::new() } else { format!("{chosen} chosen. ") };
        let of_agents = choice.of_agents.with_value(|filter| {
            filter.as_ref().map(|filter| format!(" On the agents that pass: {filter}.")).unwrap_or_default()
        });
        Some(format!("{chosen}Filter in the words of the list of {many}: {}.{of_agents}", spec.example))
    });
    let group = unique_id("held");
    let rows = move || {
        let found = choice.found.get();
        found.0.iter().cloned().map(|held| row(held, choice, fields, &group)).collect_view()
    };
    let left = Memo::new(move |_| choice.found.with(|found| found.1 - found.0.len()));
    let has_many = Memo::new(move |_| !spec.is_one && choice.found.with(|found| found.1 > 1));
    let label = if spec.is_one { one } else { many };
    let choose_all = move |()| {
        fields.change(spec.field);
        choice.pick_all(live, clock.exact_ms());
    };
    view! {
        <FieldBox name=spec.field label=Signal::stored(titled(label)) control=id.clone() hint>
            <input
                id=id
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder="All; type a filter"
                prop:value=choice.filter
                aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=below
                on:input:target=move |event| {
                    fields.change(spec.field);
                    choice.filter.set(event.target().value());
                }
                on:blur=move |_| fields.leave(spec.field)
            />
            <ul class="change-agents" aria-label=format!("{} to choose from", titled(many))>
                {rows}
            </ul>
            <p class="held-more">
                <Show when=move || has_many.get()>
                    <Button kind=ButtonKind::Quiet on_press=choose_all>"Choose all that the filter passes"</Button>
                </Show>
                <More left on_more=move |()| choice.shown.update(|shown| *shown += STEP) />
            </p>
        </FieldBox>
    }
    .into_any()
}

fn row(held: Held, choice: HeldChoice, fields: Fields, group: &str) -> AnyView {
    let key = StoredValue::new(held.key);
    let is_picked = move || key.with_value(|key| choice.picked.with(|picked| picked.contains(key)));
    let is_refused = held.refused.is_some();
    // What was chosen before can always be left out again.
    let is_disabled = move || is_refused && !is_picked();
    let kind = if choice.spec.is_one { "radio" } else { "checkbox" };
    let name = choice.spec.is_one.then(|| group.to_owned());
    let notes: Vec<String> = [Some(held.host), Some(held.note), held.refused]
        .into_iter()
        .flatten()
        .filter(|note| !note.is_empty())
        .collect();
    view! {
        <li>
            <label class="option held" class:disabled=is_disabled>
                <input
                    type=kind
                    name=name
                    prop:checked=is_picked
                    disabled=is_disabled
                    on:change:target=move |event| {
                        fields.change(choice.spec.field);
                        choice.pick(key.get_value(), event.target().checked());
                    }
                />
                <code>{held.name}</code>
                <StateChip of=StateOf::Use state=Signal::stored(held.state) />
                <span class="cell-note">{notes.join(" · ")}</span>
            </label>
        </li>
    }
    .into_any()
}
