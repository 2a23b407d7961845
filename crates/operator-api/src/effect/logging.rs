//! `SET_LOGGING_LEVEL`.

use serde_json::Value;

use super::{Change, Seen, Source};
use crate::calls::Target;
use crate::member::integer;

#[derive(Debug)]
struct Logging {
    target: Target,
    node: String,
    level: i64,
}

pub(super) fn of(target: Target, node: String, arguments: &Value) -> Option<Box<dyn Change>> {
    Some(Box::new(Logging { target, node, level: integer(&arguments["level"])? }))
}

impl Change for Logging {
    fn title(&self) -> String {
        format!("Set the logging level of {} to {}", self.node, self.level)
    }

    fn source(&self) -> Source {
        match self.target {
            Target::Master => Source::Call("GET_LOGGING_LEVEL"),
            Target::Agent => Source::AgentCall("GET_LOGGING_LEVEL"),
        }
    }

    fn seen(&self, now: &Value) -> Seen {
        match integer(&now["get_logging_level"]["level"]) {
            Some(level) if level == self.level => Seen::Applied,
            _ => Seen::NotYet,
        }
    }
}
