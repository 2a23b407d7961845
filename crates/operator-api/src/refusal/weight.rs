//! `UPDATE_WEIGHTS`.

use serde_json::Value;

use super::quoted;
use crate::member::items;
use crate::rules::Field;

pub(super) fn field(call: &Value, words: &str) -> Option<Field> {
    let of = |role: &str, member: &str| {
        let infos = items(&call["update_weights"]["weight_infos"]);
        let at = infos.iter().position(|info| info["role"].as_str().unwrap_or_default().trim() == role)?;
        Some(Field::item("weights", at).then(member))
    };
    match (quoted(words, "Invalid role "), quoted(words, "for role ")) {
        (Some(role), _) => of(role, "role"),
        (None, Some(role)) => of(role, "weight"),
        (None, None) => {
            quoted(words, "Role ").or_else(|| quoted(words, "role ")).and_then(|role| of(role, "role"))
        }
    }
}
