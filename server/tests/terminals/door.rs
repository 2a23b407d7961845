//! Who is let in, and what must be said there.

use std::process::Command;

use cluster_model::terminal::{Asked, Mode, Open, Reason};
use mesoscope_server::config::Config;

use crate::console::Console;
use crate::page::{Page, refused, request};

#[tokio::test]
async fn terminals_are_off_unless_they_are_turned_on() {
    let console = Console::with(Config::default()).await;
    let (status, words) = refused(request(&console, "?mode=launch")).await;
    assert_eq!(status, 403);
    assert!(words.contains("--terminals"), "{words}");
    let (status, body) = console.get(&format!("/api/agents/{}/terminal?mode=launch", console.agent)).await;
    assert_eq!(status, 403, "{body}");

    let console = Console::with(Config { terminals: true, read_only: true, ..Config::default() }).await;
    let (status, words) = refused(request(&console, "?mode=watch")).await;
    assert_eq!(status, 403);
    assert!(words.contains("read-only"), "{words}");
}

#[tokio::test]
async fn pages_of_others_open_none() {
    let console = Console::start().await;
    let mut foreign = request(&console, "?mode=launch");
    foreign.headers_mut().insert("origin", "https://evil.example".parse().unwrap());
    assert_eq!(refused(foreign).await.0, 403);
    let mut ours = request(&console, "?mode=watch");
    ours.headers_mut().insert("origin", format!("http://{}", console.address).parse().unwrap());
    assert!(tokio_tungstenite::connect_async(ours).await.is_ok());
}

#[tokio::test]
async fn another_version_of_the_page_is_told_to_reload() {
    let console = Console::start().await;
    let mut old = request(&console, "?mode=launch");
    old.headers_mut().insert("sec-websocket-protocol", "mesoscope.terminal.v0".parse().unwrap());
    let (status, words) = refused(old).await;
    assert_eq!(status, 400);
    assert!(words.contains("reload the page"), "{words}");
    assert_eq!(refused(request(&console, "?mode=own")).await.0, 400);
}

#[tokio::test]
async fn what_cannot_be_is_refused_in_words() {
    let console = Console::start().await;
    let mut first = Page::knock(&console, Mode::Launch).await;
    first.say(&Asked::Input(b"ls\n")).await;
    let (reason, _, words) = first.end().await;
    assert_eq!((reason, words.as_str()), (Reason::Invalid, "the first message says what to open"));

    let mut nowhere = Page::knock(&console, Mode::Launch).await;
    nowhere.say(&Asked::Open(Box::default())).await;
    let (reason, _, words) = nowhere.end().await;
    assert_eq!((reason, words.as_str()), (Reason::Invalid, "no container is named"));

    let mut orphan = Page::knock(&console, Mode::Launch).await;
    orphan.say(&Asked::Open(Box::new(Open { container: vec!["none".to_owned()], ..Open::default() }))).await;
    let (reason, status, words) = orphan.end().await;
    assert_eq!((reason, status), (Reason::Refused, Some(400)));
    assert_eq!(words, "Parent container none does not exist");

    let elsewhere = Console { agent: "nobody".to_owned(), ..console };
    let mut page = Page::knock(&elsewhere, Mode::Launch).await;
    page.say(&Asked::Open(Box::new(Open { container: vec!["none".to_owned()], ..Open::default() }))).await;
    let (reason, _, words) = page.end().await;
    assert_eq!(reason, Reason::Invalid);
    assert!(words.contains("nobody knows where it is"), "{words}");
}

#[test]
fn a_read_only_console_is_not_started_with_terminals() {
    let check = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mesoscope"));
        command.args(["check-config", "--master", "http://127.0.0.1:5050"]).args(arguments);
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    let (good, words) = check(&["--terminals", "--read-only"]);
    assert!(!good && words.contains("a read-only console opens no terminals"), "{words}");
    let (good, words) = check(&["--terminals", "--terminal-idle", "5"]);
    assert!(good, "{words}");
}
