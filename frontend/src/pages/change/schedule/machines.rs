//! The machines of a window: picked from the agents, or typed.

use std::sync::Arc;
use std::time::Duration;

use cluster_model::query::Query as Filter;
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents};
use cluster_model::view::View;
use leptos::prelude::*;
use operator_api::rules::Field;
use operator_api::rules::schedule::{Machine, named};

use super::draft::Row;
use super::editing::Editing;
use super::plan::field;
use crate::components::change_form::fields::{FieldBox, use_fields};
use crate::components::state_chip::{StateChip, StateOf};
use crate::live::use_live;
use crate::pages::change::machines::machine_of;
use crate::ui::{button::Button, clock::use_clock, format::plural, more::More, unique::unique_id};

/// Agents and machines that stand in the form at first, and that come with each press.
const SHOWN: usize = 8;
/// How often the agents are looked through again while nobody types.
const LOOKED: Duration = Duration::from_secs(2);

/// The machine of an agent that a filter passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The machine.
    pub machine: Machine,
    /// The agent's state.
    pub state: String,
}

/// The machines of the agents that a filter passes, by host name. A filter that says nothing right passes none.
pub fn candidates(replica: &Replica, filter: &str, now_ms: i64) -> Vec<Candidate> {
    let filter = Filter::parse(filter, Table::Agents);
    if !filter.problems().is_empty() {
        return Vec::new();
    }
    let mut view = View::new(Table::Agents, filter, Vec::new());
    view.rebuild(replica, now_ms);
    let mut found: Vec<Candidate> = Vec::new();
    for slot in view.slots_from(0) {
        let state = replica.text(Table::Agents, slot, agents::STATE);
        if state != agents::state::GONE {
            found.push(Candidate { machine: machine_of(replica, slot), state: state.to_owned() });
        }
    }
    found.sort_by(|a, b| a.machine.cmp(&b.machine));
    // Several agents on one machine are one machine.
    found.dedup_by(|a, b| a.machine == b.machine);
    found
}

/// The field.
#[component]
pub fn MachinesField(
    /// What is edited.
    editing: Editing,
    /// Which window.
    key: u32,
    /// The window.
    row: Memo<Option<Row>>,
) -> impl IntoView {
    let machines = Memo::new(move |_| {
        row.with(|row| row.as_ref().map(|row| row.machines().to_vec()).unwrap_or_default())
    });
    let name = format!("{}.machines", field(key));
    let id = unique_id("change");
    let picking = Picking { editing, key, machines };
    view! {
        <FieldBox name label=Signal::stored("Machines".to_owned()) control=id.clone()>
            <Chosen picking />
            <Agents picking id />
        </FieldBox>
        <Typed picking />
    }
    .into_any()
}

/// What is picked for which window.
#[derive(Clone, Copy)]
struct Picking {
    editing: Editing,
    key: u32,
    machines: Memo<Vec<Machine>>,
}

/// The machines of the window, each with a way out.
#[component]
fn Chosen(picking: Picking) -> impl IntoView {
    let shown = RwSignal::new(SHOWN);
    let left = Memo::new(move |_| picking.machines.with(Vec::len).saturating_sub(shown.get()));
    let fields = use_fields();
    let one = move |machine: Machine| {
        let name = machine.to_string();
        let label = format!("Take {name} out of the window");
        let drop = move |_| {
            picking
                .editing
                .edit(picking.key, fields, |wanted| wanted.machines.retain(|other| *other != machine));
        };
        view! {
            <li>
                <span>{name}</span>
                <button type="button" class="button quiet" aria-label=label on:click=drop>
                    "×"
                </button>
            </li>
        }
        .into_any()
    };
    let list = move || picking.machines.get().into_iter().take(shown.get()).map(one).collect_view();
    view! {
        <ul class="windows-machines" aria-label="Machines of the window">
            {list}
        </ul>
        <More left on_more=move |()| shown.update(|shown| *shown += 50) />
    }
    .into_any()
}

