//! `/api/live/snapshot` and `/api/live`.

use std::time::Duration;

use cluster_model::live::{SNAPSHOT_ENDS, SNAPSHOT_ROWS, Upstream};
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents, frameworks, tasks};
use flate2::read::GzDecoder;
use mesoscope_server::config::Config;
use mesoscope_server::live::Pace;
use operator_api::v1::TaskState;

use crate::support::{
    Console, Mesos, Tab, agent, framework, hurried, limits, replica_of, soon, task, task_added, task_updated,
    told,
};

async fn mesos() -> Mesos {
    let mesos = Mesos::start().await;
    mesos.change(|cluster| {
        cluster.agents.push(agent("a1", "slave(1)@127.0.0.1:5051"));
        cluster.frameworks.push(framework("f1"));
        cluster.tasks.push(task("f1", "t1", "a1", TaskState::Staging));
    });
    mesos
}

#[tokio::test]
async fn events_reach_the_tab() {
    let mesos = mesos().await;
    let console = Console::to(&[&mesos.url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("the task", |tab| tab.has(Table::Tasks, tasks::ID, "t1")).await;
    assert!(tab.has(Table::Tasks, tasks::HOST, "a1.test"));

    let running = task("f1", "t1", "a1", TaskState::Running);
    mesos.change(|cluster| cluster.tasks = vec![running.clone()]);
    mesos.tell(&task_updated(&running));
    tab.until("the new state", |tab| tab.has(Table::Tasks, tasks::STATE, "TASK_RUNNING")).await;

    let second = task("f1", "t2", "a1", TaskState::Staging);
    mesos.change(|cluster| cluster.tasks.push(second.clone()));
    mesos.tell(&task_added(&second));
    tab.until("the second task", |tab| tab.has(Table::Tasks, tasks::ID, "t2")).await;
    assert_eq!(tab.gaps, 0);
}

#[tokio::test]
async fn what_no_event_tells_is_polled() {
    let mesos = mesos().await;
    mesos.change(|cluster| cluster.agents.push(agent("a2", "slave(1)@127.0.0.1:5052")));
    let console = Console::to(&[&mesos.url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    // An agent's process is killed: no event says so.
    mesos.change(|cluster| {
        cluster.agents.retain(|agent| agent.pid.as_deref() != Some("slave(1)@127.0.0.1:5052"));
    });
    tab.until("the loss", |tab| {
        let lost = tab
            .replica
            .find(Table::Agents, &[(agents::ID, "a2"), (agents::STATE, agents::state::UNREACHABLE)]);
        lost.is_some()
    })
    .await;
    assert!(
        tab.replica
            .find(Table::Agents, &[(agents::ID, "a1"), (agents::STATE, agents::state::ACTIVE)])
            .is_some()
    );

    mesos.change(|cluster| cluster.frameworks[0].connected = false);
    mesos.change(|cluster| cluster.frameworks[0].active = false);
    tab.until("the disconnect", |tab| {
        tab.has(Table::Frameworks, frameworks::STATE, frameworks::state::DISCONNECTED)
    })
    .await;
}

#[tokio::test]
async fn tasks_of_completed_frameworks_are_asked_for_in_json_once() {
    let mesos = mesos().await;
    mesos.change(|cluster| {
        cluster.completed_frameworks.push(framework("f0"));
        cluster.completed_tasks.push(task("f0", "t0", "a1", TaskState::Finished));
    });
    let console = Console::to(&[&mesos.url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("the old task", |tab| tab.has(Table::Tasks, tasks::ID, "t0")).await;
    // It stays, although the polls in protobuf do not list it.
    mesos.asked("GET_TASKS", "protobuf", 3).await;
    assert!(tab.has(Table::Tasks, tasks::ID, "t0"));
    assert_eq!(mesos.count_in("GET_TASKS", "json"), 1);
    // Not even a new stream is a reason to ask again.
    mesos.end_streams();
    mesos.asked("GET_FRAMEWORKS", "protobuf", 3).await;
    assert_eq!(mesos.count_in("GET_TASKS", "json"), 1);
    // Another framework that completes is.
    mesos.change(|cluster| {
        cluster.completed_frameworks.push(framework("f00"));
        cluster.completed_tasks.push(task("f00", "t00", "a1", TaskState::Finished));
    });
    tab.until("the other old task", |tab| tab.has(Table::Tasks, tasks::ID, "t00")).await;
    assert_eq!(mesos.count_in("GET_TASKS", "json"), 2);
    assert_eq!(tab.replica.rows(Table::Tasks).slots().count(), 3);
}

#[tokio::test]
async fn the_status_names_the_leader() {
    let mesos = mesos().await;
    let console = Console::to(&[&mesos.url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("the leader", |tab| tab.status.as_ref().is_some_and(|status| status.cluster.is_some())).await;
    let status = tab.status.unwrap();
    assert_eq!(status.upstream, Upstream::Live);
    assert_eq!(status.leader.as_deref(), Some("m1.test:5050"));
    assert_eq!(status.version.as_deref(), Some("1.11.0"));
    assert_eq!(status.cluster.as_deref(), Some("fake"));
    assert_eq!((status.started_ms, status.elected_ms), (Some(1_000_500), Some(1_001_000)));
    assert!(!status.read_only && !status.demo);
    assert_eq!(status.epoch, tab.replica.epoch().to_string());
    assert!(status.heard_ms.is_some_and(|heard| heard <= status.now_ms));
}

#[tokio::test]
async fn a_configured_name_comes_before_the_masters() {
    let mesos = mesos().await;
    let config =
        Config { masters: vec![mesos.url()], cluster_name: Some("west".to_owned()), ..Config::default() };
    let console = Console::with(config, limits(), hurried());
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("a status", |tab| tab.status.is_some()).await;
    assert_eq!(tab.status.unwrap().cluster.as_deref(), Some("west"));
}

#[tokio::test]
async fn twenty_tabs_are_one_subscriber() {
    let mesos = mesos().await;
    let console = Console::to(&[&mesos.url()]);
    let address = console.listen().await;
    let mut tabs = Vec::new();
    for _ in 0..20 {
        tabs.push(Tab::open(&console, address).await);
    }
    let added = task("f1", "t2", "a1", TaskState::Running);
    mesos.change(|cluster| cluster.tasks.push(added.clone()));
    mesos.tell(&task_added(&added));
    for tab in &mut tabs {
        tab.until("the task", |tab| tab.has(Table::Tasks, tasks::ID, "t2")).await;
    }
    assert_eq!((mesos.subscribers(), mesos.count("SUBSCRIBE")), (1, 1));
    assert_eq!(mesos.count("GET_STATE"), 0);
}

#[tokio::test]
async fn the_snapshot_is_compressed_once_and_says_the_same() {
    let mesos = mesos().await;
    let console = Console::to(&[&mesos.url()]);
    let _tab = Tab::open(&console, console.listen().await).await;
    let plain = console.get("/api/live/snapshot").await;
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(
        (plain.header("content-type"), plain.header("cache-control")),
        ("application/octet-stream", "no-store")
    );
    let small = console.get_with("/api/live/snapshot", &[("accept-encoding", "gzip, br")]).await;
    assert_eq!((small.header("content-encoding"), small.header("vary")), ("gzip", "accept-encoding"));
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut GzDecoder::new(small.body.as_slice()), &mut unpacked).unwrap();
    assert_eq!(told(&replica_of(&unpacked)), told(&replica_of(&plain.body)));
    // How many rows come is told before the first of them.
    let replica = replica_of(&plain.body);
    let rows: usize = Table::ALL.iter().map(|table| replica.rows(*table).len()).sum();
    assert!(rows > 0);
    assert_eq!(
        [&plain, &small].map(|got| got.header(SNAPSHOT_ROWS).to_owned()),
        [rows.to_string(), rows.to_string()]
    );
    // So is where each table's slots end.
    let ends: Vec<u32> = plain.header(SNAPSHOT_ENDS).split(',').map(|end| end.parse().unwrap()).collect();
    assert_eq!(ends.len(), Table::ALL.len());
    for (table, end) in Table::ALL.iter().zip(ends) {
        assert!(replica.rows(*table).end() <= end, "{table:?}: {end}");
    }
    assert!(replica.rows(Table::Tasks).end() > 0);
}

#[tokio::test]
async fn without_a_cluster_there_is_no_snapshot_but_a_reason() {
    let console = Console::alone();
    let got = console.get("/api/live/snapshot").await;
    assert_eq!(got.status, 503);
    assert!(!got.error().is_empty());
    // The socket says the same, and no gap: there is nothing to take yet.
    let mut tab = Tab::at(console.listen().await, Replica::new()).await;
    tab.until("the reason", |tab| {
        matches!(&tab.status.as_ref().map(|status| &status.upstream),
                 Some(Upstream::Disconnected { reason, .. }) if reason.contains("connection was refused"))
    })
    .await;
    assert_eq!((tab.gaps, tab.frames), (0, 0));
}

#[tokio::test]
async fn a_tab_that_waits_is_told_when_there_is_something_to_take() {
    let address = crate::support::refused_port().await;
    let console = Console::to(&[&format!("http://{address}")]);
    let mut tab = Tab::at(console.listen().await, Replica::new()).await;
    tab.until("a status", |tab| tab.status.is_some()).await;
    let _mesos = Mesos::start_on(address, false).await;
    tab.until("the gap", |tab| tab.gaps == 1).await;
    assert_eq!(console.get("/api/live/snapshot").await.status, 200);
}

#[tokio::test]
async fn a_tab_from_another_life_is_told_once_and_gets_no_frames() {
    let mesos = mesos().await;
    let console = Console::to(&[&mesos.url()]);
    let address = console.listen().await;
    let _seen = Tab::open(&console, address).await;
    let mut stranger = Tab::at(address, Replica::new()).await;
    stranger.until("the gap", |tab| tab.gaps == 1).await;
    let added = task("f1", "t2", "a1", TaskState::Running);
    mesos.tell(&task_added(&added));
    let told = stranger.status.as_ref().map_or(0, |status| status.revision);
    stranger
        .until("a later status", |tab| tab.status.as_ref().is_some_and(|status| status.revision > told))
        .await;
    assert_eq!((stranger.gaps, stranger.frames), (1, 0));
}

#[tokio::test]
async fn a_tab_that_comes_back_gets_what_it_missed() {
    let mesos = mesos().await;
    let console = Console::to(&[&mesos.url()]);
    let address = console.listen().await;
    let mut tab = Tab::open(&console, address).await;
    tab.until("the task", |tab| tab.has(Table::Tasks, tasks::ID, "t1")).await;
    let replica = tab.replica.clone();
    drop(tab);
    for number in 2..6 {
        let added = task("f1", &format!("t{number}"), "a1", TaskState::Running);
        mesos.change(|cluster| cluster.tasks.push(added.clone()));
        mesos.tell(&task_added(&added));
    }
    let mut back = Tab::at(address, replica).await;
    back.until("the last task", |tab| tab.has(Table::Tasks, tasks::ID, "t5")).await;
    assert_eq!(back.gaps, 0);
}

#[tokio::test]
async fn a_tab_that_was_away_for_too_long_takes_a_snapshot() {
    let mesos = mesos().await;
    let config = Config { masters: vec![mesos.url()], ..Config::default() };
    let console = Console::with(config, limits(), Pace { ring_frames: 2, ..hurried() });
    let address = console.listen().await;
    let away = Tab::open(&console, address).await.replica.clone();
    let mut there = Tab::open(&console, address).await;
    for number in 2..8 {
        let id = format!("t{number}");
        let added = task("f1", &id, "a1", TaskState::Running);
        mesos.change(|cluster| cluster.tasks.push(added.clone()));
        mesos.tell(&task_added(&added));
        // Each is a revision of its own.
        there.until("the task", |tab| tab.has(Table::Tasks, tasks::ID, &id)).await;
    }
    let mut back = Tab::at(address, away).await;
    back.until("the gap", |tab| tab.gaps == 1).await;
    assert_eq!(back.frames, 0);
    let mut again = Tab::open(&console, address).await;
    again.until("the last task", |tab| tab.has(Table::Tasks, tasks::ID, "t7")).await;
}

#[tokio::test]
async fn a_browser_that_says_nothing_at_all_is_let_go() {
    let mesos = mesos().await;
    let config = Config { masters: vec![mesos.url()], ..Config::default() };
    let pace = Pace { browser_idle: Duration::ZERO, status_every: Duration::from_millis(5), ..hurried() };
    let console = Console::with(config, limits(), pace);
    let address = console.listen().await;
    let url = format!("ws://{address}/api/live");
    let (mut socket, _) = tokio_tungstenite::connect_async(url).await.unwrap();
    soon("the end", async {
        use futures_util::StreamExt;
        while let Some(Ok(_)) = socket.next().await {}
    })
    .await;
}

#[tokio::test]
async fn a_place_that_is_no_number_is_said() {
    let console = Console::alone();
    assert_eq!(console.get("/api/live").await.error(), "this door is a WebSocket");
    let address = console.listen().await;
    let refused = tokio_tungstenite::connect_async(format!("ws://{address}/api/live?epoch=x")).await;
    assert!(refused.unwrap_err().to_string().contains("400"));
}
