//! Opens the link of a dashboard.

use gloo_net::http::Request;
use serde_json::{Value, json};

use super::Board;
use crate::call::json::Read;
use crate::paths::Door;
use crate::ui::format::sentence;

/// Why a link does not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shut {
    /// It never will, in the server's words.
    Refused(String),
    /// It opens for people who are logged in, in the server's words.
    LogIn(String),
    /// The console does not answer, or is busy: it may open later.
    NotNow(String),
}

/// Opens a link: its text, as it stood behind the `#` of its address. The server may give the browser a session of the link's own.
///
/// # Errors
/// Why not.
pub async fn enter(link: &str) -> Result<Board, Shut> {
    let unreachable = || {
        Shut::NotNow("The console does not answer. It is stopped, or the network between is cut.".to_owned())
    };
    let request = Request::post(&Door::EnterDashboard.href())
        .header("Accept", "application/json")
        .header("Content-Type", "application/json")
        .body(json!({ "link": link }).to_string())
        .map_err(|_| unreachable())?;
    let response = request.send().await.map_err(|_| unreachable())?;
    let body = response.text().await.map_err(|_| unreachable())?;
    read(response.status(), &body)
}

fn read(status: u16, body: &str) -> Result<Board, Shut> {
    let answer: Value = serde_json::from_str(body).unwrap_or_default();
    let words = |otherwise: &str| match answer.text("error") {
        "" => otherwise.to_owned(),
        words => sentence(words),
    };
    match status {
        200..300 if answer.is_object() => Ok(Board::read(&answer)),
        401 => Err(Shut::LogIn(words("Log in to open this dashboard."))),
        400 | 403 | 404 => Err(Shut::Refused(words("The console does not open this link."))),
        _ => Err(Shut::NotNow(words(&format!("The console answered with status {status}.")))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_never_opens_is_told_from_one_that_may() {
        let refused = read(
            403,
            r#"{"error":"the link of this dashboard was revoked: ask whoever gave it for another"}"#,
        );
        let words = "The link of this dashboard was revoked: ask whoever gave it for another.".to_owned();
        assert_eq!(refused, Err(Shut::Refused(words)));
        assert!(matches!(read(401, r#"{"error":"log in","detail":"log_in"}"#), Err(Shut::LogIn(_))));
        assert!(matches!(read(429, r#"{"error":"too many"}"#), Err(Shut::NotNow(_))));
        assert!(matches!(read(502, "<html>"), Err(Shut::NotNow(_))));
        assert!(read(200, r#"{"name":"Wall","pages":["/"],"every_seconds":30}"#).is_ok());
    }
}
