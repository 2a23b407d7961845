//! TLS on both sides: the console's own certificate, which is taken anew when its files change, and what is presented to the cluster.

mod certificate;
mod listener;
pub mod upstream;

use std::sync::Arc;

pub use certificate::{Certificate, CertificateError};
pub use listener::Listener;
use tokio_rustls::rustls::{self, ServerConfig, crypto};

/// The server's side: TLS 1.2 and 1.3, with whatever certificate holds at the moment of a handshake.
///
/// # Errors
/// If the TLS library cannot be set up.
pub fn server(certificate: Arc<Certificate>) -> Result<ServerConfig, rustls::Error> {
    let provider = Arc::new(crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])?
        .with_no_client_auth()
        .with_cert_resolver(certificate);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
