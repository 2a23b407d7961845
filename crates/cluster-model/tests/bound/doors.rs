//! Details, events and sandboxes: what the doors beside the rows let through.

use cluster_model::bound::{Happening, Projection, Touched};
use cluster_model::fold::{Cluster, Scope};
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, tasks};
use operator_api::encoded::{Event, GetState};
use operator_api::v1::master::event;
use operator_api::v1::master::response::{GetAgents, GetExecutors, GetFrameworks, GetTasks};
use serde_json::{Value, json};

use super::things::{of, reserved, scalar, to};
use super::{EPOCH, reach};

fn task(id: &str, framework: &str, role: &str, executor: Option<&str>) -> Value {
    json!({
        "name": id, "task_id": { "value": id }, "framework_id": { "value": framework }, "agent_id": { "value": "S" },
        "state": "TASK_RUNNING", "resources": [to(role, scalar("cpus", 1.0))],
        "executor_id": executor.map(|id| json!({ "value": id })),
    })
}

fn framework(id: &str, roles: &[&str]) -> Value {
    let offer = |role: &&str| {
        json!({
            "id": { "value": format!("offer of {role}") }, "framework_id": { "value": id }, "agent_id": { "value": "S" }, "hostname": "h",
            "resources": [to(role, scalar("cpus", 2.0))], "allocation_info": { "role": role }, "executor_ids": [{ "value": "zulu" }],
        })
    };
    let filters: serde_json::Map<String, Value> =
        roles.iter().map(|role| ((*role).to_owned(), json!({}))).collect();
    json!({
        "framework_info": {
            "user": "root", "name": id, "id": { "value": id }, "roles": roles, "role": roles[roles.len() - 1], "offer_filters": filters,
        },
        "active": true, "connected": true, "recovered": false, "offers": roles.iter().map(offer).collect::<Vec<_>>(),
        "allocated_resources": roles.iter().map(|role| to(role, scalar("cpus", 1.0))).collect::<Vec<_>>(),
        "offer_constraints": { "role_constraints": { "eng": {}, "zulu": {} } },
    })
}

/// An agent `S` on which a framework of two roles, `F`, and one of others, `zulu`, run tasks.
fn cluster() -> Cluster {
    let total = [
        scalar("cpus", 64.0),
        reserved(&["eng"], scalar("cpus", 4.0)),
        reserved(&["zulu"], scalar("cpus", 8.0)),
    ];
    let provider = json!({
        "resource_provider_info": {
            "id": { "value": "zulu-provider" }, "type": "t", "name": "n",
            "default_reservations": [{ "role": "zulu", "type": "STATIC" }],
        },
        "total_resources": [],
    });
    let agent = |id: &str| {
        json!({
            "agent_info": { "hostname": "h", "id": { "value": id }, "resources": total },
            "active": false, "deactivated": true, "version": "1.11.0", "total_resources": total,
            "allocated_resources": [
                to("eng", scalar("cpus", 2.0)), to("zulu", scalar("cpus", 5.0)), to("eng/web", reserved(&["eng"], scalar("cpus", 3.0))),
            ],
            "offered_resources": [to("zulu", scalar("cpus", 7.0)), to("eng", scalar("cpus", 1.0))],
            "resource_providers": [provider], "drain_info": { "state": "DRAINING", "config": {} },
        })
    };
    let tasks: GetTasks = of(json!({
        "tasks": [
            task("mine", "F", "eng", None), task("theirs", "F", "zulu", None),
            task("pod-1", "F", "eng/web", Some("pod")), task("pod-2", "F", "zulu", Some("other-pod")),
            task("twice-1", "F", "eng", Some("twice")), task("twice-2", "F", "zulu", Some("twice")),
            task("mine", "zulu", "zulu", None),
        ],
    }));
    let executors: GetExecutors = of(json!({
        "executors": [{
            "agent_id": { "value": "S" },
            "executor_info": { "executor_id": { "value": "idle" }, "framework_id": { "value": "F" }, "resources": [to("eng", scalar("cpus", 0.1))] },
        }],
    }));
    let mut cluster = Cluster::new(7);
    let state = GetState {
        get_agents: Some((&of::<GetAgents>(json!({ "agents": [agent("S"), agent("T")] }))).into()),
        get_frameworks: Some(of::<GetFrameworks>(json!({
            "frameworks": [framework("F", &["eng", "zulu"]), framework("zulu", &["zulu"])],
        }))),
        get_tasks: Some((&tasks).into()),
        get_executors: Some(executors),
    };
    cluster.subscribed(state, Scope::All, 0);
    cluster.cut();
    cluster
}

fn eng(cluster: &Cluster) -> Projection {
    Projection::new(reach(&["eng"]), EPOCH, cluster)
}

