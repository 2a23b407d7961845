//! Whether JSON is nothing but what the API's messages have.

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target;
use operator_api::v1::{agent, master};
use prost::Message;
use serde_json::Value;

/// Fails if reading the answer as the API's message loses anything of it.
pub fn known(target: Target, json: &Value) -> Result<()> {
    let again = match target {
        Target::Master => serde_json::from_value::<master::Response>(json.clone()).map(serde_json::to_value),
        Target::Agent => serde_json::from_value::<agent::Response>(json.clone()).map(serde_json::to_value),
    };
    same("", json, &again.context("the answer is no message of the API")??)
}

/// The same for an event.
pub fn known_event(json: &Value) -> Result<()> {
    let event: master::Event = serde_json::from_value(json.clone()).context("this is no event of the API")?;
    same("", json, &serde_json::to_value(event)?)
}

/// The type that an answer in protobuf says it is of.
pub fn protobuf_type(target: Target, bytes: &[u8]) -> Result<i32> {
    let kind = match target {
        Target::Master => master::Response::decode(bytes).map(|response| response.r#type),
        Target::Agent => agent::Response::decode(bytes).map(|response| response.r#type),
    };
    kind.context("the answer is no protobuf")?.context("the answer has no type")
}

/// Compares what was sent with what was understood of it.
fn same(place: &str, sent: &Value, understood: &Value) -> Result<()> {
    match (sent, understood) {
        (Value::Object(sent), Value::Object(understood)) => {
            for (name, value) in sent {
                let place = format!("{place}.{name}");
                let known = understood.get(name);
                ensure!(known.is_some(), "the API has no {place}: {value}");
                same(&place, value, known.unwrap_or(&Value::Null))?;
            }
        }
        (Value::Array(sent), Value::Array(understood)) => {
            ensure!(
                sent.len() == understood.len(),
                "{place} has {} members, not {}",
                sent.len(),
                understood.len()
            );
            for (at, (sent, understood)) in sent.iter().zip(understood).enumerate() {
                same(&format!("{place}[{at}]"), sent, understood)?;
            }
        }
        (Value::Number(one), Value::Number(other)) => {
            // Whole numbers are compared as such: times in nanoseconds are beyond what a double holds.
            let alike = match (one.as_i64(), other.as_i64()) {
                (Some(one), Some(other)) => one == other,
                _ => one.as_f64() == other.as_f64(),
            };
            ensure!(alike, "{place} is {one}, and {other} is understood");
        }
        _ => ensure!(sent == understood, "{place} is {sent}, and {understood} is understood"),
    }
    Ok(())
}