/// The agents to pick from.
#[component]
fn Agents(picking: Picking, id: String) -> impl IntoView {
    let fields = use_fields();
    let name = StoredValue::new(format!("{}.machines", field(picking.key)));
    let (live, clock) = (use_live(), use_clock());
    let filter = RwSignal::new(String::new());
    let shown = RwSignal::new(SHOWN);
    let looked = live.paced(&[Table::Agents], LOOKED);
    let found = Memo::new(move |_| {
        looked.track();
        let now_ms = clock.exact_ms();
        Arc::new(filter.with(|filter| live.read(|replica| candidates(replica, filter, now_ms))))
    });
    let left = Memo::new(move |_| found.with(|found| found.len()).saturating_sub(shown.get()));
    let missing = Memo::new(move |_| {
        let chosen = picking.machines.get();
        found.with(|found| {
            let missing = found.iter().map(|candidate| &candidate.machine);
            missing.filter(|machine| !chosen.contains(machine)).cloned().collect::<Vec<_>>()
        })
    });
    let wrong = Memo::new(move |_| name.with_value(|name| fields.words(name)).is_some());
    let rows =
        move || found.get().iter().take(shown.get()).cloned().map(|one| option(one, picking)).collect_view();
    let add_all = move |()| {
        let missing = missing.get_untracked();
        picking.editing.edit(picking.key, fields, |wanted| wanted.machines.extend(missing));
    };
    let below = format!("{id}-below");
    view! {
        <input
            id=id
            class="input"
            type="search"
            autocomplete="off"
            spellcheck="false"
            placeholder="Find agents: state:active rack:r1"
            prop:value=filter
            aria-invalid=move || wrong.get().then_some("true")
            aria-describedby=below
            on:input:target=move |event| filter.set(event.target().value())
            on:blur=move |_| {
                // One that had the focus when its window was removed is left after it is gone.
                name.try_with_value(|name| fields.leave(name));
            }
        />
        <ul class="change-agents windows-options" aria-label="Agents to pick machines from">
            {rows}
        </ul>
        <div class="windows-buttons">
            <Show when=move || missing.with(|missing| missing.len() > 1)>
                <Button on_press=add_all>
                    {move || format!("Add {}", plural(missing.with(Vec::len) as i64, "machine", "machines"))}
                </Button>
            </Show>
            <More left on_more=move |()| shown.update(|shown| *shown += 50) />
        </div>
    }
    .into_any()
}

fn option(candidate: Candidate, picking: Picking) -> AnyView {
    let fields = use_fields();
    let name = candidate.machine.to_string();
    let machine = StoredValue::new(candidate.machine);
    let is_in =
        move || picking.machines.with(|machines| machine.with_value(|machine| machines.contains(machine)));
    // A machine of another window can be picked: the rules say what comes of it.
    let elsewhere = Memo::new(move |_| {
        picking.editing.draft.with(|draft| {
            machine.with_value(|machine| draft.row_of(machine).is_some_and(|row| row.key != picking.key))
        })
    });
    let toggle = move |chosen: bool| {
        let machine = machine.get_value();
        picking.editing.edit(picking.key, fields, |wanted| {
            wanted.machines.retain(|other| *other != machine);
            if chosen {
                wanted.machines.push(machine);
            }
        });
    };
    view! {
        <li>
            <label class="option">
                <input type="checkbox" prop:checked=is_in on:change:target=move |event| toggle(event.target().checked()) />
                <span>{name}</span>
                <StateChip of=StateOf::Agent state=Signal::stored(candidate.state) />
                {move || elsewhere.get().then(|| view! { <span class="cell-note">"has a window"</span> })}
            </label>
        </li>
    }
    .into_any()
}

/// A machine without an agent, by its names.
#[component]
fn Typed(picking: Picking) -> impl IntoView {
    let fields = use_fields();
    let (host, ip) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None::<String>);
    let id = unique_id("machine");
    let below = format!("{id}-below");
    let add = move || {
        let machine = Machine::new(&host.get_untracked(), &ip.get_untracked());
        let problem = named(&Field::new("machine"), &machine).map(|problem| problem.words);
        let twice = picking.machines.with_untracked(|machines| machines.contains(&machine));
        let twice = twice.then(|| format!("{machine} is in the window already"));
        let problem = problem.or(twice);
        if problem.is_none() {
            picking.editing.edit(picking.key, fields, |wanted| wanted.machines.push(machine));
            host.set(String::new());
            ip.set(String::new());
        }
        wrong.set(problem);
    };
    let input = |label: &'static str, value: RwSignal<String>, id: Option<String>| {
        view! {
            <input
                id=id
                class="input"
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder=label
                aria-label=label
                aria-describedby=below.clone()
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                prop:value=value
                on:input:target=move |event| {
                    wrong.set(None);
                    value.set(event.target().value());
                }
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                        add();
                    }
                }
            />
        }
        .into_any()
    };
    let (first, second) = (input("Host name", host, Some(id.clone())), input("IPv4 address", ip, None));
    view! {
        <div class="field change-field" class:wrong=move || wrong.with(Option::is_some)>
            <label for=id>"Another machine"</label>
            <div class="change-control">
                <div class="windows-typed">
                    {first} {second} <Button on_press=move |()| add()>"Add the machine"</Button>
                </div>
                <p class="field-below" id=below.clone() aria-live="polite">
                    {move || {
                        wrong
                            .get()
                            .unwrap_or_else(|| "A machine without an agent now. An agent's machine needs both, just as the agent has them.".to_owned())
                    }}
                </p>
            </div>
        </div>
    }
    .into_any()
}
