//! `TEARDOWN`.

use serde_json::Value;

use super::{Change, Seen, Source};
use crate::member::id;

#[derive(Debug)]
struct Teardown(String);

pub(super) fn of(arguments: &Value) -> Option<Box<dyn Change>> {
    Some(Box::new(Teardown(id(&arguments["framework_id"])?.to_owned())))
}

impl Change for Teardown {
    fn title(&self) -> String {
        format!("Tear down framework {}", self.0)
    }

    fn source(&self) -> Source {
        Source::Framework(self.0.clone())
    }

    fn seen(&self, now: &Value) -> Seen {
        if now.is_null() || now["listed"] == false { Seen::Applied } else { Seen::NotYet }
    }
}
