//! Sessions: how they begin, how they end, and what is none.

use std::path::Path;
use std::time::Duration;

use http::HeaderMap;
use mesoscope_server::access::identity::{Identity, Role, Way};
use mesoscope_server::access::key::Keys;
use mesoscope_server::access::moment::Moment;
use mesoscope_server::access::session::cookie::{Cookie, SameSite};
use mesoscope_server::access::session::{Basis, Lifetimes, Sessions};
use mesoscope_server::access::users::File;
use mesoscope_server::config::{BasePath, Config};
use serde_json::{Value, json};

use crate::support::{Browser, Guarded, PASSWORD, by_password};

/// More in the table of access: a key that is somewhere else.
fn with_key(folder: &Path) -> String {
    format!("session-key-file = {:?}\nsession-key-create = true", folder.join("key"))
}

/// The cookie of a login some time ago, made with the console's own key.
fn begun(console: &Guarded, key: &Path, ago: Duration) -> String {
    let user = File::read(&console.path("users.toml")).unwrap().users.remove(2);
    let cookie = Cookie::new("mesoscope", &BasePath::root(), false, SameSite::Strict);
    let sessions = Sessions::new(Keys::read(key).unwrap(), cookie, Lifetimes::default());
    let then = Moment::from_millis(Moment::now().millis() - u64::try_from(ago.as_millis()).unwrap());
    let (_, cookie) =
        sessions.begin(user.identity(), Basis::Password(user.mark()), None, None, then).unwrap();
    let pair = cookie.to_str().unwrap().split(';').next().unwrap();
    pair.strip_prefix("mesoscope=").unwrap().to_owned()
}

fn with_cookie(console: &Guarded, value: String) -> Browser {
    let mut browser = console.browser();
    browser.cookies.insert("mesoscope".to_owned(), value);
    browser
}

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_login_ends_the_session_that_the_browser_came_with() {
    let console = Guarded::start("").await;
    let mut browser = console.log_in("otto").await;
    let mut before = browser.copy();
    assert_eq!(browser.post("/api/login", &by_password("ada", PASSWORD)).await.status, 200);
    assert_eq!(browser.session().await["user"], "ada");
    let told = before.session().await;
    assert_eq!(
        (&told["known"], &told["why"]),
        (&json!(false), &json!("the session was logged out: log in again"))
    );
    assert_eq!(before.get("/api/events").await.status, 401);
}

