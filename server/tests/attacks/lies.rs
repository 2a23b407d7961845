//! Masters and agents that are not what they say: redirects to others (Kubernetes CVE-2018-1002105, CVE-2020-8559, CVE-2022-3294), answers without
//! end, bombs, wrong lengths. Whatever they say ends in an error with words, in bounded time and memory, and leads nowhere else.

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use http::Method;
use mesoscope_server::upstream::{Limits, Masters};
use operator_api::v1::master::{Call, call};
use serde_json::json;

use crate::stage::{Console, Hostile, Say, Upstream, Visitor};
use crate::tally::Tally;

/// What a liar says, by name.
fn lies(elsewhere: &str) -> Vec<(&'static str, Say)> {
    let head =
        |more: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{more}\r\n").into_bytes();
    let redirect = |status: &str, to: &str| {
        Say::Once(
            format!("HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .into_bytes(),
        )
    };
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..256 {
        bomb.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    let bombed =
        [head(&format!("Content-Encoding: gzip\r\nContent-Length: {}\r\n", bomb.len())), bomb].concat();
    let deep = "[".repeat(1 << 20);
    let host = elsewhere.trim_start_matches("http:").to_owned();
    vec![
        ("301 elsewhere", redirect("301 Moved Permanently", elsewhere)),
        ("302 elsewhere", redirect("302 Found", elsewhere)),
        ("303 elsewhere", redirect("303 See Other", elsewhere)),
        ("307 elsewhere", redirect("307 Temporary Redirect", &format!("{elsewhere}/api/v1"))),
        ("307 without a scheme", redirect("307 Temporary Redirect", &format!("{host}/api/v1"))),
        ("308 elsewhere", redirect("308 Permanent Redirect", elsewhere)),
        ("307 to another scheme", redirect("307 Temporary Redirect", "file:///etc/passwd")),
        ("101 without a reason", Say::Stay(b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n".to_vec())),
        ("headers without end", Say::Forever(b"HTTP/1.1 200 OK\r\n".to_vec(), b"X-More: and more and more and more\r\n".repeat(64))),
        ("one header without end", Say::Forever(b"HTTP/1.1 200 OK\r\nX-More: ".to_vec(), vec![b'x'; 1 << 16])),
        ("a body without end", Say::Forever(head(""), vec![b' '; 1 << 16])),
        ("chunks without end", Say::Forever(head("Transfer-Encoding: chunked\r\n"), [b"100\r\n".to_vec(), vec![b' '; 256], b"\r\n".to_vec()].concat().repeat(64))),
        ("a chunk of 16 EiB", Say::Once([head("Transfer-Encoding: chunked\r\n"), b"ffffffffffffffff\r\nabc".to_vec()].concat())),
        ("a length of 8 EiB", Say::Stay(head("Content-Length: 9223372036854775807\r\n"))),
        ("a length below zero", Say::Stay(head("Content-Length: -1\r\n"))),
        ("two lengths", Say::Once([head("Content-Length: 2\r\nContent-Length: 20\r\n"), b"{}".to_vec()].concat())),
        ("more than its length", Say::Once([head("Content-Length: 2\r\n"), b"{}HTTP/1.1 200 OK\r\n\r\n".to_vec()].concat())),
        ("less than its length", Say::Once([head("Content-Length: 20\r\n"), b"{}".to_vec()].concat())),
        ("a gzip bomb", Say::Once(bombed)),
        ("a million brackets", Say::Once([head("Connection: close\r\n"), deep.into_bytes()].concat())),
        ("a status of 999999", Say::Once(b"HTTP/1.1 999999 What\r\n\r\n".to_vec())),
        ("no HTTP", Say::Once(b"SSH-2.0-OpenSSH_9.2p1\r\n".to_vec())),
        ("nothing", Say::Once(Vec::new())),
        ("a page", Say::Once([b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nSet-Cookie: mesoscope=x\r\n\r\n".to_vec(),
            b"<script>alert(1)</script>".to_vec()].concat())),
    ]
}

/// As much memory as a process has ever had, in MiB.
fn peak(console: &Console) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", console.pid())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Every door of an agent, for every lie of an agent.
#[tokio::test(flavor = "multi_thread")]
async fn an_agent_that_lies_leads_nowhere() {
    let mut tally = Tally::of("lies of an agent");
    let (upstream, canary) = (Upstream::start().await, Hostile::canary().await);
    let mut liars = Vec::new();
    for (name, say) in lies(&canary.url()) {
        liars.push((name, Hostile::start(say).await));
    }
    let ids: Vec<_> = (0..liars.len()).map(|number| format!("liar-{number}")).collect();
    upstream.agents(
        ids.iter().zip(&liars).map(|(id, (_, liar))| (id.as_str(), format!("slave(1)@{}", liar.address))),
    );
    let limits = "limits = { identity-rate = 100000, identity-burst = 100000 }";
    let settings = format!("max-message = 1\nterminals = true\n[access]\n{limits}\n");
    let console =
        Console::start(tempfile::tempdir().unwrap(), &upstream.url(), &settings).await.ready().await;
    let before = peak(&console);
    let visitor = Visitor::of(&console);
    let mut asked = Vec::new();
    for (id, (name, _)) in ids.iter().zip(&liars) {
        let door = format!("/api/agents/{id}");
        let call = json!({ "type": "GET_STATE" }).to_string();
        let kill =
            json!({ "type": "KILL_CONTAINER", "kill_container": { "container_id": { "value": "c" } } })
                .to_string();
        for (method, path, body) in [
            (Method::POST, door.clone(), Some(call)),
            (Method::POST, door.clone(), Some(kill)),
            (Method::GET, format!("{door}/readings/GET_STATE"), None),
            (Method::GET, format!("{door}/files/list?path=/files"), None),
            (Method::GET, format!("{door}/files?path=/files/stdout"), None),
            (Method::GET, format!("{door}/files?path=/files&as=tar"), None),
            (Method::GET, format!("{door}/files/search?path=/files/stdout&text=x"), None),
        ] {
            let visitor = visitor.clone();
            asked.push(async move {
                let begun = Instant::now();
                let json = [("content-type", "application/json")];
                let got = visitor.try_send(method, &path, &json, body).await;
                (*name, path, got, begun.elapsed())
            });
        }
    }
    for (name, path, got, took) in futures_util::future::join_all(asked).await {
        let what = || format!("{name} at {path}: {got:?} after {took:?}");
        // Broken off while it is sent is said as well as can be.
        let held = got.as_ref().map_or(true, |got| {
            let is_data = got.header("content-security-policy").contains("sandbox")
                && got.header("x-content-type-options") == "nosniff"
                && !got.headers.contains_key("set-cookie");
            let is_nowhere = !got.headers.contains_key("location") && got.status != 101;
            is_data && is_nowhere && (got.status < 400 || !got.body.is_empty())
        });
        tally.tried(held && took < Duration::from_secs(100), what);
    }
    let grown = peak(&console).saturating_sub(before);
    // Seven doors of each, with at most 1 MiB, several times over while it is put together.
    tally.tried(grown < 400, || format!("{grown} MiB of memory"));
    tally.tried(canary.came() == 0, || "somebody was followed".to_owned());
    tally.tried(visitor.get("/healthz").await.status == 200, || "the console ended".to_owned());
    tally.tried(!console.log().contains("panicked"), || console.log());
    tally.end();
}

/// The same said by a master, to calls and subscriptions.
#[tokio::test(flavor = "multi_thread")]
async fn a_master_that_lies_leads_nowhere() {
    let mut tally = Tally::of("lies of a master");
    let canary = Hostile::canary().await;
    let limits = Limits {
        connect: Duration::from_secs(5),
        answer: Duration::from_secs(2),
        body: Duration::from_secs(2),
        size: 1 << 20,
    };
    let version = Call { r#type: Some(call::Type::GetVersion as i32), ..Call::default() };
    let mut lies = lies(&canary.url());
    let protobuf = |text: &str| text.replace("application/json", "application/x-protobuf").into_bytes();
    let stream = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";
    lies.extend([
        ("a record of 16 EiB", Say::Stay(protobuf(&format!("{stream}18446744073709551615\n")))),
        ("a length of records without end", Say::Forever(protobuf(stream), vec![b'0'; 1 << 16])),
        ("records of nothing without end", Say::Forever(protobuf(&format!("{stream}2\n")), b"{}".to_vec())),
        (
            "groups in groups",
            Say::Stay([protobuf(&format!("{stream}100000\n")), vec![0x13; 100_000]].concat()),
        ),
        ("a head, drop by drop", Say::Drip(b"HTTP/1.1 200 OK\r\n".to_vec(), b"x".to_vec())),
        (
            "a body, drop by drop",
            Say::Drip(
                protobuf(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999999\r\n\r\n",
                ),
                b" ".to_vec(),
            ),
        ),
    ]);
    let tries = lies.into_iter().map(|(name, say)| {
        let version = version.clone();
        async move {
            let liar = Hostile::start(say).await;
            let masters = Masters::new(&[liar.url()], None, limits).unwrap();
            let begun = Instant::now();
            let called = masters.call(&version).await.map(drop);
            let raw = masters.call_raw(json!({ "type": "GET_VERSION" }).to_string().into()).await;
            let subscribed = match masters.subscribe().await {
                Err(error) => Err(error),
                // What a stream that says nothing means is for the hub to decide, by the heartbeats it was promised.
                Ok(mut stream) => loop {
                    match tokio::time::timeout(Duration::from_secs(2), stream.read()).await {
                        Err(_) => break Ok(()),
                        Ok(Err(error)) => break Err(error),
                        Ok(Ok(_)) if begun.elapsed() > Duration::from_secs(10) => break Ok(()),
                        Ok(Ok(_)) => {}
                    }
                },
            };
            (name, called, raw.map(|answer| (answer.status, answer.body.len())), subscribed, begun.elapsed())
        }
    });
    for (name, called, raw, subscribed, took) in futures_util::future::join_all(tries).await {
        let what = || format!("{name}: {called:?} {raw:?} {subscribed:?} after {took:?}");
        let words = |error: &dyn std::fmt::Display| error.to_string().len() > 20;
        tally.tried(called.as_ref().is_err_and(|error| words(error)), what);
        tally.tried(
            raw.as_ref().map_or_else(|error| words(error), |(_, length)| *length <= limits.size),
            what,
        );
        tally.tried(subscribed.as_ref().map_or_else(|error| words(error), |()| true), what);
        tally.tried(took < Duration::from_secs(60), what);
    }
    tally.tried(canary.came() == 0, || "a redirect was followed".to_owned());
    tally.end();
}

/// Kubernetes CVE-2022-3294: where an agent is, its master says; what it says of itself, and what no agent's address is, leads nowhere.
#[tokio::test(flavor = "multi_thread")]
async fn cve_2022_3294_an_address_that_is_no_agents_is_not_asked() {
    let mut tally = Tally::of("addresses that are no agent's");
    let (upstream, canary) = (Upstream::start().await, Hostile::canary().await);
    let port = canary.address.port();
    let pids = [
        "slave(1)@169.254.169.254:80".to_owned(),
        "slave(1)@[::ffff:169.254.169.254]:80".to_owned(),
        "slave(1)@[fe80::1]:80".to_owned(),
        format!("slave(1)@0.0.0.0:{port}"),
        format!("slave(1)@[::]:{port}"),
        format!("slave(1)@[::ffff:0.0.0.0]:{port}"),
        "slave(1)@224.0.0.1:80".to_owned(),
        "slave(1)@255.255.255.255:80".to_owned(),
        format!("slave(1)@localhost:{port}"),
        format!("slave(1)@user:word@127.0.0.1:{port}"),
        format!("../../x?y=@127.0.0.1:{port}"),
        format!("slave(1)/../..@127.0.0.1:{port}"),
        format!("slave%281%29@127.0.0.1:{port}"),
        format!("slave(1)@127.0.0.1:{port}/x"),
        format!("slave(1)@127.0.0.1:{port}#"),
        format!("slave(1)@2130706433:{port}"),
        format!("slave(1)@0x7f.1:{port}"),
        format!("@127.0.0.1:{port}"),
        "slave(1)@127.0.0.1:0".to_owned(),
        String::new(),
    ];
    let ids: Vec<_> = (0..pids.len()).map(|number| format!("agent-{number}")).collect();
    upstream.agents(ids.iter().zip(&pids).map(|(id, pid)| (id.as_str(), pid.clone())));
    let console = Console::start(tempfile::tempdir().unwrap(), &upstream.url(), "").await.ready().await;
    for (id, pid) in ids.iter().zip(&pids) {
        let got = Visitor::of(&console).post(&format!("/api/agents/{id}"), r#"{"type":"GET_STATE"}"#).await;
        tally.tried(got.status == 404 && got.text().contains("nobody knows where it is"), || {
            format!("{pid}: {}", got.text())
        });
    }
    tally.tried(canary.came() == 0, || "somebody was asked".to_owned());
    tally.end();
}
