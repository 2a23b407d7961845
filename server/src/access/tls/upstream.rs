//! What the console brings along to masters and agents: whom it trusts, its own certificate, and what it says in `Authorization`.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::HeaderValue;
use reqwest::ClientBuilder;
use reqwest::tls::{Certificate, Identity, Version};
use serde::Deserialize;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::config::Credentials;

/// The configuration: the table `[upstream]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Certificates of authorities, PEM; the system's own are then not trusted.
    pub ca_file: Option<PathBuf>,
    /// The console's certificate with its chain, PEM.
    pub certificate_file: Option<PathBuf>,
    /// The key that goes with it, PEM.
    pub key_file: Option<PathBuf>,
    /// A file that holds a bearer token.
    pub token_file: Option<PathBuf>,
    /// Whether agents serve HTTPS; as the masters if left out.
    pub agents_by_https: Option<bool>,
}

/// Why it cannot be done.
#[derive(Debug, Error)]
pub enum UpstreamTlsError {
    /// A file cannot be read.
    #[error("{path} cannot be read: {error}")]
    Read {
        /// Which.
        path: String,
        /// The system's words.
        error: std::io::Error,
    },
    /// It holds something else.
    #[error("{path} {words}")]
    Content {
        /// Which.
        path: String,
        /// What is wrong.
        words: String,
    },
}

/// What the console says in `Authorization`.
#[derive(Clone, Default)]
pub enum Presented {
    /// Nothing.
    #[default]
    Nothing,
    /// A principal and its secret.
    Basic(Credentials),
    /// A token.
    Bearer(Zeroizing<String>),
}

impl std::fmt::Debug for Presented {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing => out.write_str("Nothing"),
            Self::Basic(credentials) => write!(out, "Basic({})", credentials.principal),
            Self::Bearer(_) => out.write_str("Bearer"),
        }
    }
}

impl From<Option<Credentials>> for Presented {
    fn from(credentials: Option<Credentials>) -> Self {
        credentials.map_or(Self::Nothing, Self::Basic)
    }
}

impl Presented {
    /// Whom it claims to be, if by name.
    #[must_use]
    pub fn principal(&self) -> Option<&str> {
        match self {
            Self::Basic(credentials) => Some(&credentials.principal),
            Self::Nothing | Self::Bearer(_) => None,
        }
    }

    /// The header's value, which is never written into logs. `None` if there is nothing to say.
    #[must_use]
    pub fn header(&self) -> Option<HeaderValue> {
        let text = match self {
            Self::Nothing => return None,
            Self::Basic(credentials) => {
                let pair = Zeroizing::new(format!("{}:{}", credentials.principal, credentials.secret()));
                Zeroizing::new(format!("Basic {}", BASE64_STANDARD.encode(pair.as_bytes())))
            }
            Self::Bearer(token) => Zeroizing::new(format!("Bearer {}", token.as_str())),
        };
        let mut value = HeaderValue::try_from(text.as_str()).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl Settings {
    /// What cannot be meant: each key with the words.
    #[must_use]
    pub fn check(&self, has_principal: bool) -> Vec<(&'static str, &'static str)> {
        let mut problems = Vec::new();
        match (&self.certificate_file, &self.key_file) {
            (Some(_), None) => {
                problems
                    .push(("upstream.certificate-file", "a certificate needs its key: name it by key-file"));
            }
            (None, Some(_)) => {
                problems
                    .push(("upstream.key-file", "a key needs its certificate: name it by certificate-file"));
            }
            _ => {}
        }
        if self.token_file.is_some() && has_principal {
            problems.push((
                "upstream.token-file",
                "a token and a principal cannot both be presented: take one of them away",
            ));
        }
        problems
    }

    /// What to present: the token, or else the principal.
    ///
    /// # Errors
    /// If the token's file holds none.
    pub fn presented(&self, credentials: Option<Credentials>) -> Result<Presented, UpstreamTlsError> {
        let Some(path) = &self.token_file else {
            return Ok(credentials.into());
        };
        let text = Zeroizing::new(read(path)?);
        let token = std::str::from_utf8(&text).unwrap_or_default().trim();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(content(path, "holds no token: one word in ASCII"));
        }
        Ok(Presented::Bearer(Zeroizing::new(token.to_owned())))
    }

    /// Adds trust and certificate to a client. It verifies in any case, speaks TLS 1.2 at least, and follows no redirect by itself.
    ///
    /// # Errors
    /// If a file cannot be read, or holds something else.
    pub fn apply(&self, mut builder: ClientBuilder) -> Result<ClientBuilder, UpstreamTlsError> {
        builder = builder.min_tls_version(Version::TLS_1_2).redirect(reqwest::redirect::Policy::none());
        if let Some(path) = &self.ca_file {
            let authorities = Certificate::from_pem_bundle(&read(path)?)
                .map_err(|error| content(path, &format!("holds no certificates in PEM: {error}")))?;
            if authorities.is_empty() {
                return Err(content(path, "holds no certificates"));
            }
            builder = builder.tls_built_in_root_certs(false);
            for authority in authorities {
                builder = builder.add_root_certificate(authority);
            }
        }
        if let (Some(certificate), Some(key)) = (&self.certificate_file, &self.key_file) {
            let mut pem = Zeroizing::new(read(certificate)?);
            pem.push(b'\n');
            pem.extend_from_slice(&Zeroizing::new(read(key)?));
            let identity = Identity::from_pem(&pem)
                .map_err(|error| content(certificate, &format!("and its key cannot be used: {error}")))?;
            builder = builder.identity(identity);
        }
        Ok(builder)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, UpstreamTlsError> {
    std::fs::read(path).map_err(|error| UpstreamTlsError::Read { path: path.display().to_string(), error })
}

fn content(path: &Path, words: &str) -> UpstreamTlsError {
    UpstreamTlsError::Content { path: path.display().to_string(), words: words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Presented, Settings};
    use crate::config::Credentials;

    #[test]
    fn what_is_presented_is_said_and_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        std::fs::write(&path, " abc.def\n").unwrap();
        let settings = Settings { token_file: Some(path.clone()), ..Settings::default() };
        let bearer = settings.presented(None).unwrap();
        assert_eq!(bearer.header().unwrap(), "Bearer abc.def");
        assert!(bearer.header().unwrap().is_sensitive());
        assert!(!format!("{bearer:?}").contains("abc"));
        let basic = Settings::default().presented(Some(Credentials::new("ops", "s"))).unwrap();
        assert_eq!(basic.header().unwrap(), "Basic b3BzOnM=");
        assert!(Presented::Nothing.header().is_none());
        std::fs::write(&path, "two words").unwrap();
        assert!(settings.presented(None).is_err());
    }

    #[test]
    fn what_cannot_be_meant_is_told() {
        let file = || Some("x.pem".into());
        let lone = Settings { certificate_file: file(), token_file: file(), ..Settings::default() };
        let keys: Vec<_> = lone.check(true).into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["upstream.certificate-file", "upstream.token-file"]);
        assert!(Settings { ca_file: file(), ..Settings::default() }.check(true).is_empty());
        let missing = Settings { ca_file: file(), ..Settings::default() }.apply(reqwest::Client::builder());
        assert!(missing.unwrap_err().to_string().contains("x.pem cannot be read"));
    }
}
