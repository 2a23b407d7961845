//! How a task is checked, and what the checks say.

use serde_json::Value;

use crate::call::json::{Read, words};
use crate::components::lines::LineList;
use crate::ui::format::{plural, span_exact};

/// The health check and its result, the result of a check, as facts.
pub fn checks(task: &Value) -> LineList {
    let check = task.at("health_check");
    let mut lines = LineList::default();
    if !check.is_null() {
        lines = lines
            .text("Health check", words(check.text("type"), ""))
            .code("Checks", target(check))
            .text("Last result", health_result(task))
            .text("How often", rhythm(check))
            .text("Unhealthy after", patience(check));
    }
    let latest = task.list("statuses").last().map(check_result).unwrap_or_default();
    lines.text("Check", latest)
}

/// What a health check looks at.
fn target(check: &Value) -> String {
    let port = |path: &str| check.whole(path).map(|port| port.to_string()).unwrap_or_default();
    match check.text("type") {
        "HTTP" => {
            let scheme = match check.text("http.scheme") {
                "" => "http",
                scheme => scheme,
            };
            format!("{scheme}://:{}{}", port("http.port"), check.text("http.path"))
        }
        "TCP" => format!(":{}", port("tcp.port")),
        _ => command(check.at("command")),
    }
}

/// A command as it is run: the shell's line, or the program and its arguments.
fn command(command: &Value) -> String {
    let arguments = command.texts("arguments", "");
    if command.at("shell").as_bool() == Some(false) && !arguments.is_empty() {
        return arguments.join(" ");
    }
    command.text("value").to_owned()
}

fn health_result(task: &Value) -> String {
    let last = task.list("statuses").iter().rev().find_map(|status| status.at("healthy").as_bool());
    let word = match last {
        Some(true) => "healthy",
        Some(false) => "unhealthy",
        None => "none yet",
    };
    word.to_owned()
}

fn rhythm(check: &Value) -> String {
    let span = |path: &str| check.seconds_ms(path).map(span_exact);
    let every = span("interval_seconds").map(|span| format!("every {span}"));
    let limit = span("timeout_seconds").map(|span| format!("given {span} to answer"));
    [every, limit].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn patience(check: &Value) -> String {
    let failures =
        check.whole("consecutive_failures").map(|count| plural(count, "failure", "failures in a row"));
    let grace = check
        .seconds_ms("grace_period_seconds")
        .filter(|grace| *grace > 0)
        .map(|grace| format!("none counts in the first {}", span_exact(grace)));
    [failures, grace].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// What a status says of a check: `exit code 5`; empty if nothing.
pub fn check_result(status: &Value) -> String {
    let result = status.at("check_status");
    match result.text("type") {
        "COMMAND" => told("exit code", result.whole("command.exit_code")),
        "HTTP" => told("HTTP status", result.whole("http.status_code")),
        "TCP" => match result.at("tcp.succeeded").as_bool() {
            Some(true) => "port open".to_owned(),
            Some(false) => "port closed".to_owned(),
            None => "no check result yet".to_owned(),
        },
        _ => String::new(),
    }
}

fn told(what: &str, result: Option<i64>) -> String {
    result.map_or_else(|| "no check result yet".to_owned(), |result| format!("{what} {result}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::components::shown::Shown;

    #[test]
    fn a_real_health_check_in_words() {
        let task = json!({
            "health_check": {"delay_seconds":1.0,"interval_seconds":5.0,"timeout_seconds":20.0,"consecutive_failures":3,
                "grace_period_seconds":5.0,"type":"COMMAND","command":{"shell":true,"value":"true"}},
            "statuses": [{ "state": "TASK_RUNNING", "healthy": true }],
        });
        let text = |text: &str| Shown::Text(text.into());
        assert_eq!(
            checks(&task).0,
            [
                ("Health check", text("command")),
                ("Checks", Shown::Code("true".into())),
                ("Last result", text("healthy")),
                ("How often", text("every 5 s, given 20 s to answer")),
                ("Unhealthy after", text("3 failures in a row; none counts in the first 5 s")),
            ]
        );
    }

    #[test]
    fn other_targets_are_addresses() {
        let http = json!({ "type": "HTTP", "http": { "port": 8080, "path": "/health" } });
        assert_eq!(target(&http), "http://:8080/health");
        assert_eq!(target(&json!({ "type": "TCP", "tcp": { "port": 22 } })), ":22");
        assert_eq!(
            command(&json!({ "shell": false, "value": "test", "arguments": ["test", "-f", "x"] })),
            "test -f x"
        );
    }

    #[test]
    fn a_check_tells_its_result() {
        let status = json!({ "check_status": { "type": "COMMAND", "command": { "exit_code": 5 } } });
        assert_eq!(check_result(&status), "exit code 5");
        assert_eq!(
            check_result(&json!({ "check_status": { "type": "HTTP", "http": {} } })),
            "no check result yet"
        );
        assert_eq!(check_result(&json!({})), "");
        assert!(checks(&json!({})).is_empty());
    }
}
