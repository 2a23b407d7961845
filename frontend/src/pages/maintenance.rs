//! `/maintenance`: windows on a line of time, machines by state, what frameworks answered.

mod machines;
mod standing;

use std::time::Duration;

use leptos::prelude::*;
use operator_api::rules::schedule::{Schedule, Window};

use self::machines::{HEADS, Known, answers, rows};
use self::standing::{Standing, standings};
use crate::call::reading::Reading;
use crate::components::{
    actions::{Action, Actions},
    listing::{ColumnHead, Listing, number, words},
    page::PageTitle,
    panel::Panel,
    raw_json::RawJson,
    shown::Shown,
    spans::{Span, Spans},
};
use crate::live::use_live;
use crate::pages::change::machines::{key, names};
use crate::pages::change::schedule::{WINDOW, moment::ms};
use crate::paths::{Form, Place, Query};
use crate::ui::format::{plural, span};

/// How often the schedule and the machines are asked for.
const EVERY: Duration = Duration::from_secs(5);

/// The page.
#[component]
pub fn Maintenance() -> impl IntoView {
    let schedule = Reading::of_call(Place::Master, "GET_MAINTENANCE_SCHEDULE", EVERY);
    let status = Reading::of_call(Place::Master, "GET_MAINTENANCE_STATUS", EVERY);
    let all = schedule.read(read_schedule);
    let standings = status.read(standings);
    let facts = move || {
        let machines = standings.with(|all| {
            let down = all.iter().filter(|standing| standing.is_down).count() as i64;
            let draining = all.len() as i64 - down;
            format!("{} draining, {down} down", plural(draining, "machine", "machines"))
        });
        let windows = plural(all.with(|all| all.windows.len()) as i64, "window", "windows");
        schedule.value.with(Option::is_some).then(|| format!("{windows} · {machines}"))
    };
    let spans = Memo::new(move |_| all.with(|all| all.windows.iter().map(as_span).collect::<Vec<_>>()));
    let rows_of_windows =
        Memo::new(move |_| all.with(|all| all.windows.iter().map(window_row).collect::<Vec<_>>()));
    let live = use_live();
    let known = Memo::new(move |_| {
        let (standings, schedule) = (standings.get(), all.get());
        live.watch(&Known::TABLES, |replica| {
            let known = Known::of(replica, &standings);
            (rows(&standings, &schedule, &known), answers(&standings, &known))
        })
    });
    let machine_rows = Memo::new(move |_| known.with(|(machines, _)| machines.clone()));
    let answer_rows = Memo::new(move |_| known.with(|(_, answers)| answers.clone()));
    view! {
        <PageTitle title="Maintenance" facts=move || facts()>
            <Actions about="maintenance" actions=Memo::new(move |_| standings.with(|standings| actions(standings))) />
        </PageTitle>
        <Panel title="Windows" what="the maintenance schedule" condition=schedule.condition>
            <Show when=move || !spans.with(Vec::is_empty)>
                <Spans label="Maintenance windows on a line of time" spans />
            </Show>
            <Listing
                label="Maintenance windows"
                heads=&WINDOWS
                rows=rows_of_windows
                empty="No maintenance is scheduled that you may see."
            />
        </Panel>
        <Panel title="Machines" what="the machines" condition=status.condition>
            <Listing label="Machines" heads=&HEADS rows=machine_rows empty="Every machine is up: none is draining for a window, none is down." />
        </Panel>
        <Panel title="Answers to inverse offers" what="the answers" condition=status.condition>
            <Listing
                label="Answers to inverse offers"
                heads=&machines::ANSWERS
                rows=answer_rows
                empty="No framework has been asked for resources back, or none has answered."
            />
        </Panel>
        <RawJson value=schedule.value condition=schedule.condition call="GET_MAINTENANCE_SCHEDULE" />
    }
}

static WINDOWS: [ColumnHead; 6] = [
    words("Machines"),
    words("Begins"),
    words("Ends"),
    number("Lasts"),
    number("How many"),
    words("What can be done"),
];

/// The schedule, its windows in the order of time.
fn read_schedule(answer: &serde_json::Value) -> Schedule {
    let mut schedule = Schedule::from_json(answer);
    schedule.windows.sort_by_key(|window| window.start);
    schedule
}

/// What can be done on this page.
fn actions(standings: &[Standing]) -> Vec<Action> {
    let has = |is_down: bool| standings.iter().any(|standing| standing.is_down == is_down);
    let refused = |is_down: bool, words: &'static str| (!has(is_down)).then_some(words);
    vec![
        Action::new(Form::Schedule, Query::new()).named("Change the schedule…"),
        Action::new(Form::StartMaintenance, Query::new())
            .named("Start maintenance…")
            .unless(refused(false, "no machine is draining for a window")),
        Action::new(Form::StopMaintenance, Query::new())
            .named("Stop maintenance…")
            .unless(refused(true, "no machine is down")),
    ]
}

fn ends_ms(window: &Window) -> Option<i64> {
    window.duration.map(|lasts| ms(window.start.saturating_add(lasts)))
}

fn window_row(window: &Window) -> Vec<Shown> {
    const SAID: usize = 4;
    let open = || Shown::Text("open: until an operator ends it".to_owned());
    let change = |machine| {
        let query = Query::new().with(WINDOW, &key(machine));
        Shown::Form(Form::Schedule, query, "Change or take out…".to_owned())
    };
    let mut machines: Vec<Shown> =
        window.machines.iter().take(SAID).map(|machine| Shown::Text(machine.to_string())).collect();
    let more = window.machines.len().saturating_sub(SAID);
    if more > 0 {
        machines.push(Shown::Text(format!("and {more} more")));
    }
    vec![
        Shown::Many(machines),
        Shown::Time(ms(window.start)),
        ends_ms(window).map_or_else(open, Shown::Time),
        window.duration.map_or(Shown::None, |lasts| Shown::Span(ms(lasts))),
        Shown::Count(window.machines.len() as i64),
        window.machines.first().map_or(Shown::None, change),
    ]
}

fn as_span(window: &Window) -> Span {
    let lasts = window.duration.map(|lasts| format!(", {}", span(ms(lasts)))).unwrap_or_default();
    Span {
        label: format!("{}{lasts}", names(&window.machines)),
        from_ms: ms(window.start),
        to_ms: ends_ms(window),
    }
}

#[cfg(test)]
mod tests {
    use operator_api::rules::schedule::Machine;

    use super::*;

    #[test]
    fn an_open_window_has_no_end_and_a_way_to_its_form() {
        let window = Window {
            machines: vec![Machine::new("b.test", "10.0.0.2")],
            start: 1_000_000_000,
            duration: None,
        };
        let row = window_row(&window);
        assert_eq!(row.len(), WINDOWS.len());
        assert_eq!(row[1], Shown::Time(1_000));
        assert_eq!(row[3], Shown::None);
        assert_eq!(as_span(&window).to_ms, None);
        let query = Query::new().with(WINDOW, "b.test/10.0.0.2");
        assert_eq!(row[5], Shown::Form(Form::Schedule, query, "Change or take out…".to_owned()));
    }

    #[test]
    fn what_cannot_be_done_says_why() {
        let refused: Vec<_> = actions(&[]).into_iter().map(|action| action.refused.is_some()).collect();
        assert_eq!(refused, [false, true, true]);
    }
}
