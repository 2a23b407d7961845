//! Containers that write more than anybody reads.

use cluster_model::terminal::Reason;

use crate::console::Console;
use crate::page::Page;
use crate::soon;

const FLOOD: u64 = 100_000_000;

/// What one terminal may keep: its backlog, and what is between it and the browser.
const MOST: usize = (1 << 20) + (256 << 10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_draws_nothing_costs_no_memory() {
    let console = Console::start().await;
    let mut page = Page::launch(&console, &format!("head -c {FLOOD} /dev/zero; exit 6"), false).await;
    page.draws = false;
    let container = page.container().unwrap().join(".");
    // The container writes on and ends although nobody draws.
    soon("the end of the flood", async {
        while console.containers().await.contains(&container) {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let buffered = &console.app.terminals.buffered;
    assert!(buffered.most() > 0 && buffered.most() <= MOST, "{} bytes", buffered.most());
    assert!(console.get("/metrics").await.1.contains("mesoscope_terminal_buffered_bytes"));

    page.draws = true;
    page.draw().await;
    assert_eq!(page.end().await.0, Reason::Exited);
    assert_eq!(page.exit().unwrap().code, Some(6));
    assert!(page.skipped > FLOOD / 2, "{} bytes", page.skipped);
    assert_eq!(page.out.len() as u64 + page.skipped, FLOOD, "what is missing is told");
    soon("nothing kept", async {
        while buffered.now() > 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_can_be_interrupted() {
    let console = Console::start().await;
    let mut page = Page::launch(&console, "/bin/sh", true).await;
    page.until_says("# ").await;
    page.types("head -c 100000000000 /dev/zero\r").await;
    page.until("much of it", |page| page.out.len() > 3_000_000).await;
    page.types("\u{3}").await;
    page.until("the interrupt", |page| {
        let lately = page.out.len().saturating_sub(100);
        page.out.get(lately..).is_some_and(|out| out.windows(4).any(|bytes| bytes == b"^C\r\n"))
    })
    .await;
    page.types("exit 8\r").await;
    page.end().await;
    assert_eq!(page.exit().unwrap().code, Some(8));
}
