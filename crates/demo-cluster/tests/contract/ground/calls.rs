//! Calls as JSON.

use serde_json::{Value, json};

/// A call that is its type only.
pub fn bare(name: &str) -> Value {
    json!({ "type": name })
}

/// A call with its arguments, which are in the member that bears its name.
pub fn call(name: &str, arguments: Value) -> Value {
    let mut call = bare(name);
    call[name.to_lowercase()] = arguments;
    call
}

/// An object of one member.
pub fn object(member: &str, value: Value) -> Value {
    Value::Object([(member.to_owned(), value)].into_iter().collect())
}

/// A `DurationInfo`.
pub fn seconds(seconds: i64) -> Value {
    json!({ "nanoseconds": seconds * 1_000_000_000 })
}
