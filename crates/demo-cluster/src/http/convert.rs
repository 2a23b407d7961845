//! From JSON to a call, with Mesos' words for a field of the wrong type and for a required field that is not there.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::Value;

/// A field of a message, from the schema of the API.
struct Field {
    name: &'static str,
    required: bool,
    repeated: bool,
    kind: &'static str,
}

/// The fields of a message, in the order of the schema.
struct Fields(Vec<Field>);

impl Fields {
    fn get(&self, name: &str) -> Option<&Field> {
        self.0.iter().find(|field| field.name == name)
    }
}

/// Fields by message. Enums have none.
static SCHEMA: LazyLock<HashMap<&'static str, Fields>> = LazyLock::new(|| {
    let mut messages: HashMap<_, Fields> = HashMap::new();
    for line in include_str!("../../../operator-api/schema/fields.tsv").lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        if let [message, _, name, label, kind, ..] = *columns.as_slice() {
            let field = Field { name, required: label == "required", repeated: label == "repeated", kind };
            messages.entry(message).or_insert_with(|| Fields(Vec::new())).0.push(field);
        }
    }
    messages
});

/// Checks that a value can be a message of the API, as Mesos does when it makes one of the other.
pub fn check(message: &str, value: &Value) -> Result<(), String> {
    if !value.is_object() {
        return Err("Expecting a JSON object".to_owned());
    }
    types(message, value)?;
    let mut missing = Vec::new();
    required(message, value, "", &mut missing);
    if missing.is_empty() { Ok(()) } else { Err(format!("Missing required fields: {}", missing.join(", "))) }
}

/// Makes of a negative number in a field that cannot be negative what a computer makes of it: Mesos reads past the end of a
/// file then, and finds nothing.
pub fn wrap_negatives(message: &str, value: &mut Value) {
    let (Some(fields), Some(object)) = (SCHEMA.get(message), value.as_object_mut()) else { return };
    for (name, value) in object {
        let Some(field) = fields.get(name) else { continue };
        match (field.kind, &mut *value) {
            ("uint64", Value::Number(number)) => {
                if let Some(negative) = number.as_i64().filter(|number| *number < 0) {
                    *value = Value::from(negative.cast_unsigned());
                }
            }
            (kind, Value::Array(items)) => items.iter_mut().for_each(|item| wrap_negatives(kind, item)),
            (kind, value) => wrap_negatives(kind, value),
        }
    }
}

fn types(message: &str, value: &Value) -> Result<(), String> {
    let (Some(fields), Some(object)) = (SCHEMA.get(message), value.as_object()) else { return Ok(()) };
    for (name, value) in object {
        // Unknown fields are nobody's business; an absent value is no value.
        let Some(field) = fields.get(name) else { continue };
        if value.is_null() {
            continue;
        }
        match (field.repeated, value) {
            (true, Value::Array(items)) => {
                for item in items {
                    one(name, field.kind, item)?;
                }
            }
            (true, Value::Object(entries)) if is_map(field.kind) => {
                for value in entries.values() {
                    one("value", value_kind(field.kind), value)?;
                }
            }
            (true, value) => return Err(unexpected(name, value)),
            (false, value) => one(name, field.kind, value)?,
        }
    }
    Ok(())
}

fn one(name: &str, kind: &str, value: &Value) -> Result<(), String> {
    let fits = match kind {
        "string" | "bytes" => value.is_string(),
        "bool" => value.is_boolean(),
        "double" | "float" | "int32" | "int64" | "uint32" | "uint64" | "sint32" | "sint64" => {
            if let Value::String(text) = value {
                return number(name, text);
            }
            value.is_number()
        }
        kind if SCHEMA.contains_key(kind) => {
            if !value.is_object() {
                return Err(unexpected(name, value));
            }
            return types(kind, value);
        }
        // A message without fields takes an object, an enum a word.
        _ => value.is_string() || value.is_object(),
    };
    if fits { Ok(()) } else { Err(unexpected(name, value)) }
}

