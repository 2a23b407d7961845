//! `START_MAINTENANCE` and `STOP_MAINTENANCE`.

use serde_json::Value;

use super::{Change, Seen, Source, title};
use crate::rules::maintenance::{Status, machines_of_call};
use crate::rules::schedule::Machine;

#[derive(Debug)]
struct Maintenance {
    starts: bool,
    machines: Vec<Machine>,
}

pub(super) fn of(call: &Value) -> Option<Box<dyn Change>> {
    let (starts, machines) = (call["type"] == "START_MAINTENANCE", machines_of_call(call));
    (!machines.is_empty()).then(|| Box::new(Maintenance { starts, machines }) as Box<dyn Change>)
}

impl Change for Maintenance {
    fn title(&self) -> String {
        let names: Vec<String> = self.machines.iter().map(Machine::to_string).collect();
        let verb = if self.starts { "Start" } else { "Stop" };
        format!("{verb} maintenance of {}", title::list(&names))
    }

    fn source(&self) -> Source {
        Source::Call("GET_MAINTENANCE_STATUS")
    }

    /// Only these two calls make a machine down, or up from down. One that came up may have got another window since.
    fn seen(&self, now: &Value) -> Seen {
        if !now["get_maintenance_status"].is_object() {
            return Seen::NotYet;
        }
        let down = Status::from_json(now).down;
        let done = self.machines.iter().all(|machine| down.contains(machine) == self.starts);
        if done { Seen::Applied } else { Seen::NotYet }
    }
}
