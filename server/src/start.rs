//! What the console does not start without: everything that the configuration names is opened, and every problem with it told at once.

use std::sync::Arc;

use thiserror::Error;

use crate::access::Access;
use crate::access::audit::Audit;
use crate::access::tls::Certificate;
use crate::access::tls::upstream::{Presented, UpstreamTlsError};
use crate::config::{Config, Problem};
use crate::upstream::UpstreamError;

/// Why the console does not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The configuration names what cannot be opened.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Configuration(Vec<Problem>),
    /// No client of the cluster can be made.
    #[error(transparent)]
    Upstream(#[from] UpstreamError),
}

/// What was opened.
#[derive(Debug)]
pub struct Opened {
    /// Who comes in, and who may do what.
    pub access: Arc<Access>,
    /// The audit log, if it goes anywhere but into the console's own log.
    pub audit_log: Option<Arc<Audit>>,
    /// The console's certificate, if it serves TLS.
    pub certificate: Option<Arc<Certificate>>,
    /// What the console presents to the cluster.
    pub presented: Presented,
}

/// Opens everything.
///
/// # Errors
/// Everything that is wrong.
pub fn open(config: &Config) -> Result<Opened, StartError> {
    let mut problems = Vec::new();
    let access = open_access(config).map_err(|told| problems.extend(told)).ok();
    let audit_log = config.audit.place().and_then(|place| {
        let opened = Audit::open(place);
        opened
            .map_err(|error| problems.push(problem("audit.file", format!("cannot be opened: {error}"))))
            .ok()
    });
    let certificate = certificate(config).map_err(|problem| problems.push(problem)).ok().flatten();
    let presented = presented(config).map_err(|problem| problems.push(problem)).unwrap_or_default();
    match access {
        Some(access) if problems.is_empty() => Ok(Opened {
            presented,
            access: Arc::new(access),
            audit_log: audit_log.map(Arc::new),
            certificate: certificate.map(Arc::new),
        }),
        _ => Err(StartError::Configuration(problems)),
    }
}

/// Everything that is wrong with the files that the configuration names, of those that can be looked at without making them.
#[must_use]
pub fn check(config: &Config) -> Vec<Problem> {
    let mut config = config.clone();
    let access = &mut config.access;
    if access.session_key_create && access.session_key_file.as_ref().is_some_and(|path| !path.exists()) {
        access.session_key_file = None;
    }
    access.session_key_create = false;
    let mut problems = open_access(&config).err().unwrap_or_default();
    problems.extend(certificate(&config).err());
    problems.extend(presented(&config).err());
    problems
}

fn open_access(config: &Config) -> Result<Access, Vec<Problem>> {
    let encrypted = config.tls.certificate_file.is_some();
    Access::open(&config.access, &config.base_path, encrypted, config.read_only)
}

fn certificate(config: &Config) -> Result<Option<Certificate>, Problem> {
    let (Some(certificate), Some(key)) = (&config.tls.certificate_file, &config.tls.key_file) else {
        return Ok(None);
    };
    let opened = Certificate::open(certificate, key);
    opened.map(Some).map_err(|error| problem("tls.certificate-file", error.to_string()))
}

/// Reads the files that clients are made with later, so that what is wrong is told now.
fn presented(config: &Config) -> Result<Presented, Problem> {
    let told = |error: UpstreamTlsError| problem("upstream", error.to_string());
    let _ = config.upstream.apply(reqwest::Client::builder()).map_err(told)?;
    config.upstream.presented(config.credentials.clone()).map_err(told)
}

fn problem(key: &'static str, words: String) -> Problem {
    Problem { key, words }
}
