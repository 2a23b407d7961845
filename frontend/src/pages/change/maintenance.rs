//! `/change/start-maintenance`, `/change/stop-maintenance`: takes machines down, and up again.

mod plan;

use std::collections::BTreeSet;
use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use operator_api::rules::maintenance::Status;
use operator_api::rules::schedule::{Machine, Schedule};

use self::plan::{Known, Way, field, mode, plan};
use super::machines::{MACHINES, from_query, load::Load};
use super::schedule::moment::said_span;
use crate::call::reading::{OFTEN, Reading};
use crate::components::change_form::{
    ChangeForm,
    fields::{FieldBox, use_fields},
};
use crate::live::use_live;
use crate::paths::{Page, Place, Query};
use crate::ui::{
    chip::{Chip, Tone},
    format::plural,
    more::More,
    time::zone_at,
    unique::unique_id,
};

/// The field of all machines.
const FIELD: &str = "machines";
/// Machines that stand in the form at first, and that come with each press.
const SHOWN: usize = 20;
/// How often what is on the machines is counted again.
const COUNTED: Duration = Duration::from_secs(2);

/// The form that takes machines down.
#[component]
pub fn StartMaintenanceForm() -> impl IntoView {
    form(
        Way::Down,
        "The machines go down for maintenance: their agents are shut down now, and what runs there is lost. Only machines that are draining, which is to \
         say have a window, can go down.",
    )
}

/// The form that takes machines up.
#[component]
pub fn StopMaintenanceForm() -> impl IntoView {
    form(
        Way::Up,
        "The machines are up again: agents there may register, and the machines leave the maintenance schedule. Only machines that are down can come up.",
    )
}

fn form(way: Way, lead: &'static str) -> AnyView {
    let query = Query::parse(&use_location().search.get_untracked());
    let named = from_query(query.get(MACHINES).unwrap_or_default());
    let chosen = RwSignal::new(named.clone());
    let schedule =
        Reading::of_call(Place::Master, "GET_MAINTENANCE_SCHEDULE", OFTEN).read(Schedule::from_json);
    let reading = Reading::of_call(Place::Master, "GET_MAINTENANCE_STATUS", OFTEN);
    let status = reading.read(Status::from_json);
    // Those that can go this way, and those that the address names: of these it is said why they cannot.
    let offered = Memo::new(move |_| {
        let mut offered = status.with(|status| way.candidates(status).to_vec());
        offered.sort();
        let others = named.iter().filter(|machine| !offered.contains(machine)).cloned().collect::<Vec<_>>();
        offered.extend(others);
        offered
    });
    let live = use_live();
    let counted = live.paced(Load::TABLES, COUNTED);
    let load = Memo::new(move |_| {
        counted.track();
        let machines: BTreeSet<Machine> = offered.get().into_iter().chain(chosen.get()).collect();
        live.read(|replica| Load::of(replica, &machines))
    });
    let made = Memo::new(move |_| {
        let (status, schedule) = (status.get(), schedule.get());
        load.with(|load| {
            let known = Known { status: &status, schedule: &schedule, load, zone_at: &zone_at };
            chosen.with(|chosen| plan(way, chosen, &known))
        })
    });
    let machines = Machines { chosen, offered, status, schedule, load };
    view! {
        <ChangeForm
            title=way.form().title()
            lead=lead
            plan=made
            condition=reading.condition
            what="the machines"
            back=Page::Maintenance.href()
        >
            <MachinesField machines />
        </ChangeForm>
    }
    .into_any()
}

/// The machines to choose from, and what is known of them.
#[derive(Clone, Copy)]
struct Machines {
    chosen: RwSignal<Vec<Machine>>,
    offered: Memo<Vec<Machine>>,
    status: Memo<Status>,
    schedule: Memo<Schedule>,
    load: Memo<Load>,
}