#[tokio::test]
async fn a_logout_is_the_end_for_whoever_has_the_cookie() {
    let console = Guarded::start("").await;
    let mut browser = console.log_in("ada").await;
    let mut stolen = browser.copy();
    assert_eq!(stolen.get("/api/changes").await.status, 200);
    let said = browser.post("/api/logout", &json!({})).await;
    assert_eq!((said.status.as_u16(), said.json()), (200, json!({ "next": null })));
    assert!(said.cookies()[0].starts_with("mesoscope=; Path=/; Max-Age=0; HttpOnly"), "{:?}", said.cookies());
    assert!(browser.cookies.is_empty());
    let said = stolen.get("/api/changes").await;
    assert_eq!(
        (said.status.as_u16(), said.error().as_str()),
        (401, "the session was logged out: log in again")
    );
    assert_eq!(said.json()["detail"], "log_in");
    assert_eq!(console.noted("logout"), ["ada accepted"]);
    // Once more is no failure, and nothing that anybody did.
    assert_eq!(browser.post("/api/logout", &json!({})).await.status, 200);
    assert_eq!(console.noted("logout").len(), 1);
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_at_its_end() {
    let elsewhere = tempfile::tempdir().unwrap();
    let console = Guarded::start(&with_key(elsewhere.path())).await;
    let key = elsewhere.path().join("key");
    for (ago, why) in [
        (29 * MINUTE, Value::Null),
        (31 * MINUTE, json!("the session was not used for a while and has ended: log in again")),
        (12 * 60 * MINUTE, json!("the session has reached its end: log in again")),
    ] {
        let mut browser = with_cookie(&console, begun(&console, &key, ago));
        let told = browser.session().await;
        assert_eq!((&told["known"], &told["why"]), (&json!(why.is_null()), &why), "{ago:?}");
        assert_eq!(browser.get("/api/changes").await.status, if why.is_null() { 200 } else { 401 });
    }
}

#[tokio::test]
async fn only_what_a_person_does_keeps_it_open() {
    let elsewhere = tempfile::tempdir().unwrap();
    let console = Guarded::start(&with_key(elsewhere.path())).await;
    let key = elsewhere.path().join("key");
    let mut browser = with_cookie(&console, begun(&console, &key, 20 * MINUTE));
    let idle = |told: &Value| told["session"]["idle_ms"].as_u64().unwrap();
    let before = idle(&browser.session().await);
    for path in ["/api/changes", "/api/session", "/"] {
        assert!(browser.get(path).await.cookies().is_empty(), "{path}");
    }
    let said = browser.post("/api/session/seen", &json!({})).await;
    assert_eq!((said.status.as_u16(), said.cookies().len()), (204, 1));
    let after = idle(&browser.session().await);
    assert!(after >= before + 19 * 60_000, "{before} {after}");
    let said = browser.post("/api/session/seen", &json!({})).await;
    assert_eq!((said.status.as_u16(), said.cookies().len()), (204, 0), "it is good enough");
    // The end in any case does not move.
    let ends = browser.session().await["session"]["ends_ms"].as_u64().unwrap();
    assert!(ends < Moment::now().millis() + 12 * 3_600_000 - 19 * 60_000);
}

#[tokio::test]
async fn what_was_made_elsewhere_or_changed_is_nobodys() {
    let console = Guarded::start("").await;
    let other = Guarded::start("").await;
    let ours = console.log_in("ada").await.cookies["mesoscope"].clone();
    let theirs = other.log_in("ada").await.cookies["mesoscope"].clone();
    let mut turned = ours.clone().into_bytes();
    turned[40] = if turned[40] == b'A' { b'B' } else { b'A' };
    let turned = String::from_utf8(turned).unwrap();
    for forged in [theirs, turned, ours[..ours.len() - 4].to_owned(), "x".to_owned(), format!("{ours}A")] {
        let mut browser = with_cookie(&console, forged);
        let told = browser.session().await;
        assert_eq!(told["why"], "the session is not one of this console's: log in again");
        assert_eq!(browser.get("/api/changes").await.status, 401);
        assert_eq!(browser.post("/api/master", &json!({ "type": "GET_STATE" })).await.status, 401);
    }
    // Two of one name: no order tells which is ours.
    let mut twice = console.browser();
    twice.headers.push(("cookie", format!("mesoscope={ours}; mesoscope={ours}")));
    assert_eq!(twice.get("/api/changes").await.status, 401);
}

#[tokio::test]
async fn replicas_with_one_key_know_each_others_sessions() {
    let shared = tempfile::tempdir().unwrap();
    let one = Guarded::start(&with_key(shared.path())).await;
    let other = Guarded::start(&with_key(shared.path())).await;
    let ada = one.log_in("ada").await.cookies["mesoscope"].clone();
    let mut there = with_cookie(&other, ada);
    assert_eq!(there.session().await["user"], "ada");
    assert_eq!(there.get("/api/changes").await.status, 200);
    // What the users file says there counts there.
    other.keep(&["vera"]);
    let told = there.session().await;
    assert_eq!(told["why"], "this user has been changed or removed: log in again");
}

#[tokio::test]
async fn who_is_removed_or_changed_is_out_at_once() {
    let console = Guarded::start("").await;
    let (mut ada, mut vera) = (console.log_in("ada").await, console.log_in("vera").await);
    let session = {
        let mut headers = HeaderMap::new();
        let pair = format!("mesoscope={}", ada.cookies["mesoscope"]);
        headers.insert("cookie", pair.parse().unwrap());
        let peer = "127.0.0.1:1".parse().unwrap();
        console.app.access.identify(peer, &headers, Moment::now()).unwrap().session.unwrap()
    };
    assert_eq!(console.app.access.still_open(&session, Moment::now()), Ok(()));
    console.keep(&["vera"]);
    assert_eq!(ada.get("/api/changes").await.status, 401);
    assert_eq!(vera.get("/api/changes").await.status, 200);
    assert!(console.app.access.still_open(&session, Moment::now()).is_err(), "streams end, too");
}

#[tokio::test]
async fn where_nobody_is_asked_everybody_is_known_and_nothing_is_kept() {
    let console = Guarded::by("open-role = \"viewer\"", Config::default()).await;
    let mut browser = console.browser();
    let told = browser.session().await;
    assert_eq!(
        [&told["known"], &told["user"], &told["role"], &told["way"], &told["session"], &told["ways"]],
        [&json!(true), &Value::Null, &json!("viewer"), &json!("open"), &Value::Null, &json!([])]
    );
    assert_eq!(browser.post("/api/session/seen", &json!({})).await.cookies().len(), 0);
    assert_eq!(browser.post("/api/logout", &json!({})).await.json(), json!({ "next": null }));
    assert_eq!(browser.get("/api/audit").await.status, 403);
    let admin = Identity { way: Way::Open, ..Identity::open(Role::Admin) };
    assert_eq!(admin.name, "anonymous");
}
