//! Sends something to a door, once.

use gloo_net::http::Request;
use serde_json::Value;

use super::answer::Answer;
use crate::paths::Door;
use crate::session::noticed;

/// Posts JSON and reads the answer.
pub async fn send(door: &Door, body: &Value) -> Answer {
    let request = Request::post(&door.href())
        .header("Accept", "application/json")
        .header("Content-Type", "application/json")
        .body(body.to_string());
    let Ok(request) = request else { return Answer::unreachable() };
    let Ok(response) = request.send().await else { return Answer::unreachable() };
    noticed(response.status());
    match response.text().await {
        Ok(body) => Answer::read(response.status(), &body),
        Err(_) => Answer::unreachable(),
    }
}
