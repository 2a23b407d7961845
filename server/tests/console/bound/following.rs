//! Following what some roles are of a cluster.

use std::time::Duration;

use cluster_model::bound::{Projection, Reach};
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents, tasks};
use mesoscope_server::live::Pace;
use operator_api::v1::TaskState;
use proptest::prelude::*;

use super::console::{ALL, Asked, ENG, ENG_TOO, NOBODY, OPS, Who, patient};
use super::tab::{Tab, dump};
use super::{in_role, of_role, two_teams};
use crate::support::{Mesos, agent, replica_of, soon, task_added, task_updated};

#[tokio::test]
async fn each_sees_what_is_his() {
    let mesos = two_teams().await;
    let asked = Asked::at(&mesos.url()).await;
    let mut eng = Tab::open(&asked, ENG).await;
    eng.until("the tasks", |tab| tab.replica.rows(Table::Tasks).len() == 2).await;
    let hosts = |tab: &Tab| {
        let slots = tab.replica.rows(Table::Agents).slots();
        let mut hosts: Vec<_> =
            slots.map(|slot| tab.replica.text(Table::Agents, slot, agents::ID).to_owned()).collect();
        hosts.sort();
        hosts
    };
    assert_eq!(hosts(&eng), ["agent-both", "agent-eng"]);
    let mut all = Tab::open(&asked, ALL).await;
    all.until("the tasks", |tab| tab.replica.rows(Table::Tasks).len() == 4).await;
    assert_eq!(hosts(&all).len(), 3);
    let nobody = Tab::open(&asked, NOBODY).await;
    assert_eq!(dump(&nobody.replica), Vec::<String>::new());

    let added = of_role("eng", "framework-eng", "late", "agent-ops", TaskState::Staging);
    mesos.change(|cluster| cluster.tasks.push(added.clone()));
    mesos.tell(&task_added(&added));
    eng.until("the task and its agent", |tab| {
        tab.has(Table::Tasks, tasks::ID, "late") && hosts(tab).len() == 3
    })
    .await;
}

#[tokio::test]
async fn what_others_do_moves_nothing() {
    let mesos = two_teams().await;
    let asked = Asked::at(&mesos.url()).await;
    let mut ops = Tab::open(&asked, OPS).await;
    ops.until("the tasks", |tab| tab.replica.rows(Table::Tasks).len() == 2).await;
    let mut eng = Tab::open(&asked, ENG).await;
    eng.until("a status", |tab| tab.status.is_some() && tab.replica.rows(Table::Tasks).len() == 2).await;
    // At rest: polls told everything.
    mesos.asked("GET_AGENTS", "protobuf", 2).await;
    mesos.asked("GET_EXECUTORS", "protobuf", 2).await;
    let rest = Tab::open(&asked, ENG).await.replica.revision();
    eng.until("rest", |tab| tab.replica.revision() == rest && tab.place().1 == rest).await;
    let frames = eng.frames;
    for number in 0..20 {
        let added =
            of_role("ops", "framework-ops", &format!("more-{number}"), "agent-ops", TaskState::Running);
        mesos.change(|cluster| cluster.tasks.push(added.clone()));
        mesos.tell(&task_added(&added));
    }
    asked.app.seats.own().unwrap().hub.changed_by(Some(&["ops".to_owned()]));
    ops.until("their tasks", |tab| tab.has(Table::Tasks, tasks::ID, "more-19")).await;
    ops.until("their change", |tab| tab.status.as_ref().is_some_and(|status| status.changes == 1)).await;
    let mut all = Tab::open(&asked, ALL).await;
    all.until("the change", |tab| tab.status.as_ref().is_some_and(|status| status.changes == 1)).await;
    // A later status than all that.
    let before = eng.status.as_ref().unwrap().now_ms;
    let later = all.status.as_ref().unwrap().now_ms.max(before);
    eng.until("a later status", |tab| tab.status.as_ref().unwrap().now_ms > later).await;
    assert_eq!((eng.frames, eng.place().1, eng.status.as_ref().unwrap().changes), (frames, rest, 0));
}

