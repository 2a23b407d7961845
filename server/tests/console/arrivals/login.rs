//! Logging in by the users file, and who is who afterwards.

use http::HeaderValue;
use mesoscope_server::config::{BasePath, Config};
use serde_json::{Value, json};

use crate::support::{Guarded, PASSWORD, by_password};

/// Every door that is for people who are known.
const DOORS: [(&str, &str); 22] = [
    ("GET", "/metrics"),
    ("POST", "/api/master"),
    ("POST", "/api/agents/S1"),
    ("GET", "/api/agents/S1"),
    ("GET", "/api/frameworks/F1"),
    ("GET", "/api/tasks/F1/T1"),
    ("GET", "/api/master/readings/GET_STATE"),
    ("GET", "/api/agents/S1/readings/GET_STATE"),
    ("GET", "/api/master/files/list?path=/"),
    ("GET", "/api/agents/S1/files?path=/"),
    ("GET", "/api/agents/S1/files/search?path=/&text=a"),
    ("POST", "/api/agents/details"),
    ("GET", "/api/changes"),
    ("POST", "/api/changes"),
    ("POST", "/api/changes/1/stop"),
    ("GET", "/api/events"),
    ("GET", "/api/history"),
    ("GET", "/api/live/snapshot"),
    ("GET", "/api/live"),
    ("GET", "/api/audit"),
    ("POST", "/api/dashboards"),
    ("POST", "/api/session/seen"),
];

#[tokio::test]
async fn nobody_comes_further_than_the_entrance() {
    let console = Guarded::start("").await;
    let mut nobody = console.browser();
    for (method, path) in DOORS {
        let said = if method == "GET" {
            nobody.get(path).await
        } else {
            nobody.post(path, &json!({ "type": "GET_STATE" })).await
        };
        assert_eq!(said.status, 401, "{method} {path}");
        assert_eq!(said.json()["detail"], "log_in", "{method} {path}");
        assert_eq!(said.error(), "log in to use this console");
    }
    for path in ["/", "/agents", "/login", "/healthz", "/app-0123456789abcdef.js"] {
        assert_eq!(nobody.get(path).await.status, 200, "{path}");
    }
    let session = nobody.session().await;
    assert_eq!(
        (&session["known"], &session["why"], &session["ways"]),
        (&json!(false), &Value::Null, &json!(["users"]))
    );
    for told in ["user", "role", "principal", "session", "bound"] {
        assert_eq!(session[told], Value::Null, "{told}");
    }
    assert_eq!((&session["may"], &session["master_calls"]), (&json!({}), &json!([])));
}

#[tokio::test]
async fn a_login_gives_a_cookie_for_the_browser_alone() {
    let config = Config { base_path: BasePath::parse("/ops").unwrap(), ..Config::default() };
    let console = Guarded::with("", config).await;
    let mut browser = console.browser();
    let said = browser.post("/ops/api/login", &by_password("otto", PASSWORD)).await;
    assert_eq!((said.status.as_u16(), said.json()), (200, json!({ "user": "otto" })));
    assert_eq!(said.header("cache-control"), "no-store");
    let cookies = said.cookies();
    let [cookie] = cookies.as_slice() else { panic!("{cookies:?}") };
    assert!(cookie.starts_with("mesoscope="), "{cookie}");
    assert!(cookie.ends_with("; Path=/ops/; Max-Age=43200; HttpOnly; SameSite=Strict"), "{cookie}");
    let session = browser.get("/ops/api/session").await.json();
    assert_eq!(
        [&session["known"], &session["user"], &session["role"], &session["way"], &session["bound"]],
        [&json!(true), &json!("otto"), &json!("operator"), &json!("user"), &Value::Null]
    );
    let times = &session["session"];
    let lasts = |name: &str| times[name].as_u64().unwrap() - times["now_ms"].as_u64().unwrap();
    assert!(lasts("idle_ms") <= 30 * 60_000 && lasts("ends_ms") > 11 * 3_600_000, "{times}");
}

#[tokio::test]
async fn each_is_told_what_they_may_and_why_not() {
    let console = Guarded::start("").await;
    let may = |session: &Value, name: &str| session["may"][name].clone();
    let vera = console.log_in("vera").await.session().await;
    assert_eq!(may(&vera, "see"), Value::Null);
    assert_eq!(may(&vera, "DRAIN_AGENT"), "DRAIN_AGENT needs the role operator; vera has the role viewer");
    assert!(vera["master_calls"].as_array().unwrap().contains(&json!("GET_STATE")));
    assert!(!vera["master_calls"].as_array().unwrap().contains(&json!("DRAIN_AGENT")));
    let otto = console.log_in("otto").await.session().await;
    assert_eq!((may(&otto, "DRAIN_AGENT"), may(&otto, "dashboards")), (Value::Null, Value::Null));
    assert!(may(&otto, "TEARDOWN").is_string());
    let bea = console.log_in("bea").await.session().await;
    assert_eq!(bea["bound"], json!(["eng"]));
    assert_eq!(may(&bea, "DRAIN_AGENT"), "bea is bound to the role eng, and DRAIN_AGENT reaches beyond that");
    assert_eq!(bea["terminals"], false);
    let ada = console.log_in("ada").await.session().await;
    assert!(ada["may"].as_object().unwrap().values().all(Value::is_null), "{ada}");
}

