//! `DEACTIVATE_AGENT`, `REACTIVATE_AGENT` and `MARK_AGENT_GONE`.

use serde_json::Value;

use super::{Change, Seen, Source, registered};
use crate::member::id;

#[derive(Clone, Copy, Debug)]
enum Kind {
    Deactivate,
    Reactivate,
    MarkGone,
}

#[derive(Debug)]
struct Agent {
    kind: Kind,
    id: String,
}

pub(super) fn of(name: &str, arguments: &Value) -> Option<Box<dyn Change>> {
    let kind = match name {
        "DEACTIVATE_AGENT" => Kind::Deactivate,
        "REACTIVATE_AGENT" => Kind::Reactivate,
        _ => Kind::MarkGone,
    };
    Some(Box::new(Agent { kind, id: id(&arguments["agent_id"])?.to_owned() }))
}

impl Change for Agent {
    fn title(&self) -> String {
        match self.kind {
            Kind::Deactivate => format!("Deactivate agent {}", self.id),
            Kind::Reactivate => format!("Reactivate agent {}", self.id),
            Kind::MarkGone => format!("Mark agent {} gone", self.id),
        }
    }

    fn source(&self) -> Source {
        Source::Agent(self.id.clone())
    }

    /// The master does not list agents that are gone, nor those that are unreachable. It says yes to the call only once the agent's
    /// going is in the registry.
    fn seen(&self, now: &Value) -> Seen {
        let done = match self.kind {
            Kind::Deactivate => registered(now) && now["deactivated"] == true,
            Kind::Reactivate => {
                registered(now) && now["deactivated"] != true && !now["drain_info"].is_object()
            }
            Kind::MarkGone => now.is_null() || now["listed"] == false,
        };
        if done { Seen::Applied } else { Seen::NotYet }
    }
}
