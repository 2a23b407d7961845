//! Searches.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::Request;
use http_body_util::BodyExt;
use serde_json::Value;

use crate::support::{Embedded, Folder, Got, entry, soon};

/// The offsets of all lines, and the last line.
fn read(got: &Got) -> (Vec<u64>, Value) {
    assert_eq!((got.status.as_u16(), got.header("content-type")), (200, "application/x-ndjson"));
    let text = got.text();
    let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let last = lines.pop().unwrap();
    let mut before = 0;
    for line in &lines {
        assert!(line["read"].as_u64().unwrap() >= before && line["size"].is_u64(), "{line}");
        before = line["read"].as_u64().unwrap();
    }
    let offsets = lines.iter().flat_map(|line| line["matches"].as_array().unwrap());
    (offsets.map(|offset| offset.as_u64().unwrap()).collect(), last)
}

#[tokio::test]
async fn every_match_is_found_and_counted() {
    let embedded = Embedded::start().await;
    let sandbox = embedded.sandbox().await;
    let got = embedded
        .console
        .get(&sandbox.door("files/search", "/stdout", "&text=STATUS%3D&case=insensitive"))
        .await;
    let (offsets, last) = read(&got);
    let size = usize::try_from(last["size"].as_u64().unwrap()).unwrap();
    let whole = embedded.read(&sandbox.agent, &format!("{}/stdout", sandbox.path)).await;
    let text = String::from_utf8(whole[..size].to_vec()).unwrap();
    let expected: Vec<u64> = text.match_indices("status=").map(|(at, _)| at as u64).collect();
    assert!(!expected.is_empty());
    assert_eq!(offsets, expected);
    assert_eq!(
        last,
        serde_json::json!({ "done": true, "read": size, "size": size, "count": expected.len() })
    );

    let from = expected[expected.len() / 2];
    let got = embedded
        .console
        .get(&sandbox.door("files/search", "/stdout", &format!("&text=status=&from={from}")))
        .await;
    assert_eq!(read(&got).0[0], from);
    let got = embedded
        .console
        .get(&sandbox.door("files/search", "/stdout", "&text=STATUS%3D&case=sensitive"))
        .await;
    assert_eq!(read(&got).1["count"], 0);
}

#[tokio::test]
async fn a_match_may_lie_on_a_border() {
    // `needle` at each border between two calls, and at the end.
    let mut bytes = vec![b'.'; 300_000];
    for at in [65533, 131_071, 196_600, 299_994] {
        bytes[at..at + 6].copy_from_slice(b"needle");
    }
    let read_bytes = move |_: &str, offset: u64, length: u64| {
        let from = usize::try_from(offset).unwrap().min(bytes.len());
        let end = (from + usize::try_from(length).unwrap()).min(bytes.len());
        (bytes.len() as u64, bytes[from..end].to_vec())
    };
    let folder = Folder::of(vec![entry("log", 0o100_644)], read_bytes).await;
    let got = folder.console().await.get("/api/agents/a1/files/search?path=/files/log&text=needle").await;
    assert_eq!(read(&got).0, [65533, 131_071, 196_600, 299_994]);
}

#[tokio::test]
async fn beyond_many_matches_it_only_counts() {
    const SIZE: u64 = 3_000_000;
    let read_bytes = |_: &str, offset: u64, length: u64| {
        (SIZE, (offset..SIZE.min(offset + length)).map(|at| if at % 20 == 0 { b'x' } else { b'.' }).collect())
    };
    let folder = Folder::of(vec![entry("log", 0o100_644)], read_bytes).await;
    let (offsets, last) = read(
        &folder
            .console()
            .await
            .get("/api/agents/a1/files/search?path=/files/log&text=X&case=insensitive")
            .await,
    );
    assert_eq!((offsets.len(), &last["count"]), (100_000, &(SIZE / 20).into()));
}

#[tokio::test]
async fn a_file_that_becomes_shorter_is_told() {
    let mut calls = 0;
    let read_bytes = move |_: &str, _: u64, length: u64| {
        calls += 1;
        if calls == 1 {
            (500_000, Vec::new())
        } else {
            (1000, vec![b'x'; usize::try_from(length.min(1000)).unwrap()])
        }
    };
    let folder = Folder::of(vec![entry("log", 0o100_644)], read_bytes).await;
    let (offsets, last) =
        read(&folder.console().await.get("/api/agents/a1/files/search?path=/files/log&text=xx").await);
    assert_eq!(offsets.len(), 500);
    assert_eq!(last["error"], "the file has become shorter while it was searched");
}

#[tokio::test]
async fn what_cannot_be_searched_for_is_said() {
    let embedded = Embedded::start().await;
    let sandbox = embedded.sandbox().await;
    for more in ["", "&text=", "&text=a&case=maybe", "&text=a&from=-1", "&text=a&from=x"] {
        let got = embedded.console.get(&sandbox.door("files/search", "/stdout", more)).await;
        assert_eq!(got.status, 400, "{more}");
    }
    let long = format!("&text={}", "a".repeat(1025));
    assert_eq!(embedded.console.get(&sandbox.door("files/search", "/stdout", &long)).await.status, 400);
    assert_eq!(embedded.console.get(&sandbox.door("files/search", "/conf", "&text=a")).await.status, 409);
}

#[tokio::test]
async fn one_address_cannot_search_without_end_and_leaving_ends_it() {
    let read_bytes = |_: &str, _: u64, length: u64| (1 << 60, vec![b'.'; usize::try_from(length).unwrap()]);
    let folder = Folder::of(vec![entry("endless", 0o100_644)], read_bytes).await;
    let console = folder.console().await;
    let search = async |peer: [u8; 4]| {
        let mut request = Request::get("/api/agents/a1/files/search?path=/files/endless&text=x")
            .header("host", "localhost")
            .body(Body::empty())
            .unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((peer, 4000))));
        console.open(request).await
    };
    let (first, mut second) = (search([10, 0, 0, 1]).await, search([10, 0, 0, 1]).await);
    assert_eq!((first.status().as_u16(), second.status().as_u16()), (200, 200));
    assert_eq!(search([10, 0, 0, 1]).await.status(), 429);
    assert_eq!(search([10, 0, 0, 2]).await.status(), 200, "others are not in their way");
    let line = second.body_mut().frame().await.unwrap().unwrap().into_data().unwrap();
    assert!(serde_json::from_slice::<Value>(&line).unwrap()["read"].as_u64().unwrap() > 0);

    drop(first);
    soon("the end of a search that nobody waits for", async {
        while search([10, 0, 0, 1]).await.status() != 200 {
            tokio::task::yield_now().await;
        }
    })
    .await;
}
