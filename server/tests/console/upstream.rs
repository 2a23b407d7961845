//! Every way in which a cluster can fail to answer, each with its sentence; and the leader, followed.

use std::time::Duration;

use mesoscope_server::config::Credentials;
use mesoscope_server::upstream::{Encoding, Limits, Masters, UpstreamError};
use operator_api::v1::MasterInfo;
use operator_api::v1::master::{Call, call};
use proptest::prelude::*;
use serde_json::json;

use crate::support::{self, Mesos, limits, soon};

fn masters(urls: &[String]) -> Masters {
    Masters::new(urls, None, limits()).unwrap()
}

fn get_version() -> Call {
    Call { r#type: Some(call::Type::GetVersion as i32), ..Call::default() }
}

/// The reason, by call and by stream, which must be the same.
async fn reason(url: &str) -> UpstreamError {
    let masters = masters(&[url.to_owned()]);
    let called = soon("an answer", masters.call(&get_version())).await.expect_err("a failure");
    let subscribed = match soon("a stream", masters.subscribe()).await {
        Ok(_) => panic!("no failure"),
        Err(error) => error,
    };
    assert_eq!(called.kind(), subscribed.kind());
    called
}

/// The sentence without the port, which is another each time, and without the resolver's own words.
fn sentence(error: &UpstreamError) -> String {
    if let UpstreamError::Dns { at, .. } = error {
        return UpstreamError::Dns { at: at.clone(), why: "why".to_owned() }.to_string();
    }
    let mut sentence = String::new();
    let mut rest = error.to_string();
    while let Some(at) = rest.find("127.0.0.1:") {
        let (before, after) = rest.split_at(at + "127.0.0.1:".len());
        sentence.push_str(before);
        sentence.push_str("5050");
        rest = after.trim_start_matches(|letter: char| letter.is_ascii_digit()).to_owned();
    }
    sentence + &rest
}

#[tokio::test]
async fn each_failure_has_a_sentence_of_its_own() {
    let refused = format!("http://{}", support::refused_port().await);
    let html = "Content-Type: text/html";
    let cases = [
        ("no URL", "127.0.0.1:5050".to_owned()),
        ("closed port", refused),
        ("unknown name", "http://no-such-host.invalid:5050".to_owned()),
        (
            "401",
            support::answer(
                "401 Unauthorized",
                "WWW-Authenticate: Basic realm=\"mesos-master-readwrite\"",
                "",
            )
            .await,
        ),
        ("403", support::answer("403 Forbidden", "", "403 Forbidden.").await),
        ("404", support::answer("404 Not Found", html, "<h1>nginx</h1>").await),
        (
            "recovering",
            support::answer("503 Service Unavailable", "", "Master has not finished recovery").await,
        ),
        ("no leader", support::answer("503 Service Unavailable", "", "No leader elected").await),
        ("empty 503", support::answer("503 Service Unavailable", "", "").await),
        ("500", support::answer("500 Internal Server Error", "", "oh\r\n  dear").await),
        ("somebody's page", support::answer("200 OK", html, "<h1>Welcome</h1>").await),
        ("no content type", support::answer("200 OK", "", "hello").await),
        ("no HTTP", support::garbage("SSH-2.0-OpenSSH_9.2p1\r\n").await),
        (
            "redirect elsewhere",
            support::answer("307 Temporary Redirect", "Location: //evil.example:5050/api/v1", "").await,
        ),
        ("redirect nowhere", support::answer("307 Temporary Redirect", "", "").await),
    ];
    let mut sentences = Vec::new();
    for (what, url) in cases {
        let error = reason(&url).await;
        sentences.push(format!("{what}: [{}] {}", error.kind(), sentence(&error)));
    }
    insta::assert_snapshot!(sentences.join("\n"));
}

#[tokio::test]
async fn a_body_that_is_no_answer_is_not_mesos() {
    let kind = "Content-Type: application/x-protobuf";
    let url = support::answer("200 OK", kind, "\u{7}\u{7}\u{7}\u{7}").await;
    let error = masters(&[url]).call(&get_version()).await.unwrap_err();
    assert_eq!(error.kind(), "not_mesos");
}

#[tokio::test]
async fn an_encrypted_connection_to_a_plain_port_is_said() {
    let url = support::garbage("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n").await;
    let error = masters(&[url.replace("http:", "https:")]).call(&get_version()).await.unwrap_err();
    assert_eq!(error.kind(), "tls", "{error}");
}

#[tokio::test]
async fn a_master_that_says_nothing_is_given_up() {
    let limits = Limits { answer: Duration::from_millis(50), ..limits() };
    let masters = Masters::new(&[support::silent().await], None, limits).unwrap();
    let error = masters.call(&get_version()).await.unwrap_err();
    assert!(matches!(error, UpstreamError::Timeout { what: "answer", .. }), "{error}");
}

#[tokio::test]
async fn credentials_are_sent_and_their_refusal_names_the_principal() {
    let challenge = "WWW-Authenticate: Basic realm=\"mesos-master-readwrite\"";
    let url = support::answer("401 Unauthorized", challenge, "").await;
    let credentials = Credentials::new("console", "hunter2");
    assert!(!format!("{credentials:?}").contains("hunter2"));
    let masters = Masters::new(&[url], Some(credentials), limits()).unwrap();
    let error = masters.call(&get_version()).await.unwrap_err();
    assert!(error.to_string().contains("refuses those of the principal `console`"), "{error}");
    assert!(!error.to_string().contains("hunter2"));
}

#[tokio::test]
async fn a_record_of_4_gb_is_not_waited_for() {
    let url = support::stream("application/x-protobuf", b"4294967296\n", true).await;
    let mut stream = masters(&[url]).subscribe().await.unwrap();
    let error = soon("the end", stream.read()).await.unwrap_err();
    assert!(matches!(error, UpstreamError::TooLarge { size: 4_294_967_296, .. }), "{error}");
}

#[tokio::test]
async fn a_body_of_4_gb_is_not_waited_for() {
    let head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 4294967296\r\n\r\n";
    let error = masters(&[support::garbage(head).await]).call(&get_version()).await.unwrap_err();
    assert!(matches!(error, UpstreamError::TooLarge { size: 4_294_967_296, .. }), "{error}");
}

#[tokio::test]
async fn a_stream_that_breaks_off_or_babbles_ends() {
    for (bytes, kind) in [
        (b"100\nabc".as_slice(), "ended"),
        (b"", "ended"),
        (b"<html>", "not_mesos"),
        (b"3\n\xff\xff\xff", "not_mesos"),
        (b"99999999999999999999999\n", "not_mesos"),
    ] {
        let url = support::stream("application/x-protobuf", bytes, false).await;
        let masters = masters(&[url]);
        let error = match masters.subscribe().await {
            Ok(mut stream) => {
                soon("the end", async {
                    loop {
                        if let Err(error) = stream.read().await {
                            return error;
                        }
                    }
                })
                .await
            }
            Err(error) => error,
        };
        assert_eq!(error.kind(), kind, "{:?}: {error}", String::from_utf8_lossy(bytes));
    }
}

#[tokio::test]
async fn a_master_without_protobuf_is_asked_in_json() {
    let mesos = Mesos::start_only_json().await;
    let masters = masters(&[mesos.url()]);
    let answer = masters.call(&get_version()).await.unwrap();
    assert_eq!(answer.response.get_version.unwrap().version_info.version, "1.11.0");
    let mut stream = masters.subscribe().await.unwrap();
    assert_eq!(stream.encoding(), Encoding::Json);
    assert_eq!(stream.read().await.unwrap().events.len(), 1);
}

#[tokio::test]
async fn the_leader_is_found_from_any_standby() {
    let leader = Mesos::start().await;
    let location = format!("Location: //{}/api/v1", leader.address);
    let standby = support::answer("307 Temporary Redirect", &location, "").await;
    let gone = format!("http://{}", support::refused_port().await);
    for urls in [
        vec![standby.clone(), leader.url()],
        vec![leader.url(), standby.clone()],
        vec![gone.clone(), standby.clone(), leader.url()],
    ] {
        let masters = masters(&urls);
        let answer = masters.call(&get_version()).await.unwrap();
        assert_eq!(answer.master.authority(), leader.address.to_string());
        assert_eq!(masters.leader(), Some(answer.master));
    }
}

#[tokio::test]
async fn a_redirect_is_followed_to_masters_we_know_and_to_nobody_else() {
    let leader = Mesos::start().await;
    let location = format!("Location: //{}/api/v1", leader.address);
    let standby = support::answer("307 Temporary Redirect", &location, "").await;
    let masters = masters(&[standby]);
    let error = masters.call(&get_version()).await.unwrap_err();
    let expected = UpstreamError::UnknownLeader { at: error_at(&error), leader: leader.address.to_string() };
    assert_eq!(error, expected);
    assert_eq!(leader.count("GET_VERSION"), 0);

    // Once a master has named it as its own address, it is one of them.
    let info: MasterInfo = serde_json::from_value(json!({
        "id": "m", "ip": 0, "port": 5050,
        "address": { "ip": "127.0.0.1", "port": leader.address.port() },
    }))
    .unwrap();
    masters.learn(&info);
    assert!(masters.call(&get_version()).await.is_ok());
}

fn error_at(error: &UpstreamError) -> String {
    match error {
        UpstreamError::UnknownLeader { at, .. } => at.clone(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn masters_that_name_each_other_are_a_loop() {
    let first = support::refused_port().await;
    let second = support::answer("307 Temporary Redirect", &format!("Location: //{first}/api/v1"), "").await;
    let authority = second.trim_start_matches("http://");
    let loops =
        support::answer("307 Temporary Redirect", &format!("Location: //{authority}/api/v1"), "").await;
    let itself = masters(&[second.clone(), loops, format!("http://{first}")]);
    let error = itself.call(&get_version()).await.unwrap_err();
    assert!(matches!(error.kind(), "redirect_loop" | "refused"), "{error}");
}

#[tokio::test]
async fn what_a_master_said_counts_more_than_what_the_network_said() {
    let gone = format!("http://{}", support::refused_port().await);
    let recovering = support::answer("503 Service Unavailable", "", "Master has not finished recovery").await;
    for urls in [vec![gone.clone(), recovering.clone()], vec![recovering, gone]] {
        assert_eq!(masters(&urls).call(&get_version()).await.unwrap_err().kind(), "recovering");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever a master sends, the console ends up with an answer or a reason.
    #[test]
    fn nothing_a_master_sends_makes_it_panic(
        head in prop_oneof![
            Just("HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\n\r\n".to_owned()),
            Just("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".to_owned()),
            Just("HTTP/1.1 307 Temporary Redirect\r\nLocation: ".to_owned()),
            "[ -~\r\n]{0,60}",
        ],
        body in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut bytes = head.into_bytes();
            bytes.extend_from_slice(&body);
            let masters = masters(&[support::garbage(bytes).await]);
            let _ = soon("an end", masters.call(&get_version())).await;
            let _ = soon("an end", masters.call_raw("{}".into())).await;
            if let Ok(mut stream) = soon("an end", masters.subscribe()).await {
                while soon("an end", stream.read()).await.is_ok() {}
            }
        });
    }
}
