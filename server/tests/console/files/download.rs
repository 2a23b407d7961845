//! Files as they are.

use axum::body::Body;
use http::Request;
use http_body_util::BodyExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{Embedded, Folder, Got, entry};

fn check_harmless(got: &Got, name: &str) {
    assert_eq!(got.header("content-type"), "application/octet-stream");
    assert_eq!(got.header("content-disposition"), format!("attachment; filename=\"{name}\""));
    assert_eq!(got.header("x-content-type-options"), "nosniff");
    let policy = got.header("content-security-policy");
    assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{policy}");
    assert_eq!(got.header("cache-control"), "no-store");
    assert_eq!(got.header("content-encoding"), "");
}

#[tokio::test]
async fn a_file_is_what_the_agent_reads() {
    let embedded = Embedded::start().await;
    let sandbox = embedded.sandbox().await;
    for name in ["heap.bin", "report.html"] {
        let got = embedded
            .console
            .get_with(&sandbox.door("files", &format!("/{name}"), ""), &[("accept-encoding", "gzip, br")])
            .await;
        assert_eq!(got.status, 200);
        check_harmless(&got, name);
        let read = embedded.read(&sandbox.agent, &format!("{}/{name}", sandbox.path)).await;
        assert!(got.body == read, "{name}: {} bytes of {}", got.body.len(), read.len());
        assert_eq!(got.header("content-length"), read.len().to_string());
        assert_eq!(got.header("accept-ranges"), "bytes");
    }
}

#[tokio::test]
async fn a_log_that_grows_ends_where_it_ended() {
    let embedded = Embedded::start().await;
    let sandbox = embedded.sandbox().await;
    for (got, agent, path) in [
        (
            embedded.console.get(&sandbox.door("files", "/stdout", "")).await,
            &sandbox.agent,
            format!("{}/stdout", sandbox.path),
        ),
        (
            embedded.console.get(&format!("/api/agents/{}/files?path=/slave/log", sandbox.agent)).await,
            &sandbox.agent,
            "/slave/log".to_owned(),
        ),
    ] {
        assert_eq!(got.header("content-length"), got.body.len().to_string());
        let later = embedded.read(agent, &path).await;
        assert!(!got.body.is_empty() && later.starts_with(&got.body), "{path}");
    }
    let log = embedded.console.get("/api/master/files?path=/master/log").await;
    check_harmless(&log, "log");
    assert!(log.text().starts_with("Log file created at: "));
}

#[tokio::test]
async fn parts_are_parts_of_the_whole() {
    let embedded = Embedded::start().await;
    let sandbox = embedded.sandbox().await;
    let door = sandbox.door("files", "/heap.bin", "");
    let whole = embedded.console.get(&door).await.body;
    let size = whole.len();
    assert!(size > 4 * 65536, "it takes several calls");
    for (range, from, to) in [
        ("bytes=0-0".to_owned(), 0, 1),
        ("bytes=65530-65545".to_owned(), 65530, 65546),
        ("bytes=1-".to_owned(), 1, size),
        ("bytes=-70000".to_owned(), size - 70000, size),
        (format!("bytes=100-{}", size * 2), 100, size),
        (format!("bytes=-{}", size * 2), 0, size),
    ] {
        let got = embedded.console.get_with(&door, &[("range", &range)]).await;
        assert_eq!(got.status, 206, "{range}");
        assert_eq!(got.header("content-range"), format!("bytes {from}-{}/{size}", to - 1));
        assert!(got.body == whole[from..to], "{range}");
        check_harmless(&got, "heap.bin");
    }
    for range in
        [format!("bytes={size}-"), "bytes=-0".to_owned(), "bytes=99999999999999999999999-".to_owned()]
    {
        let got = embedded.console.get_with(&door, &[("range", &range)]).await;
        assert_eq!(got.status, 416, "{range}");
        assert_eq!(got.header("content-range"), format!("bytes */{size}"));
        assert!(!got.error().is_empty());
    }
    // Several ranges, and what is none, may be answered with the whole; so may one that depends on what cannot be told.
    for headers in [
        &[("range", "bytes=0-1,5-6")][..],
        &[("range", "lines=0-1")],
        &[("range", "bytes=9-1")],
        &[("range", "bytes=0-1"), ("if-range", "\"tag\"")],
    ] {
        let got = embedded.console.get_with(&door, headers).await;
        assert_eq!((got.status.as_u16(), got.body.len(), got.header("content-range")), (200, size, ""));
    }
}

#[tokio::test]
async fn head_tells_the_size_and_reads_nothing() {
    let reads = |name: &str, offset, length: u64| {
        assert_eq!((name, offset, length), ("huge.log", 0, 0), "only the size is asked for");
        (10 << 30, Vec::new())
    };
    let folder = Folder::of(vec![entry("huge.log", 0o100_644)], reads).await;
    let address = folder.console().await.listen().await;
    // Over a socket: there the length of a body that is not sent could get lost.
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = "HEAD /api/agents/a1/files?path=/files/huge.log HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-1\r\nConnection: close\r\n\r\n";
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("content-length: 10737418240\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n"), "{answer}");
}

#[tokio::test]
async fn a_large_file_is_read_no_faster_than_it_is_taken() {
    const SIZE: u64 = 10 << 30;
    let read = |_: &str, offset: u64, length: u64| {
        let end = SIZE.min(offset + length);
        (SIZE, (offset..end).map(|at| u8::try_from(at / 65536 % 251).unwrap()).collect())
    };
    let folder = Folder::of(vec![entry("huge.log", 0o100_644)], read).await;
    let console = folder.console().await;
    let request = Request::get("/api/agents/a1/files?path=/files/huge.log").header("host", "localhost");
    let mut body = console.open(request.body(Body::empty()).unwrap()).await.into_body();
    let mut taken = 0_u64;
    while taken < 16 << 20 {
        let bytes = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert!(bytes.iter().all(|byte| u64::from(*byte) == taken / 65536 % 251), "in order");
        taken += bytes.len() as u64;
        // One for the size; then those that are on their way, that wait, and that are in somebody's hands.
        assert!(folder.reads() <= taken / 65536 + 12, "{} reads for {taken} bytes", folder.reads());
    }
}

#[tokio::test]
async fn a_file_that_becomes_shorter_breaks_off() {
    let mut calls = 0;
    let read = move |_: &str, offset: u64, length: u64| {
        calls += 1;
        let size: u64 = if calls == 1 { 200_000 } else { 100_000 };
        (size, vec![b'x'; usize::try_from(size.saturating_sub(offset).min(length)).unwrap()])
    };
    let folder = Folder::of(vec![entry("log", 0o100_644)], read).await;
    let console = folder.console().await;
    let request = Request::get("/api/agents/a1/files?path=/files/log").header("host", "localhost");
    let response = console.open(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.headers()["content-length"], "200000");
    assert!(response.into_body().collect().await.is_err(), "a part must not pass for the whole");
}

#[tokio::test]
async fn an_empty_file_is_a_file() {
    let folder = Folder::of(vec![entry("empty", 0o100_644)], |_, _, _| (0, Vec::new())).await;
    let console = folder.console().await;
    let door = "/api/agents/a1/files?path=/files/empty";
    let got = console.get(door).await;
    assert_eq!((got.status.as_u16(), got.body.len(), got.header("content-length")), (200, 0, "0"));
    let got = console.get_with(door, &[("range", "bytes=0-")]).await;
    assert_eq!((got.status.as_u16(), got.header("content-range")), (416, "bytes */0"));
}
