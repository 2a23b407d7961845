//! Agents that die or stop meanwhile, and pages where nobody is.

use std::time::Duration;

use cluster_model::terminal::{Asked, Notice, Reason};
use mesoscope_server::config::Config;

use crate::console::Console;
use crate::page::Page;

#[tokio::test]
async fn an_agent_that_dies_ends_it_and_what_lives_on_is_removed() {
    let console = Console::start().await;
    let mut page = Page::launch(&console, "/bin/sh", true).await;
    page.until_says("# ").await;
    let container = page.container().unwrap().join(".");
    console.cluster.faults().lose_agent(&console.agent).unwrap();
    let (reason, _, words) = page.end().await;
    assert_eq!(reason, Reason::Lost, "{words}");
    console.cluster.faults().return_agent(&console.agent).unwrap();
    crate::soon("the agent", async {
        while console.containers().await.is_empty() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    console.is_swept().await;
    assert!(!console.containers().await.contains(&container));
}

#[tokio::test]
async fn an_agent_that_stops_is_said_to_have() {
    let console = Console::start().await;
    let mut page = Page::launch(&console, "/bin/sh", true).await;
    page.until_says("# ").await;
    console.cluster.faults().stop_answering(true);
    page.until("the silence", |page| {
        page.notices.iter().any(|notice| matches!(notice, Notice::Silent { .. }))
    })
    .await;
    console.cluster.faults().stop_answering(false);
    page.until("the answer", |page| page.has(&Notice::Answering)).await;
    page.types("echo on\r").await;
    page.until_says("\r\non\r\n").await;
}

#[tokio::test]
async fn a_terminal_where_nobody_types_is_closed_after_a_warning() {
    let idle = Some(Duration::from_millis(400));
    let console = Console::with(Config { terminals: true, terminal_idle: idle, ..Config::default() }).await;
    let mut page = Page::launch(&console, "/bin/sh", true).await;
    page.until("the warning", |page| page.notices.iter().any(|notice| matches!(notice, Notice::Idle { .. })))
        .await;
    page.say(&Asked::Stay).await;
    let warnings =
        |page: &Page| page.notices.iter().filter(|notice| matches!(notice, Notice::Idle { .. })).count();
    page.until("the second warning", |page| warnings(page) == 2).await;
    assert_eq!(page.end().await.0, Reason::Idle);
    console.is_swept().await;
}
