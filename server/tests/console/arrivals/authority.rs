//! An authority that certifies whom a test wants.

use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair};
use tempfile::TempDir;

pub struct Authority {
    pub folder: TempDir,
    issuer: CertifiedIssuer<'static, KeyPair>,
}

/// A certificate and its key, as files.
#[derive(Clone, Debug)]
pub struct Pair {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ca.pem"), issuer.pem()).unwrap();
        Self { folder, issuer }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// A server of this machine, by name and by address.
    pub fn server(&self) -> Pair {
        self.certify("server", ExtendedKeyUsagePurpose::ServerAuth)
    }

    /// Somebody who shows a certificate of their own.
    pub fn client(&self) -> Pair {
        self.certify("client", ExtendedKeyUsagePurpose::ClientAuth)
    }

    fn certify(&self, name: &str, purpose: ExtendedKeyUsagePurpose) -> Pair {
        let key = KeyPair::generate().unwrap();
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let mut params = CertificateParams::new(names).unwrap();
        params.extended_key_usages = vec![purpose];
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let write = |suffix: &str, text: String| {
            let path = self.folder.path().join(format!("{name}.{suffix}"));
            std::fs::write(&path, text).unwrap();
            path
        };
        Pair { certificate: write("pem", certificate.pem()), key: write("key", key.serialize_pem()) }
    }
}

/// A client that trusts the authorities of a file.
pub fn trusting(file: &Path) -> reqwest::Client {
    let pem = std::fs::read(file).unwrap();
    let authority = reqwest::Certificate::from_pem(&pem).unwrap();
    reqwest::Client::builder().no_proxy().add_root_certificate(authority).build().unwrap()
}
