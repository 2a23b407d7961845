//! Events, history and details of those who are bound.

use std::time::Duration;

use mesoscope_server::live::Pace;
use operator_api::v1::TaskState;
use serde_json::{Value, json};

use super::console::{ALL, Asked, ENG, ENG_TOO, NOBODY, OPS, patient};
use super::{of_role, two_teams};
use crate::support::{task_added, task_updated};

/// The numbers and tasks of a page.
fn told(page: &Value) -> Vec<(u64, String)> {
    let events = page["events"].as_array().unwrap().iter();
    events
        .map(|event| {
            (event["seq"].as_u64().unwrap(), event["task_id"].as_str().unwrap_or_default().to_owned())
        })
        .collect()
}

fn kept(page: &Value) -> (u64, u64, u64) {
    let number = |field: &str| page[field].as_u64().unwrap();
    (number("oldest"), number("newest"), number("dropped"))
}

#[tokio::test]
async fn events_are_numbered_as_if_there_were_no_others() {
    let mesos = two_teams().await;
    let asked = Asked::at(&mesos.url()).await;
    asked.until(OPS, "/api/events", |page| kept(page).1 == 1).await;
    let mut last = String::new();
    for number in 0..6 {
        let (role, framework) =
            if number % 3 == 0 { ("ops", "framework-ops") } else { ("eng", "framework-eng") };
        last = format!("task-{number}");
        let added = of_role(role, framework, &last, "agent-both", TaskState::Staging);
        mesos.change(|cluster| cluster.tasks.push(added.clone()));
        mesos.tell(&task_added(&added));
    }
    let has = |id: &str| {
        let id = id.to_owned();
        move |page: &Value| told(page).first().is_some_and(|(_, task)| *task == id)
    };
    // Who comes after it happened has the same as who was there before.
    let all = asked.until(ALL, "/api/events?kind=TASK_ADDED", has(&last)).await;
    assert_eq!(told(&all).len(), 6);
    let eng = asked.until(ENG, "/api/events", has(&last)).await;
    let ids = [(5, "task-5"), (4, "task-4"), (3, "task-2"), (2, "task-1"), (1, "")];
    assert_eq!(told(&eng), ids.map(|(seq, id)| (seq, id.to_owned())));
    assert_eq!((kept(&eng), &eng["more"]), ((1, 5, 0), &Value::from(false)));
    assert_eq!(eng["events"][4]["kind"], "CONNECTION");
    let ops = asked.until(OPS, "/api/events?kind=TASK_ADDED", has("task-3")).await;
    assert_eq!(told(&ops), [(3, "task-3".to_owned()), (2, "task-0".to_owned())]);
    // What was not there for those who were is not there for those who come, however they ask.
    for query in
        ["?text=task-1", "?task_id=task-1", "?framework_id=framework-eng", "?before=3&limit=1&text=eng"]
    {
        let page = asked.get(OPS, &format!("/api/events{query}")).await.json();
        assert_eq!(
            (told(&page), kept(&page), &page["more"]),
            (vec![], (1, 3, 0), &Value::from(false)),
            "{query}"
        );
    }
    let newer = asked.get(ENG, "/api/events?after=3").await.json();
    assert_eq!(told(&newer), [(5, "task-5".to_owned()), (4, "task-4".to_owned())]);
    let older = asked.get(ENG, "/api/events?before=4&limit=1").await.json();
    assert_eq!((told(&older), &older["more"]), (vec![(3, "task-2".to_owned())], &Value::from(true)));
}

