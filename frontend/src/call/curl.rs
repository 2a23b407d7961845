//! The command that asks Mesos the same thing without the console.

/// A `curl` of a call at an address (`host:port/api/v1`); with a `jq` filter where only a part of the answer is wanted.
///
/// ```
/// use mesoscope_frontend::call::curl::curl;
///
/// let line = curl("10.0.0.1:5050/api/v1", r#"{"type":"GET_MASTER"}"#, "");
/// assert_eq!(
///     line,
///     r#"curl -sS -X POST -H 'Content-Type: application/json' -d '{"type":"GET_MASTER"}' 'http://10.0.0.1:5050/api/v1'"#
/// );
/// ```
#[must_use]
pub fn curl(address: &str, body: &str, pick: &str) -> String {
    let address = quoted(&format!("http://{address}"));
    let mut line =
        format!("curl -sS -X POST -H 'Content-Type: application/json' -d {} {address}", quoted(body));
    if !pick.is_empty() {
        line.push_str(" | jq ");
        line.push_str(&quoted(pick));
    }
    line
}

/// A `jq` filter of the objects in an answer, at any depth, whose `path` is this text.
#[must_use]
pub fn pick(conditions: &[(&str, &str)]) -> String {
    let equal = |(path, text): &(&str, &str)| format!(".{path}? == {}", serde_json::Value::from(*text));
    let all: Vec<String> = conditions.iter().map(equal).collect();
    format!(".. | objects | select({})", all.join(" and "))
}

/// One word for a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_picked_by_its_ids() {
        let filter = pick(&[("task_id.value", "it's \"web\""), ("framework_id.value", "f")]);
        assert_eq!(
            filter,
            r#".. | objects | select(.task_id.value? == "it's \"web\"" and .framework_id.value? == "f")"#
        );
        let line = curl("m:5050/api/v1", "{}", &filter);
        assert!(line.contains(r"it'\''s"), "{line}");
    }
}
