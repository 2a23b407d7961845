//! Listings.

use http::StatusCode;

use crate::support::{Embedded, Folder, entry};

#[tokio::test]
async fn a_sandbox_is_listed_folders_first() {
    let embedded = Embedded::start().await;
    let sandbox = embedded.sandbox().await;
    let listing = embedded.console.get(&sandbox.door("files/list", "/", "")).await.json();
    assert_eq!(listing["path"], format!("{}/", sandbox.path));
    let entries = listing["entries"].as_array().unwrap();
    let told: Vec<String> = entries
        .iter()
        .map(|entry| {
            assert_eq!(entry["path"], format!("{}/{}", sandbox.path, entry["name"].as_str().unwrap()));
            assert!(entry["mtime_ms"].as_u64().unwrap() > 1_600_000_000_000);
            assert!(entry["size"].is_u64() && entry["nlink"].is_u64());
            assert!(entry["uid"].is_string() && entry["gid"].is_string());
            format!("{} {} {}", entry["kind"], entry["mode"], entry["name"])
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[tokio::test]
async fn what_is_no_folder_is_told_apart() {
    let embedded = Embedded::start().await;
    let sandbox = embedded.sandbox().await;
    let list = async |below: &str| embedded.console.get(&sandbox.door("files/list", below, "")).await;
    let file = list("/stdout").await;
    assert_eq!((file.status.as_u16(), file.error().as_str()), (409, "this is a file, not a folder"));
    assert_eq!(list("/control").await.error(), "this is a FIFO, not a folder");
    assert_eq!(list("/nothing").await.status, 404);
    let above = list("/..").await;
    assert_eq!(above.status, 409);
    assert!(above.error().contains("is inaccessible"), "{}", above.error());
    let log = embedded.console.get("/api/master/files/list?path=/master/log").await;
    assert_eq!(log.error(), "this is a file, not a folder");
    for path in
        ["/api/master/files/list", "/api/master/files/list?path=", "/api/master/files/list?path=a%00b"]
    {
        assert_eq!(embedded.console.get(path).await.status, 400, "{path}");
    }
    assert_eq!(embedded.console.get("/api/agents/nobody/files/list?path=/").await.status, 404);
}

#[tokio::test]
async fn names_are_bytes_and_kinds_are_modes() {
    let names = [("a b+ü\".txt", 0o100_644), ("sock", 0o140_755), ("null", 0o020_666), ("link", 0o120_777)];
    let entries = names.map(|(name, mode)| entry(name, mode));
    let folder = Folder::of(entries.into(), |_, _, _| (0, Vec::new())).await;
    let listing = folder.console().await.get("/api/agents/a1/files/list?path=%2Ffiles").await.json();
    let told: Vec<_> = listing["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| format!("{} {} {}", entry["kind"], entry["mode"], entry["name"]))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[tokio::test]
async fn a_refusal_of_mesos_has_its_status() {
    for (answered, told) in [(403, 403), (404, 404), (400, 409), (500, 502), (401, 502), (307, 502)] {
        let folder = Folder::refusing(StatusCode::from_u16(answered).unwrap()).await;
        let console = folder.console().await;
        for door in ["files/list?path=/files", "files?path=/files/log", "files/search?path=/files/log&text=a"]
        {
            let got = console.get(&format!("/api/agents/a1/{door}")).await;
            assert_eq!(got.status.as_u16(), told, "{door} when Mesos says {answered}");
            assert!(!got.error().is_empty());
        }
    }
}
