//! `START_MAINTENANCE` and `STOP_MAINTENANCE`.

use serde_json::Value;

use super::schedule::{self, Machine};
use super::{Field, Problem};
use crate::member::items;

/// What `GET_MAINTENANCE_STATUS` tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Machines with a window, whose frameworks have been told.
    pub draining: Vec<Machine>,
    /// Machines that are down.
    pub down: Vec<Machine>,
}

impl Status {
    /// The status of a whole answer to `GET_MAINTENANCE_STATUS`.
    pub fn from_json(answer: &Value) -> Self {
        let status = &answer["get_maintenance_status"]["status"];
        Self {
            draining: items(&status["draining_machines"])
                .iter()
                .map(|machine| Machine::from_json(&machine["id"]))
                .collect(),
            down: items(&status["down_machines"]).iter().map(Machine::from_json).collect(),
        }
    }
}

/// The machines that a `START_MAINTENANCE` or a `STOP_MAINTENANCE` names.
pub fn machines_of_call(call: &Value) -> Vec<Machine> {
    let member = call["type"].as_str().unwrap_or_default().to_ascii_lowercase();
    items(&call[member]["machines"]).iter().map(Machine::from_json).collect()
}

/// All that is wrong with taking machines down.
pub fn check_start(status: &Status, machines: &[Machine]) -> Vec<Problem> {
    let mut problems = list(machines);
    for (field, machine) in fields(machines) {
        problems.extend(draining(status, &field, machine));
    }
    problems
}

/// All that is wrong with taking machines up again.
pub fn check_stop(status: &Status, machines: &[Machine]) -> Vec<Problem> {
    let mut problems = list(machines);
    for (field, machine) in fields(machines) {
        problems.extend(down(status, &field, machine));
    }
    problems
}

fn fields(machines: &[Machine]) -> impl Iterator<Item = (Field, &Machine)> {
    machines.iter().enumerate().map(|(at, machine)| (Field::item("machines", at), machine))
}

/// The list is of at least one machine, each once and named.
///
/// `src/master/maintenance.cpp` (`validation::machines`); `master/START_MAINTENANCE-none`, `-duplicate`.
pub fn list(machines: &[Machine]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if machines.is_empty() {
        problems.push(Problem::refused(Field::new("machines"), "choose at least one machine"));
    }
    for (at, (field, machine)) in fields(machines).enumerate() {
        problems.extend(schedule::named(&field, machine));
        if machines[..at].contains(machine) {
            problems.push(Problem::refused(field, format!("{machine} is there twice")));
        }
    }
    problems
}

/// A machine that goes down is in the schedule and not down yet (`master/START_MAINTENANCE-unknown-machine`, `-not-scheduled`, `-already-down`).
pub fn draining(status: &Status, field: &Field, machine: &Machine) -> Option<Problem> {
    let words = if status.down.contains(machine) {
        format!("{machine} is down already")
    } else if status.draining.contains(machine) {
        return None;
    } else {
        format!("{machine} is not in the maintenance schedule; give it a window first")
    };
    Some(Problem::refused(field.clone(), words))
}

/// A machine that comes up is down (`master/STOP_MAINTENANCE-not-down`, `-again`).
pub fn down(status: &Status, field: &Field, machine: &Machine) -> Option<Problem> {
    (!status.down.contains(machine))
        .then(|| Problem::refused(field.clone(), format!("{machine} is not down for maintenance")))
}