#[tokio::test]
async fn what_is_wrong_is_answered_alike_and_noted() {
    let console = Guarded::start("").await;
    let mut browser = console.browser();
    let mut told = Vec::new();
    for (name, password) in [("ada", "a wrong password"), ("nobody", PASSWORD), ("", "")] {
        let said = browser.post("/api/login", &by_password(name, password)).await;
        assert_eq!((said.status.as_u16(), said.cookies().len()), (401, 0));
        told.push(said.error());
    }
    assert_eq!(told, ["the name or the password is wrong"; 3]);
    assert_eq!(console.noted("login"), ["ada refused", "nobody refused", " refused"]);
    assert_eq!(console.audit()[0]["peer"], "127.0.0.1");
    let kept = std::fs::read_to_string(console.path("audit.jsonl")).unwrap();
    assert!(!kept.contains("wrong password") && !kept.contains(PASSWORD));
}

#[tokio::test]
async fn what_is_no_login_is_refused_without_being_repeated() {
    let console = Guarded::start("").await;
    let mut browser = console.browser();
    for (body, words) in [
        (json!({ "name": "ada", "password": "hunter2hunter2" }), "a login is an object"),
        (json!({ "way": "users", "name": "ada", "password": ["hunter2hunter2"] }), "a login is an object"),
        (json!({ "way": "hunter2hunter2", "name": "ada", "password": "x" }), "a login is an object"),
        (json!({ "way": "mesos", "name": "ada", "password": "hunter2hunter2" }), "no such way to log in"),
        (json!({ "way": "proxy", "name": "ada", "password": "hunter2hunter2" }), "no such way to log in"),
    ] {
        let said = browser.post("/api/login", &body).await;
        assert_eq!(said.status, 400, "{body}");
        assert!(said.error().contains(words) && !said.text().contains("hunter2"), "{}", said.text());
    }
    assert_eq!(browser.get("/api/login").await.status, 405);
    assert_eq!(browser.get("/api/login/oidc").await.status, 404);
    let plain = reqwest::Client::new().post(format!("http://{}/api/login", console.address));
    let form = plain.header("content-type", "text/plain").body(by_password("ada", PASSWORD).to_string());
    assert_eq!(form.send().await.unwrap().status(), 415);
    let foreign = reqwest::Client::new().post(format!("http://{}/api/login", console.address));
    let foreign = foreign.header("content-type", "application/json").header("origin", "http://evil.example");
    let foreign = foreign.body(by_password("ada", PASSWORD).to_string()).send().await.unwrap();
    assert_eq!((foreign.status().as_u16(), foreign.headers().get("set-cookie")), (403, None::<&HeaderValue>));
}

#[tokio::test]
async fn five_failures_and_the_right_password_does_not_help() {
    let console = Guarded::start("").await;
    let mut browser = console.browser();
    for guess in 0..5 {
        let said = browser.post("/api/login", &by_password("ada", &format!("guess {guess}"))).await;
        assert_eq!(said.status, 401);
    }
    let said = browser.post("/api/login", &by_password("ada", PASSWORD)).await;
    assert_eq!(said.status, 429);
    assert!((200..=300).contains(&said.header("retry-after").parse::<u32>().unwrap()));
    assert!(said.error().starts_with("too many failed logins"));
    assert_eq!(console.noted("login").last().unwrap(), "ada refused");
}

#[tokio::test]
async fn who_may_not_is_refused_at_the_doors_of_the_console_itself() {
    let console = Guarded::start("actions = { metrics = \"operator\" }").await;
    let mut vera = console.log_in("vera").await;
    for path in ["/metrics", "/api/audit", "/api/dashboards"] {
        assert_eq!(vera.get(path).await.status, 403, "{path}");
    }
    let said = vera.get("/metrics").await;
    assert_eq!(said.error(), "metrics needs the role operator; vera has the role viewer");
    assert_eq!(console.log_in("otto").await.get("/metrics").await.status, 200);
}

#[tokio::test]
async fn the_audit_log_is_read_back_by_what_is_looked_for() {
    let console = Guarded::start("").await;
    let mut wrong = console.browser();
    wrong.post("/api/login", &by_password("eve", "whatever it is")).await;
    let mut ada = console.log_in("ada").await;
    let found = ada.get("/api/audit?call=login&user=EVE").await.json();
    let lines = found["lines"].as_array().unwrap();
    assert_eq!((lines.len(), &lines[0]["decision"], &found["more"]), (1, &json!("refused"), &json!(false)));
    // A page at a time, newest first, each line once.
    let first = ada.get("/api/audit?limit=1").await.json();
    assert_eq!((&first["lines"][0]["user"], &first["more"]), (&json!("ada"), &json!(true)));
    let before = first["before"].as_str().unwrap().replace(':', "%3A");
    let second = ada.get(&format!("/api/audit?limit=1&before={before}&user=")).await.json();
    assert_eq!(second["lines"][0]["user"], "eve");
    for query in ["from=yesterday", "limit=many", "colour=red"] {
        assert_eq!(ada.get(&format!("/api/audit?{query}")).await.status, 400, "{query}");
    }
}
