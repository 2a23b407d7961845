//! Secrets out of what is shown: in flags, environments, commands, addresses and configurations, wherever they stand in an answer, a call or a line of the
//! audit log. What is taken out is marked, so that nobody takes the mark for the value.
//!
//! Names decide (`DB_PASSWORD`, `--jwt_secret_key`, `aws_session_token`), then forms: an address with a password in it, Mesos' own `Secret`
//! with its value. What is opaque (`data` of tasks and executors) is taken out whole: nobody can say what is in it.

mod name;
mod text;

use serde_json::{Map, Value};

pub use name::is_secret;
pub use text::text;

/// What stands where something was taken out.
pub const MARK: &str = "[redacted by this console]";

/// Flags of masters and agents whose value is the path of a file, and no secret: or the whole thing, written in place.
const MAY_BE_PATHS: [&str; 6] =
    ["credential", "credentials", "http_credentials", "jwt_secret_key", "secret_key", "docker_config"];

/// Whether an answer to this call can hold a secret; others need not be read for it. What is not known to hold none can.
#[must_use]
pub fn may_hold_secrets(call: &str) -> bool {
    !matches!(
        call,
        "GET_HEALTH"
            | "GET_VERSION"
            | "GET_METRICS"
            | "GET_LOGGING_LEVEL"
            | "LIST_FILES"
            | "READ_FILE"
            | "GET_ROLES"
            | "GET_WEIGHTS"
            | "GET_QUOTA"
            | "GET_MAINTENANCE_STATUS"
            | "GET_MAINTENANCE_SCHEDULE"
            | "GET_AGENTS"
            | "GET_AGENT"
    )
}

/// Takes the secrets out of any JSON of the Operator API: answers, calls, details.
pub fn redact(value: &mut Value) {
    match value {
        Value::Object(members) => object(members),
        Value::Array(items) => items.iter_mut().for_each(redact),
        Value::String(string) => {
            if let Some(redacted) = text(string) {
                *string = redacted;
            }
        }
        _ => {}
    }
}

/// The same for an answer as it was sent; what is no JSON is looked through as text. `None` if there is nothing to take out: then it stays as it was written.
#[must_use]
pub fn redact_json(json: &[u8]) -> Option<String> {
    let Ok(value) = serde_json::from_slice::<Value>(json) else {
        return text(&String::from_utf8_lossy(json));
    };
    let mut clean = value.clone();
    redact(&mut clean);
    (clean != value).then(|| clean.to_string())
}

fn object(members: &mut Map<String, Value>) {
    // A flag or a variable: the name beside the value says what it is.
    if let Some(named) = name_beside_value(members)
        && let Some(value) = members.get_mut("value")
    {
        if MAY_BE_PATHS.contains(&named.as_str()) {
            path_or_secret(value);
        } else if is_secret(&named) {
            wipe(value);
        }
    }
    // Mesos' `Secret`: of a reference the name may be seen, of a value nothing.
    if members.get("type").is_some_and(|kind| kind == "VALUE")
        && let Some(value) = members.get_mut("value").filter(|value| value.is_object())
    {
        wipe(value);
    }
    // A command's arguments: `--password`, then the password.
    if let Some(Value::Array(words)) = members.get_mut("arguments") {
        arguments(words);
    }
    for (name, value) in members.iter_mut() {
        // Of a pair, `key` is the name of the value beside it.
        let is_secret = name != "key" && is_secret(name);
        match value {
            Value::String(string) if is_secret || (name == "data" && !string.is_empty()) => wipe(value),
            Value::Array(items) if is_secret && items.iter().all(Value::is_string) => wipe(value),
            // A map of secrets, as storage plugins have it: names and values. Mesos' `secret` is an object of its own, seen to above.
            Value::Object(map) if name.ends_with("_secrets") => map.values_mut().for_each(wipe),
            value => redact(value),
        }
    }
}

/// The name of what stands as `{name, value}` or `{key, value}`.
fn name_beside_value(members: &Map<String, Value>) -> Option<String> {
    members.get("value")?;
    let name = members.get("name").or_else(|| members.get("key"))?;
    name.as_str().map(str::to_owned)
}

/// Takes out every text; what is empty, or says yes or no, is no secret.
fn wipe(value: &mut Value) {
    match value {
        Value::String(string) if matches!(string.as_str(), "" | "true" | "false" | MARK) => {}
        Value::Null | Value::Bool(_) => {}
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::String(_) | Value::Number(_) => *value = Value::String(MARK.to_owned()),
    }
}

fn path_or_secret(value: &mut Value) {
    let is_path = value.as_str().is_some_and(|path| path.starts_with('/') || path.starts_with("file://"));
    if !is_path {
        wipe(value);
    }
}

fn arguments(words: &mut [Value]) {
    for at in 1..words.len() {
        let flag = words[at - 1].as_str().filter(|flag| flag.starts_with('-') && !flag.contains('='));
        let is_value = words[at].as_str().is_some_and(|word| !word.starts_with("--"));
        if is_value && flag.is_some_and(is_secret) {
            wipe(&mut words[at]);
        }
    }
}
