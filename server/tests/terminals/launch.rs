//! Programs that are launched beside a task.

use cluster_model::terminal::{Asked, LARGEST, Mode, Notice, Open, Reason, Window};

use crate::console::Console;
use crate::page::Page;

#[tokio::test]
async fn a_shell_on_a_terminal() {
    let console = Console::start().await;
    let open = Open {
        container: vec![console.parent.clone()],
        tty: true,
        window: Some(Window { rows: 24, columns: 80 }),
        ..Open::default()
    };
    let mut page = Page::open(&console, Mode::Launch, open).await;
    let container = page.container().unwrap();
    assert_eq!(container[0], console.parent);
    assert!(container[1].starts_with("mesoscope-terminal-"));
    assert!(console.containers().await.contains(&container.join(".")));

    page.until_says("# ").await;
    assert!(page.has(&Notice::InputYours));
    page.types("echo h\u{e9}llo\r").await;
    page.until_says("\r\nh\u{e9}llo\r\n").await;
    page.types("stty size\r").await;
    page.until_says("24 80\r\n").await;
    page.say(&Asked::Resize(Window { rows: 50, columns: 132 })).await;
    page.types("stty size\r").await;
    page.until_says("50 132\r\n").await;

    page.types("sleep 100000\r").await;
    page.until_says("sleep 100000\r\n").await;
    page.types("\u{3}").await;
    page.until_says("^C\r\n# ").await;

    page.types("exit 7\r").await;
    assert_eq!(page.end().await.0, Reason::Exited);
    assert_eq!(page.exit().unwrap().code, Some(7));
    assert!(!console.containers().await.contains(&container.join(".")), "it is removed");
}

#[tokio::test]
async fn the_end_of_the_input_ends_a_shell_on_a_terminal() {
    let console = Console::start().await;
    let mut page = Page::launch(&console, "/bin/sh", true).await;
    page.until_says("# ").await;
    page.say(&Asked::End).await;
    assert_eq!(page.end().await.0, Reason::Exited);
    assert_eq!(page.exit().unwrap().code, Some(0));
}

#[tokio::test]
async fn without_a_terminal_output_and_errors_are_told_apart() {
    let console = Console::start().await;
    let mut page = Page::launch(&console, "cat; echo wrong >&2; exit 3", false).await;
    page.types("one\n").await;
    page.types("two\n").await;
    page.until_says("two\n").await;
    page.say(&Asked::End).await;
    assert_eq!(page.end().await.0, Reason::Exited);
    assert_eq!((page.text().as_str(), page.err.as_slice()), ("one\ntwo\n", b"wrong\n".as_slice()));
    assert_eq!(page.exit().unwrap().code, Some(3));
}

#[tokio::test]
async fn without_a_terminal_there_are_signals() {
    let console = Console::start().await;
    let mut page = Page::launch(&console, "sleep 100000", false).await;
    page.say(&Asked::Signal(99)).await;
    page.until("the refusal", |page| {
        page.notices.iter().any(|notice| matches!(notice, Notice::Failed { what, .. } if what == "signal 99"))
    })
    .await;
    page.say(&Asked::Signal(15)).await;
    assert_eq!(page.end().await.0, Reason::Exited);
    assert_eq!(page.exit().unwrap().signal, Some(15));
}

#[tokio::test]
async fn what_was_launched_ends_when_the_browser_goes() {
    let console = Console::start().await;
    let page = Page::launch(&console, "sleep 100000", true).await;
    let polite = {
        let mut page = Page::launch(&console, "sleep 100000", false).await;
        page.say(&Asked::Close).await;
        page
    };
    assert!(console.containers().await.contains(&page.container().unwrap().join(".")));
    // As a tab that crashes: without a word.
    drop(page);
    console.is_swept().await;
    drop(polite);
}

#[tokio::test]
async fn what_was_launched_ends_when_the_console_does() {
    let console = Console::start().await;
    let mut page = Page::launch(&console, "sleep 100000", true).await;
    let (end, ()) = tokio::join!(page.end(), console.app.terminals.stop());
    assert_eq!(end.0, Reason::Stopping);
    assert!(!console.containers().await.contains(&page.container().unwrap().join(".")));
    assert_eq!(page.exit().unwrap().signal, Some(9));
}

#[tokio::test]
async fn a_program_with_arguments() {
    let console = Console::start().await;
    let open = Open {
        container: vec![console.parent.clone()],
        command: Some("/bin/sh".to_owned()),
        arguments: ["sh", "-c", "echo here; exit 4"].map(str::to_owned).to_vec(),
        ..Open::default()
    };
    let mut page = Page::open(&console, Mode::Launch, open).await;
    page.end().await;
    assert_eq!((page.text().as_str(), page.exit().unwrap().code), ("here\n", Some(4)));
}

#[tokio::test]
async fn a_large_paste_arrives_whole() {
    let console = Console::start().await;
    let mut page = Page::launch(&console, "cat; exit 2", false).await;
    let line = |number: usize| format!("{number} {}\n", "\u{fc}".repeat(9_000));
    let paste: String = (0..100).map(line).collect();
    assert!(paste.len() > 16 * LARGEST, "more than waits on its way");
    for piece in paste.as_bytes().chunks(LARGEST - 1) {
        page.say(&Asked::Input(piece)).await;
    }
    page.say(&Asked::End).await;
    page.end().await;
    assert_eq!((page.text().len(), page.skipped), (paste.len(), 0));
    assert!(page.text() == paste, "in order");
    assert_eq!(page.exit().unwrap().code, Some(2));
}
