//! Each call that is known to hurt a cluster is recognised, and its harmless neighbours are not.

use std::collections::BTreeSet;

use operator_api::calls::Target::{self, Agent, Master};
use operator_api::danger::{Context, Rule, dangers};
use serde_json::{Value, json};

fn rules(target: Target, call: &Value) -> Vec<Rule> {
    dangers(target, call, &Context::default()).into_iter().map(|danger| danger.rule).collect()
}

#[test]
fn a_quota_is_removed_only_where_there_is_one() {
    let remove = |role: &str| json!({ "type": "REMOVE_QUOTA", "remove_quota": { "role": role } });
    let roles = BTreeSet::from(["eng".to_owned()]);
    let known = Context { roles_with_quota: Some(&roles), ..Context::default() };
    assert_eq!(dangers(Master, &remove("eng"), &known), []);
    insta::assert_snapshot!(
        dangers(Master, &remove("ops"), &known)[0],
        @"remove_quota.role: the role ops has no quota, and removing one that is not there ends the master's process; send UPDATE_QUOTA without guarantees and limits instead"
    );
    assert_eq!(
        rules(Master, &remove("eng")),
        [Rule::RemoveAbsentQuota],
        "nobody asked which roles have quota"
    );
    assert_eq!(rules(Master, &json!({ "type": "REMOVE_QUOTA" })), [], "that is a 400");
}

#[test]
fn only_nested_containers_are_removed() {
    for (kind, member) in
        [("REMOVE_CONTAINER", "remove_container"), ("REMOVE_NESTED_CONTAINER", "remove_nested_container")]
    {
        let remove = |id: Value| json!({ "type": kind, member: { "container_id": id } });
        assert_eq!(rules(Agent, &remove(json!({ "value": "c" }))), [Rule::RemoveTopLevelContainer]);
        assert_eq!(
            rules(Agent, &remove(json!({ "value": "c", "parent": null }))),
            [Rule::RemoveTopLevelContainer]
        );
        assert_eq!(rules(Agent, &remove(json!({ "value": "c", "parent": { "value": "p" } }))), []);
    }
    assert_eq!(rules(Agent, &json!({ "type": "REMOVE_CONTAINER", "remove_container": {} })), []);
}

#[test]
fn nothing_of_a_resource_is_not_reserved_nor_made_a_volume() {
    let scalar = |value: Value| json!({ "name": "cpus", "type": "SCALAR", "scalar": { "value": value } });
    for (kind, member, list) in [
        ("RESERVE_RESOURCES", "reserve_resources", "resources"),
        ("RESERVE_RESOURCES", "reserve_resources", "source"),
        ("UNRESERVE_RESOURCES", "unreserve_resources", "resources"),
        ("CREATE_VOLUMES", "create_volumes", "volumes"),
    ] {
        let call =
            |resource: Value| json!({ "type": kind, member: { list: [scalar(json!(1.5)), resource] } });
        for zero in [json!(0), json!(0.0), json!(0.0004), json!(-0.0), json!("0")] {
            let found = dangers(Master, &call(scalar(zero.clone())), &Context::default());
            assert_eq!(found.len(), 1, "{zero}");
            assert_eq!(
                (found[0].rule, found[0].place.as_str()),
                (Rule::EmptyResource, &*format!("{member}.{list}[1]"))
            );
        }
        assert_eq!(rules(Master, &call(scalar(json!(0.001)))), []);
        assert_eq!(rules(Master, &call(scalar(json!(-1)))), [], "that is a 400");
        let ports =
            |ranges: Value| json!({ "name": "ports", "type": "RANGES", "ranges": { "range": ranges } });
        assert_eq!(rules(Master, &call(ports(json!([])))), [Rule::EmptyResource]);
        assert_eq!(rules(Master, &call(ports(json!([{ "begin": 1, "end": 1 }])))), []);
    }
    // Here Mesos itself looks: 400.
    let destroy = json!({ "type": "DESTROY_VOLUMES", "destroy_volumes": { "volumes": [scalar(json!(0))] } });
    assert_eq!(rules(Master, &destroy), []);
}

#[test]
fn a_grace_period_is_seconds_and_nanos() {
    let drain =
        |period: Value| json!({ "type": "DRAIN_AGENT", "drain_agent": { "max_grace_period": period } });
    let bad = [json!({ "nanoseconds": 5e9 }), json!({}), json!("5s"), json!(5), json!({ "seconds": -1 })];
    for period in bad {
        assert_eq!(rules(Master, &drain(period.clone())), [Rule::GracePeriod], "{period}");
    }
    for period in [
        json!({ "seconds": 5 }),
        json!({ "seconds": 0, "nanos": 0 }),
        json!({ "seconds": "600" }),
        json!(null),
    ] {
        assert_eq!(rules(Master, &drain(period.clone())), [], "{period}");
    }
    assert_eq!(
        rules(Master, &json!({ "type": "DRAIN_AGENT", "drain_agent": {} })),
        [],
        "tasks keep their own grace"
    );
    insta::assert_snapshot!(
        dangers(Master, &drain(json!({ "nanoseconds": 1 })), &Context::default())[0],
        @r#"drain_agent.max_grace_period: Mesos ignores "nanoseconds" here, so that tasks would be killed without any grace; it is {"seconds": 5}"#
    );
}

#[test]
fn only_regular_files_are_read() {
    let read = json!({ "type": "READ_FILE", "read_file": { "path": "/p", "offset": 0 } });
    let with = |mode| dangers(Agent, &read, &Context { file_mode: Some(mode), ..Context::default() });
    assert_eq!(with(0o100_644), []);
    for kind in [0o010_644, 0o040_755, 0o020_600, 0o140_777] {
        assert_eq!(with(kind)[0].rule, Rule::IrregularFile);
    }
}

#[test]
fn any_json_is_judged_without_a_panic() {
    for call in [
        json!(null),
        json!([]),
        json!({ "type": 5 }),
        json!({ "type": "RESERVE_RESOURCES", "reserve_resources": [] }),
    ] {
        assert_eq!(rules(Master, &call), []);
        assert_eq!(rules(Agent, &call), []);
    }
}
