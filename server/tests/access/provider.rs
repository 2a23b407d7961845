//! A provider of OpenID Connect on this machine, which does as it is told, right or wrong.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use http::StatusCode;
use http::header::AUTHORIZATION;
use mesoscope_server::access::moment::Moment;
use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use reqwest::Url;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

pub const CLIENT: &str = "mesoscope";
pub const SECRET: &str = "a client's secret";

const OLD: &str = include_str!("keys/provider.pem");
const NEW: &str = include_str!("keys/newer.pem");

/// What is wrong with the tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    #[default]
    None,
    /// Signed by somebody else who uses the name of the key.
    Signature,
    /// Not signed.
    Unsigned,
    /// Signed by the client's secret.
    BySecret,
    /// No ID token at all.
    Missing,
}

#[derive(Default)]
pub struct Told {
    pub fault: Fault,
    /// Members that replace or, as null, remove those of the ID token.
    pub claims: Value,
    /// What `userinfo` tells; nothing if null.
    pub user_info: Value,
    /// Signs with the newer key and lists that one only.
    pub has_new_key: bool,
    /// How often the keys were asked for.
    pub asked_keys: usize,
    codes: HashMap<String, Asked>,
}

struct Asked {
    challenge: String,
    nonce: String,
    redirect: String,
}

#[derive(Clone)]
pub struct Provider {
    pub address: SocketAddr,
    /// What its clock says.
    now: Moment,
    pub told: Arc<Mutex<Told>>,
}

impl Provider {
    pub async fn start(now: Moment) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = Self { address: listener.local_addr().unwrap(), now, told: Arc::default() };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(user_info))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    pub fn issuer(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn tell(&self, change: impl FnOnce(&mut Told)) {
        change(&mut self.told.lock().unwrap());
    }

    /// What happens at the provider's page: somebody logs in, and a code is sent along with the state.
    pub fn authorize(&self, to: &Url) -> (String, String) {
        assert!(to.as_str().starts_with(&format!("{}/authorize?", self.issuer())), "{to}");
        let query: HashMap<_, _> = to.query_pairs().into_owned().collect();
        assert_eq!(query["response_type"], "code");
        assert_eq!(query["code_challenge_method"], "S256");
        assert_eq!(query["client_id"], CLIENT);
        assert!(query["scope"].split(' ').any(|scope| scope == "openid"));
        let code = format!("code{}", self.told.lock().unwrap().codes.len());
        let asked = Asked {
            challenge: query["code_challenge"].clone(),
            nonce: query["nonce"].clone(),
            redirect: query["redirect_uri"].clone(),
        };
        self.tell(|told| drop(told.codes.insert(code.clone(), asked)));
        (code, query["state"].clone())
    }

    fn id_token(&self, told: &Told, nonce: &str) -> Option<String> {
        let seconds = self.now.millis() / 1000;
        let mut claims = json!({
            "iss": self.issuer(), "sub": "user-1", "aud": CLIENT, "nonce": nonce, "iat": seconds, "exp": seconds + 300,
            "preferred_username": "ada", "groups": ["sre"],
        });
        for (name, value) in told.claims.as_object().into_iter().flatten() {
            claims[name] = value.clone();
        }
        if let Some(claims) = claims.as_object_mut() {
            claims.retain(|_, value| !value.is_null());
        }
        let (alg, kid) = match told.fault {
            Fault::Missing => return None,
            Fault::Unsigned => ("none", None),
            Fault::BySecret => ("HS256", None),
            _ => ("RS256", Some(if told.has_new_key { "new" } else { "old" })),
        };
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&json!({"alg": alg, "kid": kid, "typ": "JWT"})), part(&claims));
        let rsa = CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
        let signature = match told.fault {
            Fault::Unsigned | Fault::Missing => Vec::new(),
            Fault::BySecret => openidconnect::core::CoreHmacKey::new(SECRET)
                .sign(&CoreJwsSigningAlgorithm::HmacSha256, signed.as_bytes())
                .unwrap(),
            Fault::Signature => key(!told.has_new_key).sign(&rsa, signed.as_bytes()).unwrap(),
            Fault::None => key(told.has_new_key).sign(&rsa, signed.as_bytes()).unwrap(),
        };
        Some(format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature)))
    }
}

fn key(new: bool) -> CoreRsaPrivateSigningKey {
    let (pem, id) = if new { (NEW, "new") } else { (OLD, "old") };
    CoreRsaPrivateSigningKey::from_pem(pem, Some(JsonWebKeyId::new(id.to_owned()))).unwrap()
}

async fn metadata(State(provider): State<Provider>) -> Json<Value> {
    let issuer = provider.issuer();
    Json(json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"), "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"), "jwks_uri": format!("{issuer}/keys"),
        "end_session_endpoint": format!("{issuer}/end"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
    }))
}

async fn keys(State(provider): State<Provider>) -> Json<Value> {
    let mut told = provider.told.lock().unwrap();
    told.asked_keys += 1;
    let keys = CoreJsonWebKeySet::new(vec![key(told.has_new_key).as_verification_key()]);
    Json(serde_json::to_value(keys).unwrap())
}

async fn token(
    State(provider): State<Provider>,
    headers: http::HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> (StatusCode, Json<Value>) {
    let refuse = |why: &str| {
        (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant", "error_description": why})))
    };
    let mut told = provider.told.lock().unwrap();
    if headers.get(AUTHORIZATION).is_none() {
        return refuse("the client does not say who it is");
    }
    let Some(asked) = form.get("code").and_then(|code| told.codes.remove(code)) else {
        return refuse("a code is good for once");
    };
    let shown =
        form.get("code_verifier").map(|verifier| BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)));
    if shown.as_ref() != Some(&asked.challenge) || form.get("redirect_uri") != Some(&asked.redirect) {
        return refuse("not whoever asked");
    }
    let mut answer = json!({"access_token": "access", "token_type": "Bearer", "expires_in": 300});
    if let Some(token) = provider.id_token(&told, &asked.nonce) {
        answer["id_token"] = token.into();
    }
    (StatusCode::OK, Json(answer))
}

async fn user_info(State(provider): State<Provider>) -> Json<Value> {
    Json(provider.told.lock().unwrap().user_info.clone())
}
