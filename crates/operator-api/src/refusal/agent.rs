//! `DRAIN_AGENT`, `DEACTIVATE_AGENT`, `REACTIVATE_AGENT` and `MARK_AGENT_GONE`: all that is refused of a call in good shape is about the agent.

use crate::rules::Field;

pub(super) fn field(words: &str) -> Option<Field> {
    let about = words.contains("gent") || words.contains("maintenance");
    about.then(|| Field::new("agent"))
}
