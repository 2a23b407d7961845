//! What the server said, from its status and body.

use serde::Deserialize;
use serde_json::Value;

use crate::ui::format::sentence;

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The thing asked for.
    Found(Value),
    /// There is no such thing, in the server's words.
    Missing(String),
    /// It may not be seen, in the server's words.
    Forbidden(String),
    /// It should be here and is not.
    Broken {
        /// What happened.
        what: String,
        /// What it means and what can be done.
        advice: String,
    },
}

/// The body of every error of the server.
#[derive(Default, Deserialize)]
struct Trouble {
    #[serde(default)]
    error: String,
    detail: Option<String>,
    request_id: Option<String>,
}

impl Answer {
    /// Reads an answer that came.
    pub fn read(status: u16, body: &str) -> Self {
        if status == 204 {
            return Self::Found(Value::Null);
        }
        if (200..300).contains(&status) {
            return serde_json::from_str(body).map_or_else(|error| Self::unreadable(&error), Self::Found);
        }
        // Mesos answers in a line of plain text; what stands between browser and server, with a page of HTML, or nothing.
        let trouble: Trouble = serde_json::from_str(body).unwrap_or_else(|_| Trouble::quoted(body));
        let words =
            |otherwise: &str| sentence(if trouble.error.is_empty() { otherwise } else { &trouble.error });
        match status {
            404 | 501 => Self::Missing(words("There is no such thing.")),
            401 => Self::Forbidden(words("You are not logged in, or no longer.")),
            403 => Self::Forbidden(words("The server refused it without a reason.")),
            _ => Self::Broken {
                what: words(&format!("The server answered with status {status}.")),
                advice: trouble.advice(),
            },
        }
    }

    /// No answer came.
    pub fn unreachable() -> Self {
        Self::Broken {
            what: "The console does not answer.".to_owned(),
            advice: "It is stopped, or the network between is cut. This page tries again by itself."
                .to_owned(),
        }
    }

    fn unreadable(error: &serde_json::Error) -> Self {
        Self::Broken {
            what: "The answer is not JSON.".to_owned(),
            advice: format!(
                "Something between this page and the console may have answered in its place ({error})."
            ),
        }
    }
}

impl Trouble {
    /// What Mesos said, if it may be that.
    fn quoted(body: &str) -> Self {
        let body = body.trim();
        let is_line = !body.starts_with('<') && body.len() < 600;
        let error = if is_line && !body.is_empty() { format!("Mesos says: {body}") } else { String::new() };
        Self { error, ..Self::default() }
    }

    fn advice(&self) -> String {
        let detail = self.detail.as_deref().filter(|detail| !detail.is_empty()).map(sentence);
        let request =
            self.request_id.as_deref().map(|id| format!("The console's log has more under request {id}."));
        let again = Some("This page tries again by itself.".to_owned());
        [detail, request, again].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_found_is_the_value() {
        assert_eq!(Answer::read(200, r#"{"name":"web"}"#), Answer::Found(json!({ "name": "web" })));
    }

    #[test]
    fn the_servers_own_words_are_said() {
        let body = r#"{"error":"the cluster has no task of this id","request_id":"r1"}"#;
        assert_eq!(Answer::read(404, body), Answer::Missing("The cluster has no task of this id.".into()));
        let body = r#"{"error":"nobody may see this","request_id":"r1"}"#;
        assert_eq!(Answer::read(403, body), Answer::Forbidden("Nobody may see this.".into()));
    }

    #[test]
    fn a_fault_says_where_to_look_on() {
        let body = r#"{"error":"not connected yet","detail":"recovering","request_id":"7f"}"#;
        let Answer::Broken { what, advice } = Answer::read(503, body) else { panic!("not broken") };
        assert_eq!(what, "Not connected yet.");
        assert_eq!(
            advice,
            "Recovering. The console's log has more under request 7f. This page tries again by itself."
        );
    }

    #[test]
    fn mesos_own_words_are_quoted() {
        assert_eq!(
            Answer::read(403, "403 Forbidden."),
            Answer::Forbidden("Mesos says: 403 Forbidden.".into())
        );
    }

    #[test]
    fn strangers_between_are_told_from_the_server() {
        let Answer::Broken { what, .. } = Answer::read(502, "<html>Bad gateway</html>") else {
            panic!("not broken")
        };
        assert_eq!(what, "The server answered with status 502.");
        let Answer::Broken { what, .. } = Answer::read(200, "<html>") else { panic!("not broken") };
        assert_eq!(what, "The answer is not JSON.");
        assert!(matches!(Answer::read(401, ""), Answer::Forbidden(_)));
    }
}
