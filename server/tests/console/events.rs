//! `/api/events`.

use operator_api::v1::TaskState;
use serde_json::Value;

use crate::support::{Console, Mesos, agent, framework, soon, task, task_added, task_updated};

async fn mesos() -> Mesos {
    let mesos = Mesos::start().await;
    mesos.change(|cluster| {
        cluster.agents.push(agent("a1", "slave(1)@127.0.0.1:5051"));
        cluster.agents.push(agent("a2", "slave(1)@127.0.0.1:5052"));
        cluster.frameworks.push(framework("f1"));
    });
    mesos
}

/// Asks until something holds.
async fn until(console: &Console, query: &str, holds: impl Fn(&Value) -> bool) -> Value {
    soon(query, async {
        loop {
            let page = console.get(&format!("/api/events{query}")).await.json();
            if holds(&page) {
                return page;
            }
            tokio::task::yield_now().await;
        }
    })
    .await
}

fn count(page: &Value) -> usize {
    page["events"].as_array().unwrap().len()
}

/// One column of the events.
fn all(page: &Value, field: &str) -> Vec<String> {
    let events = page["events"].as_array().unwrap().iter();
    events.map(|event| event[field].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_fresh_tab_has_what_was_before() {
    let mesos = mesos().await;
    let console = Console::to(&[&mesos.url()]);
    until(&console, "?kind=CONNECTION", |page| count(page) == 1).await;
    let mut started = task("f1", "web/1", "a1", TaskState::Staging);
    mesos.tell(&task_added(&started));
    started.state = Some(TaskState::Running as i32);
    mesos.tell(&task_updated(&started));
    mesos.tell(&task_added(&task("f1", "db", "a2", TaskState::Staging)));

    let page = until(&console, "?kind=TASK_ADDED,task_updated", |page| count(page) == 3).await;
    assert_eq!(all(&page, "kind"), ["TASK_ADDED", "TASK_UPDATED", "TASK_ADDED"]);
    assert_eq!(all(&page, "task_id"), ["db", "web/1", "web/1"]);
    assert_eq!(all(&page, "state"), ["TASK_STAGING", "TASK_RUNNING", "TASK_STAGING"]);
    assert_eq!(all(&page, "host"), ["a2.test", "a1.test", "a1.test"]);
    assert_eq!(all(&page, "framework_id"), ["f1", "f1", "f1"]);
    let numbers: Vec<u64> =
        page["events"].as_array().unwrap().iter().map(|event| event["seq"].as_u64().unwrap()).collect();
    assert!(numbers.is_sorted_by(|newer, older| newer > older));
    assert_eq!(page["dropped"], 0);

    let by_text = console.get("/api/events?text=A1.TEST").await.json();
    assert_eq!(all(&by_text, "task_id"), ["web/1", "web/1"]);
    let of_task = console.get("/api/events?framework_id=f1&task_id=db").await.json();
    assert_eq!(count(&of_task), 1);
    let first = console.get("/api/events?kind=TASK_ADDED&limit=1").await.json();
    assert_eq!((all(&first, "task_id"), first["more"].as_bool()), (vec!["db".to_owned()], Some(true)));
    let next =
        console.get(&format!("/api/events?kind=TASK_ADDED&limit=1&before={}", numbers[0])).await.json();
    assert_eq!((all(&next, "task_id"), next["more"].as_bool()), (vec!["web/1".to_owned()], Some(false)));
    let since = console.get(&format!("/api/events?after={}", numbers[1])).await.json();
    assert_eq!(all(&since, "task_id"), ["db"]);
}

#[tokio::test]
async fn what_polls_find_is_an_event() {
    let mesos = mesos().await;
    let console = Console::to(&[&mesos.url()]);
    until(&console, "?kind=CONNECTION", |page| count(page) == 1).await;
    mesos.change(|cluster| {
        cluster.agents.remove(0);
        cluster.frameworks[0].connected = false;
    });
    let page = until(&console, "?kind=AGENT_STATE", |page| count(page) == 1).await;
    assert_eq!(all(&page, "agent_id"), ["a1"]);
    assert_eq!(all(&page, "text"), ["active, now unreachable"]);
    let page = until(&console, "?kind=FRAMEWORK_STATE", |page| count(page) == 1).await;
    assert_eq!(all(&page, "text"), ["active, now disconnected"]);
    // Said once, not with each poll.
    mesos.asked("GET_AGENTS", "protobuf", 3).await;
    assert_eq!(count(&console.get("/api/events?kind=AGENT_STATE").await.json()), 1);
}

#[tokio::test]
async fn the_connection_is_an_event() {
    let mesos = mesos().await;
    let console = Console::to(&[&mesos.url()]);
    until(&console, "?kind=CONNECTION", |page| count(page) == 1).await;
    mesos.end_streams();
    let page = until(&console, "?kind=CONNECTION", |page| count(page) == 3).await;
    assert_eq!(all(&page, "state"), ["connected", "lost", "connected"]);
    assert!(all(&page, "message")[1].contains("closed the event stream"));
}

#[tokio::test]
async fn a_question_that_makes_no_sense_is_told_so() {
    let console = Console::alone();
    let got = console.get("/api/events?kind=TASK_EXPLODED").await;
    assert_eq!(
        (got.status.as_u16(), got.error()),
        (400, "no event is of the kind `TASK_EXPLODED`".to_owned())
    );
    assert_eq!(console.get("/api/events?before=yesterday").await.status.as_u16(), 400);
    let none = console.get("/api/events").await.json();
    assert_eq!((none["newest"].as_u64(), none["oldest"].as_u64(), count(&none)), (Some(0), Some(1), 0));
}
