//! The maintenance schedule, and machines that go down and come up.

use serde_json::Value;

use super::quoted;
use crate::member::items;
use crate::rules::Field;
use crate::rules::maintenance::machines_of_call;
use crate::rules::schedule::{Machine, Schedule};

/// The machine that the words show as JSON.
fn shown(words: &str) -> Option<Machine> {
    Some(Machine::from_json(&serde_json::from_str(quoted(words, "Machine ")?).ok()?))
}

/// Each machine of a list with its field.
fn fields<'a>(list: &str, machines: &'a [Machine]) -> Vec<(Field, &'a Machine)> {
    machines.iter().enumerate().map(|(at, machine)| (Field::item(list, at), machine)).collect()
}

/// The machine that the words are about. Of one that is there twice it is the second.
fn find(machines: Vec<(Field, &Machine)>, words: &str) -> Option<Field> {
    let (nameless, unreadable) = ("Both 'hostname' and 'ip'", "Failed to parse IPv4: ");
    if words.contains(nameless) {
        let (field, _) = machines.into_iter().find(|(_, machine)| **machine == Machine::default())?;
        return Some(field.then("hostname"));
    }
    if let Some((_, ip)) = words.split_once(unreadable) {
        let (field, _) =
            machines.into_iter().find(|(_, machine)| machine.ip.as_deref() == Some(ip.trim()))?;
        return Some(field.then("ip"));
    }
    let shown = shown(words)?;
    let which = usize::from(words.contains("more than once"));
    machines.into_iter().filter(|(_, machine)| **machine == shown).nth(which).map(|(field, _)| field)
}

pub(super) fn of_machines(call: &Value, words: &str) -> Option<Field> {
    if words.contains("List of machines is empty") {
        return Some(Field::new("machines"));
    }
    find(fields("machines", &machines_of_call(call)), words)
}

pub(super) fn of_schedule(call: &Value, words: &str) -> Option<Field> {
    let schedule = Schedule::of_call(call)?;
    let window = |wrong: fn(&Value) -> bool, member: &str| {
        let windows = items(&call["update_maintenance_schedule"]["schedule"]["windows"]);
        Some(Field::item("windows", windows.iter().position(wrong)?).then(member))
    };
    if words.contains("cannot be removed") {
        return Some(Field::new("windows"));
    }
    if words.contains("window is empty") {
        return window(|window| items(&window["machine_ids"]).is_empty(), "machines");
    }
    if words.contains("'duration' is negative") {
        let negative = |window: &Value| {
            let duration = &window["unavailability"]["duration"]["nanoseconds"];
            duration.as_i64().is_some_and(|duration| duration < 0)
        };
        return window(negative, "duration");
    }
    let windows = schedule.windows.iter().enumerate();
    let machines = windows.flat_map(|(at, window)| {
        let list = Field::item("windows", at).then("machines");
        fields(list.as_str(), &window.machines)
    });
    find(machines.collect(), words)
}
