//! Each kind of trouble: found when it is there, with the filter that lists exactly what was counted.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use cluster_model::fold::{Cluster, Scope};
use cluster_model::lints::{Lint, lints};
use cluster_model::query::Query;
use cluster_model::replica::Replica;
use cluster_model::schema::Table;
use cluster_model::view::View;
use operator_api::encoded::GetTasks;
use operator_api::v1::master::response;
use operator_api::v1::master::response::get_agents::Agent;
use operator_api::v1::master::response::get_frameworks::Framework;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const MINUTE: i64 = 60_000;
/// Now.
const NOW: i64 = 100 * MINUTE;

fn of<M: DeserializeOwned>(json: Value) -> M {
    serde_json::from_value(json).unwrap()
}

fn scalar(name: &str, value: f64) -> Value {
    json!({ "name": name, "type": "SCALAR", "scalar": { "value": value } })
}

/// A healthy agent of 8 CPUs, with more of its own.
fn agent(id: &str, more: &Value) -> Agent {
    let mut agent = json!({
        "agent_info": { "hostname": format!("{id}.test"), "id": { "value": id } },
        "active": true, "version": "1.11.0", "pid": "slave(1)@10.0.0.1:5051",
        "total_resources": [scalar("cpus", 8.0)],
    });
    agent.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    of(agent)
}

fn framework(id: &str, more: &Value) -> Framework {
    let mut framework = json!({
        "framework_info": { "user": "root", "name": format!("name of {id}"), "id": { "value": id } },
        "active": true, "connected": true, "recovered": false,
    });
    framework.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    of(framework)
}

/// A task that ended so, minutes ago.
fn ended(id: &str, name: &str, state: &str, minutes: i64) -> Value {
    let at = (NOW - minutes * MINUTE) / 1000;
    json!({
        "name": name, "task_id": { "value": id }, "framework_id": { "value": "f" },
        "agent_id": { "value": "a" }, "state": state,
        "statuses": [{ "task_id": { "value": id }, "state": state, "timestamp": at }],
    })
}

struct Scene(Cluster);

impl Scene {
    fn new() -> Self {
        Scene(Cluster::new(1))
    }

    fn agents(mut self, agents: Vec<Agent>) -> Self {
        let answer = response::GetAgents { agents, ..response::GetAgents::default() };
        self.0.polled_agents(&answer, self.0.mark(), NOW - 5 * MINUTE);
        self
    }

    fn frameworks(mut self, frameworks: Vec<Framework>, at: i64) -> Self {
        let answer = response::GetFrameworks { frameworks, ..response::GetFrameworks::default() };
        self.0.polled_frameworks(&answer, self.0.mark(), at);
        self
    }

    fn completed(mut self, tasks: &[Value]) -> Self {
        let answer: GetTasks = of(json!({ "completed_tasks": tasks }));
        self.0.polled_tasks(answer, Scope::All, self.0.mark(), NOW);
        self
    }

    fn quota(mut self, configs: &Value) -> Self {
        self.0.polled_quota(&of(json!({ "status": { "configs": configs } })));
        self
    }

    fn lints(mut self) -> (Replica, Vec<Lint>) {
        self.0.cut();
        let mut replica = Replica::new();
        for frame in self.0.snapshot() {
            replica.apply(&frame).unwrap();
        }
        let found = lints(&replica, Some("1.11.0"), NOW);
        for lint in &found {
            let query = Query::parse(&lint.query, lint.table);
            assert!(query.problems().is_empty(), "{}: {:?}", lint.query, query.problems());
            let mut view = View::new(lint.table, query, Vec::new());
            view.rebuild(&replica, NOW);
            assert_eq!(view.len(), lint.count, "{}: {}", lint.what, lint.query);
        }
        (replica, found)
    }

    /// What is said of a table: how many, and what.
    fn said(self, table: Table) -> Vec<String> {
        let (_, found) = self.lints();
        found
            .into_iter()
            .filter(|lint| lint.table == table)
            .map(|lint| format!("{} {}", lint.count, lint.what))
            .collect()
    }
}

#[test]
fn a_healthy_cluster_has_none() {
    let scene = Scene::new()
        .agents(vec![agent("a", &json!({}))])
        .frameworks(vec![framework("f", &json!({}))], NOW)
        .completed(&[ended("t", "web", "TASK_FINISHED", 1)])
        .quota(&json!([{ "role": "eng", "guarantees": { "cpus": { "value": 4 } }, "limits": { "cpus": { "value": 6 } } }]));
    assert_eq!(scene.lints().1, []);
}

