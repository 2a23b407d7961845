//! What one source can say: every setting, each of them optional. The command line, the environment and the file are
//! read into the same type, so a setting that one of them knows, all of them know.

use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;

use crate::access::settings as access;
use crate::access::tls::upstream;

/// The settings of one source. Texts are checked in [`super::resolve`], so that all problems are told at once.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// A file of settings: TOML, keys as the long flags
    #[arg(long, value_name = "FILE", env = "MESOSCOPE_CONFIG")]
    #[serde(skip)]
    pub config: Option<PathBuf>,

    /// The cluster's masters, all of them: the console finds the leader
    #[arg(long, value_name = "URL", env = "MESOSCOPE_MASTER", value_delimiter = ',')]
    pub master: Option<Vec<String>>,

    /// The address and port to serve the console on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS", env = "MESOSCOPE_LISTEN")]
    pub listen: Option<String>,

    /// The path under which a reverse proxy shows the console [default: /]
    #[arg(long, value_name = "PATH", env = "MESOSCOPE_BASE_PATH")]
    pub base_path: Option<String>,

    /// Names, beside the loopback ones, by which browsers reach the console
    #[arg(long, value_name = "NAME", env = "MESOSCOPE_ALLOWED_HOST", value_delimiter = ',')]
    pub allowed_host: Option<Vec<String>>,

    /// What to call the cluster, if not as its master calls it
    #[arg(long, value_name = "NAME", env = "MESOSCOPE_CLUSTER_NAME")]
    pub cluster_name: Option<String>,

    /// Refuse every call that changes something, whoever asks
    #[arg(long, value_name = "BOOL", env = "MESOSCOPE_READ_ONLY", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", value_parser = clap::builder::BoolishValueParser::new())]
    pub read_only: Option<bool>,

    /// Let people open terminals in containers: run commands there, as Mesos lets the console do
    #[arg(long, value_name = "BOOL", env = "MESOSCOPE_TERMINALS", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", value_parser = clap::builder::BoolishValueParser::new())]
    pub terminals: Option<bool>,

    /// After how many minutes without typing a terminal is closed; 0 is never [default: 30]
    #[arg(long, value_name = "MINUTES", env = "MESOSCOPE_TERMINAL_IDLE")]
    pub terminal_idle: Option<u32>,

    /// Serve on an address that others can reach although anybody who reaches it may use the console
    #[arg(long, value_name = "BOOL", env = "MESOSCOPE_INSECURE", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", value_parser = clap::builder::BoolishValueParser::new())]
    pub insecure: Option<bool>,

    /// The principal to present to masters and agents
    #[arg(long, value_name = "NAME", env = "MESOSCOPE_PRINCIPAL")]
    pub principal: Option<String>,

    /// A file that holds the principal's secret
    #[arg(long, value_name = "FILE", env = "MESOSCOPE_SECRET_FILE")]
    pub secret_file: Option<PathBuf>,

    /// A file that holds a bearer token to present to masters and agents, instead of a principal (in the file: upstream.token-file)
    #[arg(long, value_name = "FILE", env = "MESOSCOPE_TOKEN_FILE")]
    #[serde(skip)]
    pub token_file: Option<PathBuf>,

    /// Certificates of the authorities that masters and agents are trusted by, PEM (in the file: upstream.ca-file)
    #[arg(long, value_name = "FILE", env = "MESOSCOPE_CA_FILE")]
    #[serde(skip)]
    pub ca_file: Option<PathBuf>,

    /// Let people in by this file of users, which `mesoscope user` writes (in the file: access.users-file)
    #[arg(long, value_name = "FILE", env = "MESOSCOPE_USERS_FILE")]
    #[serde(skip)]
    pub users_file: Option<PathBuf>,

    /// How browsers reach the console, as in `https://ops.example.com/mesos/` (in the file: access.public-url)
    #[arg(long, value_name = "URL", env = "MESOSCOPE_PUBLIC_URL")]
    #[serde(skip)]
    pub public_url: Option<String>,

    /// The key of sessions, for those that outlive the process or are shared by replicas (in the file: access.session-key-file)
    #[arg(long, value_name = "FILE", env = "MESOSCOPE_SESSION_KEY_FILE")]
    #[serde(skip)]
    pub session_key_file: Option<PathBuf>,

    /// Write the audit log to this file, or to standard output if it is `-` (in the file: audit.file)
    #[arg(long, value_name = "FILE", env = "MESOSCOPE_AUDIT_FILE")]
    #[serde(skip)]
    pub audit_file: Option<PathBuf>,

    /// Serve encrypted, with this certificate and its chain, PEM (in the file: tls.certificate-file)
    #[arg(long, value_name = "FILE", env = "MESOSCOPE_TLS_CERTIFICATE")]
    #[serde(skip)]
    pub tls_certificate: Option<PathBuf>,

    /// The key that goes with it, PEM (in the file: tls.key-file)
    #[arg(long, value_name = "FILE", env = "MESOSCOPE_TLS_KEY")]
    #[serde(skip)]
    pub tls_key: Option<PathBuf>,

    /// The largest message to take from a master, in MiB [default: 1024]
    #[arg(long, value_name = "MIB", env = "MESOSCOPE_MAX_MESSAGE")]
    pub max_message: Option<u32>,

    /// How many of the latest events to keep for browsers that come later [default: 100000]
    #[arg(long, value_name = "NUMBER", env = "MESOSCOPE_EVENTS_KEPT")]
    pub events_kept: Option<u32>,

    /// What to log, for example `info` or `info,mesoscope_server::upstream=debug` [default: info]
    #[arg(long, value_name = "FILTER", env = "MESOSCOPE_LOG")]
    pub log: Option<String>,

    /// How to write the log: text or json [default: text]
    #[arg(long, value_name = "FORMAT", env = "MESOSCOPE_LOG_FORMAT")]
    pub log_format: Option<String>,

    /// The file's `[access]` table.
    #[arg(skip)]
    pub access: access::Settings,

    /// The file's `[audit]` table.
    #[arg(skip)]
    pub audit: access::Audit,

    /// The file's `[tls]` table.
    #[arg(skip)]
    pub tls: access::Tls,

    /// The file's `[upstream]` table.
    #[arg(skip)]
    pub upstream: upstream::Settings,

    /// The file's `[demo]` table.
    #[arg(skip)]
    pub demo: DemoSettings,
}

