//! Hands a change to the console's server.

use gloo_net::http::Request;
use serde_json::Value;

use crate::call::json::Read;
use crate::paths::Door;
use crate::session::noticed;

/// The change's id, or why the server did not take it.
pub(super) async fn send(body: &Value) -> Result<String, String> {
    let lost = || {
        "The console did not answer, so it is not known whether it has taken the change. Look at the list of changes before sending it again."
            .to_owned()
    };
    let request = Request::post(&Door::Changes.href())
        .header("Accept", "application/json")
        .header("Content-Type", "application/json")
        .body(body.to_string())
        .map_err(|_| lost())?;
    let response = request.send().await.map_err(|_| lost())?;
    let status = response.status();
    noticed(status);
    let text = response.text().await.map_err(|_| lost())?;
    read(status, &text)
}

fn read(status: u16, text: &str) -> Result<String, String> {
    let answer: Value = serde_json::from_str(text).unwrap_or_default();
    let id = answer.text("id");
    if (200..300).contains(&status) && !id.is_empty() {
        return Ok(id.to_owned());
    }
    let said = [answer.text("error"), answer.text("detail")].map(str::trim);
    let said: Vec<&str> = said.into_iter().filter(|said| !said.is_empty()).collect();
    if said.is_empty() {
        return Err(format!("The console answered with status {status} and did not take the change."));
    }
    Err(format!("The console did not take the change: {}.", said.join(": ").trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_taken_has_an_id() {
        assert_eq!(read(201, r#"{"id":"9f0c"}"#), Ok("9f0c".into()));
    }

    #[test]
    fn what_is_not_taken_says_why() {
        let body = r#"{"error":"this console is read-only","detail":null}"#;
        assert_eq!(
            read(403, body),
            Err("The console did not take the change: this console is read-only.".into())
        );
        assert!(read(502, "<html>").unwrap_err().contains("502"));
    }
}
