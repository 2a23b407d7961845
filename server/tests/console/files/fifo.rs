//! What must never be read.

use crate::support::{Embedded, Folder, entry};

/// Whether the agent still answers for files.
async fn answers(embedded: &Embedded, sandbox: &crate::support::Sandbox) -> bool {
    embedded.console.get(&sandbox.door("files", "/heap.bin", "")).await.status == 200
}

#[tokio::test]
async fn a_fifo_is_read_by_no_door() {
    let embedded = Embedded::start().await;
    let sandbox = embedded.sandbox().await;
    for door in ["files", "files/search"] {
        for below in ["/control", "/control/", "//control", "/conf/../control", "/./control"] {
            let got = embedded.console.get(&sandbox.door(door, below, "&text=x")).await;
            assert_eq!(got.status, 409, "{door} {below}");
            assert!(got.error().contains("FIFO"), "{}", got.error());
        }
    }
    for below in ["/control", "/control/", "/conf/../control"] {
        let call = sandbox.read_file(below);
        let got = embedded.console.post(&format!("/api/agents/{}", sandbox.agent), &call).await;
        assert_eq!(got.status, 403, "{below}");
        assert!(got.error().contains("not a regular file"), "{}", got.error());
    }
    for below in ["/control\0", "/control\0/stdout", "\0/stdout"] {
        let call = sandbox.read_file(below);
        let got = embedded.console.post(&format!("/api/agents/{}", sandbox.agent), &call).await;
        assert_eq!((got.status.as_u16(), got.error().as_str()), (403, "no file has such a path"));
    }
    assert!(answers(&embedded, &sandbox).await);
}

#[tokio::test]
async fn what_mesos_does_not_tell_the_kind_of_is_not_read() {
    // The folder of the file cannot be listed, and the file is shown as a folder with nothing in it: so is a FIFO that was attached.
    let folder = Folder::of(vec![entry("log", 0o100_644)], |_, _, _| (1, vec![b'x'])).await;
    let console = folder.console().await;
    let got = console.get("/api/agents/a1/files?path=log").await;
    assert_eq!(got.status, 404);
    let odd = Folder::of(
        vec![operator_api::v1::FileInfo { path: "/odd/pipe".into(), ..entry("", 0o010_644) }],
        |_, _, _| panic!("it is read"),
    )
    .await;
    let console = odd.console().await;
    let got = console.get("/api/agents/a1/files?path=/odd/pipe").await;
    assert_eq!(got.status, 409);
    let call = r#"{"type":"READ_FILE","read_file":{"path":"/odd/pipe","offset":0}}"#;
    assert_eq!(console.post("/api/agents/a1", call).await.status, 403);
    assert_eq!(odd.reads(), 0);
}

#[tokio::test]
async fn the_relay_reads_what_is_a_file_and_says_what_mesos_says_of_the_rest() {
    let embedded = Embedded::start().await;
    let sandbox = embedded.sandbox().await;
    let door = format!("/api/agents/{}", sandbox.agent);
    let read = async |below: &str| embedded.console.post(&door, &sandbox.read_file(below)).await;
    let got = read("/stdout").await;
    assert_eq!((got.status.as_u16(), got.json()["type"].as_str()), (200, Some("READ_FILE")));
    let missing = read("/nothing").await;
    assert_eq!((missing.status.as_u16(), missing.text().as_str()), (404, ""));
    assert_eq!(missing.header("content-type"), "text/plain; charset=utf-8");
    let above = read("/..").await;
    assert!(above.status == 400 && above.text().ends_with("is inaccessible.\n"), "{}", above.text());
    let folder = read("").await;
    assert_eq!((folder.status.as_u16(), folder.text().as_str()), (400, "Cannot read a directory.\n"));
    let pathless = embedded.console.post(&door, r#"{"type":"READ_FILE"}"#).await;
    assert_eq!(pathless.status, 400);

    let log = r#"{"type":"READ_FILE","read_file":{"path":"/master/log","offset":0}}"#;
    assert_eq!(embedded.console.post("/api/master", log).await.status, 200);
    let listed = r#"{"type":"LIST_FILES","list_files":{"path":"/master/log"}}"#;
    assert_eq!(
        embedded.console.post("/api/master", listed).await.json()["list_files"],
        serde_json::json!({})
    );
    let passwd = r#"{"type":"READ_FILE","read_file":{"path":"/etc/passwd","offset":0}}"#;
    assert_eq!(embedded.console.post("/api/master", passwd).await.status, 404);
}
