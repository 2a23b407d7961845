use std::collections::BTreeMap;

use operator_api::resources::Scalar;
use operator_api::rules::Verdict;
use serde_json::json;

use super::*;

/// The cluster has 40 cpus; eng has a quota of 4 to 8 of them and uses 6.
fn quotas() -> Value {
    json!({ "type": "GET_QUOTA", "get_quota": { "status": { "configs": [
        { "role": "eng", "guarantees": { "cpus": { "value": 4.0 } }, "limits": { "cpus": { "value": 8.0 } } },
        { "role": "ops", "guarantees": { "cpus": { "value": 20.0 } } },
    ] } } })
}

fn standing() -> Standing {
    let cpus = |amount| BTreeMap::from([("cpus".to_owned(), Scalar::from_milli(amount))]);
    Standing {
        roles: vec!["eng".into(), "ops".into()],
        consumption: BTreeMap::from([("eng".to_owned(), cpus(6_000))]),
        frameworks: BTreeMap::from([("eng".to_owned(), 2)]),
        capacity: cpus(40_000),
        offers: 3,
    }
}

fn entry(role: &str, amounts: &[(&str, &str, &str)]) -> Entry {
    let amount = |(resource, guarantee, limit): &(&str, &str, &str)| Amount {
        resource: (*resource).to_owned(),
        guarantee: (*guarantee).to_owned(),
        limit: (*limit).to_owned(),
    };
    Entry { role: role.to_owned(), removes: false, amounts: amounts.iter().map(amount).collect() }
}

fn made(entries: Vec<Entry>, force: bool, master: &str) -> Made {
    let known = Known { quotas: &quotas(), standing: &standing(), master: master.parse().ok() };
    plan(&Inputs { entries, force }, &known)
}

fn fields(made: &Made) -> Vec<&str> {
    made.plan.problems.iter().map(|problem| problem.field.as_str()).collect()
}

#[test]
fn one_call_replaces_the_quotas_of_all_its_roles() {
    let entries =
        vec![entry("eng", &[("cpus", "5", ""), ("mem", "", "1,024")]), entry("qa", &[("cpus", "1", "")])];
    let made = made(entries, false, "1.11.0");
    assert_eq!(made.plan.problems, []);
    assert_eq!(made.plan.steps.len(), 1);
    let call = &made.plan.steps[0].call;
    assert_eq!(call["type"], "UPDATE_QUOTA");
    assert_eq!(
        call["update_quota"],
        json!({ "force": false, "quota_configs": [
            { "role": "eng", "guarantees": { "cpus": { "value": 5.0 } }, "limits": { "mem": { "value": 1024.0 } } },
            { "role": "qa", "guarantees": { "cpus": { "value": 1.0 } } },
        ] })
    );
    assert_eq!(made.plan.steps[0].expects, [(GET_QUOTA, quotas())]);
    let row = |what: &str, before: &str, after: &str| DiffRow {
        what: what.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    };
    assert_eq!(
        made.plan.diff,
        [
            row("guarantee of cpus for eng", "4", "5"),
            row("limit of cpus for eng", "8", "no limit"),
            row("limit of mem for eng", "no limit", "1,024 MiB"),
            row("guarantee of cpus for qa", "none", "1"),
        ]
    );
}

#[test]
fn a_quota_is_removed_by_one_that_says_nothing() {
    let made = made(vec![Entry { removes: true, ..entry("eng", &[("cpus", "5", "x")]) }], false, "1.11.0");
    assert_eq!(made.plan.problems, []);
    assert_eq!(made.plan.action, "Remove the quota of eng");
    assert_eq!(made.plan.steps[0].call["update_quota"]["quota_configs"], json!([{ "role": "eng" }]));
}

#[test]
fn force_is_offered_where_it_is_needed_and_sent_only_then() {
    let low = || vec![entry("eng", &[("cpus", "", "5")])];
    let refused = made(low(), false, "1.11.0");
    assert_eq!(fields(&refused), ["configs[0].limits.cpus"]);
    assert_eq!(refused.plan.problems[0].verdict, Verdict::NeedsForce);
    assert_eq!(refused.needs_force.len(), 1);
    let forced = made(low(), true, "1.11.0");
    assert!(forced.plan.is_sound() && forced.offers_force());
    assert_eq!(forced.plan.steps[0].call["update_quota"]["force"], true);
    assert!(forced.plan.impact[0].words.contains("2 frameworks get no offers"), "{:?}", forced.plan.impact);

    let much = made(vec![entry("eng", &[("cpus", "21", "")])], false, "1.11.0");
    assert_eq!(fields(&much), ["configs[0].guarantees.cpus"]);
    let fine = made(vec![entry("eng", &[("cpus", "5", "")])], true, "1.11.0");
    assert!(!fine.offers_force());
    assert_eq!(fine.plan.steps[0].call["update_quota"]["force"], false);
}