#[tokio::test]
async fn events_of_tasks_that_are_gone_are_still_their_roles() {
    let mesos = two_teams().await;
    let asked = Asked::at(&mesos.url()).await;
    let mut task = of_role("ops", "framework-ops", "short", "agent-both", TaskState::Running);
    mesos.change(|cluster| cluster.tasks.push(task.clone()));
    mesos.tell(&task_added(&task));
    task.state = Some(TaskState::Finished as i32);
    mesos.tell(&task_updated(&task));
    asked.until(ALL, "/api/events?task_id=short", |page| told(page).len() == 2).await;
    mesos.change(|cluster| cluster.tasks.retain(|task| task.task_id.value != "short"));
    crate::support::soon("the end of it", async {
        while asked.get(ALL, "/api/tasks/framework-ops/short").await.status == 200 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    // Nobody of either has come before.
    assert_eq!(told(&asked.get(OPS, "/api/events?task_id=short").await.json()).len(), 2);
    assert_eq!(told(&asked.get(ENG, "/api/events?task_id=short").await.json()), []);
}

#[tokio::test]
async fn frameworks_that_come_and_roles_that_change_are_heard_of() {
    let mesos = two_teams().await;
    let asked = Asked::at(&mesos.url()).await;
    asked.until(ENG, "/api/events", |page| kept(page).1 == 1).await;
    for (id, role) in [("framework-new", "eng"), ("framework-strange", "ops")] {
        let framework = super::in_role(id, role);
        mesos.change(|cluster| cluster.frameworks.push(framework.clone()));
        let mut event = operator_api::v1::master::Event {
            r#type: Some(operator_api::v1::master::event::Type::FrameworkAdded as i32),
            ..Default::default()
        };
        event.framework_added =
            Some(operator_api::v1::master::event::FrameworkAdded { framework: Box::new(framework) });
        mesos.tell(&event);
    }
    // Its event is earlier than its row.
    let of_new = |page: &Value| page["events"][0]["framework_id"] == "framework-new";
    asked.until(ENG, "/api/events?kind=FRAMEWORK_ADDED", of_new).await;
    asked
        .until(OPS, "/api/events?kind=FRAMEWORK_ADDED", |page| {
            page["events"][0]["framework_id"] == "framework-strange"
        })
        .await;
    mesos.change(|cluster| cluster.frameworks.iter_mut().for_each(|framework| framework.connected = false));
    for who in [ENG, OPS] {
        let page = asked.until(who, "/api/events?kind=FRAMEWORK_STATE", |page| !told(page).is_empty()).await;
        let strange = if who.name == ENG.name { "ops" } else { "eng" };
        assert!(!page.to_string().contains(strange), "{page}");
    }
    mesos.end_streams();
    asked.until(NOBODY, "/api/events?kind=CONNECTION", |page| told(page).len() == 3).await;
}

#[tokio::test]
async fn history_adds_up_what_is_theirs() {
    let mesos = two_teams().await;
    let pace = Pace { sample_every: Duration::from_millis(2), ..patient() };
    let asked = Asked::with(&mesos.url(), pace).await;
    let last = |history: &Value, name: &str| history["series"][name].as_array().unwrap().last().cloned();
    let has = |count: f64| move |history: &Value| last(history, "tasks.active") == Some(Value::from(count));
    asked.until(ALL, "/api/history", has(4.0)).await;
    let eng = asked.until(ENG, "/api/history", has(2.0)).await;
    assert_eq!(last(&eng, "cpus.allocated"), Some(Value::from(1.0)));
    // What is free is what others do not use.
    let free = ["cpus.free", "mem.free", "disk.free", "gpus.free"];
    for name in free {
        let series = eng["series"][name].as_array().unwrap();
        assert!(series.iter().all(Value::is_null), "{name}");
    }
    // It was not looked at before that.
    let whole = asked.get(ALL, "/api/history").await.json();
    assert!(eng["from_ms"].as_i64() > whole["from_ms"].as_i64());
    let series = eng["series"].as_object().unwrap();
    assert!(
        series
            .values()
            .all(|series| series.as_array().unwrap().len() as u64 == eng["samples"].as_u64().unwrap())
    );

    let before = asked.until(OPS, "/api/history", has(2.0)).await["samples"].as_u64().unwrap();
    let mut task = of_role("eng", "framework-eng", "failing", "agent-eng", TaskState::Running);
    mesos.change(|cluster| cluster.tasks.push(task.clone()));
    mesos.tell(&task_added(&task));
    task.state = Some(TaskState::Failed as i32);
    mesos.change(|cluster| cluster.tasks.retain(|each| each.task_id != task.task_id));
    mesos.tell(&task_updated(&task));
    let failed = |history: &Value| {
        history["series"]["failed"]
            .as_array()
            .unwrap()
            .iter()
            .any(|rate| rate.as_f64().is_some_and(|rate| rate > 0.0))
    };
    asked.until(ENG_TOO, "/api/history", failed).await;
    asked.until(ALL, "/api/history", failed).await;
    let after =
        asked.until(OPS, "/api/history", |history| history["samples"].as_u64().unwrap() > before + 5).await;
    assert!(!failed(&after), "what others' tasks do has no rate");
}

#[tokio::test]
async fn what_is_not_theirs_is_as_if_it_were_not_there() {
    let mesos = two_teams().await;
    let asked = Asked::at(&mesos.url()).await;
    for (who, path, status) in [
        (ENG, "tasks/framework-eng/framework-eng-on-both", 200),
        (ENG, "frameworks/framework-eng", 200),
        (ENG, "agents/agent-eng", 200),
        (ENG, "agents/agent-both", 200),
        (ENG, "tasks/framework-ops/framework-ops-on-both", 404),
        (ENG, "frameworks/framework-ops", 404),
        (ENG, "agents/agent-ops", 404),
        (OPS, "agents/agent-eng", 404),
        (NOBODY, "agents/agent-both", 404),
        (ALL, "agents/agent-ops", 200),
        (ALL, "tasks/framework-ops/framework-ops-on-both", 200),
    ] {
        let told = asked.get(who, &format!("/api/{path}")).await;
        assert_eq!(told.status, status, "{path} for {}", who.name);
        if status == 404 {
            let kind = path.split('/').next().unwrap();
            let none = if kind == "tasks" { "tasks/a/b".to_owned() } else { format!("{kind}/none") };
            let none = asked.get(who, &format!("/api/{none}")).await;
            assert_eq!((told.json()["error"].clone(), none.status), (none.json()["error"].clone(), 404));
        }
    }
    // The parts of an agent that several have are told to each.
    let agent = asked.get(ENG, "/api/agents/agent-both").await.json();
    assert_eq!(agent["pid"], "slave(2)@127.0.0.1:5051");
    let cpus = |agent: &Value, of: &str| agent[of][0]["scalar"]["value"].clone();
    for who in [ENG, OPS] {
        let agent = asked.get(who, "/api/agents/agent-both").await.json();
        assert_eq!(
            (cpus(&agent, "total_resources"), cpus(&agent, "allocated_resources")),
            (json!(0.5), json!(0.5))
        );
        assert_eq!(agent["allocated_resources"].as_array().unwrap().len(), 1, "{agent}");
    }
    let whole = asked.get(ALL, "/api/agents/agent-both").await.json();
    assert_eq!(cpus(&whole, "total_resources"), json!(8.0));
    let ids = json!({ "ids": ["agent-ops", "agent-both", "none", "agent-eng"] });
    let several = asked.post(ENG, "/api/agents/details", &ids).await.json();
    let several =
        several["agents"].as_array().unwrap().iter().map(|agent| agent["agent_info"]["id"]["value"].clone());
    assert_eq!(several.collect::<Vec<_>>(), ["agent-both", "agent-eng"]);
}

#[tokio::test]
async fn other_doors_ask_what_is_seen() {
    let mesos = two_teams().await;
    let asked = Asked::at(&mesos.url()).await;
    asked.until(ALL, "/api/tasks/framework-ops/framework-ops-on-both", |_| true).await;
    let hub = &asked.app.seats.own().unwrap().hub;
    let eng = hub.sight(Some(&["eng".to_owned()])).await.unwrap();
    let all = hub.sight(None).await.unwrap();
    let path =
        |framework: &str| format!("/frameworks/{framework}/executors/{framework}-on-both/runs/latest/stdout");
    for (framework, is_theirs) in [("framework-eng", true), ("framework-ops", false)] {
        let executor = format!("{framework}-on-both");
        assert_eq!(eng.has_framework(framework).await, is_theirs);
        assert_eq!(eng.may_read_path("agent-both", path(framework).as_bytes()).await, is_theirs);
        assert_eq!(eng.may_use_executor("agent-both", framework, &executor).await, is_theirs);
        assert!(
            all.has_framework(framework).await
                && all.may_use_executor("agent-both", framework, &executor).await
        );
    }
    assert!(
        !eng.may_read_path("agent-both", b"/slave/log").await
            && all.may_read_path("agent-both", b"/slave/log").await
    );
    assert_eq!((eng.has_agent("agent-ops").await, eng.agent_pid("agent-ops").await), (false, None));
    assert_eq!(all.agent_pid("agent-ops").await.as_deref(), Some("slave(1)@127.0.0.1:5051"));
    assert_eq!(eng.agent_pid("agent-eng").await.as_deref(), Some("slave(0)@127.0.0.1:5051"));
    assert_eq!((all.epoch() == eng.epoch(), all.is_whole(), eng.is_whole()), (false, true, false));
    assert_eq!(hub.sight(Some(&["eng ".to_owned()])).await.err().unwrap().status(), 403);
}
