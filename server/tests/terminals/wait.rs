//! `GET /api/agents/{agent_id}/containers/wait`.

use serde_json::{Value, json};

use crate::console::Console;
use crate::page::Page;

#[tokio::test]
async fn it_is_answered_when_the_container_ends() {
    let console = Console::start().await;
    let mut page = Page::launch(&console, "read a; exit 7", false).await;
    let container = page.container().unwrap().join(".");
    let path = format!("/api/agents/{}/containers/wait?container={container}", console.agent);
    let (waited, ()) = tokio::join!(console.get(&path), async {
        page.types("go\n").await;
    });
    let (status, body) = waited;
    assert_eq!(status, 200, "{body}");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        body,
        json!({ "type": "WAIT_NESTED_CONTAINER", "wait_nested_container": { "exit_status": 1792 } })
    );
}

#[tokio::test]
async fn what_cannot_be_waited_for_is_told_in_mesos_words() {
    let console = Console::with(mesoscope_server::config::Config::default()).await;
    let door = |query: &str| format!("/api/agents/{}/containers/wait{query}", console.agent);
    let (status, words) = console.get(&door("?container=nobody")).await;
    assert_eq!((status, words.as_str()), (404, "Container nobody cannot be found"));
    for bad in ["", "?container=", "?container=a..b", "?container=a%2Fb"] {
        assert_eq!(console.get(&door(bad)).await.0, 400, "{bad}");
    }
}
