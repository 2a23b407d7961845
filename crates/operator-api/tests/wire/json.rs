//! Recorded JSON goes through the types and comes out the same.

use serde_json::Value;

use crate::difference::Differences;
use crate::{What, exchange};

#[test]
fn accepted_calls_lose_nothing() {
    let mut differences = Differences::default();
    let mut count = 0;
    let mut refused = Vec::new();
    for exchange in exchange::all().filter(|exchange| exchange.succeeded()) {
        let Some(call) = exchange.call().filter(|call| call.is_object()) else { continue };
        match What::Call(exchange.target()).through_json(call) {
            Ok(printed) => differences.compare(call["type"].as_str().unwrap_or("call"), call, &printed),
            Err(error) => refused.push(format!("{}: {error}", exchange.name())),
        }
        count += 1;
    }
    // Here Mesos takes -1 for a very large number.
    assert_eq!(
        refused,
        [
            "master/READ_FILE-offset-negative: a number that its field cannot hold",
            "master/SET_LOGGING_LEVEL-negative: a number that its field cannot hold"
        ]
    );
    insta::assert_snapshot!(format!("{count} calls\n{differences}"));
}

#[test]
fn refused_calls_never_panic() {
    let mut refused = Vec::new();
    for exchange in exchange::all().filter(|exchange| !exchange.succeeded()) {
        let Some(call) = exchange.call() else { continue };
        if let Err(error) = What::Call(exchange.target()).through_json(call) {
            refused.push(format!("{}: {error}", exchange.name()));
        }
    }
    insta::assert_snapshot!(refused.join("\n"));
}

#[test]
fn answers_lose_nothing() {
    let mut differences = Differences::default();
    let mut count = 0;
    for exchange in exchange::all() {
        let Some((what, false)) = exchange.answer() else { continue };
        for message in exchange.messages() {
            let message: Value = serde_json::from_slice(&message).expect("JSON");
            if message.get("type").is_none() {
                // `/version`, an older door.
                continue;
            }
            let printed = what.through_json(&message);
            let printed = printed.unwrap_or_else(|error| panic!("{}: {error}", exchange.name()));
            differences.compare(&format!("{what:?}"), &message, &printed);
            count += 1;
        }
    }
    insta::assert_snapshot!(format!("{count} answers\n{differences}"));
}
