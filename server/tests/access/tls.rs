//! Encrypted connections: the certificate that holds now, versions, and what keeps nobody else out.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::get;
use axum::serve::ListenerExt;
use mesoscope_server::access::tls::{self, Certificate, Listener, upstream};
use rcgen::{CertificateParams, KeyPair};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};

fn make(folder: &Path, name: &str) -> (std::path::PathBuf, std::path::PathBuf) {
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new(vec!["localhost".to_owned()]).unwrap().self_signed(&key).unwrap();
    let paths = (folder.join(format!("{name}.pem")), folder.join(format!("{name}.key")));
    std::fs::write(&paths.0, certificate.pem()).unwrap();
    std::fs::write(&paths.1, key.serialize_pem()).unwrap();
    paths
}

async fn serve(certificate: Arc<Certificate>) -> SocketAddr {
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = tcp.local_addr().unwrap();
    let listener = Listener::new(tcp, tls::server(certificate).unwrap()).tap_io(|_| ());
    let app = Router::new()
        .route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() }));
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

fn trusting(ca: &Path) -> reqwest::Client {
    let settings = upstream::Settings { ca_file: Some(ca.to_owned()), ..upstream::Settings::default() };
    settings.apply(reqwest::Client::builder().no_proxy()).unwrap().build().unwrap()
}

fn url(address: SocketAddr) -> String {
    format!("https://localhost:{}/", address.port())
}

#[tokio::test]
async fn a_new_certificate_is_taken_and_a_pair_that_does_not_fit_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (old, old_key) = make(folder.path(), "old");
    let (new, new_key) = make(folder.path(), "new");
    let (certificate, key) = (folder.path().join("tls.pem"), folder.path().join("tls.key"));
    std::fs::copy(&old, &certificate).unwrap();
    std::fs::copy(&old_key, &key).unwrap();
    let held = Arc::new(Certificate::open(&certificate, &key).unwrap());
    let address = serve(held.clone()).await;
    assert_eq!(trusting(&old).get(url(address)).send().await.unwrap().text().await.unwrap(), "127.0.0.1");
    assert!(trusting(&new).get(url(address)).send().await.is_err(), "nobody is trusted but who is named");
    assert!(!held.refresh().unwrap());

    std::fs::write(&certificate, format!("\n{}", std::fs::read_to_string(&new).unwrap())).unwrap();
    let words = held.refresh().unwrap_err().to_string();
    assert!(words.contains("does not go with the certificate"), "{words}");
    assert!(trusting(&old).get(url(address)).send().await.is_ok());
    std::fs::write(&key, format!("\n{}", std::fs::read_to_string(&new_key).unwrap())).unwrap();
    assert!(held.refresh().unwrap());
    assert!(trusting(&new).get(url(address)).send().await.is_ok());
}

#[tokio::test]
async fn who_does_not_speak_tls_keeps_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = make(folder.path(), "tls");
    let address = serve(Arc::new(Certificate::open(&certificate, &key).unwrap())).await;
    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(TcpStream::connect(address).await.unwrap());
    }
    assert!(trusting(&certificate).get(url(address)).send().await.is_ok());
    assert!(reqwest::get(format!("http://localhost:{}/", address.port())).await.is_err());
}

#[tokio::test]
async fn both_versions_are_spoken_and_nothing_else_is_offered() {
    let folder = tempfile::tempdir().unwrap();
    let (path, key) = make(folder.path(), "tls");
    let address = serve(Arc::new(Certificate::open(&path, &key).unwrap())).await;
    use tokio_rustls::rustls::pki_types::pem::PemObject;
    let mut roots = RootCertStore::empty();
    roots.add(rustls::pki_types::CertificateDer::from_pem_file(&path).unwrap()).unwrap();
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[version])
            .unwrap()
            .with_root_certificates(roots.clone())
            .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let tcp = TcpStream::connect(address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        let stream = tokio_rustls::TlsConnector::from(Arc::new(config)).connect(name, tcp).await.unwrap();
        assert_eq!(stream.get_ref().1.protocol_version(), Some(version.version));
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
    }
}

#[test]
fn what_is_no_certificate_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = make(folder.path(), "tls");
    let (_, other) = make(folder.path(), "other");
    let told = |certificate: &Path, key: &Path| Certificate::open(certificate, key).unwrap_err().to_string();
    assert!(told(&folder.path().join("none"), &key).contains("cannot be read as PEM"));
    assert!(told(&key, &key).contains("holds no certificate"));
    assert!(told(&certificate, &certificate).contains("cannot be read as PEM"));
    assert!(told(&certificate, &other).contains("does not go with the certificate"));
}