#[test]
fn details_say_nothing_of_others() {
    let cluster = cluster();
    let eng = eng(&cluster);
    assert!(eng.task(cluster.task("F", "mine").unwrap()).is_some());
    assert!(eng.task(cluster.task("F", "theirs").unwrap()).is_none());
    assert!(eng.framework(cluster.framework("zulu").unwrap()).is_none());
    assert!(Projection::new(reach(&["ops"]), 1, &cluster).agent(cluster.agent("S").unwrap()).is_none());
    let framework = eng.framework(cluster.framework("F").unwrap()).unwrap();
    let agent = eng.agent(cluster.agent("S").unwrap()).unwrap();
    let text = serde_json::to_string_pretty(&json!([framework, agent])).unwrap();
    assert!(!text.contains("zulu"), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn an_agents_total_is_what_is_used_and_what_is_reserved() {
    let cluster = cluster();
    let agent = eng(&cluster).agent(cluster.agent("S").unwrap()).unwrap().object;
    let total = operator_api::resources::Resources::from_messages(&agent.total_resources);
    assert_eq!(
        total.unreserved().sum("cpus").milli(),
        3_000,
        "two allocated, one offered, not the machine's 64"
    );
    assert_eq!(total.reserved().sum("cpus").milli(), 4_000);
    let used = operator_api::resources::Resources::from_messages(
        agent.allocated_resources.iter().chain(&agent.offered_resources),
    );
    assert!(total.contains(&used.unallocated()));
}

#[test]
fn events_are_seen_with_what_they_are_about() {
    let cluster = cluster();
    let eng = eng(&cluster);
    let none = Happening::default();
    let sees = |event: Happening<'_>| eng.may_see_event(&event);
    let task = |framework_id, task_id| Happening { framework_id, task_id, agent_id: "S", ..none };
    assert!(sees(none), "the console's own");
    assert!(sees(task("F", "mine")) && !sees(task("F", "theirs")) && !sees(task("zulu", "mine")));
    assert!(!sees(task("F", "forgotten")), "nobody can tell whose it was");
    assert!(sees(Happening { role: "eng/web", ..task("F", "forgotten") }));
    assert!(!sees(Happening { role: "zulu", ..task("F", "mine") }), "an id that was used twice");
    assert!(
        sees(Happening { framework_id: "F", ..none }) && !sees(Happening { framework_id: "zulu", ..none })
    );
    assert!(sees(Happening { agent_id: "S", state: "draining", ..none }));
    assert!(!sees(Happening { agent_id: "S", state: "drained", ..none }), "others' last task has ended");
    assert!(!sees(Happening { agent_id: "S", before: "drained", state: "active", ..none }));
    assert!(!sees(Happening { agent_id: "unknown", ..none }));
    assert!(sees(Happening { role: "eng", ..none }) && !sees(Happening { role: "engine", ..none }));
}

/// A task that is launched again under its id for another role: its row changes hands, whatever slot it keeps.
#[test]
fn a_row_that_changes_hands_goes_here_and_comes_there() {
    let mut cluster = cluster();
    let mut seen = ["eng", "zulu"].map(|role| {
        let projection = Projection::new(reach(&[role]), EPOCH, &cluster);
        let replica = super::replica(&projection.snapshot());
        (projection, replica)
    });
    let rows = |seen: &[(Projection, Replica); 2]| {
        seen.each_ref().map(|(_, replica)| {
            let wanted = [(tasks::FRAMEWORK_ID, "F"), (tasks::ID, "mine")];
            replica.find_all(Table::Tasks, &wanted).count()
        })
    };
    assert_eq!(rows(&seen), [1, 0]);
    for (role, wanted) in [("zulu", [0, 1]), ("eng/web", [1, 0])] {
        let task = event::TaskAdded { task: Box::new(of(task("mine", "F", role, None))) };
        let event = Event {
            r#type: Some(event::Type::TaskAdded as i32),
            task_added: Some(task.into()),
            ..Event::default()
        };
        cluster.apply(event, 1);
        let touched = Touched::read(&cluster.cut().unwrap()).unwrap();
        for (projection, replica) in &mut seen {
            replica.apply(&projection.apply(&cluster, &touched).unwrap()).unwrap();
        }
        assert_eq!(rows(&seen), wanted, "{role}");
    }
}

#[test]
fn sandboxes_are_those_of_tasks_that_are_seen() {
    let cluster = cluster();
    let eng = eng(&cluster);
    let reads = |agent: &str, framework: &str, executor: &str| {
        let path = format!("/frameworks/{framework}/executors/{executor}/runs/latest/stdout");
        let real = format!("/w/slaves/{agent}/frameworks/{framework}/executors/{executor}/runs/0b1c");
        let may = eng.may_read_path(&cluster, agent, path.as_bytes());
        assert_eq!(may, eng.may_read_path(&cluster, agent, real.as_bytes()));
        assert_eq!(may, eng.may_use_executor(&cluster, agent, framework, executor));
        may
    };
    assert!(reads("S", "F", "mine") && reads("S", "F", "pod") && reads("S", "F", "idle"));
    assert!(!reads("S", "F", "theirs") && !reads("S", "F", "other-pod") && !reads("S", "zulu", "mine"));
    assert!(!reads("S", "F", "pod-1"), "a task of an executor has its sandbox there");
    assert!(!reads("S", "F", "twice"), "its folder holds both roles' runs");
    assert!(!reads("T", "F", "mine"), "not on that agent");
    assert!(!reads("S", "F", "never") && !reads("S", "none", "mine") && !reads("S", "", "mine"));
    for path in [
        "/slave/log",
        "/frameworks/F",
        "/frameworks/F/executors/mine/runs/latest/../../../theirs/runs/latest",
    ] {
        assert!(!eng.may_read_path(&cluster, "S", path.as_bytes()), "{path}");
    }
}

/// Quotas are measured against the cluster, which somebody bound to a role does not see.
#[test]
fn what_some_roles_have_is_not_taken_for_the_cluster() {
    use cluster_model::lints::lints;
    let mut cluster = cluster();
    cluster.polled_quota(&of(json!({ "status": {
        "infos": [], "configs": [{ "role": "eng", "guarantees": { "cpus": { "value": 50 } }, "limits": {} }],
    } })));
    cluster.cut();
    let seen = super::replica(&eng(&cluster).snapshot());
    let said: Vec<_> = lints(&seen, None, 0).into_iter().map(|lint| lint.what).collect();
    assert!(!said.iter().any(|what| what.contains("guarantee")), "{said:?}");
}
