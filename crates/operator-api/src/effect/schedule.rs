//! `UPDATE_MAINTENANCE_SCHEDULE`.

use serde_json::Value;

use super::{Change, Seen, Source, title};
use crate::rules::schedule::{Edit, Machine, Schedule};

#[derive(Debug)]
struct Update {
    schedule: Schedule,
    /// What is new in it, and what of before is not in it.
    edit: Option<Edit>,
}

pub(super) fn of(call: &Value) -> Option<Box<dyn Change>> {
    Some(Box::new(Update { schedule: Schedule::of_call(call)?, edit: None }))
}

impl Update {
    fn machines(&self) -> Vec<String> {
        let windows = match &self.edit {
            Some(edit) if edit.added.is_empty() => &edit.removed,
            Some(edit) => &edit.added,
            None => &self.schedule.windows,
        };
        windows.iter().flat_map(|window| &window.machines).map(Machine::to_string).collect()
    }
}

impl Change for Update {
    fn title(&self) -> String {
        let machines = title::list(&self.machines());
        let done = match &self.edit {
            Some(edit) if edit.is_nothing() => return "Write the maintenance schedule as it is".to_owned(),
            Some(edit) if edit.added.is_empty() => "Cancel the maintenance",
            _ if self.schedule.windows.is_empty() => return "Empty the maintenance schedule".to_owned(),
            _ => "Schedule the maintenance",
        };
        format!("{done} of {machines}")
    }

    fn source(&self) -> Source {
        Source::Call("GET_MAINTENANCE_SCHEDULE")
    }

    fn remember(&mut self, before: &Value) {
        let told = before["get_maintenance_schedule"].is_object();
        self.edit = told.then(|| Edit::between(&Schedule::from_json(before), &self.schedule));
    }

    /// The windows that are new are there, and those that are not wanted any more are not. Whatever others have written since stays out of it.
    fn seen(&self, now: &Value) -> Seen {
        if !now["get_maintenance_schedule"].is_object() {
            return Seen::NotYet;
        }
        let now = Schedule::from_json(now);
        let done = match &self.edit {
            None => now.is_same(&self.schedule),
            Some(edit) => {
                let there = |window| now.windows.iter().any(|now| now.is_same(window));
                edit.added.iter().all(there) && !edit.removed.iter().any(there)
            }
        };
        if done { Seen::Applied } else { Seen::NotYet }
    }
}