#[test]
fn agents_and_frameworks_in_a_bad_state() {
    let draining = json!({
        "deactivated": true,
        "drain_info": { "state": "DRAINING", "config": { "max_grace_period": { "nanoseconds": 60_000_000_000_i64 } } },
        "estimated_drain_start_time": { "nanoseconds": (NOW - 10 * MINUTE) * 1_000_000 },
    });
    let agents = vec![
        agent("a", &json!({})),
        agent("b", &json!({ "active": false })),
        agent("c", &draining),
        agent("d", &json!({ "version": "1.9.0" })),
        agent("e", &json!({ "version": "1.10.0" })),
    ];
    let scene = Scene::new()
        .agents(agents)
        .frameworks(vec![framework("f", &json!({ "connected": false, "active": false }))], NOW - MINUTE);
    let (_, found) = scene.lints();
    let said: Vec<String> = found.iter().map(|lint| format!("{} {}", lint.count, lint.what)).collect();
    assert_eq!(
        said,
        [
            "1 disconnected",
            "1 disconnected",
            "1 draining past their grace period",
            "2 of another version than the master"
        ]
    );
    assert_eq!(found[2].since_ms, Some(NOW - 9 * MINUTE));
    assert_eq!(found[3].query, "version=\"1.10.0\",\"1.9.0\" -state=unreachable,gone");
}

#[test]
fn failures_of_one_name_are_flapping_and_others_are_not() {
    let mut tasks: Vec<Value> =
        (0..4).map(|at| ended(&format!("web.{at}"), "web", "TASK_FAILED", at)).collect();
    tasks.push(ended("old.1", "old", "TASK_FAILED", 30));
    tasks.extend((0..2).map(|at| ended(&format!("rare.{at}"), "rare", "TASK_FAILED", 1)));
    tasks.extend((0..5).map(|at| ended(&format!("job.{at}"), "job", "TASK_FINISHED", 1)));
    let scene = Scene::new().frameworks(vec![framework("f", &json!({}))], NOW).completed(&tasks);
    assert_eq!(scene.said(Table::Tasks), ["4 failed again and again under the same name"]);
}

#[test]
fn quotas_that_cannot_be_met() {
    let guarantee =
        |role: &str, cpus: f64| json!({ "role": role, "guarantees": { "cpus": { "value": cpus } } });
    let busy = json!({
        "allocated_resources": [{ "name": "cpus", "type": "SCALAR", "scalar": { "value": 6.0 },
                                  "allocation_info": { "role": "ops" } }],
    });
    let scene = || Scene::new().agents(vec![agent("a", &busy)]);
    // 8 CPUs, 6 of them taken by ops: 2 are free.
    assert_eq!(scene().quota(&json!([guarantee("eng", 2.0)])).said(Table::Roles), [""; 0]);
    assert_eq!(
        scene().quota(&json!([guarantee("eng", 3.0), guarantee("ops", 4.0)])).said(Table::Roles),
        ["1 short of their guarantee, with too little free"]
    );
    assert_eq!(
        scene().quota(&json!([guarantee("eng", 5.0), guarantee("ops", 4.0)])).said(Table::Roles),
        ["2 guaranteed more CPUs than the cluster has", "1 short of their guarantee, with too little free"]
    );
    let limit = json!([{ "role": "ops", "limits": { "cpus": { "value": 5.0 } } }]);
    assert_eq!(scene().quota(&limit).said(Table::Roles), ["1 above their quota's limit"]);
}

#[test]
fn what_is_held_and_not_used() {
    let reserved = |name: &str, value: f64| {
        let mut resource = scalar(name, value);
        resource["reservations"] = json!([{ "type": "DYNAMIC", "role": "eng" }]);
        resource
    };
    let mut volume = reserved("disk", 64.0);
    volume["disk"] =
        json!({ "persistence": { "id": "v" }, "volume": { "container_path": "data", "mode": "RW" } });
    let mut used = scalar("cpus", 1.0);
    used["reservations"] = json!([{ "type": "DYNAMIC", "role": "ops" }]);
    let mut allocated = used.clone();
    allocated["allocation_info"] = json!({ "role": "ops" });
    let agent = agent(
        "a",
        &json!({
            "total_resources": [scalar("cpus", 8.0), reserved("cpus", 1.0), volume, used],
            "allocated_resources": [allocated],
        }),
    );
    let offer = |id: &str| {
        json!({ "id": { "value": id }, "framework_id": { "value": "f" }, "agent_id": { "value": "a" },
                "hostname": "a.test", "resources": [scalar("cpus", 1.0)] })
    };
    let first = framework("f", &json!({ "offers": [offer("o1")] }));
    let then = framework("f", &json!({ "offers": [offer("o1"), offer("o2")] }));
    let (_, found) = Scene::new()
        .agents(vec![agent])
        .frameworks(vec![first], NOW - 3 * MINUTE)
        .frameworks(vec![then], NOW - MINUTE)
        .lints();
    let said: Vec<String> =
        found.iter().map(|lint| format!("{:?} {} {}", lint.table, lint.count, lint.what)).collect();
    assert_eq!(
        said,
        ["Offers 1 held by their frameworks", "Reservations 1 that nobody uses", "Volumes 1 without a task"]
    );
    assert_eq!(found[0].since_ms, Some(NOW - 3 * MINUTE));
}
