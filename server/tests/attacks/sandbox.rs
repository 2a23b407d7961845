//! What tasks write into their sandboxes, and how they call it: served as `text/html` it ran in the console's origin at Nomad (CVE-2020-10944), and
//! without a policy at Arcane (CVE-2026-45627).

use http::Method;
use serde_json::json;

use crate::stage::{AGENT, Console, Got, Upstream, Visitor};
use crate::tally::Tally;

const SCRIPT: &[u8] = b"<html><script>alert(document.domain)</script><img src=x onerror=alert(1)></html>";

type Headers = &'static [(&'static str, &'static str)];

/// Media types that a browser may show or run.
fn is_active(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    [
        "html",
        "xml",
        "svg",
        "javascript",
        "ecmascript",
        "css",
        "image",
        "pdf",
        "wasm",
        "multipart",
        "mhtml",
        "flash",
    ]
    .iter()
    .any(|active| kind.contains(active))
}

/// Whether a response can do nothing in a browser.
fn is_inert(got: &Got) -> bool {
    let policy = got.header("content-security-policy");
    !is_active(got.header("content-type"))
        && (got.body.is_empty() || !got.header("content-type").is_empty())
        && got.header("x-content-type-options") == "nosniff"
        && policy.contains("default-src 'none'")
        && policy.contains("sandbox")
        && !policy.contains("allow-")
        && got.header("cross-origin-resource-policy") == "same-origin"
        && !got.headers.contains_key("set-cookie")
        && !got.headers.contains_key("location")
        && !got.headers.contains_key("refresh")
}

#[tokio::test(flavor = "multi_thread")]
async fn cve_2020_10944_nothing_in_a_sandbox_runs_in_a_browser() {
    let mut tally = Tally::of("hostile files");
    let upstream = Upstream::start().await;
    let long = vec![b'A'; 5 << 20];
    let ansi = b"\x1b]0;owned\x07\x1b[2J\x1b]8;;javascript:alert(1)\x07click\x1b]8;;\x07\x1b[?1049h\x1bP+q544e\x1b\\".to_vec();
    let huge = format!("{}.txt", "n".repeat(3000));
    let files: Vec<(&str, &[u8])> = vec![
        ("evil.html", SCRIPT),
        ("evil.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("evil.xhtml", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>"),
        ("evil.js", b"alert(1)"),
        ("evil.css", b"*{background:url(//evil.example)}"),
        ("evil.pdf", b"%PDF-1.7"),
        ("evil.mht", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>"),
        ("evil.HTML ", SCRIPT),
        ("evil.html.", SCRIPT),
        ("none", SCRIPT),
        ("stdout", &long),
        ("ansi", &ansi),
        ("a\r\nSet-Cookie: mesoscope=x\r\n\r\n<script>alert(1)</script>", SCRIPT),
        ("gpj.\u{202e}lmth", SCRIPT),
        ("\"><script>alert(1)</script>.html", SCRIPT),
        ("..\\..\\autorun.inf", SCRIPT),
        ("%2e%2e%2fetc%2fpasswd", SCRIPT),
        ("\u{1b}[2J\u{7}", SCRIPT),
        (&huge, SCRIPT),
    ];
    upstream.files(&files);
    let console = Console::start(tempfile::tempdir().unwrap(), &upstream.url(), "").await.ready().await;
    let visitor = Visitor::of(&console);
    let door = format!("/api/agents/{AGENT}");
    let mut all = vec![("list".to_owned(), visitor.get(&format!("{door}/files/list?path=/files")).await)];
    for (name, _) in &files {
        let path: String = format!("/files/{name}").bytes().map(|byte| format!("%{byte:02X}")).collect();
        let file = format!("{door}/files?path={path}");
        let relayed =
            json!({ "type": "READ_FILE", "read_file": { "path": format!("/files/{name}"), "offset": 0 } })
                .to_string();
        let asked: [(&str, Method, String, Headers, Option<String>); 11] = [
            ("whole", Method::GET, file.clone(), &[], None),
            (
                "as a page wants it",
                Method::GET,
                file.clone(),
                &[("accept", "text/html"), ("sec-fetch-dest", "document")],
                None,
            ),
            ("HEAD", Method::HEAD, file.clone(), &[], None),
            ("a part", Method::GET, file.clone(), &[("range", "bytes=0-4")], None),
            ("no part", Method::GET, file.clone(), &[("range", "bytes=99999999-")], None),
            ("parts", Method::GET, file.clone(), &[("range", "bytes=0-1,2-3")], None),
            ("as what it is not", Method::GET, format!("{file}&as=html"), &[], None),
            ("not there", Method::GET, format!("{file}x"), &[], None),
            ("search", Method::GET, format!("{door}/files/search?path={path}&text=%3Cscript%3E"), &[], None),
            ("relay", Method::POST, door.clone(), &[("content-type", "application/json")], Some(relayed)),
            ("another method", Method::PUT, file.clone(), &[], None),
        ];
        for (how, method, path, headers, body) in asked {
            let got = visitor.try_send(method, &path, headers, body).await;
            // A name of three thousand letters does not fit into every address.
            if let Ok(got) = got {
                all.push((format!("{how}: {:.60}", name.escape_debug()), got));
            }
        }
    }
    all.push(("tar".to_owned(), visitor.get(&format!("{door}/files?path=/files&as=tar")).await));
    for (what, got) in &all {
        tally.tried(is_inert(got), || format!("{what}: {} {:?}", got.status, got.headers));
        let saved = got.header("content-disposition");
        let is_content = got.status < 300 && got.header("content-type") == "application/octet-stream";
        tally.tried(!is_content || saved.starts_with("attachment; filename=\""), || {
            format!("{what}: {saved}")
        });
    }
    // No name leads out of the folder that it is unpacked into.
    let (_, tar) = all.last().unwrap();
    for member in tar::Archive::new(tar.body.as_slice()).entries().unwrap() {
        let member = member.unwrap();
        let name = member.path_bytes().into_owned();
        let inside = !name.starts_with(b"/") && !name.split(|byte| *byte == b'/').any(|part| part == b"..");
        let is_plain = member.header().entry_type().is_file() || member.header().entry_type().is_dir();
        tally.tried(inside && is_plain, || String::from_utf8_lossy(&name).into_owned());
    }
    tally.end();
}
