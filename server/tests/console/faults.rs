//! The cluster goes away, comes back, stalls, babbles: what a tab sees.

use std::time::Duration;

use cluster_model::live::{Status, Upstream};
use cluster_model::schema::{Table, tasks};
use mesoscope_server::config::Config;
use mesoscope_server::live::Pace;
use operator_api::v1::TaskState;

use crate::support::{self, Console, Mesos, Tab, agent, framework, hurried, limits, task};

async fn mesos() -> Mesos {
    let mesos = Mesos::start().await;
    mesos.change(|cluster| {
        cluster.agents.push(agent("a1", "slave(1)@127.0.0.1:5051"));
        cluster.frameworks.push(framework("f1"));
        cluster.tasks.push(task("f1", "t1", "a1", TaskState::Running));
    });
    mesos
}

fn is_lost(status: Option<&Status>) -> bool {
    matches!(status.map(|status| &status.upstream), Some(Upstream::Disconnected { .. }))
}

fn is_live(status: Option<&Status>) -> bool {
    matches!(status.map(|status| &status.upstream), Some(Upstream::Live))
}

#[tokio::test]
async fn a_master_that_is_killed_and_comes_back_is_one_history() {
    let first = mesos().await;
    let (address, cluster) = (first.address, first.cluster());
    let console = Console::to(&[&first.url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("life", |tab| is_live(tab.status.as_ref()) && tab.has(Table::Tasks, tasks::ID, "t1")).await;

    drop(first);
    tab.until("the loss", |tab| is_lost(tab.status.as_ref())).await;
    assert!(tab.has(Table::Tasks, tasks::ID, "t1"), "what was seen stays on the screen");

    let second = Mesos::start_on(address, false).await;
    second.change(|state| {
        *state = cluster;
        state.tasks.push(task("f1", "t2", "a1", TaskState::Running));
    });
    // The first answer of the new master may have come before its state was set; the next has all of it.
    second.end_streams();
    tab.until("the new task", |tab| {
        is_live(tab.status.as_ref())
            && tab.has(Table::Tasks, tasks::ID, "t2")
            && tab.has(Table::Tasks, tasks::ID, "t1")
    })
    .await;
    assert_eq!(tab.gaps, 0, "no reload");
    assert_eq!(tab.replica.rows(Table::Tasks).slots().count(), 2, "no row lost or doubled");
}

#[tokio::test]
async fn a_stream_that_ends_is_opened_anew_and_the_difference_is_sent() {
    let mesos = mesos().await;
    let console = Console::to(&[&mesos.url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("life", |tab| is_live(tab.status.as_ref())).await;
    mesos.change(|cluster| {
        cluster.tasks.clear();
        cluster.completed_tasks.push(task("f1", "t1", "a1", TaskState::Finished));
    });
    mesos.end_streams();
    mesos.asked("SUBSCRIBE", "protobuf", 1).await;
    tab.until("the difference", |tab| tab.has(Table::Tasks, tasks::LIST, tasks::COMPLETED)).await;
    assert_eq!(tab.gaps, 0);
    assert_eq!(tab.replica.rows(Table::Tasks).slots().count(), 1);
}

#[tokio::test]
async fn silence_is_noticed_and_then_ended() {
    let mesos = mesos().await;
    let config = Config { masters: vec![mesos.url()], ..Config::default() };
    // The master promises a heartbeat each 15 s and sends none: a thousandth of it is quiet, a hundredth is dead.
    let pace =
        Pace { quiet_after: 0.002, dead_after: 0.02, status_every: Duration::from_millis(40), ..hurried() };
    let console = Console::with(config, limits(), pace);
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("quiet", |tab| {
        matches!(tab.status.as_ref().map(|status| &status.upstream), Some(Upstream::Quiet { .. }))
    })
    .await;
    tab.until("the end", |tab| {
        matches!(tab.status.as_ref().map(|status| &status.upstream),
                 Some(Upstream::Disconnected { reason, .. }) if reason.contains("has not been heard from"))
    })
    .await;
}

#[tokio::test]
async fn babble_in_the_stream_ends_it_with_a_reason_and_nothing_is_lost() {
    let mesos = mesos().await;
    let config = Config { masters: vec![mesos.url()], ..Config::default() };
    let pace = Pace { retry_min: Duration::from_millis(500), retry_max: Duration::from_secs(1), ..hurried() };
    for (babble, reason) in [
        (b"9999999999\n".as_slice(), "sent a message of 9999999999 bytes"),
        (b"<html>", "does not speak the Operator API"),
        (b"2\n\xff\xff", "a record of its event stream cannot be read"),
    ] {
        let console = Console::with(config.clone(), limits(), pace);
        let mut tab = Tab::open(&console, console.listen().await).await;
        tab.until("life", |tab| is_live(tab.status.as_ref())).await;
        mesos.babble(babble);
        tab.until(reason, |tab| {
            matches!(tab.status.as_ref().map(|status| &status.upstream),
                     Some(Upstream::Disconnected { reason: said, .. }) if said.contains(reason))
        })
        .await;
        tab.until("life again", |tab| is_live(tab.status.as_ref())).await;
        assert_eq!(tab.gaps, 0);
        assert!(tab.has(Table::Tasks, tasks::ID, "t1"));
    }
}

#[tokio::test]
async fn an_event_of_a_later_mesos_is_passed_over() {
    let mesos = mesos().await;
    let console = Console::to(&[&mesos.url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("life", |tab| is_live(tab.status.as_ref())).await;
    // Event { type: 99 }, with a field 200 that nobody knows.
    mesos.babble(b"5\n\x08\x63\xc0\x0c\x01");
    let added = task("f1", "t2", "a1", TaskState::Running);
    mesos.change(|cluster| cluster.tasks.push(added.clone()));
    mesos.tell(&support::task_added(&added));
    tab.until("the event after it", |tab| tab.has(Table::Tasks, tasks::ID, "t2")).await;
    assert_eq!(mesos.count("SUBSCRIBE"), 1, "it is no reason to begin anew");
}

#[tokio::test]
async fn each_misconfiguration_is_said_on_the_page() {
    let cases = [
        ("htp://nowhere".to_owned(), "cannot be the address of a master"),
        (format!("http://{}", support::refused_port().await), "the connection was refused"),
        (support::garbage("\0\0\0garbage").await, "does not speak the Operator API"),
        (
            support::stream("application/x-protobuf", b"4294967296\n", true).await,
            "sent a message of 4294967296 bytes",
        ),
        (
            support::answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"r\"", "").await,
            "asks for credentials",
        ),
        (
            support::answer("503 Service Unavailable", "", "Master has not finished recovery").await,
            "has not finished recovery",
        ),
    ];
    for (url, words) in cases {
        let console = Console::to(&[&url]);
        let mut tab = Tab::at(console.listen().await, cluster_model::replica::Replica::new()).await;
        tab.until(words, |tab| {
            matches!(tab.status.as_ref().map(|status| &status.upstream),
                     Some(Upstream::Disconnected { reason, .. }) if reason.contains(words))
        })
        .await;
        assert!(console.get("/readyz").await.error().contains(words), "{words}");
        assert_eq!(console.get("/").await.status, 200, "never a blank page");
    }
}

#[tokio::test]
async fn a_stream_that_does_not_begin_with_the_state_is_none() {
    // Event { type: HEARTBEAT }.
    let url = support::stream("application/x-protobuf", b"2\n\x08\x08", true).await;
    let console = Console::to(&[&url]);
    let mut tab = Tab::at(console.listen().await, cluster_model::replica::Replica::new()).await;
    tab.until("the reason", |tab| {
        matches!(tab.status.as_ref().map(|status| &status.upstream),
                 Some(Upstream::Disconnected { reason, .. }) if reason.contains("instead of SUBSCRIBED"))
    })
    .await;
}

#[tokio::test]
async fn polls_of_another_master_are_not_mixed_in() {
    let first = mesos().await;
    let second = Mesos::start().await;
    second.change(|cluster| cluster.agents.push(agent("b1", "slave(1)@127.0.0.1:5052")));
    let location = format!("Location: //{}/api/v1", second.address);
    let console = Console::to(&[&first.url(), &second.url()]);
    let mut tab = Tab::open(&console, console.listen().await).await;
    tab.until("life", |tab| is_live(tab.status.as_ref())).await;
    // The first stops answering calls although its stream is open: the polls find the second.
    first.follow(&location);
    tab.until("the second's state", |tab| {
        is_live(tab.status.as_ref()) && tab.has(Table::Agents, cluster_model::schema::agents::ID, "b1")
    })
    .await;
    assert_eq!(second.subscribers(), 1, "the stream follows the leader, too");
}
