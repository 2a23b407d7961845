//! Headers on everything, and who may ask at all. The cases are those of published attacks on consoles.

use axum::body::Body;
use http::Request;
use mesoscope_server::config::{BasePath, Config};

use crate::support::{Console, Got, hurried, limits};

const CALL: &str = r#"{"type":"GET_VERSION"}"#;

fn check_headers(got: &Got, what: &str) {
    assert_eq!(got.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(got.header("referrer-policy"), "no-referrer", "{what}");
    assert_eq!(got.header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(got.header("cross-origin-resource-policy"), "same-origin", "{what}");
    assert!(got.header("permissions-policy").contains("camera=()"), "{what}");
    let policy = got.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none';") && policy.contains("frame-ancestors 'none'"),
        "{what}: {policy}"
    );
    assert!(!got.header("x-request-id").is_empty(), "{what}");
}

#[tokio::test]
async fn every_response_has_the_headers() {
    let console = Console::alone();
    for path in [
        "/",
        "/agents",
        "/app-0123456789abcdef.js",
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/session",
        "/api/nothing",
        "/api/live",
    ] {
        check_headers(&console.get(path).await, path);
    }
    check_headers(&console.post("/api/master", CALL).await, "an upstream error");
    check_headers(&console.get_with("/", &[("origin", "http://evil.example")]).await, "a refusal");
    let elsewhere = Request::get("/").header("host", "evil.example").body(Body::empty()).unwrap();
    check_headers(&console.send(elsewhere).await, "another host");
}

async fn with_host(console: &Console, host: Option<&str>) -> u16 {
    let mut request = Request::get("/healthz");
    if let Some(host) = host {
        request = request.header("host", host);
    }
    console.send(request.body(Body::empty()).unwrap()).await.status.as_u16()
}

#[tokio::test]
async fn only_names_that_are_ours_are_served() {
    let config = Config { allowed_hosts: vec!["Console.example".to_owned()], ..Config::default() };
    let console = Console::with(config, limits(), hurried());
    for host in [
        "localhost",
        "localhost:8080",
        "127.0.0.1:8080",
        "[::1]:8080",
        "console.example",
        "CONSOLE.example:443",
    ] {
        assert_eq!(with_host(&console, Some(host)).await, 200, "{host}");
    }
    // DNS rebinding: the page's own name, pointed at the loopback address.
    for host in [
        "evil.example",
        "localhost.evil.example",
        "console.example.evil.example",
        "10.0.0.1",
        "127.0.0.1.nip.io",
    ] {
        assert_eq!(with_host(&console, Some(host)).await, 403, "{host}");
    }
    for host in [None, Some(""), Some("a b"), Some("localhost@evil.example")] {
        assert_eq!(with_host(&console, host).await, 400, "{host:?}");
    }
    let twice = Request::get("/healthz").header("host", "localhost").header("host", "evil.example");
    assert_eq!(console.send(twice.body(Body::empty()).unwrap()).await.status, 400);
}

#[tokio::test]
async fn pages_of_other_sites_are_refused() {
    let config = Config { allowed_hosts: vec!["console.example".to_owned()], ..Config::default() };
    let console = Console::with(config, limits(), hurried());
    for (origin, status) in [
        ("http://localhost:8080", 200),
        ("https://console.example", 200),
        ("http://localhost:9999", 403),
        ("http://evil.example", 403),
        ("null", 403),
        ("http://localhost:8080.evil.example", 403),
    ] {
        let got = console.get_with("/healthz", &[("origin", origin)]).await;
        assert_eq!(got.status.as_u16(), status, "{origin}");
    }
}

#[tokio::test]
async fn a_foreign_page_cannot_open_the_socket() {
    let console = Console::alone();
    let upgrade = [
        ("connection", "upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ("origin", "http://evil.example"),
    ];
    let got = console.get_with("/api/live?epoch=0&revision=0", &upgrade).await;
    assert_eq!(got.status, 403);
}

#[tokio::test]
async fn what_the_browser_says_about_a_call_counts() {
    let console = Console::alone();
    let call = |site: &str| {
        Request::post("/api/master")
            .header("host", "localhost:8080")
            .header("content-type", "application/json")
            .header("sec-fetch-site", site)
            .body(Body::from(CALL))
            .unwrap()
    };
    assert_eq!(console.send(call("cross-site")).await.status, 403);
    assert_eq!(console.send(call("same-site")).await.status, 403);
    assert_eq!(console.send(call("same-origin")).await.status, 502, "passed, and there is no master");
}

#[tokio::test]
async fn all_of_it_is_under_the_base_path_and_nothing_else() {
    let config = Config { base_path: BasePath::parse("ops/mesos").unwrap(), ..Config::default() };
    let console = Console::with(config, limits(), hurried());
    assert_eq!(console.get("/ops/mesos/healthz").await.status, 200);
    assert_eq!(console.get("/ops/mesos/agents/a1").await.status, 200);
    assert_eq!(console.get("/ops/mesos/app-0123456789abcdef.js").await.status, 200);
    assert!(console.get("/ops/mesos/").await.text().contains("<base href=\"/ops/mesos/\">"));
    let moved = console.get("/ops/mesos").await;
    assert_eq!((moved.status.as_u16(), moved.header("location")), (308, "/ops/mesos/"));
    for path in ["/", "/healthz", "/api/session", "/ops/mesosx/healthz", "/ops"] {
        let got = console.get(path).await;
        assert_eq!(got.status, 404, "{path}");
        check_headers(&got, path);
    }
}
