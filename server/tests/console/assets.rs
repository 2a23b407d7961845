//! The app's files and its page.

use base64::Engine;
use sha2::{Digest, Sha256};

use crate::support::Console;

const SCRIPT: &str = "/app-0123456789abcdef.js";

#[tokio::test]
async fn the_best_encoding_that_the_browser_takes_is_sent() {
    let console = Console::alone();
    for (accept, encoding, body) in [
        ("gzip, deflate, br", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("", "", "plain"),
        ("br;q=0", "", "plain"),
    ] {
        let got = console.get_with(SCRIPT, &[("accept-encoding", accept)]).await;
        assert_eq!((got.status.as_u16(), got.text().as_str()), (200, body), "{accept}");
        assert_eq!(got.header("content-encoding"), encoding, "{accept}");
        assert_eq!(got.header("vary"), "accept-encoding");
        let unpacked = if encoding.is_empty() { "" } else { "5" };
        assert_eq!(got.header("x-mesoscope-bytes"), unpacked, "{accept}");
        assert_eq!(got.header("content-type"), "text/javascript; charset=utf-8");
    }
}

#[tokio::test]
async fn what_has_a_hash_in_its_name_is_kept_and_the_rest_is_asked_for_again() {
    let console = Console::alone();
    let hashed = console.get(SCRIPT).await;
    assert_eq!(hashed.header("cache-control"), "public, max-age=31536000, immutable");
    let plain = console.get("/favicon.svg").await;
    assert_eq!(plain.header("cache-control"), "no-cache");
    assert_eq!(plain.header("content-type"), "image/svg+xml");
    let tag = plain.header("etag").to_owned();
    let again = console.get_with("/favicon.svg", &[("if-none-match", tag.as_str())]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
}

#[tokio::test]
async fn every_page_of_the_app_is_the_app() {
    let console = Console::alone();
    for path in ["/", "/agents", "/agents/a%2Fb.js", "/frameworks/f", "/tasks/f/t.1", "/tasks?filter=x"] {
        let got = console.get(path).await;
        assert_eq!(got.status, 200, "{path}");
        assert_eq!(got.header("content-type"), "text/html; charset=utf-8", "{path}");
        assert_eq!(got.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn the_inline_script_is_allowed_by_its_hash_and_by_nothing_else() {
    let got = Console::alone().get("/").await;
    let html = got.text();
    let script = html.split_once("<script type=\"module\">").unwrap().1.split_once("</script>").unwrap().0;
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script));
    let policy = got.header("content-security-policy");
    assert!(policy.contains(&format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}';")), "{policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let console = Console::alone();
    for path in [
        "/nothing.js",
        "/index.html.br",
        "/..%2fCargo.toml",
        "/.git/config",
        "/api/nothing",
        "/api",
        "/master/state",
    ] {
        let got = console.get(path).await;
        assert_eq!(got.status, 404, "{path}");
        assert_eq!(got.header("content-type"), "application/json", "{path}");
    }
    // Somebody typed an address: the app says so, and the status does, too.
    let typed = console.get_with("/nowhere", &[("accept", "text/html,*/*;q=0.8")]).await;
    assert_eq!(typed.status, 404);
    assert!(typed.text().contains("<base href"));
}
