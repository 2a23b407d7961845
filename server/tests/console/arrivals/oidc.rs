//! OpenID Connect over real connections: away, and back again.

use mesoscope_server::access::moment::Moment;
use mesoscope_server::config::{BasePath, Config};
use reqwest::Url;
use serde_json::{Value, json};

use super::provider::{CLIENT, Provider, SECRET};
use crate::support::{Browser, Guarded};

struct Stage {
    provider: Provider,
    console: Guarded,
    _secret: tempfile::TempDir,
}

impl Stage {
    async fn new() -> Self {
        let provider = Provider::start(Moment::now()).await;
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret");
        std::fs::write(&secret, SECRET).unwrap();
        let table = format!(
            "ways = [\"oidc\"]\npublic-url = \"http://127.0.0.1:8080/ops/\"\n\
             map = [{{ group = \"sre\", role = \"admin\" }}]\n\
             [oidc]\nissuer = {:?}\nclient-id = {CLIENT:?}\nclient-secret-file = {secret:?}",
            provider.issuer()
        );
        let config = Config { base_path: BasePath::parse("/ops").unwrap(), ..Config::default() };
        Self { provider, console: Guarded::by(&table, config).await, _secret: folder }
    }

    /// Sends the browser away: where to.
    async fn begin(&self, browser: &mut Browser, back: &str) -> Url {
        let said = browser.get(&format!("/ops/api/login/oidc?back={back}")).await;
        assert_eq!(said.status, 303, "{}", said.text());
        let cookie = &said.cookies()[0];
        assert!(cookie.starts_with("mesoscope-login="), "{cookie}");
        assert!(cookie.ends_with("; Path=/ops/; Max-Age=600; HttpOnly; SameSite=Lax"), "{cookie}");
        Url::parse(said.header("location")).unwrap()
    }

    /// Comes back: where to, as a browser that was sent from another site does.
    async fn back(&self, browser: &mut Browser, query: &str) -> String {
        browser.headers = vec![
            ("sec-fetch-site", "cross-site".to_owned()),
            ("sec-fetch-mode", "navigate".to_owned()),
            ("referer", "https://login.example/".to_owned()),
        ];
        let said = browser.get(&format!("/ops/api/login/oidc/callback?{query}")).await;
        browser.headers.clear();
        assert_eq!(said.status, 303, "{}", said.text());
        assert!(
            said.cookies().iter().any(|cookie| cookie.starts_with("mesoscope-login=; ")),
            "an attempt is good for once"
        );
        said.header("location").to_owned()
    }

    async fn session(&self, browser: &mut Browser) -> Value {
        browser.get("/ops/api/session").await.json()
    }
}

#[tokio::test]
async fn the_provider_says_who_it_is_and_the_page_is_the_one_that_was_wanted() {
    let stage = Stage::new().await;
    let mut browser = stage.console.browser();
    let told = stage.session(&mut browser).await;
    assert_eq!((&told["ways"], &told["oidc_name"]), (&json!(["oidc"]), &json!("127.0.0.1")));
    let to = stage.begin(&mut browser, "/tasks%3Ffilter%3Da%2520b").await;
    let (code, state) = stage.provider.authorize(&to);
    assert_eq!(
        stage.back(&mut browser, &format!("code={code}&state={state}")).await,
        "/ops/tasks?filter=a%20b"
    );
    let told = stage.session(&mut browser).await;
    assert_eq!(
        [&told["user"], &told["role"], &told["way"]],
        [&json!("ada"), &json!("admin"), &json!("oidc")]
    );
    assert_eq!(browser.cookies.keys().collect::<Vec<_>>(), ["mesoscope"]);
    assert_eq!(stage.console.noted("login"), ["ada accepted"]);
    // The same answer once more opens nothing: the attempt is gone with its cookie.
    let mut other = stage.console.browser();
    let trouble = stage.back(&mut other, &format!("code={code}&state={state}")).await;
    assert!(trouble.starts_with("/ops/login?trouble=this+login+was+not+begun+in+this+browser"), "{trouble}");
    // Who logs out is sent to the provider's own page.
    let next = browser.post("/ops/api/logout", &json!({})).await.json();
    let next = next["next"].as_str().unwrap();
    assert!(next.starts_with(&format!("{}/end?", stage.provider.issuer())), "{next}");
    assert_eq!(stage.session(&mut browser).await["known"], false);
}

#[tokio::test]
async fn what_goes_wrong_is_told_at_the_login() {
    let stage = Stage::new().await;
    let mut browser = stage.console.browser();
    let to = stage.begin(&mut browser, "/").await;
    let (code, _) = stage.provider.authorize(&to);
    let trouble = stage.back(&mut browser, &format!("code={code}&state=another")).await;
    assert!(trouble.contains("belongs+to+another+login"), "{trouble}");

    let to = stage.begin(&mut browser, "/").await;
    let (_, state) = stage.provider.authorize(&to);
    let refused = format!("error=access_denied&error_description=the+login+was+cancelled&state={state}");
    assert!(stage.back(&mut browser, &refused).await.contains("the+login+was+cancelled"));

    stage.provider.tell(|told| told.claims = json!({ "preferred_username": "eve", "groups": ["sales"] }));
    let to = stage.begin(&mut browser, "/").await;
    let (code, state) = stage.provider.authorize(&to);
    let trouble = stage.back(&mut browser, &format!("code={code}&state={state}")).await;
    assert_eq!(trouble, "/ops/login?trouble=eve+is+in+no+group+that+may+use+this+console");
    assert_eq!(stage.session(&mut browser).await["known"], false);
    assert_eq!(stage.console.noted("login"), ["anonymous refused", "anonymous refused", "eve refused"]);
    // Twice the same member, as nobody sends it.
    assert!(stage.back(&mut browser, "code=a&code=b").await.starts_with("/ops/login?trouble="));
}

#[tokio::test]
async fn the_way_back_leads_to_no_other_site() {
    let stage = Stage::new().await;
    for back in ["https://evil.example/", "//evil.example/", "/%5Cevil.example", "javascript:alert(1)"] {
        let mut browser = stage.console.browser();
        let to = stage.begin(&mut browser, back).await;
        let (code, state) = stage.provider.authorize(&to);
        let to = stage.back(&mut browser, &format!("code={code}&state={state}")).await;
        assert_eq!(to, "/ops/", "{back}");
    }
}

#[tokio::test]
async fn a_provider_that_is_gone_is_told() {
    let secret = tempfile::tempdir().unwrap();
    let path = secret.path().join("secret");
    std::fs::write(&path, SECRET).unwrap();
    let nobody = crate::support::refused_port().await;
    let table = format!(
        "ways = [\"oidc\"]\npublic-url = \"http://127.0.0.1:8080/\"\ndefault-role = \"viewer\"\n\
         [oidc]\nissuer = \"http://{nobody}\"\nclient-id = \"m\"\nclient-secret-file = {path:?}"
    );
    let console = Guarded::by(&table, Config::default()).await;
    let said = console.browser().get("/api/login/oidc").await;
    assert_eq!(said.status, 303);
    assert!(said.header("location").starts_with("/login?trouble=the+login+provider+does+not+say+what+it+is"));
}
