//! Schedules that several people change.

use operator_api::rules::schedule::{Conflict, Edit, Machine, Schedule, Window};
use proptest::prelude::*;

fn window(machines: &[&str], start: i64) -> Window {
    Window {
        machines: machines.iter().map(|name| Machine::new(name, "")).collect(),
        start,
        duration: Some(60),
    }
}

fn schedule(windows: &[Window]) -> Schedule {
    Schedule { windows: windows.to_vec() }
}

#[test]
fn what_others_added_stays() {
    let (a, b, c) = (window(&["a"], 1), window(&["b"], 2), window(&["c"], 3));
    let edit = Edit::between(&schedule(std::slice::from_ref(&a)), &schedule(&[a.clone(), b.clone()]));
    let merged = edit.apply(&schedule(&[a.clone(), c.clone()])).unwrap();
    assert!(merged.is_same(&schedule(&[c, b, a])));
}

#[test]
fn a_race_for_the_same_window_is_said() {
    let (before, mine, theirs) = (window(&["a"], 1), window(&["a"], 2), window(&["a"], 3));
    let edit = Edit::between(&schedule(std::slice::from_ref(&before)), &schedule(&[mine]));
    let conflicts = edit.apply(&schedule(&[theirs])).unwrap_err();
    assert_eq!(conflicts, [Conflict::Gone(before), Conflict::Taken(Machine::new("a", ""))]);
    insta::assert_snapshot!(conflicts[0], @"somebody else has changed or removed the window of a; look at the schedule as it is now");
}

#[test]
fn the_order_of_machines_says_nothing() {
    let (one, other) = (window(&["a", "b"], 1), window(&["B", "a"], 1));
    assert!(Edit::between(&schedule(&[one]), &schedule(&[other])).is_nothing());
}

/// Schedules in which each machine comes at most once: machine by machine, the window it is in.
pub fn any_schedule() -> impl Strategy<Value = Schedule> {
    prop::collection::vec(prop::option::of(0..4_i64), 6).prop_map(|machines| {
        let mut windows: Vec<Window> = Vec::new();
        for (machine, start) in machines.into_iter().enumerate() {
            let Some(start) = start else { continue };
            let machine = Machine::new(&format!("m{machine}"), "");
            match windows.iter_mut().find(|window| window.start == start) {
                Some(window) => window.machines.push(machine),
                None => windows.push(Window { machines: vec![machine], start, duration: None }),
            }
        }
        Schedule { windows }
    })
}

proptest! {
    #[test]
    fn a_merge_loses_no_window(read in any_schedule(), wanted in any_schedule(), now in any_schedule()) {
        let edit = Edit::between(&read, &wanted);
        let Ok(merged) = edit.apply(&now) else { return Ok(()) };
        for window in &now.windows {
            let removed = edit.removed.iter().any(|other| other.is_same(window));
            prop_assert!(removed || merged.windows.iter().any(|other| other.is_same(window)));
        }
        for window in &edit.added {
            prop_assert!(merged.windows.contains(window));
        }
        prop_assert_eq!(operator_api::rules::schedule::check(&merged, &[]), []);
    }

    #[test]
    fn where_nobody_else_changed_it_becomes_what_was_wanted(read in any_schedule(), wanted in any_schedule()) {
        let merged = Edit::between(&read, &wanted).apply(&read).unwrap();
        prop_assert!(merged.is_same(&wanted));
    }

    #[test]
    fn nobody_s_edit_changes_nothing(read in any_schedule(), now in any_schedule()) {
        let merged = Edit::between(&read, &read).apply(&now).unwrap();
        prop_assert_eq!(merged, now);
    }
}
