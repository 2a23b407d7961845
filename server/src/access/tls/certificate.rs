//! The console's certificate and key, from two files of PEM. A pair that does not fit together is never taken: what held before holds.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use thiserror::Error;
use tokio_rustls::rustls::crypto::ring::sign::any_supported_type;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

/// How often the files are looked at.
pub const LOOK: Duration = Duration::from_secs(5);

/// Why a certificate will not do.
#[derive(Debug, Error)]
pub enum CertificateError {
    /// A file cannot be read.
    #[error("{path} cannot be read as PEM: {words}")]
    Read {
        /// Which.
        path: String,
        /// The library's words.
        words: String,
    },
    /// There is nothing in it.
    #[error("{path} holds no certificate")]
    Empty {
        /// Which.
        path: String,
    },
    /// The key is of a kind that is not known, or belongs to another certificate.
    #[error("the key in {key} does not go with the certificate in {certificate}: {words}")]
    Pair {
        /// The certificate's file.
        certificate: String,
        /// The key's file.
        key: String,
        /// The library's words.
        words: String,
    },
}

/// The certificate that holds now.
pub struct Certificate {
    certificate: PathBuf,
    key: PathBuf,
    held: RwLock<Held>,
}

struct Held {
    stamps: [Option<(SystemTime, u64)>; 2],
    pair: Arc<CertifiedKey>,
}

impl Certificate {
    /// Reads both files.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn open(certificate: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Result<Self, CertificateError> {
        let (certificate, key) = (certificate.into(), key.into());
        let stamps = [stamp(&certificate), stamp(&key)];
        let pair = Arc::new(read(&certificate, &key)?);
        Ok(Self { certificate, key, held: RwLock::new(Held { stamps, pair }) })
    }

    /// Reads both files again if one of them has changed; says whether another certificate holds now. On SIGHUP, and every [`LOOK`].
    ///
    /// # Errors
    /// What is wrong with them. The old certificate holds, and the same files are not tried again.
    pub fn refresh(&self) -> Result<bool, CertificateError> {
        let stamps = [stamp(&self.certificate), stamp(&self.key)];
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if held.stamps == stamps {
            return Ok(false);
        }
        held.stamps = stamps;
        held.pair = Arc::new(read(&self.certificate, &self.key)?);
        Ok(true)
    }

    /// Looks at the files as long as the future is polled, and tells the log what it found.
    pub async fn watch(&self) {
        let mut every = tokio::time::interval(LOOK);
        loop {
            every.tick().await;
            match self.refresh() {
                Ok(false) => {}
                Ok(true) => tracing::info!("the certificate in {} was taken", self.certificate.display()),
                Err(error) => tracing::error!("{error}; the certificate stays as it was"),
            }
        }
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.held.read().unwrap_or_else(PoisonError::into_inner).pair.clone())
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Certificate({})", self.certificate.display())
    }
}

fn read(certificate: &Path, key: &Path) -> Result<CertifiedKey, CertificateError> {
    let shown = |path: &Path| path.display().to_string();
    let unread = |path: &Path, words: String| CertificateError::Read { path: shown(path), words };
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unread(certificate, error.to_string()))?;
    if chain.is_empty() {
        return Err(CertificateError::Empty { path: shown(certificate) });
    }
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| unread(key, error.to_string()))?;
    let apart =
        |words: String| CertificateError::Pair { certificate: shown(certificate), key: shown(key), words };
    let signing = any_supported_type(&private).map_err(|error| apart(error.to_string()))?;
    let pair = CertifiedKey::new(chain, signing);
    pair.keys_match().map_err(|error| apart(error.to_string()))?;
    Ok(pair)
}

fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
