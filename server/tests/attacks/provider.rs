//! A provider of logins that somebody else pretends to be: verification was skipped at Argo CD (GHSA-7943-82jg-wmw5).

use std::net::SocketAddr;
use std::sync::Arc;

use axum::routing::get;
use axum::{Json, Router};
use mesoscope_server::access::Access;
use mesoscope_server::access::moment::Moment;
use mesoscope_server::access::tls::{self, Certificate, Listener};
use mesoscope_server::config::BasePath;
use rcgen::{CertificateParams, KeyPair};
use serde_json::json;
use tokio::net::TcpListener;

use crate::tally::Tally;

const NOW: Moment = Moment::from_millis(1_800_000_000_000);

/// A provider with a certificate for these names, and the file of it.
async fn provider(folder: &std::path::Path, names: &[&str]) -> (SocketAddr, std::path::PathBuf) {
    let key = KeyPair::generate().unwrap();
    let names = names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let file = folder.join(format!("{}.pem", names[0]));
    let certificate = CertificateParams::new(names).unwrap().self_signed(&key).unwrap();
    std::fs::write(&file, certificate.pem()).unwrap();
    let key_file = file.with_extension("key");
    std::fs::write(&key_file, key.serialize_pem()).unwrap();
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = tcp.local_addr().unwrap();
    let issuer = format!("https://localhost:{}", address.port());
    let metadata = json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/a"), "token_endpoint": format!("{issuer}/t"),
        "jwks_uri": format!("{issuer}/keys"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    });
    let router = Router::new()
        .route("/.well-known/openid-configuration", get(|| async { Json(metadata) }))
        .route("/keys", get(|| async { Json(json!({"keys": []})) }));
    let held = Certificate::open(&file, &key_file).unwrap();
    let listener = Listener::new(tcp, tls::server(Arc::new(held)).unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, file)
}

fn access(address: SocketAddr, ca: Option<&std::path::Path>) -> Access {
    let ca = ca.map(|path| format!("ca-file = {path:?}")).unwrap_or_default();
    let text = format!(
        "ways = [\"oidc\"]\npublic-url = \"http://localhost/\"\ndefault-role = \"viewer\"\n\
         [oidc]\nissuer = \"https://localhost:{}\"\nclient-id = \"x\"\n{ca}",
        address.port()
    );
    Access::open(&toml::from_str(&text).unwrap(), &BasePath::root(), false, false).unwrap()
}

#[tokio::test]
async fn nobody_is_believed_without_a_certificate_that_holds() {
    let folder = tempfile::tempdir().unwrap();
    let (real, real_file) = provider(folder.path(), &["localhost"]).await;
    let (other, other_file) = provider(folder.path(), &["login.example.org"]).await;
    let began = access(real, Some(&real_file)).oidc.unwrap().begin("/", NOW).await;
    assert!(began.is_ok(), "the right one is believed: {began:?}");
    let mut tally = Tally::of("providers that are none");
    for (address, ca) in [(real, None), (real, Some(&other_file)), (other, Some(&other_file)), (other, None)]
    {
        let begun = access(address, ca.map(AsRef::as_ref)).oidc.unwrap().begin("/", NOW).await;
        tally.tried(begun.is_err(), || format!("{address} with {ca:?}"));
    }
    tally.end();
}
