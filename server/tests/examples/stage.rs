//! The files that an example names, made somewhere else: so that everything about it can be checked but what is in them.

use std::fs;
use std::path::Path;

use rcgen::{CertificateParams, KeyPair};
use tempfile::TempDir;
use toml::{Table, Value};

/// A folder in which the files of one example are.
pub struct Stage {
    folder: TempDir,
    certificate: String,
    key: String,
}

impl Stage {
    pub fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let names = vec!["mesos.example.org".to_owned()];
        let certificate = CertificateParams::new(names).unwrap().self_signed(&key).unwrap();
        Self { folder: TempDir::new().unwrap(), certificate: certificate.pem(), key: key.serialize_pem() }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The example with every file that it names here instead of where it says, and made if it has to be there.
    pub fn with_files(&self, table: &mut Table, within: &str) {
        for (key, value) in table {
            match value {
                Value::Table(table) => self.with_files(table, key),
                Value::String(path) if key == "file" || key.ends_with("-file") => {
                    let moved = self.file(path, &self.content(within, key));
                    *path = moved;
                }
                _ => {}
            }
        }
    }

    /// Makes a file; where it is.
    pub fn file(&self, path: &str, text: &str) -> String {
        let path = self.folder().join(path.trim_start_matches('/'));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        path.display().to_string()
    }

    /// The certificate and its key, as PEM.
    pub fn pair(&self) -> (&str, &str) {
        (&self.certificate, &self.key)
    }

    fn content(&self, table: &str, key: &str) -> String {
        match key {
            "certificate-file" | "ca-file" => self.certificate.clone(),
            "key-file" if matches!(table, "tls" | "upstream") => self.key.clone(),
            "session-key-file" => "5f".repeat(32),
            "users-file" | "file" => String::new(),
            "register-file" => "[]".to_owned(),
            _ => "a-secret".to_owned(),
        }
    }
}
