//! Calls that lack something, or have it in another shape than the API's schema.

use serde_json::Value;

use super::quoted;
use crate::member::items;
use crate::rules::Field;

/// The member that the words say is missing, of the wrong kind, or must not be there.
pub(super) fn path(words: &str) -> Option<&str> {
    let missing = || words.split_once("Missing required fields: ").map(|(_, list)| list.split(", ").next());
    missing()
        .flatten()
        .or_else(|| quoted(words, "for field "))
        .or_else(|| words.contains("' to be present").then(|| quoted(words, "Expecting ")).flatten())
        .or_else(|| words.ends_with("to be unset").then(|| quoted(words, "Expecting ")).flatten())
        .or_else(|| words.contains("is invalid: ").then(|| quoted(words, "agent::Call: ")).flatten())
}

/// How forms call what calls have under another name; with nothing, a member whose name says nothing.
const NAMES: [(&str, &str); 15] = [
    ("agent_id", "agent"),
    ("configs", "configs"),
    ("container_id", "container"),
    ("framework_id", "framework"),
    ("info", ""),
    ("machine_ids", "machines"),
    ("max_grace_period", "grace"),
    ("parent", ""),
    ("quota_configs", "configs"),
    ("quota_request", ""),
    ("resource_provider_id", "provider"),
    ("schedule", ""),
    ("unavailability", "start"),
    ("value", ""),
    ("weight_infos", "weights"),
];

/// The field of a member: `update_quota.quota_configs[0].role` is `configs[0].role`.
pub(super) fn field(path: &str, arguments: &Value) -> Option<Field> {
    let mut parts = path.split('.');
    // The words name the arguments of the call, or the last member only.
    let first = parts.next()?;
    let named = match parts.clone().next() {
        Some(_) => parts.filter_map(form_name).collect::<Vec<_>>(),
        None => vec![within_list(first, arguments).unwrap_or_else(|| form_name(first).unwrap_or_default())],
    };
    let mut named = named.into_iter().filter(|name| !name.is_empty());
    let first = Field::new(&named.next()?);
    Some(named.fold(first, |field, name| field.then(&name)))
}

fn form_name(part: &str) -> Option<String> {
    let (name, index) = part.split_at(part.find('[').unwrap_or(part.len()));
    let name = NAMES.iter().find(|(member, _)| *member == name).map_or(name, |(_, name)| name);
    (!name.is_empty()).then(|| format!("{name}{index}"))
}

/// A member of the only item of the only list there is; of several items the words do not say which.
fn within_list(member: &str, arguments: &Value) -> Option<String> {
    let (list, value) = arguments.as_object()?.iter().find(|(_, value)| value.is_array())?;
    let list = form_name(list)?;
    match (items(value).len(), form_name(member)) {
        (1, Some(member)) => Some(format!("{list}[0].{member}")),
        (1, None) => Some(format!("{list}[0]")),
        _ => Some(list),
    }
}