/// What the embedded cluster is like.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct EmbeddedSettings {
    /// What cluster: small, large, huge, unhealthy, rolling-drain, quota-fight or empty [default: small]
    #[arg(long, value_name = "NAME", env = "MESOSCOPE_SCENARIO")]
    pub scenario: Option<String>,

    /// How many agents there are, up to 100,000 [default: as the scenario has it]
    #[arg(long, value_name = "NUMBER", env = "MESOSCOPE_AGENTS")]
    pub agents: Option<u32>,

    /// How many tasks run when it begins, up to 1,000,000; completed ones keep their proportion to them [default: as the
    /// scenario has it]
    #[arg(long, value_name = "NUMBER", env = "MESOSCOPE_TASKS")]
    pub tasks: Option<u32>,

    /// The same seed makes the same cluster [default: 1]
    #[arg(long, value_name = "NUMBER", env = "MESOSCOPE_SEED")]
    pub seed: Option<u64>,

    /// Status updates of tasks a second, up to 1000 [default: as the scenario has it]
    #[arg(long, value_name = "NUMBER", env = "MESOSCOPE_UPDATES_PER_SECOND")]
    pub updates_per_second: Option<f64>,

    /// Who may ask, by HTTP basic authentication [default: everybody]
    #[arg(long, value_name = "PRINCIPAL:SECRET", env = "MESOSCOPE_CREDENTIAL", value_delimiter = ',')]
    pub credential: Option<Vec<String>>,

    /// A file of access control lists, as Mesos' own flag takes them [default: everybody may everything]
    #[arg(long, value_name = "FILE", env = "MESOSCOPE_ACLS")]
    pub acls: Option<PathBuf>,

    /// Two principals: `operator`, who may do everything, and `analyst`, who sees one team's; the secret of each is its name
    /// with `-secret` behind it
    #[arg(long, value_name = "BOOL", env = "MESOSCOPE_TWO_PRINCIPALS", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", value_parser = clap::builder::BoolishValueParser::new())]
    pub two_principals: Option<bool>,
}

/// The settings of the cluster behind a demo: flags of `mesoscope demo`, the table `[demo]` of the file.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DemoSettings {
    /// What it is like.
    #[command(flatten)]
    #[serde(flatten)]
    pub embedded: EmbeddedSettings,

    /// The address and port of the embedded master [default: 127.0.0.1, any free port]
    #[arg(long, value_name = "ADDRESS", env = "MESOSCOPE_MASTER_LISTEN")]
    pub master_listen: Option<String>,
}

/// The settings of `mesoscope cluster`: flags and environment only.
#[derive(Args, Clone, Debug, Default)]
pub struct ClusterSettings {
    /// The address and port that the master and all agents share [default: 127.0.0.1:5050]
    #[arg(long, value_name = "ADDRESS", env = "MESOSCOPE_LISTEN")]
    pub listen: Option<String>,

    /// What it is like.
    #[command(flatten)]
    pub embedded: EmbeddedSettings,

    /// What to log, for example `info` or `info,demo_cluster=trace` [default: info]
    #[arg(long, value_name = "FILTER", env = "MESOSCOPE_LOG")]
    pub log: Option<String>,

    /// How to write the log: text or json [default: text]
    #[arg(long, value_name = "FORMAT", env = "MESOSCOPE_LOG_FORMAT")]
    pub log_format: Option<String>,
}
