//! Calls about containers of an agent.

use crate::rules::Field;

pub(super) fn field(words: &str) -> Option<Field> {
    match words {
        words if words.contains("signal") => Some(Field::new("signal")),
        words if words.contains("ontainer") => Some(Field::new("container")),
        _ => None,
    }
}
