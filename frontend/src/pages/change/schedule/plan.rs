//! The plan of a new schedule: read, merge, compare, write.

use operator_api::rules::maintenance::Status;
use operator_api::rules::schedule::{self, Conflict, Edit, Machine, Schedule, Window};
use operator_api::rules::{Field, Problem, call};
use serde_json::Value;

use super::draft::{Draft, Ends, Row};
use super::impact::impact;
use super::moment::{ZoneAt, said_span};
use crate::change::plan::{DiffRow, Plan, Step, unfit};
use crate::pages::change::machines::{as_sentence, load::Load, names};
use crate::ui::format::plural;

/// The read call that the plan rests on.
pub const SCHEDULE: &str = "GET_MAINTENANCE_SCHEDULE";

/// What is known of the cluster.
pub struct Known<'a> {
    /// The answer of `GET_MAINTENANCE_SCHEDULE`.
    pub answer: &'a Value,
    /// What `GET_MAINTENANCE_STATUS` tells.
    pub status: &'a Status,
    /// What is on the machines.
    pub load: &'a Load,
    /// The reader's zone.
    pub zone_at: ZoneAt<'a>,
    /// Now, in nanoseconds since 1970.
    pub now: i64,
}

/// The field of a window.
pub fn field(key: u32) -> String {
    format!("rows[{key}]")
}

/// Makes the plan.
pub fn plan(draft: &Draft, known: &Known<'_>) -> Plan {
    let touched: Vec<&Row> = draft.rows.iter().filter(|row| row.is_touched()).collect();
    let mut plan = Plan::many(action(&touched), Vec::new());
    plan.problems = touched.iter().flat_map(|row| unreadable(row)).collect();
    let now = Schedule::from_json(known.answer);
    let edit = Edit::between(
        &Schedule { windows: touched.iter().filter_map(|row| row.was.clone()).collect() },
        &Schedule { windows: touched.iter().filter_map(|row| row.window()).collect() },
    );
    // A window that is taken out and added again changes nothing either.
    if plan.problems.is_empty() && edit.is_nothing() {
        let words = "nothing is changed yet: add a window, or change or take out one of those on the line";
        return plan.with_problems([unfit("windows", words)]);
    }
    match edit.apply(&now) {
        Ok(merged) => {
            let broken = broken_rules(draft, &merged, &known.status.down);
            let named = || merged.machines().chain(&known.status.down);
            plan.problems.extend(broken.into_iter().map(|problem| as_sentence(problem, named())));
            plan.impact = impact(&edit, &merged, known);
            plan.bars = super::impact::bars(&edit, &merged, known.load);
            let call = call::update_schedule(&merged);
            plan.steps.push(Step::master(call).expecting(SCHEDULE, known.answer.clone()));
        }
        Err(conflicts) => plan.problems.extend(conflicts.iter().map(|conflict| said(conflict, draft))),
    }
    plan.diff = touched.iter().map(|row| diff(row, known.zone_at)).collect();
    plan.diff.extend(others(draft, known.zone_at));
    plan
}

fn action(touched: &[&Row]) -> String {
    match touched {
        [row] if row.wanted.is_none() => "Take the window out".to_owned(),
        [row] if row.was.is_none() => "Schedule the window".to_owned(),
        [_] => "Change the window".to_owned(),
        rows => format!("Change {}", plural(rows.len() as i64, "window", "windows")),
    }
}

/// What cannot be read of what was typed.
fn unreadable(row: &Row) -> Vec<Problem> {
    let Some(wanted) = &row.wanted else { return Vec::new() };
    let unfit_at = |name: &str, words: String| unfit(&format!("{}.{name}", field(row.key)), words);
    let start = wanted
        .start
        .as_ref()
        .err()
        .map(|_| unfit_at("start", "say on which day and at what time the window begins".to_owned()));
    let end = match &wanted.ends {
        Ends::After(Err(text)) if text.trim().is_empty() => {
            Some("say how long it lasts, such as 2 h or 90 min".to_owned())
        }
        Ends::After(Err(text)) => Some(format!(
            "\"{text}\" is no span of time; write numbers with units, such as 1 d 6 h or 90 min"
        )),
        Ends::At(Err(_)) => Some("say on which day and at what time the window ends".to_owned()),
        _ => None,
    };
    start.into_iter().chain(end.map(|words| unfit_at("duration", words))).collect()
}

