//! Logging in by OpenID Connect, with a provider that does it right and in every wrong way.

use http::HeaderMap;
use mesoscope_server::access::Access;
use mesoscope_server::access::identity::Role;
use mesoscope_server::access::moment::Moment;
use mesoscope_server::access::oidc::{Callback, Finished, OidcError};
use mesoscope_server::config::BasePath;
use reqwest::Url;
use serde_json::{Value, json};

use crate::provider::{CLIENT, Fault, Provider, SECRET};
use crate::support::{START, minutes, peer, with_cookies};

struct Stage {
    provider: Provider,
    access: Access,
}

impl Stage {
    async fn new() -> Self {
        let provider = Provider::start(START).await;
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret");
        std::fs::write(&secret, format!("{SECRET}\n")).unwrap();
        let text = format!(
            "ways = [\"oidc\"]\npublic-url = \"https://mesos.example.org/ops\"\n\
             map = [{{ group = \"sre\", role = \"admin\" }}, {{ group = \"eng\", role = \"operator\", bind = [\"eng\"] }}]\n\
             [oidc]\nissuer = {:?}\nclient-id = {CLIENT:?}\nclient-secret-file = {secret:?}",
            provider.issuer()
        );
        let base = BasePath::parse("/ops").unwrap();
        let access = Access::open(&toml::from_str(&text).unwrap(), &base, false, false).unwrap();
        Self { provider, access }
    }

    /// Begins an attempt: where to, and the browser with its cookie.
    async fn begin(&self, back: &str) -> (Url, HeaderMap) {
        let begun = self.access.oidc.as_ref().unwrap().begin(back, START).await.unwrap();
        let text = begun.cookie.to_str().unwrap();
        assert!(text.starts_with("__Secure-mesoscope-login="), "{text}");
        assert!(text.ends_with("; Path=/ops/; Max-Age=600; HttpOnly; SameSite=Lax; Secure"), "{text}");
        (begun.to, with_cookies(&[&begun.cookie]))
    }

    async fn finish(
        &self,
        callback: Callback,
        headers: &HeaderMap,
        now: Moment,
    ) -> Result<Finished, OidcError> {
        self.access.oidc.as_ref().unwrap().finish(callback, headers, now).await
    }

    /// A login from beginning to end.
    async fn log_in(&self) -> Result<Finished, OidcError> {
        let (to, headers) = self.begin("/tasks?q=a").await;
        let (code, state) = self.provider.authorize(&to);
        self.finish(callback(&code, &state), &headers, START).await
    }

    async fn with_claims(&self, claims: Value) -> Result<Finished, OidcError> {
        self.provider.tell(|told| told.claims = claims);
        self.log_in().await
    }
}

fn callback(code: &str, state: &str) -> Callback {
    Callback { code: Some(code.to_owned()), state: Some(state.to_owned()), ..Callback::default() }
}

#[tokio::test]
async fn somebody_logs_in_and_is_back_where_he_was() {
    let stage = Stage::new().await;
    let finished = stage.log_in().await.unwrap();
    assert_eq!((finished.who.name.as_str(), finished.who.role), ("ada", Role::Admin));
    assert_eq!(finished.back, "/tasks?q=a");
    let (_, cookie) = stage.access.begin_with_oidc(finished.who, &HeaderMap::new(), START).unwrap();
    assert_eq!(stage.access.identify(peer(), &with_cookies(&[&cookie]), START).unwrap().who.name, "ada");
    let end = stage.access.oidc.as_ref().unwrap().ended(START).await.unwrap();
    assert!(
        end.as_str().ends_with(
            "/end?client_id=mesoscope&post_logout_redirect_uri=https%3A%2F%2Fmesos.example.org%2Fops%2F"
        ),
        "{end}"
    );
}

#[tokio::test]
async fn the_redirect_is_the_one_that_was_configured_whatever_the_page() {
    let stage = Stage::new().await;
    for back in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""] {
        let (to, headers) = stage.begin(back).await;
        let redirect = to.query_pairs().find(|(name, _)| name == "redirect_uri").unwrap().1.into_owned();
        assert_eq!(redirect, "https://mesos.example.org/ops/api/login/oidc/callback");
        let (code, state) = stage.provider.authorize(&to);
        assert_eq!(stage.finish(callback(&code, &state), &headers, START).await.unwrap().back, "/");
    }
}

#[tokio::test]
async fn state_and_nonce_are_new_each_time_and_long() {
    let stage = Stage::new().await;
    let (one, two) = (stage.begin("/").await.0, stage.begin("/").await.0);
    for name in ["state", "nonce", "code_challenge"] {
        let of = |url: &Url| url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
        assert_ne!(of(&one), of(&two));
        assert!(of(&one).len() >= 43, "256 bits");
    }
}

