//! Each recorded refusal of a call that changes something: the field of the form that Mesos' words are about.

use crate::read::text;
use crate::recordings::{self, recordings};
use operator_api::calls::{self, Kind, Target};
use operator_api::refusal;
use operator_api::rules::Field;
use serde_json::Value;

struct Refusal {
    folder: String,
    name: String,
    call: Value,
    status: u16,
    words: String,
    field: Option<Field>,
}

fn refusals() -> Vec<Refusal> {
    let mut found = Vec::new();
    for exchange in recordings() {
        let (folder, name) = (text(&exchange["folder"]), text(&exchange["name"]));
        let call = exchange["request"]["body"].clone();
        let target = if exchange["server"] == "agent" { Target::Agent } else { Target::Master };
        let status = u16::try_from(exchange["response"]["status"].as_u64().unwrap_or(0)).unwrap();
        let words = text(&exchange["response"]["body_text"]);
        let changes = calls::of(target, &call).is_some_and(|call| call.kind == Kind::Change);
        if changes && status >= 400 && !name.starts_with("protocol") {
            let field = refusal::field(target, &call, status, &words);
            found.push(Refusal { folder, name, call, status, words, field });
        }
    }
    found
}

#[test]
fn each_recorded_refusal_is_about_a_field() {
    let found = refusals();
    assert!(found.len() > 100, "{}", found.len());
    let lines = found.iter().map(|Refusal { folder, name, status, words, field, .. }| {
        let field = field.as_ref().map_or("-", Field::as_str);
        format!("{field:<28} {folder} {name}: {status} {words:.90}")
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

/// One field, or one within the other: the words are often less exact than a rule.
fn is_about(one: &Field, other: &Field) -> bool {
    one.is_within(other.as_str()) || other.is_within(one.as_str())
}

#[test]
fn mesos_and_the_rules_speak_of_the_same_field() {
    let (mut compared, mut wrong) = (0, Vec::new());
    for Refusal { folder, name, call, status, words, field } in refusals() {
        let Some(field) = field.filter(|_| !recordings::is_malformed(status.into(), &words)) else {
            continue;
        };
        let Some(problems) = recordings::problems(&folder, &name, &call) else { continue };
        if problems.is_empty() {
            continue;
        }
        compared += 1;
        if !problems.iter().any(|problem| is_about(&problem.field, &field)) {
            wrong.push(format!("{name}: {field}, but the rules: {problems:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 60, "{compared}");
}
