//! The configuration of access, as the file's tables `[access]`, `[audit]` and `[tls]` have it. What cannot be meant is told with what can be done, all of it
//! at once.

mod check;
mod parts;

use std::collections::BTreeMap;
use std::path::PathBuf;

use ipnet::IpNet;
use serde::Deserialize;

use super::identity::Role;
use super::mapping::Rule;
use super::permission::Need;

/// How people come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WayIn {
    /// By the users file.
    Users,
    /// By OpenID Connect.
    Oidc,
    /// By a trusted proxy's headers.
    Proxy,
    /// With their own credentials of Mesos, which are passed through.
    Mesos,
}

impl WayIn {
    /// As the configuration and the pages have it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Oidc => "oidc",
            Self::Proxy => "proxy",
            Self::Mesos => "mesos",
        }
    }
}

/// The table `[access]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The ways in. None: everybody who reaches the console may use it.
    pub ways: Vec<WayIn>,
    /// What everybody may do where there is no way in, [default: admin].
    pub open_role: Option<Role>,
    /// The role of those whom a proxy or a provider names, but no rule; they are refused if it is left out.
    pub default_role: Option<Role>,
    /// How browsers reach the console, as in `https://mesos.example.org/ops/`. Needed for OpenID Connect; with `https`, cookies are for encrypted connections only.
    pub public_url: Option<String>,
    /// The key of sessions, for sessions that outlive the process or are shared by replicas.
    pub session_key_file: Option<PathBuf>,
    /// Make the key's file if it is not there.
    pub session_key_create: bool,
    /// After how many minutes without use a session ends [default: 30].
    pub session_idle_minutes: Option<u32>,
    /// After how many hours a session ends, however much it is used [default: 12].
    pub session_hours: Option<u32>,
    /// The users file, for the way `users`.
    pub users_file: Option<PathBuf>,
    /// From where trusted proxies connect, for the way `proxy` and for the addresses in the audit log.
    pub trusted_proxies: Vec<IpNet>,
    /// The header that names the user [default: x-forwarded-user].
    pub user_header: Option<String>,
    /// The header that lists the groups [default: x-forwarded-groups].
    pub groups_header: Option<String>,
    /// What groups mean; the first rule that names one of somebody's groups decides. For the way `mesos` the principal is the group.
    pub map: Vec<Rule>,
    /// Who may what, where that is not as by default.
    pub actions: BTreeMap<String, Need>,
    /// For the way `oidc`.
    pub oidc: Option<Oidc>,
    /// Dashboards.
    pub dashboards: Dashboards,
    /// How often, and how much at once.
    pub limits: Limits,
}

/// The table `[access.oidc]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Oidc {
    /// Who issues the tokens, as it calls itself.
    pub issuer: String,
    /// The console's id there.
    pub client_id: String,
    /// A file that holds the client's secret.
    pub client_secret_file: Option<PathBuf>,
    /// What to ask for beside `openid` [default: profile].
    pub scopes: Option<Vec<String>>,
    /// The claim that is the name [default: `preferred_username`].
    pub name_claim: Option<String>,
    /// The claim that lists the groups [default: groups].
    pub groups_claim: Option<String>,
    /// Certificates of authorities for the provider alone, PEM.
    pub ca_file: Option<PathBuf>,
}

/// The table `[access.dashboards]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Dashboards {
    /// Whether links work for browsers where nobody is logged in.
    pub without_login: bool,
    /// A file of the links that were given out and revoked; shared by replicas.
    pub register_file: Option<PathBuf>,
    /// Origins of pages that may show dashboards in a frame, as in `https://wall.example.org`.
    pub embed: Vec<String>,
}

/// The table `[access.limits]`. What is left out is as [`super::limits::Settings`] has it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Requests a second of one identity, in the long run.
    pub identity_rate: Option<u32>,
    /// At once, after some quiet.
    pub identity_burst: Option<u32>,
    /// Requests a second of one address.
    pub address_rate: Option<u32>,
    /// At once.
    pub address_burst: Option<u32>,
    /// Streams of one identity at once.
    pub streams: Option<u32>,
    /// Streams of all.
    pub all_streams: Option<u32>,
    /// Downloads of one identity at once.
    pub downloads: Option<u32>,
    /// Downloads of all.
    pub all_downloads: Option<u32>,
}

/// The table `[audit]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Audit {
    /// The file; `-` is standard output. Left out, the lines are in the console's own log only.
    pub file: Option<PathBuf>,
    /// Its size before it is turned over, in MiB [default: 64].
    pub size: Option<u32>,
    /// How many older files are kept [default: 9].
    pub keep: Option<u32>,
}

/// The table `[tls]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tls {
    /// The console's certificate with its chain, PEM.
    pub certificate_file: Option<PathBuf>,
    /// The key that goes with it, PEM.
    pub key_file: Option<PathBuf>,
}
