//! Every example of Mesos' documentation of the Operator API (`docs/operator-http-api.md` of 1.12-dev) goes through the types.

use operator_api::calls::Target;
use serde_json::Value;

use crate::What;
use crate::difference::Differences;

const MASTER: &str = include_str!("../documentation/master.jsonl");
const AGENT: &str = include_str!("../documentation/agent.jsonl");

/// The examples of one target: section, what it is, and its JSON, or its text where that is not JSON.
fn examples(target: Target, lines: &str) -> impl Iterator<Item = (String, What, Result<Value, String>)> {
    lines.lines().map(move |line| {
        let mut line: Value = serde_json::from_str(line).expect("an example");
        let section = line["section"].as_str().expect("a section").to_owned();
        let stream = section == "LAUNCH_NESTED_CONTAINER_SESSION" || section == "ATTACH_CONTAINER_OUTPUT";
        let what = match line["kind"].as_str() {
            Some("request") => What::Call(target),
            Some("event") => What::Event,
            _ if stream => What::ProcessIo,
            _ => What::Response(target),
        };
        let json = line.as_object_mut().and_then(|line| line.remove("json"));
        (section, what, json.ok_or_else(|| line["text"].as_str().expect("a text").to_owned()))
    })
}

fn all() -> impl Iterator<Item = (String, What, Result<Value, String>)> {
    examples(Target::Master, MASTER).chain(examples(Target::Agent, AGENT))
}

/// What differs is known: lists that Mesos always writes are not in the examples, empty ones that it never writes are; `SUBSCRIBED` is called
/// `SUBSCRIBE`; `TASK_ADDED` shows a command, which no task has; `TASK_UPDATED` is in a form from before 1.0.
#[test]
fn every_example_goes_through_the_types() {
    let mut differences = Differences::default();
    let mut count = 0;
    for (section, what, example) in all() {
        let Ok(example) = example else { continue };
        let printed =
            what.through_json(&example).unwrap_or_else(|error| panic!("{section}, {what:?}: {error}"));
        differences.compare(&format!("{section}: {what:?}"), &example, &printed);
        count += 1;
    }
    insta::assert_snapshot!(format!("{count} examples\n{differences}"));
}

/// Examples that are not JSON at all: a brace too many, an ellipsis, commas at the end of an object.
#[test]
fn what_is_not_json_is_known() {
    let mut found = Vec::new();
    for (section, what, example) in all() {
        if let Err(text) = example {
            let error = serde_json::from_str::<Value>(&text).expect_err("JSON after all");
            let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default().trim();
            found.push(format!("{section}, {what:?}: {error}, at {line:?}"));
        }
    }
    insta::assert_snapshot!(found.join("\n"));
}
