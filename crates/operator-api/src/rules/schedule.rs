//! `UPDATE_MAINTENANCE_SCHEDULE`: the whole schedule is replaced, whatever has changed since it was read.
//!
//! So a change is read, merged, compared and written: [`Edit::between`] what was read and what is wanted, [`Edit::apply`] to what is there
//! now, which is read again right before it is sent.

mod merge;

use std::net::Ipv4Addr;

use serde_json::Value;

use super::{Field, Problem};
use crate::member::{integer, items};

pub use merge::{Conflict, Edit};

/// A machine, by its host name, its address, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Machine {
    /// In lower case, as Mesos compares it.
    pub hostname: Option<String>,
    /// An IPv4 address.
    pub ip: Option<String>,
}

impl Machine {
    /// A machine; an empty name or address is none.
    pub fn new(hostname: &str, ip: &str) -> Self {
        let given = |text: &str| Some(text.trim().to_lowercase()).filter(|text| !text.is_empty());
        Self { hostname: given(hostname), ip: given(ip) }
    }
}

impl std::fmt::Display for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.hostname, &self.ip) {
            (Some(name), Some(ip)) => write!(f, "{name} ({ip})"),
            (Some(one), None) | (None, Some(one)) => f.write_str(one),
            (None, None) => f.write_str("a machine without a name"),
        }
    }
}

/// Machines that are not available for some time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Window {
    /// Which.
    pub machines: Vec<Machine>,
    /// In nanoseconds since 1970.
    pub start: i64,
    /// In nanoseconds; `None` for no end.
    pub duration: Option<i64>,
}

impl Window {
    /// Whether it says the same: the order of machines does not matter.
    pub fn is_same(&self, other: &Self) -> bool {
        let sorted = |window: &Self| {
            let mut machines = window.machines.clone();
            machines.sort();
            machines
        };
        (self.start, self.duration) == (other.start, other.duration) && sorted(self) == sorted(other)
    }
}

/// A maintenance schedule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// In any order.
    pub windows: Vec<Window>,
}

impl Schedule {
    /// The schedule of a whole answer to `GET_MAINTENANCE_SCHEDULE`.
    pub fn from_json(answer: &Value) -> Self {
        Self::of(&answer["get_maintenance_schedule"]["schedule"])
    }

    /// The schedule that a `UPDATE_MAINTENANCE_SCHEDULE` would make; `None` if it has none, or a window without a beginning.
    pub fn of_call(call: &Value) -> Option<Self> {
        let schedule = call["update_maintenance_schedule"].get("schedule")?;
        let begins = |window: &Value| integer(&window["unavailability"]["start"]["nanoseconds"]).is_some();
        items(&schedule["windows"]).iter().all(begins).then(|| Self::of(schedule))
    }

    fn of(schedule: &Value) -> Self {
        let window = |window: &Value| Window {
            machines: items(&window["machine_ids"]).iter().map(Machine::from_json).collect(),
            start: integer(&window["unavailability"]["start"]["nanoseconds"]).unwrap_or_default(),
            duration: integer(&window["unavailability"]["duration"]["nanoseconds"]),
        };
        Self { windows: items(&schedule["windows"]).iter().map(window).collect() }
    }

    /// Whether it names this very machine, by the same host name and the same address.
    pub fn names(&self, machine: &Machine) -> bool {
        self.machines().any(|named| named == machine)
    }

    /// Whether it says the same: the order of windows and of machines does not matter.
    pub fn is_same(&self, other: &Self) -> bool {
        self.windows.len() == other.windows.len() && Edit::between(self, other).is_nothing()
    }

    /// All machines that it names.
    pub fn machines(&self) -> impl Iterator<Item = &Machine> {
        self.windows.iter().flat_map(|window| &window.machines)
    }
}

/// All that is wrong with a schedule; `down` are the machines that are down for maintenance now.
pub fn check(plan: &Schedule, down: &[Machine]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, window) in plan.windows.iter().enumerate() {
        let field = Field::item("windows", at);
        problems.extend(some_machine(&field, &window.machines));
        problems.extend(not_negative(&field, window.duration));
        for (at, machine) in window.machines.iter().enumerate() {
            problems.extend(named(&field.then(&format!("machines[{at}]")), machine));
        }
    }
    problems.extend(once(plan));
    problems.extend(keeps_down(plan, down));
    problems
}

/// A window is of at least one machine (`master/UPDATE_MAINTENANCE_SCHEDULE-no-machines`).
pub fn some_machine(field: &Field, machines: &[Machine]) -> Option<Problem> {
    machines.is_empty().then(|| Problem::refused(field.then("machines"), "choose at least one machine"))
}

/// A window does not end before it begins (`master/UPDATE_MAINTENANCE_SCHEDULE-negative-duration`).
pub fn not_negative(field: &Field, duration: Option<i64>) -> Option<Problem> {
    duration
        .is_some_and(|duration| duration < 0)
        .then(|| Problem::refused(field.then("duration"), "the window ends before it begins"))
}

/// A machine has a host name or an address, and an address of IPv4.
///
/// `src/master/maintenance.cpp` (`validation::machine`); `master/UPDATE_MAINTENANCE_SCHEDULE-machine-empty`, `-bad-ip`.
pub fn named(field: &Field, machine: &Machine) -> Option<Problem> {
    match (&machine.hostname, &machine.ip) {
        (None, None) => Some(Problem::refused(
            field.then("hostname"),
            "a machine needs a host name, an IP address or both",
        )),
        (_, Some(ip)) if ip.parse::<Ipv4Addr>().is_err() => {
            Some(Problem::refused(field.then("ip"), format!("{ip} is not an IPv4 address, such as 10.0.0.7")))
        }
        _ => None,
    }
}

/// A machine comes once in the whole schedule (`master/UPDATE_MAINTENANCE_SCHEDULE-twice-the-same`).
pub fn once(plan: &Schedule) -> Vec<Problem> {
    let mut seen = std::collections::BTreeSet::new();
    let mut problems = Vec::new();
    for (window, machines) in plan.windows.iter().map(|window| &window.machines).enumerate() {
        for (at, machine) in machines.iter().enumerate() {
            if *machine != Machine::default() && !seen.insert(machine) {
                let field = Field::item("windows", window).then(&format!("machines[{at}]"));
                let words =
                    format!("{machine} is in the schedule already; a machine can have one window only");
                problems.push(Problem::refused(field, words));
            }
        }
    }
    problems
}

/// A machine that is down stays in the schedule (`master/UPDATE_MAINTENANCE_SCHEDULE-drop-a-down-machine`).
pub fn keeps_down(plan: &Schedule, down: &[Machine]) -> Vec<Problem> {
    let dropped = down.iter().filter(|machine| !plan.machines().any(|other| other == *machine));
    dropped
        .map(|machine| {
            let words = format!(
                "{machine} is down for maintenance and must stay in the schedule; stop its maintenance first"
            );
            Problem::refused(Field::new("windows"), words)
        })
        .collect()
}
