//! `/change/schedule`: windows drawn and edited on the line of time or in fields; several edits are one change.
//!
//! Mesos replaces the whole schedule, whatever has changed since it was read. So only what the operator has touched is changed, on top of what is
//! there now ([`draft`]), and the server sends nothing if it has become another one by then.

pub mod draft;
mod editing;
mod hand;
mod impact;
mod line;
mod machines;
pub mod moment;
mod plan;
mod window;

use std::collections::BTreeSet;
use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use operator_api::rules::maintenance::Status;
use operator_api::rules::schedule::{Machine, Schedule};

use self::editing::Editing;
use self::line::Line;
use self::machines::candidates;
use self::plan::{Known, SCHEDULE, plan};
use self::window::WindowFields;
use super::machines::{MACHINES, from_query, load::Load};
use crate::call::reading::{OFTEN, Reading};
use crate::components::change_form::{ChangeForm, agents::AGENT};
use crate::live::use_live;
use crate::paths::{FILTER, Page, Place, Query, exactly};
use crate::ui::{clock::use_clock, time::zone_at};

/// The name of a window in the form's query, by one of its machines.
pub const WINDOW: &str = "window";

/// How often what is on the machines is counted again.
const COUNTED: Duration = Duration::from_secs(2);

/// The form.
#[component]
pub fn ScheduleForm() -> impl IntoView {
    let query = Query::parse(&use_location().search.get_untracked());
    let schedule = Reading::of_call(Place::Master, SCHEDULE, OFTEN);
    let status = Reading::of_call(Place::Master, "GET_MAINTENANCE_STATUS", OFTEN);
    let status = status.read(Status::from_json);
    let (live, clock) = (use_live(), use_clock());
    let editing = Editing::begin();
    Effect::new(move || {
        schedule.value.with(|answer| {
            let Some(answer) = answer else { return };
            let before = editing.draft.get_untracked();
            let mut draft = before.clone();
            draft.met(&Schedule::from_json(answer));
            if draft != before {
                editing.draft.set(draft);
            }
        });
    });
    begin_with(query, editing);
    let machines = Memo::new(move |_| {
        editing.draft.with(|draft| {
            let all = draft
                .rows
                .iter()
                .flat_map(|row| row.was.iter().flat_map(|was| &was.machines).chain(row.machines()));
            all.cloned().collect::<BTreeSet<_>>()
        })
    });
    let counted = live.paced(Load::TABLES, COUNTED);
    let load = Memo::new(move |_| {
        counted.track();
        machines.with(|machines| live.read(|replica| Load::of(replica, machines)))
    });
    let minute = Memo::new(move |_| clock.now_ms() / 60_000 * 60_000);
    let made = Memo::new(move |_| {
        let answer = schedule.value.get().unwrap_or_default();
        let status = status.get();
        let now = moment::ns(minute.get());
        load.with(|load| {
            let known = Known { answer: &answer, status: &status, load, zone_at: &zone_at, now };
            editing.draft.with(|draft| plan(draft, &known))
        })
    });
    // Somebody else may take the window out that is open.
    let open = Memo::new(move |_| {
        let is_there = |key: &u32| editing.draft.with(|draft| draft.row(*key).is_some());
        editing.open.get().filter(is_there)
    });
    view! {
        <div class="wide-change">
            <ChangeForm
                title="Schedule maintenance"
                lead="Machines with a window drain: frameworks are asked to leave them. Mesos replaces the whole schedule; what others change meanwhile is kept. Windows that this console may not see would be lost."
                plan=made
                condition=schedule.condition
                what="the maintenance schedule"
                back=Page::Maintenance.href()
            >
                <Line editing />
                {move || open.get().map(|key| view! { <WindowFields editing key /> })}
            </ChangeForm>
        </div>
    }
}

/// Opens what the address is about, once the schedule has been read and the agents are known: the window of a machine, or a new window of some
/// machines or of the agents that a filter passes.
fn begin_with(query: Query, editing: Editing) {
    let (live, clock) = (use_live(), use_clock());
    let is_read = Memo::new(move |_| editing.draft.with(draft::Draft::is_read) && live.is_whole());
    Effect::new(move |done: Option<bool>| {
        if done == Some(true) || !is_read.get() {
            return done == Some(true);
        }
        let filter =
            query.get(FILTER).map(str::to_owned).or_else(|| query.get(AGENT).map(|id| exactly("id", id)));
        let machines: Vec<Machine> = match (&filter, query.get(MACHINES).or_else(|| query.get(WINDOW))) {
            (_, Some(machines)) => from_query(machines),
            (Some(filter), None) => live.read(|replica| {
                let found = candidates(replica, filter, clock.exact_ms());
                found.into_iter().map(|candidate| candidate.machine).collect()
            }),
            (None, None) => return true,
        };
        // Of one machine its window is meant, if it has one.
        let has = match machines.as_slice() {
            [machine] => editing.draft.with_untracked(|draft| draft.row_of(machine).map(|row| row.key)),
            _ => None,
        };
        match has {
            Some(key) => editing.open(key),
            None if machines.is_empty() => {}
            None => {
                editing.add(machines, None);
            }
        }
        true
    });
}
