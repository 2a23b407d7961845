//! `PRUNE_IMAGES`. No call tells which images an agent keeps.

use serde_json::Value;

use super::{Change, Seen, Source};
use crate::member::items;

#[derive(Debug)]
struct Prune {
    node: String,
    excluded: usize,
}

pub(super) fn of(node: String, arguments: &Value) -> Box<dyn Change> {
    Box::new(Prune { node, excluded: items(&arguments["excluded_images"]).len() })
}

impl Change for Prune {
    fn title(&self) -> String {
        match self.excluded {
            0 => format!("Prune images on {}", self.node),
            1 => format!("Prune images but one on {}", self.node),
            more => format!("Prune images but {more} on {}", self.node),
        }
    }

    fn source(&self) -> Source {
        Source::Nothing
    }

    fn seen(&self, _now: &Value) -> Seen {
        Seen::Applied
    }
}
