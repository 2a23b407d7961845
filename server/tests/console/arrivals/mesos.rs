//! Credentials of Mesos, passed through: only the leading master says whether they are right.

use demo_cluster::{Options, Running, two_principals};
use mesoscope_server::config::Config;
use serde_json::{Value, json};

use crate::support::{Guarded, refused_port};

async fn start(cluster: &str) -> Guarded {
    let config = Config { masters: vec![cluster.to_owned()], ..Config::default() };
    Guarded::by("ways = [\"mesos\"]", config).await
}

async fn cluster() -> Running {
    let access = two_principals().unwrap();
    demo_cluster::start(Options { access, ..Options::default() }).await.unwrap()
}

fn by_secret(name: &str, secret: &str) -> Value {
    json!({ "way": "mesos", "name": name, "password": secret })
}

#[tokio::test]
async fn the_master_says_who_is_right() {
    let cluster = cluster().await;
    let console = start(&cluster.master_url()).await;
    let mut analyst = console.browser();
    for (name, secret) in [("analyst", "operator-secret"), ("nobody", "analyst-secret")] {
        let said = analyst.post("/api/login", &by_secret(name, secret)).await;
        assert_eq!((said.status.as_u16(), said.cookies().len()), (401, 0), "{}", said.text());
        assert!(
            said.error().starts_with("the name or the password is wrong; Mesos says: "),
            "{}",
            said.error()
        );
    }
    let said = analyst.post("/api/login", &by_secret("analyst", "analyst-secret")).await;
    assert_eq!((said.status.as_u16(), said.json()), (200, json!({ "user": "analyst" })), "{}", said.text());
    let told = analyst.session().await;
    assert_eq!(
        [&told["user"], &told["way"], &told["principal"], &told["ways"]],
        [&json!("analyst"), &json!("mesos"), &json!("analyst"), &json!(["mesos"])]
    );
    assert_eq!(console.noted("login"), ["analyst refused", "nobody refused", "analyst accepted"]);
    let kept = std::fs::read_to_string(console.path("audit.jsonl")).unwrap();
    assert!(!kept.contains("-secret") && !analyst.cookies["mesoscope"].contains("secret"));
    // After the logout the credentials are gone, also for whoever has the cookie.
    let mut stolen = analyst.copy();
    analyst.post("/api/logout", &json!({})).await;
    assert_eq!(stolen.get("/api/changes").await.status, 401);
}

#[tokio::test]
async fn a_name_that_could_be_two_is_nobodys() {
    let cluster = cluster().await;
    let console = start(&cluster.master_url()).await;
    for (name, secret) in [("operator:operator-secret", ""), ("", ""), ("operator", "a\r\nX-Evil: 1")] {
        let said = console.browser().post("/api/login", &by_secret(name, secret)).await;
        assert_eq!((said.status.as_u16(), said.error().as_str()), (401, "the name or the password is wrong"));
    }
}

#[tokio::test]
async fn a_master_that_takes_anybody_lets_nobody_in() {
    let cluster = demo_cluster::start(Options::default()).await.unwrap();
    let console = start(&cluster.master_url()).await;
    let said = console.browser().post("/api/login", &by_secret("anybody", "whatever")).await;
    assert_eq!((said.status.as_u16(), said.cookies().len()), (503, 0));
    assert!(said.error().contains("it cannot tell who you are"), "{}", said.error());
}

#[tokio::test]
async fn who_cannot_be_asked_is_no_failed_login() {
    let console = start(&format!("http://{}", refused_port().await)).await;
    for _ in 0..6 {
        let said = console.browser().post("/api/login", &by_secret("operator", "operator-secret")).await;
        assert_eq!(said.status, 502, "{}", said.text());
        assert!(said.error().contains("Nothing listens"), "{}", said.error());
    }
}
