//! `/maintenance`: windows on a line of time, machines by state, what frameworks answered.

mod machines;
mod schedule;

use std::time::Duration;

use leptos::prelude::*;

use self::machines::{HEADS, Known, answers, rows};
use self::schedule::{Window, standings, windows};
use crate::call::reading::Reading;
use crate::components::{
    listing::{ColumnHead, Listing, number, words},
    page::PageTitle,
    panel::Panel,
    raw_json::RawJson,
    shown::Shown,
    spans::{Span, Spans},
};
use crate::live::use_live;
use crate::paths::Place;
use crate::ui::format::{plural, span};

/// How often the schedule and the machines are asked for.
const EVERY: Duration = Duration::from_secs(5);

/// The page.
#[component]
pub fn Maintenance() -> impl IntoView {
    let schedule = Reading::of_call(Place::Master, "GET_MAINTENANCE_SCHEDULE", EVERY);
    let status = Reading::of_call(Place::Master, "GET_MAINTENANCE_STATUS", EVERY);
    let all = schedule.read(windows);
    let standings = status.read(standings);
    let facts = move || {
        let machines = standings.with(|all| {
            let down = all.iter().filter(|standing| standing.is_down).count() as i64;
            let draining = all.len() as i64 - down;
            format!("{} draining, {down} down", plural(draining, "machine", "machines"))
        });
        let windows = plural(all.with(Vec::len) as i64, "window", "windows");
        schedule.value.with(Option::is_some).then(|| format!("{windows} · {machines}"))
    };
    let spans = Memo::new(move |_| all.with(|all| all.iter().map(as_span).collect::<Vec<_>>()));
    let rows_of_windows = Memo::new(move |_| all.with(|all| all.iter().map(window_row).collect::<Vec<_>>()));
    let live = use_live();
    let known = Memo::new(move |_| {
        let (standings, windows) = (standings.get(), all.get());
        live.watch(&Known::TABLES, |replica| {
            let known = Known::of(replica, &standings);
            (rows(&standings, &windows, &known), answers(&standings, &known))
        })
    });
    let machine_rows = Memo::new(move |_| known.with(|(machines, _)| machines.clone()));
    let answer_rows = Memo::new(move |_| known.with(|(_, answers)| answers.clone()));
    view! {
        <PageTitle title="Maintenance" facts=move || facts() />
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
        <RawJson value=schedule.value call="GET_MAINTENANCE_SCHEDULE" />
    }
}

static WINDOWS: [ColumnHead; 5] =
    [words("Machines"), words("Begins"), words("Ends"), number("Lasts"), number("How many")];

fn window_row(window: &Window) -> Vec<Shown> {
    let open = || Shown::Text("open: until an operator ends it".to_owned());
    vec![
        Shown::Text(names(window)),
        Shown::Time(window.begins_ms),
        window.ends_ms.map_or_else(open, Shown::Time),
        window.ends_ms.map_or(Shown::None, |ends| Shown::Span(ends - window.begins_ms)),
        Shown::Count(window.machines.len() as i64),
    ]
}

/// The first machines of a window, and how many more there are.
fn names(window: &Window) -> String {
    const SAID: usize = 3;
    let mut names: Vec<String> = window.machines.iter().take(SAID).map(schedule::Machine::name).collect();
    let more = window.machines.len().saturating_sub(SAID);
    if more > 0 {
        names.push(format!("and {more} more"));
    }
    names.join(", ")
}

fn as_span(window: &Window) -> Span {
    let lasts = window.ends_ms.map(|ends| format!(", {}", span(ends - window.begins_ms))).unwrap_or_default();
    Span { label: format!("{}{lasts}", names(window)), from_ms: window.begins_ms, to_ms: window.ends_ms }
}
