//! Quotas, weights and the maintenance of machines.

use operator_api::effect::{Effect, Seen};
use operator_api::rules::call;
use operator_api::rules::schedule::{Edit, Machine, Schedule, Window};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::effect;
use crate::recordings::{answer, request};
use crate::schedules::any_schedule;

fn recorded(name: &str, before: &str) -> Effect {
    effect(&request("master", name), &answer("master", before))
}

fn seen(effect: &Effect, names: &[&str]) -> Vec<Seen> {
    names.iter().map(|name| effect.seen(&answer("master", name))).collect()
}

#[test]
fn quotas_are_told_role_by_role() {
    let told = ["GET_QUOTA", "GET_QUOTA-greedy", "GET_QUOTA-after-set"];
    let set = recorded("SET_QUOTA", "GET_QUOTA");
    assert_eq!(seen(&set, &told), [Seen::NotYet, Seen::Applied, Seen::Applied]);
    assert_eq!(set.title(), "Set the quota of batchq");
    let limit = recorded("UPDATE_QUOTA-limit-below-used-force", "GET_QUOTA");
    assert_eq!(seen(&limit, &told), [Seen::NotYet, Seen::NotYet, Seen::Applied]);
    let removed = recorded("REMOVE_QUOTA", "GET_QUOTA-after-set");
    let told = ["GET_QUOTA-after-set", "GET_QUOTA-after-removal"];
    assert_eq!(seen(&removed, &told), [Seen::NotYet, Seen::Applied]);
}

#[test]
fn a_quota_that_was_reset_may_stay_listed() {
    let reset = json!({ "type": "UPDATE_QUOTA", "update_quota": { "quota_configs": [{ "role": "eng" }] } });
    let told =
        |configs: Value| json!({ "type": "GET_QUOTA", "get_quota": { "status": { "configs": configs } } });
    let before = told(json!([{ "role": "eng", "limits": { "cpus": { "value": 0 } } }]));
    let reset = effect(&reset, &before);
    assert_eq!(reset.title(), "Remove the quota of eng");
    assert_eq!(reset.seen(&before), Seen::NotYet, "a limit of nothing is one");
    assert_eq!(reset.seen(&told(json!([{ "role": "eng" }]))), Seen::Applied);
    assert_eq!(reset.seen(&told(json!([]))), Seen::Applied);
    assert_eq!(reset.seen(&json!({})), Seen::NotYet, "that is no answer");
}

#[test]
fn weights_are_told_role_by_role() {
    let after = ["GET_WEIGHTS", "GET_WEIGHTS-after-update"];
    for name in ["UPDATE_WEIGHTS-duplicate", "UPDATE_WEIGHTS-star"] {
        assert_eq!(seen(&recorded(name, "GET_WEIGHTS"), &after), [Seen::NotYet, Seen::Applied], "{name}");
    }
    let overtaken = recorded("UPDATE_WEIGHTS", "GET_WEIGHTS");
    assert_eq!(seen(&overtaken, &after), [Seen::NotYet, Seen::NotYet], "ops got another one later");
    let one = json!({ "type": "UPDATE_WEIGHTS", "update_weights": { "weight_infos": [{ "role": "a", "weight": 1 }] } });
    assert_eq!(seen(&effect(&one, &Value::Null), &after), [Seen::Applied, Seen::Applied], "the default");
}

#[test]
fn machines_go_down_and_come_up() {
    let down = recorded("START_MAINTENANCE", "GET_MAINTENANCE_STATUS-draining");
    let up = recorded("STOP_MAINTENANCE", "GET_MAINTENANCE_STATUS-down");
    let told = [
        "GET_MAINTENANCE_STATUS-draining",
        "GET_MAINTENANCE_STATUS-down",
        "GET_MAINTENANCE_STATUS-after-stop",
    ];
    assert_eq!(seen(&down, &told), [Seen::NotYet, Seen::Applied, Seen::NotYet]);
    assert_eq!(seen(&up, &told[1..]), [Seen::NotYet, Seen::Applied]);
    assert_eq!(up.title(), "Stop maintenance of agent3.test (127.0.0.1)");
}

#[test]
fn a_schedule_is_seen_once_it_is_written() {
    let told = ["GET_MAINTENANCE_SCHEDULE", "GET_MAINTENANCE_SCHEDULE-after-update"];
    let write = recorded("UPDATE_MAINTENANCE_SCHEDULE", "GET_MAINTENANCE_SCHEDULE");
    assert_eq!(seen(&write, &told), [Seen::NotYet, Seen::Applied]);
    let clear = recorded("UPDATE_MAINTENANCE_SCHEDULE-clear", "GET_MAINTENANCE_SCHEDULE-after-update");
    assert_eq!(seen(&clear, &told), [Seen::Applied, Seen::NotYet]);
    assert_eq!(
        clear.title(),
        "Cancel the maintenance of agent3.test (127.0.0.1), elsewhere.test and 127.0.0.98"
    );
}

/// The master's answer for a schedule.
fn answered(schedule: &Schedule) -> Value {
    let mut call = call::update_schedule(schedule);
    json!({ "get_maintenance_schedule": call["update_maintenance_schedule"].take() })
}

proptest! {
    #[test]
    fn windows_of_others_make_no_difference(before in any_schedule(), wanted in any_schedule()) {
        let effect = effect(&call::update_schedule(&wanted), &answered(&before));
        let nothing = Edit::between(&before, &wanted).is_nothing();
        prop_assert_eq!(effect.seen(&answered(&before)) == Seen::Applied, nothing);
        prop_assert_eq!(effect.seen(&answered(&wanted)), Seen::Applied);
        let theirs = Window { machines: vec![Machine::new("theirs", "")], start: 9, duration: None };
        let mut now = wanted;
        now.windows.push(theirs);
        prop_assert_eq!(effect.seen(&answered(&now)), Seen::Applied);
    }
}