#[tokio::test]
async fn an_answer_to_another_login_is_refused_before_it_is_looked_at() {
    let stage = Stage::new().await;
    let (to, headers) = stage.begin("/").await;
    let (code, state) = stage.provider.authorize(&to);
    let (other_to, other_headers) = stage.begin("/").await;
    let (other_code, _) = stage.provider.authorize(&other_to);
    // A link with an attacker's code, opened by somebody who has begun a login or has not.
    for (callback, headers) in [
        (callback(&code, &state), &other_headers),
        (callback(&code, ""), &headers),
        (Callback { code: Some(code.clone()), ..Callback::default() }, &headers),
        (Callback { iss: Some("https://evil.example".to_owned()), ..callback(&code, &state) }, &headers),
    ] {
        assert_eq!(stage.finish(callback, headers, START).await.unwrap_err(), OidcError::OtherState);
    }
    let without = stage.finish(callback(&code, &state), &HeaderMap::new(), START).await.unwrap_err();
    assert_eq!(without, OidcError::NoAttempt);
    // Somebody else's code with the own state: the provider sees that the verifier is not his.
    let stolen = stage.finish(callback(&other_code, &state), &headers, START).await.unwrap_err();
    assert!(matches!(stolen, OidcError::Provider { .. }), "{stolen}");
    let late = stage.finish(callback(&code, &state), &headers, START.after(minutes(10))).await.unwrap_err();
    assert_eq!(late, OidcError::TooLate);
    assert!(stage.finish(callback(&code, &state), &headers, START).await.is_ok());
    assert!(stage.finish(callback(&code, &state), &headers, START).await.is_err(), "a code is good for once");
}

#[tokio::test]
async fn tokens_that_are_not_right_let_nobody_in() {
    let stage = Stage::new().await;
    let seconds = START.millis() / 1000;
    for claims in [
        json!({"iss": "https://evil.example"}),
        json!({"aud": "another-client"}),
        json!({"aud": [CLIENT, "another-client"]}),
        json!({"nonce": "another"}),
        json!({"nonce": null}),
        json!({"exp": seconds - 61}),
        json!({"iat": seconds + 61}),
        json!({"iat": seconds - 601}),
        json!({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
    ] {
        let refused = stage.with_claims(claims.clone()).await.unwrap_err();
        assert!(matches!(refused, OidcError::Token(_)), "{claims}: {refused}");
    }
    stage.provider.tell(|told| told.claims = Value::Null);
    for fault in [Fault::Signature, Fault::Unsigned, Fault::BySecret, Fault::Missing] {
        stage.provider.tell(|told| told.fault = fault);
        let refused = stage.log_in().await.unwrap_err();
        assert!(matches!(refused, OidcError::Token(_)), "{fault:?}: {refused}");
    }
}

#[tokio::test]
async fn clocks_may_differ_a_little() {
    let stage = Stage::new().await;
    let seconds = START.millis() / 1000;
    for claims in [json!({"exp": seconds - 30}), json!({"iat": seconds + 30})] {
        assert!(stage.with_claims(claims).await.is_ok());
    }
}

#[tokio::test]
async fn keys_are_asked_for_again_when_the_provider_has_new_ones_and_not_more_often() {
    let stage = Stage::new().await;
    stage.log_in().await.unwrap();
    stage.provider.tell(|told| told.has_new_key = true);
    assert!(stage.log_in().await.is_err(), "they were asked for just now");
    assert_eq!(stage.provider.told.lock().unwrap().asked_keys, 1);
    let later = START.after(minutes(2));
    let (to, headers) = stage.begin("/").await;
    let (code, state) = stage.provider.authorize(&to);
    stage.finish(callback(&code, &state), &headers, later).await.unwrap();
    assert_eq!(stage.provider.told.lock().unwrap().asked_keys, 2);
}

#[tokio::test]
async fn groups_decide_and_may_be_told_elsewhere() {
    let stage = Stage::new().await;
    let bob =
        stage.with_claims(json!({"preferred_username": "bob", "groups": ["eng", "all"]})).await.unwrap().who;
    assert_eq!((bob.role, bob.bound.unwrap()), (Role::Operator, vec!["eng".to_owned()]));
    let nobody = stage.with_claims(json!({"groups": ["SRE"]})).await.unwrap_err();
    assert_eq!(nobody, OidcError::NoRole("ada".to_owned()));

    let told = json!({"sub": "user-1", "preferred_username": "cy", "groups": ["sre"]});
    stage.provider.tell(|provider| provider.user_info = told);
    let cy = stage.with_claims(json!({"preferred_username": null, "groups": null})).await.unwrap().who;
    assert_eq!((cy.name.as_str(), cy.role), ("cy", Role::Admin));
    let told = json!({"sub": "user-2", "groups": ["sre"]});
    stage.provider.tell(|provider| provider.user_info = told);
    let other = stage.with_claims(json!({"groups": null})).await.unwrap_err();
    assert!(
        matches!(other, OidcError::Provider { .. }),
        "what is told of somebody else does not count: {other}"
    );
}

#[tokio::test]
async fn what_the_provider_refuses_is_told_as_it_says_it() {
    let stage = Stage::new().await;
    let (to, headers) = stage.begin("/").await;
    let (_, state) = stage.provider.authorize(&to);
    let refused = Callback {
        state: Some(state),
        error: Some("access_denied".to_owned()),
        error_description: Some("ask\u{1b} your admin".to_owned()),
        ..Callback::default()
    };
    let error = stage.finish(refused, &headers, START).await.unwrap_err();
    assert_eq!(error.to_string(), "the login provider refuses: ask your admin");
    assert_eq!(error.status(), 403);
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_told_and_asked_again() {
    let stage = Stage::new().await;
    let text = "ways = [\"oidc\"]\npublic-url = \"http://localhost:8080/\"\ndefault-role = \"viewer\"\n[oidc]\nissuer = \"http://127.0.0.1:1\"\nclient-id = \"x\"";
    let access = Access::open(&toml::from_str(text).unwrap(), &BasePath::root(), false, false).unwrap();
    for _ in 0..2 {
        let error = access.oidc.as_ref().unwrap().begin("/", START).await.unwrap_err();
        assert!(error.to_string().starts_with("the login provider does not say what it is: "), "{error}");
        assert_eq!(error.status(), 502);
    }
    drop(stage);
}
