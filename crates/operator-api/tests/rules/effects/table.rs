//! Every call that changes something has its effect.

use operator_api::calls::{self, Kind, Target};
use operator_api::effect::{Effect, Seen, Source};
use serde_json::{Value, json};

use crate::calls as made;

/// Calls that nothing shows the effect of, and why.
const SHOWN_BY_NOBODY: [(&str, &str); 1] = [("PRUNE_IMAGES", "no call tells which images an agent keeps")];

/// A call of each kind: those that forms make, and the older forms of calls to agents.
fn all() -> Vec<(Target, Value)> {
    let mut all = made::all();
    let nested = json!({ "container_id": { "value": "inner", "parent": { "value": "outer" } } });
    for name in ["LAUNCH_NESTED_CONTAINER", "KILL_NESTED_CONTAINER", "REMOVE_NESTED_CONTAINER"] {
        let mut call = json!({ "type": name });
        call[name.to_ascii_lowercase()] = nested.clone();
        all.push((Target::Agent, call));
    }
    all
}

fn of(target: Target, call: &Value) -> Option<Effect> {
    Effect::of(target, (target == Target::Agent).then_some("S"), call)
}

#[test]
fn every_call_that_changes_something_has_an_effect() {
    let all = all();
    for target in [Target::Master, Target::Agent] {
        for kind in calls::all(target).iter().filter(|call| call.kind == Kind::Change) {
            let mut these =
                all.iter().filter(|(at, call)| *at == target && call["type"] == kind.name).peekable();
            assert!(these.peek().is_some(), "no {}", kind.name);
            for (_, call) in these {
                let effect = of(target, call).unwrap_or_else(|| panic!("{call} has no effect"));
                let nobody = SHOWN_BY_NOBODY.iter().any(|(name, _)| *name == kind.name);
                assert_eq!(effect.source() == Source::Nothing, nobody, "{}", kind.name);
                assert_eq!(effect.seen(&json!({})) == Seen::Applied, nobody, "{}", kind.name);
            }
        }
    }
}

#[test]
fn each_has_its_title_and_source() {
    let lines = all().into_iter().map(|(target, call)| {
        let effect = of(target, &call).unwrap();
        format!("{:<45} {}", format!("{:?}", effect.source()), effect.title())
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_reads_streams_or_cannot_be_read_has_none() {
    for target in [Target::Master, Target::Agent] {
        for kind in calls::all(target) {
            let call = json!({ "type": kind.name });
            let optional = kind.name == "PRUNE_IMAGES";
            assert_eq!(of(target, &call).is_some(), optional, "{} without arguments", kind.name);
        }
    }
    let zero = json!({ "type": "RESERVE_RESOURCES",
        "reserve_resources": { "agent_id": { "value": "S" }, "resources": [{ "name": "cpus" }] } });
    assert!(of(Target::Master, &zero).is_none());
    assert!(of(Target::Agent, &json!({ "type": "TEARDOWN" })).is_none());
}

#[test]
fn a_signal_that_ends_nothing_is_shown_by_nobody() {
    let call = |signal: Option<i32>| {
        of(Target::Agent, &operator_api::rules::call::kill_container(&vec!["c".into()], signal)).unwrap()
    };
    assert_eq!(call(Some(10)).source(), Source::Nothing);
    assert_eq!(call(Some(10)).title(), "Send signal 10 to container c on agent S");
    for ends in [None, Some(9), Some(15)] {
        assert_eq!(call(ends).source(), Source::AgentCall("GET_CONTAINERS"));
    }
}
