//! Asks the server to let somebody in.

use gloo_net::http::Request;
use serde_json::{Value, json};

use super::form::Kind;
use crate::call::json::Read;
use crate::paths::Door;
use crate::session::nobody;

/// How long is waited where the server does not say how long.
const WAIT: i64 = 10;

/// What the server says of the time to wait, which the form counts down.
const AGAIN: &str = ": try again";

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Somebody is in.
    In,
    /// Nobody is, and why.
    Refused(String),
    /// It can be tried again in so many seconds.
    Later(String, i64),
}

/// Sends a name and what proves it.
pub(super) async fn send(kind: Kind, name: &str, proof: &str) -> Outcome {
    let lost = || {
        let words = "The console does not answer. It is stopped, or the network between is cut.";
        Outcome::Refused(words.to_owned())
    };
    let body = json!({ "way": kind.way(), "name": name, "password": proof });
    let request = Request::post(&Door::Login.href())
        .header("Accept", "application/json")
        .header("Content-Type", "application/json")
        .body(body.to_string());
    let Ok(request) = request else { return lost() };
    let Ok(response) = request.send().await else { return lost() };
    let wait = response.headers().get("Retry-After").and_then(|seconds| seconds.trim().parse().ok());
    match response.text().await {
        Ok(body) => read(response.status(), wait, &body),
        Err(_) => lost(),
    }
}

fn read(status: u16, wait: Option<i64>, body: &str) -> Outcome {
    if (200..300).contains(&status) {
        return Outcome::In;
    }
    let answer: Value = serde_json::from_str(body).unwrap_or_default();
    let said = answer.text("error");
    let words = if said.is_empty() {
        format!("The console answered with status {status} and let nobody in.")
    } else {
        nobody(said.split(AGAIN).next().unwrap_or(said))
    };
    match status {
        429 | 503 => Outcome::Later(words, wait.unwrap_or(WAIT).clamp(1, 3_600)),
        _ => Outcome::Refused(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_let_in_is_in() {
        assert_eq!(read(200, None, r#"{"user":"ada"}"#), Outcome::In);
    }

    #[test]
    fn who_is_not_reads_the_server_s_words() {
        let body = r#"{"error":"the name or the password is wrong"}"#;
        assert_eq!(
            read(401, None, body),
            Outcome::Refused("Nobody is logged in: the name or the password is wrong.".into())
        );
        let Outcome::Refused(words) = read(502, None, "<html>") else { panic!("not refused") };
        assert!(words.contains("502"));
    }

    #[test]
    fn too_many_attempts_have_to_wait() {
        let body = r#"{"error":"too many failed logins: try again in 30 s"}"#;
        let words = "Nobody is logged in: too many failed logins.";
        assert_eq!(read(429, Some(30), body), Outcome::Later(words.into(), 30));
        assert_eq!(read(503, None, body), Outcome::Later(words.into(), WAIT));
    }
}