/// The rules of the whole schedule, each problem at the window it is about.
fn broken_rules(draft: &Draft, merged: &Schedule, down: &[Machine]) -> Vec<Problem> {
    let keys: Vec<Option<u32>> = merged
        .windows
        .iter()
        .map(|window| {
            let is_it = |row: &&Row| row.window().is_some_and(|its| its.is_same(window));
            draft.rows.iter().filter(|row| row.is_touched()).find(is_it).map(|row| row.key)
        })
        .collect();
    let placed = |problem: Problem| {
        let place = problem.field.as_str().strip_prefix("windows[").and_then(|rest| rest.split_once(']'));
        let key = place.and_then(|(at, _)| keys.get(at.parse::<usize>().ok()?).copied().flatten());
        match (key, place) {
            (Some(key), Some((_, rest))) => {
                Problem { field: Field::new(&format!("{}{rest}", field(key))), ..problem }
            }
            _ => problem,
        }
    };
    let dropped = |machine: &Machine| {
        let had = |row: &&Row| row.was.as_ref().is_some_and(|was| was.machines.contains(machine));
        let row = draft.rows.iter().filter(|row| row.is_touched()).find(had);
        schedule::keeps_down(merged, std::slice::from_ref(machine)).into_iter().map(
            move |problem| match row {
                Some(row) => {
                    Problem { field: Field::new(&format!("{}.machines", field(row.key))), ..problem }
                }
                None => problem,
            },
        )
    };
    let rules = schedule::check(merged, &[]).into_iter().map(placed);
    rules.chain(down.iter().flat_map(dropped)).collect()
}

/// Why an edit does not fit what others have made of the schedule, at the window it is about.
fn said(conflict: &Conflict, draft: &Draft) -> Problem {
    let touched = || draft.rows.iter().filter(|row| row.is_touched());
    match conflict {
        Conflict::Gone(window) => {
            let row = touched().find(|row| row.was.as_ref().is_some_and(|was| was.is_same(window)));
            unfit(&row.map_or("windows".to_owned(), |row| field(row.key)), conflict.to_string())
        }
        Conflict::Taken(machine) => {
            let wants = touched().find(|row| row.wanted.is_some() && row.machines().contains(machine));
            let has = draft.rows.iter().find(|row| !row.is_touched() && row.machines().contains(machine));
            let words = match has {
                // It was there from the beginning: nobody has come in between.
                Some(has) if !has.foreign => {
                    format!(
                        "the machine {machine} is in the schedule already; a machine can have one window only"
                    )
                }
                _ => conflict.to_string(),
            };
            unfit(&wants.map_or("windows".to_owned(), |row| format!("{}.machines", field(row.key))), words)
        }
    }
}

fn when(window: &Window, zone_at: ZoneAt<'_>) -> String {
    said_span(window.start, window.duration, zone_at)
}

/// A window now and then.
fn diff(row: &Row, zone_at: ZoneAt<'_>) -> DiffRow {
    let (was, then) = (row.was.as_ref(), row.window());
    let said = |window: &Window| when(window, zone_at);
    let mut after = then.as_ref().map(said).unwrap_or_default();
    if let (Some(was), Some(then)) = (was, &then) {
        for (words, list, others) in
            [("added", &then.machines, &was.machines), ("taken out", &was.machines, &then.machines)]
        {
            let only: Vec<Machine> =
                list.iter().filter(|machine| !others.contains(machine)).cloned().collect();
            if !only.is_empty() {
                after.push_str(&format!("; {words}: {}", names(&only)));
            }
        }
    }
    let machines = was.map_or(row.machines(), |was| was.machines.as_slice());
    DiffRow {
        what: format!("Window of {}", names(machines)),
        before: was.map(said).unwrap_or_default(),
        after,
    }
}