#[test]
fn of_other_resources_nobody_knows_how_much_there_is() {
    let licenses = |force| made(vec![entry("eng", &[("licenses", "5", "")])], force, "1.11.0");
    assert!(licenses(false).plan.is_sound());
    assert!(licenses(false).needs_force.is_empty());
    assert_eq!(licenses(false).doubts.len(), 1);
    assert_eq!(licenses(false).plan.steps[0].call["update_quota"]["force"], false);
    assert_eq!(licenses(true).plan.steps[0].call["update_quota"]["force"], true);
    // Nor who has them: a limit may be too low.
    let limit = made(vec![entry("eng", &[("licenses", "", "5")])], false, "1.11.0");
    assert!(limit.plan.is_sound() && limit.offers_force());
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    let wrong = [
        (vec![entry("eng/web", &[("cpus", "1", "")])], "configs[0].role"),
        (vec![entry("", &[("cpus", "1", "")])], "configs[0].role"),
        (vec![entry("eng", &[("cpus", "-1", "")])], "configs[0].guarantees.cpus"),
        (vec![entry("eng", &[("cpus", "four", "")])], "configs[0].guarantees.cpus"),
        (vec![entry("eng", &[("cpus", "5", "4.5")])], "configs[0].guarantees.cpus"),
        (vec![entry("eng", &[("mem", "", "2,000,000,000,000")])], "configs[0].limits.mem"),
        (vec![entry("eng", &[("cpus", "5", "")]), entry("eng", &[("cpus", "6", "")])], "configs[1].role"),
        (vec![entry("qa", &[("cpus", "", "")])], "configs[0]"),
        (vec![entry("eng", &[("cpus", "4", "8")])], "configs[0]"),
        (vec![Entry { removes: true, ..entry("qa", &[]) }], "configs[0]"),
    ];
    for (entries, field) in wrong {
        assert_eq!(fields(&made(entries.clone(), false, "1.11.0")), [field], "{entries:?}");
    }
}

#[test]
fn an_old_master_is_asked_in_its_own_way() {
    let set = made(vec![entry("qa", &[("cpus", "2", "")])], false, "1.8.1");
    assert_eq!(set.plan.problems, []);
    assert_eq!(set.plan.steps[0].call["type"], "SET_QUOTA");
    let removed = made(vec![Entry { removes: true, ..entry("eng", &[]) }], false, "1.8.1");
    assert_eq!(removed.plan.problems, []);
    assert_eq!(
        removed.plan.steps[0].call,
        json!({ "type": "REMOVE_QUOTA", "remove_quota": { "role": "eng" } })
    );
    assert_eq!(removed.plan.steps[0].expects.len(), 1);
}

#[test]
fn an_old_master_has_rules_of_its_own() {
    let wrong = [
        // Removing a quota that is not there would end its process.
        (vec![Entry { removes: true, ..entry("qa", &[]) }], "configs[0].role"),
        (vec![entry("eng", &[("cpus", "5", "")])], "configs[0].role"),
        (vec![entry("qa", &[("cpus", "5", "6")])], "configs[0].limits.cpus"),
        (vec![entry("qa", &[("cpus", "50", "")])], "configs[0].guarantees.cpus"),
        (vec![entry("qa/x", &[("cpus", "5", "")])], "configs[0].guarantees.cpus"),
        (vec![entry("qa", &[])], "configs[0]"),
    ];
    for (entries, field) in wrong {
        let made = made(entries.clone(), false, "1.8.1");
        assert!(
            !made.plan.is_sound() && fields(&made).contains(&field),
            "{entries:?}: {:?}",
            made.plan.problems
        );
    }
}

#[test]
fn what_is_guaranteed_and_not_there_is_held_back() {
    let made = made(vec![entry("eng", &[("cpus", "7", "8")])], false, "1.11.0");
    let words: Vec<_> = made.plan.impact.iter().map(|impact| impact.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "1 cpus are held back for eng before other roles get offers.",
            "Mesos takes back what it needs of 3 outstanding offers."
        ]
    );
}
