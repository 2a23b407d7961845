//! `LAUNCH_`, `KILL_` and `REMOVE_CONTAINER`, and their nested forms.

use serde_json::Value;

use super::{Change, Seen, Source};
use crate::member::integer;
use crate::rules::container::{Path, path, running_from_json};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Launch,
    /// With a signal that ends a process.
    Kill,
    /// With one that may mean anything to it.
    Signal(i64),
    Remove,
}

#[derive(Debug)]
struct Container {
    node: String,
    id: Path,
    kind: Kind,
}

/// The signals that end a process: SIGKILL, which is sent if none is named, and SIGTERM.
const ENDING: [i64; 2] = [9, 15];

pub(super) fn of(name: &str, node: String, arguments: &Value) -> Option<Box<dyn Change>> {
    let id = path(arguments.get("container_id")?)?;
    let kind = match (name, integer(&arguments["signal"])) {
        (name, _) if name.starts_with("LAUNCH") => Kind::Launch,
        (name, _) if name.starts_with("REMOVE") => Kind::Remove,
        (_, Some(signal)) if !ENDING.contains(&signal) => Kind::Signal(signal),
        _ => Kind::Kill,
    };
    Some(Box::new(Container { node, id, kind }))
}

impl Change for Container {
    fn title(&self) -> String {
        let (id, node) = (self.id.join("."), &self.node);
        match self.kind {
            Kind::Launch => format!("Launch container {id} on {node}"),
            Kind::Kill => format!("Kill container {id} on {node}"),
            Kind::Signal(signal) => format!("Send signal {signal} to container {id} on {node}"),
            Kind::Remove => format!("Remove container {id} on {node}"),
        }
    }

    fn source(&self) -> Source {
        match self.kind {
            Kind::Signal(_) => Source::Nothing,
            _ => Source::AgentCall("GET_CONTAINERS"),
        }
    }

    fn seen(&self, now: &Value) -> Seen {
        let told = now["get_containers"].is_object();
        let runs = running_from_json(now).contains(&self.id);
        match self.kind {
            Kind::Signal(_) => Seen::Applied,
            Kind::Launch if runs => Seen::Applied,
            Kind::Kill | Kind::Remove if told && !runs => Seen::Applied,
            _ => Seen::NotYet,
        }
    }
}
