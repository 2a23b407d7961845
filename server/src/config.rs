//! What the console is told: flags, `MESOSCOPE_…` in the environment and a TOML file, in this order of precedence.
//!
//! [`Settings`] is what one source says, [`Config`] is what holds after all have been asked and checked. Nothing else in the
//! server reads the environment.

mod base_path;
mod credentials;
mod resolve;
mod settings;
mod source;

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use crate::access::settings as access;
use crate::access::tls::upstream;

pub use base_path::BasePath;
pub use credentials::Credentials;
pub use resolve::resolve;
#[cfg(feature = "demo")]
pub use resolve::{resolve_cluster, resolve_demo};
pub use settings::{ClusterSettings, DemoSettings, EmbeddedSettings, Settings};
pub use source::Source;

/// The effective configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The masters as written. What is wrong with an address is told on the page, not by refusing to start: see
    /// [`crate::upstream::MasterUrl`].
    pub masters: Vec<String>,
    /// Where to serve.
    pub listen: SocketAddr,
    /// Under which path.
    pub base_path: BasePath,
    /// Names by which browsers may call the console, beside the loopback ones and the listening address.
    pub allowed_hosts: Vec<String>,
    /// What to call the cluster.
    pub cluster_name: Option<String>,
    /// Whether every change is refused.
    pub read_only: bool,
    /// Whether terminals in containers can be opened. Never with `read_only`.
    pub terminals: bool,
    /// How long a terminal stays open without anybody typing; for ever if not set.
    pub terminal_idle: Option<Duration>,
    /// What to present to the cluster.
    pub credentials: Option<Credentials>,
    /// The largest message taken from a master, in bytes.
    pub max_message: usize,
    /// How many of the latest events are kept.
    pub events_kept: usize,
    /// The filter of the log.
    pub log: String,
    /// The form of the log.
    pub log_format: LogFormat,
    /// Who comes in, and who may do what.
    pub access: access::Settings,
    /// Where the audit log goes.
    pub audit: access::Audit,
    /// The console's own certificate.
    pub tls: access::Tls,
    /// What the console brings along to masters and agents, beside `credentials`.
    pub upstream: upstream::Settings,
}

impl Config {
    /// Whether browsers reach the console by HTTPS: it serves TLS, or a proxy does as the public address says.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        let public = self.access.public_url.as_ref();
        self.tls.certificate_file.is_some() || public.is_some_and(|url| url.starts_with("https:"))
    }
}

/// The form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            masters: Vec::new(),
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080),
            base_path: BasePath::root(),
            allowed_hosts: Vec::new(),
            cluster_name: None,
            read_only: false,
            terminals: false,
            terminal_idle: Some(Duration::from_secs(30 * 60)),
            credentials: None,
            max_message: 1024 << 20,
            events_kept: 100_000,
            log: "info".to_owned(),
            log_format: LogFormat::Text,
            access: access::Settings::default(),
            audit: access::Audit::default(),
            tls: access::Tls::default(),
            upstream: upstream::Settings::default(),
        }
    }
}

/// The embedded cluster's configuration.
#[cfg(feature = "demo")]
#[derive(Clone, Debug, PartialEq)]
pub struct EmbeddedConfig {
    /// Its size and story.
    pub scenario: demo_cluster::Scenario,
    /// How many agents; as the scenario has it if not set.
    pub agents: Option<u32>,
    /// How many running tasks; as the scenario has it if not set.
    pub tasks: Option<u32>,
    /// The same seed makes the same cluster.
    pub seed: u64,
    /// Events about tasks a second; as the scenario has it if not set.
    pub updates_per_second: Option<f64>,
    /// Where its master and agents listen; port 0 is any free one.
    pub listen: SocketAddr,
    /// Who may ask, and what they may see and do.
    pub access: demo_cluster::Access,
}

#[cfg(feature = "demo")]
impl From<EmbeddedConfig> for demo_cluster::Options {
    fn from(config: EmbeddedConfig) -> Self {
        Self {
            agents: config.agents,
            tasks: config.tasks,
            seed: config.seed,
            listen: config.listen,
            updates_per_second: config.updates_per_second,
            access: config.access,
            ..Self::new(config.scenario)
        }
    }
}

/// One line of `mesoscope check-config`.
#[derive(Clone, Debug)]
pub struct Line {
    /// The key, as in the file.
    pub key: &'static str,
    /// The value as a person would write it.
    pub value: String,
    /// Where it came from.
    pub source: Source,
}

/// Something that keeps the console from starting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The key, as in the file.
    pub key: &'static str,
    /// What is wrong, and what to do about it.
    pub words: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.key, self.words)
    }
}

/// The outcome of asking all sources.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// What holds; where there is a problem, the default in its place.
    pub config: Config,
    /// Each value with its source.
    pub lines: Vec<Line>,
    /// Everything that is wrong. The console does not start unless this is empty.
    pub problems: Vec<Problem>,
}
