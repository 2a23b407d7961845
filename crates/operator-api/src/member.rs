//! Members of the API's JSON, read as leniently as Mesos reads calls: a number may be in text.

use serde_json::Value;

pub(crate) fn text(json: &Value) -> Option<String> {
    json.as_str().map(str::to_owned)
}

pub(crate) fn number(json: &Value) -> Option<f64> {
    json.as_f64().or_else(|| json.as_str()?.trim().parse().ok())
}

pub(crate) fn integer(json: &Value) -> Option<i64> {
    json.as_i64().or_else(|| json.as_str()?.trim().parse().ok())
}

/// The items of a list; none of what is no list.
pub(crate) fn items(json: &Value) -> &[Value] {
    json.as_array().map_or(&[], Vec::as_slice)
}

/// The text of an id: `{"value":"…"}`.
pub(crate) fn id(json: &Value) -> Option<&str> {
    json["value"].as_str()
}
