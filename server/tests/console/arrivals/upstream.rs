//! A cluster that is asked by HTTPS and wants a certificate of whoever asks: every kind of connection to it shows what it should, and nothing goes
//! anywhere without.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::StatusCode;
use mesoscope_server::access::tls::Listener;
use mesoscope_server::access::tls::upstream::{Presented, Settings};
use mesoscope_server::config::{Config, Credentials};
use mesoscope_server::upstream::{AgentAddress, Encoding, Opened, clients};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, crypto};

use super::authority::Authority;
use crate::support::limits;

/// What was asked for, with what was said of who asks.
type Asked = Arc<Mutex<BTreeSet<String>>>;

/// A master and an agent at one address.
struct Strict {
    authority: Authority,
    address: SocketAddr,
    asked: Asked,
}

impl Strict {
    async fn start() -> Self {
        let authority = Authority::new();
        let pair = authority.server();
        let mut trusted = RootCertStore::empty();
        trusted.add(CertificateDer::from_pem_file(authority.file()).unwrap()).unwrap();
        let provider = Arc::new(crypto::ring::default_provider());
        let verifier =
            WebPkiClientVerifier::builder_with_provider(trusted.into(), provider.clone()).build().unwrap();
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_client_cert_verifier(verifier)
            .with_single_cert(
                vec![CertificateDer::from_pem_file(&pair.certificate).unwrap()],
                PrivateKeyDer::from_pem_file(&pair.key).unwrap(),
            )
            .unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Asked::default();
        let router = Router::new().fallback(answer).with_state(asked.clone());
        tokio::spawn(async move { axum::serve(Listener::new(listener, config), router).await });
        Self { authority, address, asked }
    }

    fn config(&self, upstream: Settings) -> Config {
        Config { masters: vec![format!("https://{}", self.address)], upstream, ..Config::default() }
    }

    /// Everything that the console would do.
    fn settings(&self) -> Settings {
        let pair = self.authority.client();
        Settings {
            ca_file: Some(self.authority.file()),
            certificate_file: Some(pair.certificate),
            key_file: Some(pair.key),
            ..Settings::default()
        }
    }

    fn agent(&self) -> AgentAddress {
        AgentAddress::from_pid(&format!("slave(1)@{}", self.address)).unwrap()
    }
}

/// Streams end at once; all else is an empty answer.
async fn answer(State(asked): State<Asked>, request: Request) -> Response {
    let header =
        |name: &str| request.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
    let (path, accept, by) = (request.uri().path().to_owned(), header("accept"), header("authorization"));
    asked.lock().unwrap().insert(format!("{path} {accept} {by}"));
    (StatusCode::OK, [("content-type", accept)], "").into_response()
}

#[tokio::test]
async fn masters_agents_and_streams_are_asked_with_certificate_and_token() {
    let strict = Strict::start().await;
    let token = strict.authority.folder.path().join("token");
    std::fs::write(&token, "abc.def\n").unwrap();
    let settings = Settings { token_file: Some(token), ..strict.settings() };
    let presented = settings.presented(None).unwrap();
    let (masters, agents) = clients(&strict.config(settings), &presented, limits()).unwrap();
    let call = Bytes::from_static(b"{\"type\":\"GET_VERSION\"}");
    let agent = strict.agent();
    assert_eq!(masters.call_raw(call.clone()).await.unwrap().status, 200);
    assert_eq!(masters.exchange_once(&call).await.unwrap().status, 200);
    assert!(masters.subscribe().await.is_ok());
    assert_eq!(agents.call_raw(&agent, call.clone()).await.unwrap().status, 200);
    assert_eq!(agents.exchange(&agent, call.clone(), Encoding::Protobuf).await.unwrap().status, 200);
    assert_eq!(agents.exchange_once(&agent, call.clone()).await.unwrap().status, 200);
    assert_eq!(agents.wait(&agent, call).await.unwrap().status, 200);
    let output = agents.open_output(&agent, &operator_api::v1::agent::Call::default()).await.unwrap();
    assert!(matches!(output, Opened::Stream(_)));
    let nothing = futures_util::stream::empty();
    assert_eq!(agents.send_input(&agent, nothing).await.unwrap().status, 200);
    let asked: Vec<_> = strict.asked.lock().unwrap().iter().cloned().collect();
    insta::assert_snapshot!(asked.join("\n"));
}

#[tokio::test]
async fn who_shows_no_certificate_or_trusts_somebody_else_gets_no_answer() {
    let strict = Strict::start().await;
    let other = Authority::new();
    let strangers = other.client();
    let ours = strict.settings();
    for (what, settings) in [
        ("no certificate", Settings { certificate_file: None, key_file: None, ..ours.clone() }),
        (
            "a stranger's",
            Settings {
                certificate_file: Some(strangers.certificate),
                key_file: Some(strangers.key),
                ..ours.clone()
            },
        ),
        ("another authority", Settings { ca_file: Some(other.file()), ..ours.clone() }),
        ("the system's", Settings { ca_file: None, ..ours.clone() }),
    ] {
        let secret = Presented::Basic(Credentials::new("ops", "hunter2"));
        let (masters, agents) = clients(&strict.config(settings), &secret, limits()).unwrap();
        let call = Bytes::from_static(b"{\"type\":\"GET_VERSION\"}");
        assert!(masters.call_raw(call.clone()).await.is_err(), "{what}");
        assert!(masters.subscribe().await.is_err(), "{what}");
        assert!(agents.call_raw(&strict.agent(), call).await.is_err(), "{what}");
    }
    assert!(strict.asked.lock().unwrap().is_empty(), "and nothing was said to it");
}

#[tokio::test]
async fn agents_are_asked_as_the_configuration_has_it() {
    let strict = Strict::start().await;
    let plain = Settings { agents_by_https: Some(false), ..strict.settings() };
    let (_, agents) = clients(&strict.config(plain), &Presented::Nothing, limits()).unwrap();
    assert!(agents.call_raw(&strict.agent(), Bytes::from_static(b"{}")).await.is_err());
    assert!(strict.asked.lock().unwrap().is_empty());
}
