//! Several at one container: all hear it, one is heard.

use cluster_model::terminal::{Asked, Mode, Notice, Reason};

use crate::console::Console;
use crate::page::Page;

#[tokio::test]
async fn the_second_hears_the_same_and_is_told_that_the_input_is_taken() {
    let console = Console::start().await;
    let mut first = Page::launch(&console, "cat; exit 5", false).await;
    let container = first.container().unwrap();
    let mut second = Page::on(&console, Mode::Attach, container.clone()).await;
    second.until("who has the input", |page| page.taken().is_some()).await;
    assert!(second.taken().unwrap().starts_with("Another terminal of this console from 127.0.0.1"));
    let mut third = Page::on(&console, Mode::Watch, container).await;
    assert_eq!((third.taken(), third.has(&Notice::InputYours)), (None, false));

    second.types("nobody hears this\n").await;
    first.types("hello\n").await;
    for page in [&mut first, &mut second, &mut third] {
        page.until_says("hello\n").await;
        assert_eq!(page.text(), "hello\n");
    }
    // To watch is not to end it.
    third.say(&Asked::Close).await;
    first.say(&Asked::End).await;
    for page in [&mut first, &mut second] {
        assert_eq!(page.end().await.0, Reason::Exited);
    }
    assert_eq!(first.exit().unwrap().code, Some(5));
}

#[tokio::test]
async fn the_input_passes_on_when_it_is_free() {
    let console = Console::start().await;
    let _theirs = console.strangers_session("theirs", "cat").await;
    let container = vec![console.parent.clone(), "theirs".to_owned()];
    let mut first = Page::on(&console, Mode::Attach, container.clone()).await;
    first.types("first\n").await;
    first.until_says("first\n").await;
    let mut second = Page::on(&console, Mode::Attach, container.clone()).await;
    second.until("who has the input", |page| page.taken().is_some()).await;
    drop(first);
    while !second.has(&Notice::InputYours) {
        second.notices.clear();
        second.say(&Asked::TakeInput).await;
        second.until("an answer", |page| page.taken().is_some() || page.has(&Notice::InputYours)).await;
    }
    second.types("second\n").await;
    second.until_says("second\n").await;
    assert_eq!(second.taken(), None, "the first ended its input in order");
    drop(second);
    // It was only attached to.
    assert!(console.containers().await.contains(&container.join(".")));
}

#[tokio::test]
async fn the_input_that_another_client_has_is_taken_too() {
    let console = Console::start().await;
    let _theirs = console.strangers_session("theirs", "cat").await;
    let id = serde_json::json!({ "value": "theirs", "parent": { "value": console.parent } });
    let record = serde_json::json!({ "type": "ATTACH_CONTAINER_INPUT", "attach_container_input":
        { "type": "CONTAINER_ID", "container_id": id } });
    let record = operator_api::recordio::encode(record.to_string().as_bytes());
    // A request that goes on.
    let (more, rest) = tokio::sync::mpsc::channel::<bytes::Bytes>(1);
    more.send(record).await.unwrap();
    let body = futures_util::stream::unfold(rest, |mut rest| async move {
        let record = rest.recv().await?;
        Some((Ok::<_, std::io::Error>(record), rest))
    });
    let request = reqwest::Client::new()
        .post(console.agent_url().await)
        .header("content-type", "application/recordio")
        .header("message-content-type", "application/json")
        .body(reqwest::Body::wrap_stream(body));
    let theirs = tokio::spawn(request.send());
    let hello = serde_json::json!({ "type": "ATTACH_CONTAINER_INPUT", "attach_container_input":
        { "type": "PROCESS_IO", "process_io": { "type": "DATA", "data": { "type": "STDIN", "data": "aGkK" } } } });

    let container = vec![console.parent.clone(), "theirs".to_owned()];
    let mut watch = Page::on(&console, Mode::Watch, container.clone()).await;
    more.send(operator_api::recordio::encode(hello.to_string().as_bytes())).await.unwrap();
    watch.until_says("hi\n").await;
    let mut page = Page::on(&console, Mode::Attach, container).await;
    page.until("the agent's answer", |page| page.taken().is_some()).await;
    assert!(page.taken().unwrap().contains("Multiple input connections are not allowed"));
    drop(more);
    assert_eq!(theirs.await.unwrap().unwrap().status(), 200);
    page.notices.clear();
    page.say(&Asked::TakeInput).await;
    page.types("mine\n").await;
    page.until_says("mine\n").await;
}

#[tokio::test]
async fn an_agent_says_why_there_is_nothing_to_attach_to() {
    let console = Console::start().await;
    let refused = async |container: Vec<String>| {
        let mut page = Page::knock(&console, Mode::Attach).await;
        let open = cluster_model::terminal::Open { container, ..Default::default() };
        page.say(&Asked::Open(Box::new(open))).await;
        page.end().await
    };
    let unknown = refused(vec!["nobody".to_owned()]).await;
    assert_eq!(unknown, (Reason::Refused, Some(404), "Container nobody cannot be found".to_owned()));
    let bare = refused(vec![console.parent.clone()]).await;
    let words = "I/O switchboard server was disabled for this container".to_owned();
    assert_eq!(bare, (Reason::Refused, Some(500), words));
}

#[tokio::test]
async fn a_page_that_is_loaded_anew_has_the_input_again() {
    let console = Console::start().await;
    let _theirs = console.strangers_session("theirs", "cat").await;
    let container = vec![console.parent.clone(), "theirs".to_owned()];
    for turn in 0..5 {
        let mut page = Page::on(&console, Mode::Attach, container.clone()).await;
        let line = format!("turn {turn}\n");
        page.until("the input", |page| page.has(&Notice::InputYours)).await;
        page.types(&line).await;
        page.until_says(&line).await;
        assert_eq!(page.taken(), None);
        // The socket is gone, and the next is there at once.
    }
}
