//! Where browsers come by HTTPS: the cookies, the headers, and who may show a dashboard in a frame.

use mesoscope_server::config::Config;
use serde_json::json;

use super::authority::Authority;
use crate::support::{Guarded, PASSWORD, by_password};

const WALL: &str = "https://wall.example.org";

fn encrypted() -> (Authority, Config) {
    let authority = Authority::new();
    let pair = authority.server();
    let mut config = Config::default();
    config.tls.certificate_file = Some(pair.certificate);
    config.tls.key_file = Some(pair.key);
    (authority, config)
}

#[tokio::test]
async fn cookies_are_for_this_host_and_for_encrypted_connections() {
    let (_authority, config) = encrypted();
    let console = Guarded::with("dashboards = { without-login = true }", config).await;
    let mut browser = console.browser();
    let said = browser.post("/api/login", &by_password("otto", PASSWORD)).await;
    let cookie = &said.cookies()[0];
    assert!(cookie.starts_with("__Host-mesoscope="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure"), "{cookie}");
    assert_eq!(said.header("strict-transport-security"), "max-age=31536000");
    // A cookie without the prefix could have been set by anybody in the network.
    let mut fixed = console.browser();
    fixed.cookies.insert("mesoscope".to_owned(), browser.cookies["__Host-mesoscope"].clone());
    assert_eq!(fixed.get("/api/changes").await.status, 401);
}

#[tokio::test]
async fn behind_a_proxy_that_serves_tls_it_is_the_same() {
    let console = Guarded::start("public-url = \"https://ops.example.org/\"").await;
    let said = console.browser().post("/api/login", &by_password("vera", PASSWORD)).await;
    assert!(said.cookies()[0].starts_with("__Host-mesoscope="), "{:?}", said.cookies());
    assert_eq!(said.header("strict-transport-security"), "max-age=31536000");
    let plain = Guarded::start("").await;
    assert_eq!(plain.browser().get("/").await.header("strict-transport-security"), "");
}

#[tokio::test]
async fn a_configured_site_may_show_dashboards_and_nothing_else() {
    let (_authority, config) = encrypted();
    let more = format!("dashboards = {{ without-login = true, embed = [\"{WALL}\"] }}");
    let console = Guarded::with(&more, config).await;
    let mut otto = console.log_in("otto").await;
    let mut wall = console.browser();
    let framed = format!("frame-ancestors {WALL}");
    let policy = |said: &crate::support::Said| said.header("content-security-policy").to_owned();
    assert!(policy(&wall.get("/board").await).ends_with(&framed));
    for path in
        ["/", "/agents", "/login", "/board/more", "/api/session", "/nothing", "/app-0123456789abcdef.js"]
    {
        assert!(policy(&wall.get(path).await).contains("frame-ancestors 'none'"), "{path}");
    }
    let wanted = json!({ "name": "w", "pages": ["/agents"], "every_seconds": 9, "lasts_seconds": 60 });
    let link = otto.post("/api/dashboards", &wanted).await.json()["link"].clone();
    let said = wall.post("/api/dashboards/enter", &json!({ "link": link })).await;
    let cookie = &said.cookies()[0];
    assert!(
        cookie.starts_with("__Host-mesoscope-board=")
            && cookie.ends_with("SameSite=None; Partitioned; Secure")
    );
    assert!(policy(&wall.get("/agents").await).ends_with(&framed), "its pages are loaded in the frame");
    assert!(
        policy(&wall.get("/api/session").await).contains("frame-ancestors 'none'"),
        "data is shown nowhere"
    );
    assert!(policy(&otto.get("/agents").await).contains("frame-ancestors 'none'"), "others' pages are not");
}