#[tokio::test]
async fn a_tab_that_comes_back_gets_what_it_missed() {
    let mesos = two_teams().await;
    let asked = Asked::at(&mesos.url()).await;
    let mut tab = Tab::open(&asked, ENG).await;
    tab.until("the tasks", |tab| tab.replica.rows(Table::Tasks).len() == 2).await;
    let replica = tab.replica.clone();
    drop(tab);
    for number in 0..4 {
        let added = of_role("eng", "framework-eng", &format!("e{number}"), "agent-eng", TaskState::Running);
        mesos.change(|cluster| cluster.tasks.push(added.clone()));
        mesos.tell(&task_added(&added));
    }
    let mut back = Tab::at(&asked, ENG_TOO, replica.clone()).await;
    back.until("the last task", |tab| tab.has(Table::Tasks, tasks::ID, "e3")).await;
    assert_eq!(back.gaps, 0);
    // The same place means nothing to others.
    for who in [OPS, ALL] {
        let mut stranger = Tab::at(&asked, who, replica.clone()).await;
        stranger.until("the gap", |tab| tab.gaps == 1).await;
        assert_eq!(stranger.frames, 0);
    }
}

#[tokio::test]
async fn two_hundred_tabs_share_one_picture() {
    let mesos = two_teams().await;
    let asked = Asked::with(&mesos.url(), Pace { status_every: Duration::from_secs(4), ..patient() }).await;
    let mut tabs = Vec::new();
    for number in 0..200 {
        tabs.push(Tab::open(&asked, if number % 2 == 0 { ENG } else { ENG_TOO }).await);
    }
    let added = of_role("eng", "framework-eng", "late", "agent-eng", TaskState::Running);
    mesos.change(|cluster| cluster.tasks.push(added.clone()));
    mesos.tell(&task_added(&added));
    for tab in &mut tabs {
        tab.until("the task", |tab| tab.has(Table::Tasks, tasks::ID, "late") && tab.status.is_some()).await;
        assert_eq!(tab.gaps, 0);
    }
    let epochs: std::collections::BTreeSet<_> = tabs.iter().map(|tab| tab.place().0).collect();
    assert_eq!(epochs.len(), 1);
    assert_eq!((mesos.subscribers(), mesos.count("SUBSCRIBE"), mesos.count("GET_STATE")), (1, 1, 0));
}

async fn epoch(asked: &Asked, who: Who) -> u64 {
    replica_of(&asked.get(who, "/api/live/snapshot").await.bytes).epoch()
}