/// Numbers may be given as text.
fn number(name: &str, text: &str) -> Result<(), String> {
    if text.trim().parse::<f64>().is_ok() {
        return Ok(());
    }
    Err(format!(
        "Failed to parse '{text}' as a JSON number for field '{name}': syntax error at line 1 near: {text}"
    ))
}

fn unexpected(name: &str, value: &Value) -> String {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    format!("Not expecting a JSON {kind} for field '{name}'")
}

/// Entries of a map are messages of their own in the schema: `QuotaConfig.GuaranteesEntry`.
fn is_map(kind: &str) -> bool {
    kind.ends_with("Entry")
}

/// What the values of a map are.
fn value_kind(entry: &str) -> &'static str {
    SCHEMA.get(entry).and_then(|fields| fields.get("value")).map_or("", |field| field.kind)
}

fn required(message: &str, value: &Value, path: &str, missing: &mut Vec<String>) {
    // Google's own types have no required fields, whatever a schema of the second version of protobuf says.
    let Some(fields) = SCHEMA.get(message).filter(|_| !message.starts_with("google.")) else { return };
    let there = |field: &Field| value.get(field.name).filter(|value| !value.is_null());
    let path_of = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    // First what this message lacks, then what those within it do.
    missing.extend(
        fields
            .0
            .iter()
            .filter(|field| field.required && there(field).is_none())
            .map(|field| path_of(field.name)),
    );
    for field in &fields.0 {
        let path = path_of(field.name);
        match there(field) {
            None => {}
            Some(Value::Array(items)) => {
                for (at, item) in items.iter().enumerate() {
                    required(field.kind, item, &format!("{path}[{at}]"), missing);
                }
            }
            Some(Value::Object(entries)) if is_map(field.kind) => {
                for (at, value) in entries.values().enumerate() {
                    required(value_kind(field.kind), value, &format!("{path}[{at}].value"), missing);
                }
            }
            Some(value) => required(field.kind, value, &path, missing),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(value: impl std::borrow::Borrow<Value>) -> String {
        check("master.Call", value.borrow()).unwrap_err()
    }

    /// From the recordings of the calls named.
    #[test]
    fn faults_are_told_as_mesos_tells_them() {
        assert_eq!(told(json!([])), "Expecting a JSON object");
        assert_eq!(told(json!({"type": 1})), "Not expecting a JSON number for field 'type'");
        assert_eq!(told(json!({"type": true})), "Not expecting a JSON boolean for field 'type'");
        assert_eq!(
            told(json!({"type": "LIST_FILES", "list_files": {}})),
            "Missing required fields: list_files.path"
        );
        assert_eq!(
            told(json!({"type": "UPDATE_WEIGHTS", "update_weights": {"weight_infos": [{"role": "ops"}]}})),
            "Missing required fields: update_weights.weight_infos[0].weight"
        );
        assert_eq!(
            told(
                json!({"type": "SET_LOGGING_LEVEL", "set_logging_level": {"level": "one", "duration": {"nanoseconds": 1}}})
            ),
            "Failed to parse 'one' as a JSON number for field 'level': syntax error at line 1 near: one"
        );
        assert_eq!(
            told(
                json!({"type": "DRAIN_AGENT", "drain_agent": {"agent_id": {"value": "x"}, "max_grace_period": "5secs"}})
            ),
            "Not expecting a JSON string for field 'max_grace_period'"
        );
        assert_eq!(
            told(json!({"type": "READ_FILE", "read_file": {}})),
            "Missing required fields: read_file.path, read_file.offset"
        );
        assert_eq!(
            told(
                json!({"type": "UPDATE_QUOTA", "update_quota": {"quota_configs": [{"role": "q", "limits": {"cpus": {}}}]}})
            ),
            "Missing required fields: update_quota.quota_configs[0].limits[0].value.value"
        );
        assert_eq!(check("master.Call", &json!({"type": "GET_HEALTH", "more": 1})), Ok(()));
        assert_eq!(check("master.Call", &json!({"type": null})), Ok(()));
    }
}