/// The field: a box for each machine.
#[component]
fn MachinesField(machines: Machines) -> impl IntoView {
    let fields = use_fields();
    let id = unique_id("change");
    let below = format!("{id}-below");
    let search = RwSignal::new(String::new());
    let shown = RwSignal::new(SHOWN);
    let found = Memo::new(move |_| {
        let search = search.with(|search| search.trim().to_lowercase());
        let is_found = |machine: &Machine| machine.to_string().contains(&search);
        machines
            .offered
            .with(|all| all.iter().filter(|machine| is_found(machine)).cloned().collect::<Vec<_>>())
    });
    let left = Memo::new(move |_| found.with(Vec::len).saturating_sub(shown.get()));
    let wrong = Memo::new(move |_| fields.words(FIELD).is_some());
    let hint = Signal::derive(move || {
        let (chosen, all) = (machines.chosen.with(Vec::len), machines.offered.with(Vec::len));
        Some(match all {
            0 => "No machine is in the state for this.".to_owned(),
            _ => format!("{chosen} of {} chosen", plural(all as i64, "machine", "machines")),
        })
    });
    let rows = move || {
        found.get().into_iter().take(shown.get()).map(|machine| row(machine, machines)).collect_view()
    };
    view! {
        <FieldBox name=FIELD label=Signal::stored("Machines".to_owned()) control=id.clone() hint>
            <input
                id=id
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder="Find machines"
                prop:value=search
                aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=below
                on:input:target=move |event| search.set(event.target().value())
                on:blur=move |_| fields.leave(FIELD)
            />
            <ul class="change-agents windows-options" aria-label="Machines to choose from">
                {rows}
            </ul>
            <More left on_more=move |()| shown.update(|shown| *shown += SHOWN) />
        </FieldBox>
    }
    .into_any()
}

fn row(machine: Machine, machines: Machines) -> AnyView {
    let fields = use_fields();
    let name = field(&machine);
    fields.register(&name);
    // Whoever follows a link to a machine that cannot go this way is told at once.
    fields.leave(&name);
    let words = Memo::new(move |_| fields.words(&name));
    let title = machine.to_string();
    let below = unique_id("machine");
    let machine = StoredValue::new(machine);
    let is_chosen =
        move || machines.chosen.with(|chosen| machine.with_value(|machine| chosen.contains(machine)));
    let toggle = move |choose: bool| {
        fields.change(FIELD);
        machines.chosen.update(|chosen| {
            let machine = machine.get_value();
            chosen.retain(|other| *other != machine);
            if choose {
                chosen.push(machine);
            }
        });
    };
    let mode = Memo::new(move |_| {
        machines.status.with(|status| machine.with_value(|machine| mode(status, machine)))
    });
    let tone = move || match mode.get() {
        "down" => Tone::Bad,
        "draining" => Tone::Warn,
        _ => Tone::Ok,
    };
    let notes = Memo::new(move |_| {
        machine.with_value(|machine| {
            let window = machines.schedule.with(|schedule| {
                let window = schedule.windows.iter().find(|window| window.machines.contains(machine));
                window.map(|window| said_span(window.start, window.duration, &zone_at))
            });
            let on = machines.load.with(|load| {
                let agents: Vec<_> = load.on(std::slice::from_ref(machine)).collect();
                let tasks = agents.iter().map(|agent| agent.count()).sum();
                match agents.len() {
                    0 => "no agent".to_owned(),
                    count => format!(
                        "{}, {}",
                        plural(count as i64, "agent", "agents"),
                        plural(tasks, "task", "tasks")
                    ),
                }
            });
            [Some(on), window].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    });
    view! {
        <li class:wrong=move || words.with(Option::is_some)>
            <label class="option">
                <input
                    type="checkbox"
                    prop:checked=is_chosen
                    aria-invalid=move || words.with(Option::is_some).then_some("true")
                    aria-describedby=below.clone()
                    on:change:target=move |event| toggle(event.target().checked())
                />
                <span>{title}</span>
                <Chip tone=Signal::derive(tone)>{mode}</Chip>
                <span class="cell-note">{notes}</span>
            </label>
            <p class="field-below" id=below aria-live="polite">
                {words}
            </p>
        </li>
    }
    .into_any()
}
