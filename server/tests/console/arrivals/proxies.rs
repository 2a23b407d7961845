//! A proxy that says who comes: believed from its address, and from no other.

use mesoscope_server::config::Config;
use serde_json::{Value, json};

use crate::support::{Browser, Guarded};

const MAP: &str = "map = [{ group = \"sre\", role = \"admin\" }, { group = \"eng\", role = \"operator\", bind = [\"eng\"] }]";

async fn trusting(network: &str) -> Guarded {
    let table = format!("ways = [\"proxy\"]\ntrusted-proxies = [\"{network}\"]\n{MAP}");
    Guarded::by(&table, Config::default()).await
}

fn from(console: &Guarded, headers: &[(&'static str, &str)]) -> Browser {
    let mut browser = console.browser();
    browser.headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    browser
}

#[tokio::test]
async fn each_request_is_from_whom_the_proxy_says() {
    let console = trusting("127.0.0.0/8").await;
    let mut ada = from(&console, &[("x-forwarded-user", "ada"), ("x-forwarded-groups", "staff, sre")]);
    let mut bea = from(&console, &[("x-forwarded-user", "bea"), ("x-forwarded-groups", "eng")]);
    for _ in 0..2 {
        let told = ada.session().await;
        assert_eq!(
            [&told["user"], &told["role"], &told["way"]],
            [&json!("ada"), &json!("admin"), &json!("proxy")]
        );
        assert_eq!(told["session"], Value::Null, "there is nothing to keep");
        assert_eq!(bea.session().await["bound"], json!(["eng"]));
    }
    assert_eq!(ada.get("/api/audit").await.status, 200);
    assert_eq!(bea.get("/api/audit").await.status, 403);
    assert!(ada.cookies.is_empty());
}

#[tokio::test]
async fn headers_from_elsewhere_are_nobodys() {
    let console = trusting("10.0.0.0/8").await;
    let mut eve = from(
        &console,
        &[("x-forwarded-user", "ada"), ("x-forwarded-groups", "sre"), ("x-forwarded-for", "10.0.0.1")],
    );
    let said = eve.get("/api/changes").await;
    assert_eq!(said.status, 403);
    assert!(said.error().contains("127.0.0.1 is not a proxy that this console trusts"), "{}", said.error());
    assert_eq!(eve.session().await["known"], false);
}

#[tokio::test]
async fn who_is_in_no_group_or_not_named_is_told_so() {
    let console = trusting("127.0.0.1/32").await;
    let mut eve = from(&console, &[("x-forwarded-user", "eve"), ("x-forwarded-groups", "sales")]);
    let said = eve.get("/api/changes").await;
    assert_eq!(
        (said.status.as_u16(), said.error().as_str()),
        (403, "eve is in no group that may use this console")
    );
    let said = console.browser().get("/api/changes").await;
    assert_eq!(said.status, 401);
    assert_eq!(said.json().get("detail"), None, "to log in here would not help");
    assert!(console.browser().session().await["why"].as_str().unwrap().contains("x-forwarded-user"));
}

#[tokio::test]
async fn the_address_behind_the_proxy_is_in_the_audit_log() {
    let console = trusting("127.0.0.1/32").await;
    let mut ada = from(
        &console,
        &[
            ("x-forwarded-user", "ada"),
            ("x-forwarded-groups", "sre"),
            ("x-forwarded-for", "1.1.1.1, 203.0.113.9"),
        ],
    );
    let body = json!({ "name": "w", "pages": ["/"], "every_seconds": 9, "lasts_seconds": 60 });
    assert_eq!(ada.post("/api/dashboards", &body).await.status, 201);
    let line = &console.audit()[0];
    assert_eq!(
        [&line["user"], &line["way"], &line["peer"], &line["client"]],
        [&json!("ada"), &json!("proxy"), &json!("127.0.0.1"), &json!("203.0.113.9")]
    );
}