#[tokio::test]
async fn what_nobody_looks_at_is_forgotten() {
    let mesos = two_teams().await;
    let pace = Pace { bound_kept: Duration::ZERO, sample_every: Duration::from_millis(1), ..patient() };
    let asked = Asked::with(&mesos.url(), pace).await;
    let eng = Tab::open(&asked, ENG).await;
    let (kept, first) = (epoch(&asked, ENG).await, epoch(&asked, OPS).await);
    soon("another life", async {
        while epoch(&asked, OPS).await == first {
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(epoch(&asked, ENG_TOO).await, kept, "somebody looks");
    drop(eng);
    soon("another life", async {
        while epoch(&asked, ENG).await == kept {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

/// One thing that happens. Numbers name tasks and agents; of three tasks one is the other team's.
#[derive(Clone, Debug)]
enum Step {
    Begins(u8),
    Changes(u8, TaskState),
    /// A poll finds that it is among the completed ones.
    Completes(u8),
    Forgets(u8),
    Comes(u8),
    Goes(u8),
    StreamEnds,
}

fn step() -> impl Strategy<Value = Step> {
    let state = prop_oneof![Just(TaskState::Running), Just(TaskState::Failed), Just(TaskState::Unreachable)];
    prop_oneof![
        5 => (0..12_u8).prop_map(Step::Begins),
        4 => (0..12_u8, state).prop_map(|(task, state)| Step::Changes(task, state)),
        2 => (0..12_u8).prop_map(Step::Completes),
        1 => (0..12_u8).prop_map(Step::Forgets),
        1 => (0..4_u8).prop_map(Step::Comes),
        1 => (0..4_u8).prop_map(Step::Goes),
        1 => Just(Step::StreamEnds),
    ]
}

fn happen(mesos: &Mesos, step: &Step) {
    match *step {
        Step::Begins(number) => {
            let (role, framework) = if number % 3 == 0 { ("ops", "f-ops") } else { ("eng/web", "f-eng") };
            let agent = format!("a{}", number % 4);
            let task = of_role(role, framework, &format!("t{number}"), &agent, TaskState::Staging);
            let mut new = false;
            mesos.change(|cluster| {
                let mut known = cluster.tasks.iter().chain(&cluster.completed_tasks);
                if known.all(|each| each.task_id != task.task_id) {
                    new = true;
                    cluster.tasks.push(task.clone());
                }
            });
            if new {
                mesos.tell(&task_added(&task));
            }
        }
        Step::Changes(number, state) => {
            let id = format!("t{number}");
            let mut changed = None;
            mesos.change(|cluster| {
                if let Some(task) = cluster.tasks.iter_mut().find(|task| task.task_id.value == id) {
                    task.state = Some(state as i32);
                    changed = Some(task.clone());
                }
            });
            if let Some(task) = changed {
                mesos.tell(&task_updated(&task));
            }
        }
        Step::Completes(number) => {
            let id = format!("t{number}");
            mesos.change(|cluster| {
                if let Some(at) = cluster.tasks.iter().position(|task| task.task_id.value == id) {
                    let mut task = cluster.tasks.remove(at);
                    task.state = Some(TaskState::Finished as i32);
                    cluster.completed_tasks.push(task);
                }
            });
        }
        Step::Forgets(number) => {
            let id = format!("t{number}");
            mesos.change(|cluster| cluster.completed_tasks.retain(|task| task.task_id.value != id));
        }
        Step::Comes(number) => mesos.change(|cluster| {
            let new = agent(&format!("a{number}"), &format!("slave({number})@127.0.0.1:5051"));
            if !cluster.agents.contains(&new) {
                cluster.agents.push(new);
            }
        }),
        Step::Goes(number) => mesos.change(|cluster| {
            let id = format!("a{number}");
            cluster.agents.retain(|agent| agent.agent_info.id.as_ref().is_none_or(|each| each.value != id));
        }),
        Step::StreamEnds => mesos.end_streams(),
    }
}

/// What a projection that is made now shows.
fn from_scratch(roles: &[&str], whole: &Replica) -> Vec<String> {
    let projection = Projection::new(Reach::new(roles).unwrap(), 1, whole);
    let mut replica = Replica::new();
    projection.snapshot().iter().for_each(|frame| drop(replica.apply(frame).unwrap()));
    dump(&replica)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn a_tab_that_saw_everything_has_what_is_made_from_scratch(steps in proptest::collection::vec(step(), 0..50)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let mesos = Mesos::start().await;
            mesos.change(|cluster| {
                cluster.frameworks = vec![in_role("f-eng", "eng"), in_role("f-ops", "ops")];
            });
            let asked = Asked::at(&mesos.url()).await;
            let (mut eng, mut ops) = (Tab::open(&asked, ENG).await, Tab::open(&asked, OPS).await);
            for step in &steps {
                happen(&mesos, step);
                tokio::task::yield_now().await;
            }
            // At rest: every poll has been made after the last change.
            mesos.asked("GET_AGENTS", "protobuf", 2).await;
            mesos.asked("GET_TASKS", "protobuf", 2).await;
            mesos.asked("GET_FRAMEWORKS", "protobuf", 2).await;
            soon("rest", async {
                loop {
                    let snapshot = |who| asked.get(who, "/api/live/snapshot");
                    let whole = replica_of(&snapshot(ALL).await.bytes);
                    let pictures = [replica_of(&snapshot(ENG).await.bytes), replica_of(&snapshot(OPS).await.bytes)];
                    // Snapshots of one moment, if nothing came in between.
                    let again = replica_of(&snapshot(ALL).await.bytes);
                    if dump(&again) != dump(&whole) || whole.rows(Table::Tasks).len() != count(&mesos) {
                        continue;
                    }
                    for (tab, (picture, role)) in [&mut eng, &mut ops].into_iter().zip(pictures.iter().zip(["eng", "ops"])) {
                        tab.until("the same revision", |tab| tab.replica.revision() >= picture.revision()).await;
                        assert_eq!(tab.gaps, 0);
                        let scratch = from_scratch(&[role], &whole);
                        assert_eq!(dump(picture), scratch, "{role} after {steps:?}");
                        assert_eq!(dump(&tab.replica), scratch, "{role} after {steps:?}");
                    }
                    return;
                }
            })
            .await;
        });
    }
}

fn count(mesos: &Mesos) -> usize {
    let cluster = mesos.cluster();
    cluster.tasks.len() + cluster.completed_tasks.len()
}