/// What others have done since the form was opened, which stays as it is.
fn others(draft: &Draft, zone_at: ZoneAt<'_>) -> Vec<DiffRow> {
    let came =
        draft.rows.iter().filter(|row| row.foreign && !row.is_touched()).filter_map(|row| row.was.as_ref());
    let came = came.map(|window| DiffRow {
        what: format!("Window of {}, scheduled by somebody else meanwhile", names(&window.machines)),
        before: when(window, zone_at),
        after: "stays as it is".to_owned(),
    });
    let gone = draft.gone.iter().map(|window| DiffRow {
        what: format!("Window of {}, taken out by somebody else meanwhile", names(&window.machines)),
        before: String::new(),
        after: String::new(),
    });
    came.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::draft::Wanted;
    use super::super::moment::{HOUR, SECOND};
    use super::*;
    use crate::ui::format::Zone;

    const NOON: i64 = 1_795_348_800 * SECOND;

    fn machine(host: &str) -> Machine {
        Machine::new(host, "10.0.0.1")
    }

    fn answer(windows: &[(&str, i64)]) -> Value {
        let windows: Vec<_> = windows
            .iter()
            .map(|(host, hour)| {
                json!({
                    "machine_ids": [{ "hostname": host, "ip": "10.0.0.1" }],
                    "unavailability": { "start": { "nanoseconds": NOON + hour * HOUR }, "duration": { "nanoseconds": HOUR } },
                })
            })
            .collect();
        json!({ "get_maintenance_schedule": { "schedule": { "windows": windows } } })
    }

    fn read(windows: &[(&str, i64)]) -> Draft {
        let mut draft = Draft::default();
        draft.met(&Schedule::from_json(&answer(windows)));
        draft
    }

    fn new(host: &str, hour: i64) -> Wanted {
        Wanted {
            machines: vec![machine(host)],
            start: Ok(NOON + hour * HOUR),
            ends: Ends::After(Ok(2 * HOUR)),
        }
    }

    /// The plan when the schedule is `now`, and these machines are down.
    fn planned(draft: &mut Draft, now: &[(&str, i64)], down: &[&str]) -> Plan {
        let answer = answer(now);
        draft.met(&Schedule::from_json(&answer));
        let status = Status { draining: Vec::new(), down: down.iter().map(|host| machine(host)).collect() };
        let load = Load::default();
        plan(
            draft,
            &Known { answer: &answer, status: &status, load: &load, zone_at: &|_| Zone(0), now: NOON },
        )
    }

    fn fields(plan: &Plan) -> Vec<&str> {
        plan.problems.iter().map(|problem| problem.field.as_str()).collect()
    }

    fn hosts(plan: &Plan) -> Vec<&str> {
        let windows = plan.steps[0].call["update_maintenance_schedule"]["schedule"]["windows"].as_array();
        windows.unwrap().iter().filter_map(|window| window["machine_ids"][0]["hostname"].as_str()).collect()
    }

    #[test]
    fn windows_of_others_are_kept_and_shown() {
        let mut draft = read(&[("a", 1), ("b", 2)]);
        draft.add(new("n", 5));
        draft.take_out(0);
        let plan = planned(&mut draft, &[("a", 1), ("c", 3)], &[]);
        assert_eq!(plan.problems, []);
        assert_eq!(hosts(&plan), ["c", "n"]);
        assert_eq!(plan.steps[0].expects, [(SCHEDULE, answer(&[("a", 1), ("c", 3)]))]);
        assert_eq!(plan.action, "Change 2 windows");
        let what: Vec<_> = plan.diff.iter().map(|row| row.what.as_str()).collect();
        assert_eq!(
            what,
            [
                "Window of a (10.0.0.1)",
                "Window of n (10.0.0.1)",
                "Window of c (10.0.0.1), scheduled by somebody else meanwhile",
                "Window of b (10.0.0.1), taken out by somebody else meanwhile",
            ]
        );
        assert_eq!((plan.diff[0].after.as_str(), plan.diff[1].before.as_str()), ("", ""));
    }

    #[test]
    fn two_who_change_one_window_do_not_fit() {
        let mut draft = read(&[("a", 1)]);
        draft.edit(0, |wanted| wanted.place(NOON, None));
        let plan = planned(&mut draft, &[("a", 7)], &[]);
        assert_eq!(fields(&plan), ["rows[0]", "rows[0].machines"]);
        assert!(plan.problems[0].words.starts_with("somebody else has changed or removed the window of a"));
        assert!(plan.problems[1].words.starts_with("somebody else has given a (10.0.0.1) a window"));
        assert_eq!(plan.steps, []);
    }

    #[test]
    fn a_machine_has_one_window() {
        let mut draft = read(&[("a", 1)]);
        draft.add(new("a", 9));
        let plan = planned(&mut draft, &[("a", 1)], &[]);
        assert_eq!(fields(&plan), ["rows[1].machines"]);
        assert!(plan.problems[0].words.contains("one window only"));
        let mut draft = read(&[]);
        draft.add(new("a", 1));
        draft.add(new("a", 9));
        assert_eq!(fields(&planned(&mut draft, &[], &[])), ["rows[1].machines[0]"]);
    }

    #[test]
    fn what_is_wrong_with_a_window_is_said_at_it() {
        let mut draft = read(&[("a", 1)]);
        let key = draft.add(Wanted { machines: vec![], start: Ok(NOON), ends: Ends::At(Ok(NOON - HOUR)) });
        draft.edit(0, |wanted| wanted.ends = Ends::After(Err("two".into())));
        let plan = planned(&mut draft, &[("a", 1)], &[]);
        assert_eq!(key, 1);
        assert_eq!(fields(&plan), ["rows[0].duration", "rows[1].machines", "rows[1].duration"]);
        draft.edit(1, |wanted| wanted.machines = vec![Machine::new("", "::1")]);
        let plan = planned(&mut draft, &[("a", 1)], &[]);
        assert_eq!(fields(&plan), ["rows[0].duration", "rows[1].duration", "rows[1].machines[0].ip"]);
    }

    #[test]
    fn a_machine_that_is_down_stays() {
        let mut draft = read(&[("a", 1)]);
        draft.take_out(0);
        let plan = planned(&mut draft, &[("a", 1)], &["a"]);
        assert_eq!(fields(&plan), ["rows[0].machines"]);
        assert!(plan.problems[0].words.contains("stop its maintenance first"));
    }

    #[test]
    fn a_schedule_that_says_the_same_is_not_written() {
        let mut draft = read(&[("a", 1)]);
        draft.edit(0, |wanted| wanted.place(NOON + HOUR, Some(NOON + 2 * HOUR)));
        assert_eq!(fields(&planned(&mut draft, &[("a", 1)], &[])), ["windows"]);
        draft.take_out(0);
        draft.add(Wanted { ends: Ends::After(Ok(HOUR)), ..new("a", 1) });
        assert_eq!(fields(&planned(&mut draft, &[("a", 1)], &[])), ["windows"]);
    }
}
