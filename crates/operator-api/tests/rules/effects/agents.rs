//! Agents that drain, are deactivated and go; frameworks that end.

use operator_api::effect::{Seen, Source};
use operator_api::rules::call;
use operator_api::rules::drain::Drain;
use serde_json::{Value, json};

use super::{effect, is_underway, unlisted};
use crate::recordings::answer;

/// The third agent of the recordings.
fn told(name: &str) -> Value {
    let mut answer = answer("master", name);
    let agents = answer["get_agents"]["agents"].as_array_mut().unwrap();
    let at = agents.iter().position(|agent| text(agent).ends_with("-S2")).unwrap();
    agents.swap_remove(at)
}

fn text(agent: &Value) -> &str {
    agent["agent_info"]["id"]["value"].as_str().unwrap()
}

fn drain(grace_seconds: Option<i64>, mark_gone: bool) -> Value {
    call::drain("S2", &Drain { grace_seconds, mark_gone })
}

#[test]
fn a_drain_is_seen_from_its_beginning_to_its_end() {
    let effect = effect(&drain(Some(4), false), &told("GET_AGENTS"));
    assert_eq!(effect.source(), Source::Agent("S2".into()));
    assert_eq!(effect.seen(&told("GET_AGENTS")), Seen::NotYet);
    let draining = effect.seen(&told("GET_AGENTS-draining"));
    let Seen::Underway(words) = &draining else { panic!("{draining:?}") };
    assert!(words.starts_with("draining; its tasks still hold cpus:"), "{words}");
    assert_eq!(effect.seen(&told("GET_AGENTS-drained")), Seen::Applied);
    let after = effect.seen(&told("GET_AGENTS-reactivated")).after(&draining);
    assert!(matches!(after, Seen::Undone(_)), "{after:?}");
}

#[test]
fn a_second_drain_is_not_the_first() {
    let drained = told("GET_AGENTS-drained");
    let again = effect(&drain(None, false), &drained);
    assert_eq!(again.seen(&drained), Seen::NotYet, "it has the grace of the first");
    assert_eq!(again.seen(&told("GET_AGENTS-drained-again")), Seen::Applied);
    let same = effect(&drain(Some(4), false), &drained);
    assert_eq!(same.seen(&drained), Seen::Applied, "it asks for what is done");
}

#[test]
fn another_drain_in_its_place_drains_too() {
    let effect = effect(&drain(Some(60), false), &told("GET_AGENTS"));
    assert!(is_underway(&effect.seen(&told("GET_AGENTS-draining"))));
}

#[test]
fn an_agent_that_leaves_while_it_drains_goes_on_or_is_gone() {
    let left = unlisted(&told("GET_AGENTS-draining"));
    assert!(is_underway(&effect(&drain(Some(4), false), &told("GET_AGENTS")).seen(&left)));
    let mut gone = told("GET_AGENTS-draining");
    gone["drain_info"]["config"]["mark_gone"] = true.into();
    let effect = effect(&drain(Some(4), true), &told("GET_AGENTS"));
    assert!(is_underway(&effect.seen(&gone)));
    gone["drain_info"]["state"] = "DRAINED".into();
    assert!(is_underway(&effect.seen(&gone)), "it is not gone yet");
    assert_eq!(effect.seen(&unlisted(&gone)), Seen::Applied);
}

#[test]
fn an_unreachable_agent_shows_nothing_of_a_drain() {
    let away = unlisted(&told("GET_AGENTS"));
    assert_eq!(effect(&drain(None, true), &away).seen(&away), Seen::NotYet);
}

#[test]
fn agents_are_deactivated_and_active_again() {
    let (active, deactivated) = (told("GET_AGENTS"), told("GET_AGENTS-deactivated"));
    let off = effect(&call::deactivate("S2"), &active);
    assert_eq!((off.seen(&active), off.seen(&deactivated)), (Seen::NotYet, Seen::Applied));
    assert_eq!(off.seen(&unlisted(&deactivated)), Seen::NotYet, "what it was last says nothing");
    let on = effect(&call::reactivate("S2"), &deactivated);
    assert_eq!((on.seen(&deactivated), on.seen(&active)), (Seen::NotYet, Seen::Applied));
    assert_eq!(on.seen(&told("GET_AGENTS-drained")), Seen::NotYet);
}

#[test]
fn what_is_gone_is_not_listed() {
    let there = told("GET_AGENTS");
    let gone = effect(&call::mark_gone("S2"), &there);
    assert_eq!(gone.seen(&there), Seen::NotYet);
    assert_eq!(gone.seen(&unlisted(&there)), Seen::Applied);
    assert_eq!(gone.seen(&Value::Null), Seen::Applied);

    let framework = json!({ "framework_info": {}, "active": true, "listed": true });
    let ended = effect(&call::teardown("F"), &framework);
    assert_eq!(ended.source(), Source::Framework("F".into()));
    assert_eq!(ended.seen(&framework), Seen::NotYet);
    assert_eq!(ended.seen(&unlisted(&framework)), Seen::Applied);
}
