//! From the configuration to [`Access`].

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderName;
use openidconnect::{ClientId, ClientSecret, IssuerUrl, PostLogoutRedirectUrl, RedirectUrl};
use reqwest::Url;

use super::Access;
use crate::access::dashboard::Register;
use crate::access::identity::Role;
use crate::access::key::Keys;
use crate::access::limits::Limits;
use crate::access::login::{self, Gate};
use crate::access::mapping::Mapping;
use crate::access::oidc::{Meaning, Oidc, Registered};
use crate::access::permission::Table;
use crate::access::proxy::Proxy;
use crate::access::session::Sessions;
use crate::access::session::cookie::{Cookie, SameSite};
use crate::access::settings::{self, Settings, WayIn};
use crate::access::tls::upstream;
use crate::access::users::Users;
use crate::config::{BasePath, Problem};

/// How long a provider may take to answer.
const PROVIDER: Duration = Duration::from_secs(10);

/// Where browsers come back to from the provider, under the base path.
pub const CALLBACK: &str = "api/login/oidc/callback";

impl Access {
    /// Opens everything that the configuration names. `encrypted` if the console itself serves TLS.
    ///
    /// # Errors
    /// Everything that is wrong, with the files.
    pub fn open(
        settings: &Settings,
        base: &BasePath,
        encrypted: bool,
        read_only: bool,
    ) -> Result<Self, Vec<Problem>> {
        let mut problems = settings.check(base);
        let mut tell = |key, words: String| problems.push(Problem { key, words });

        let keys = match &settings.session_key_file {
            None => Keys::random(),
            Some(path) => {
                let read =
                    if settings.session_key_create { Keys::read_or_create(path) } else { Keys::read(path) };
                read.unwrap_or_else(|error| {
                    tell("access.session-key-file", error.to_string());
                    Keys::random()
                })
            }
        };
        let users = settings.users_file.as_ref().and_then(|path| {
            Users::open(path).map_err(|error| tell("access.users-file", error.to_string())).ok().map(Arc::new)
        });
        let register = match &settings.dashboards.register_file {
            None => Register::in_memory(),
            Some(path) => Register::in_file(path.clone()).unwrap_or_else(|error| {
                tell(
                    "access.dashboards.register-file",
                    format!("{} cannot be read: {error}", path.display()),
                );
                Register::in_memory()
            }),
        };
        let secure = encrypted || settings.public_url.as_ref().is_some_and(|url| url.starts_with("https:"));
        let cookie = |name: &str, same_site| Cookie::new(name, base, secure, same_site);
        let mapping = Mapping::new(settings.map.clone(), settings.default_role);
        let oidc = settings.oidc.as_ref().and_then(|oidc| {
            let cookie = cookie("mesoscope-login", SameSite::Lax);
            let client = client(settings, oidc, mapping.clone(), keys.clone(), cookie);
            client.map_err(|problem| tell(problem.key, problem.words)).ok()
        });
        let embed = &settings.dashboards.embed;
        if !embed.is_empty() && !secure {
            let words = "browsers keep a session within a frame for encrypted connections only: serve TLS, or say in \
                         public-url that a proxy does";
            tell("access.dashboards.embed", words.to_owned());
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let header = |name: &Option<String>, default: &'static str| {
            let told = name.as_ref().and_then(|name| HeaderName::try_from(name.as_str()).ok());
            told.unwrap_or(HeaderName::from_static(default))
        };
        let proxy = settings.ways.contains(&WayIn::Proxy).then(|| Proxy {
            trusted: settings.trusted_proxies.clone(),
            user: header(&settings.user_header, "x-forwarded-user"),
            groups: header(&settings.groups_header, "x-forwarded-groups"),
            mapping,
        });
        let lifetimes = settings.lifetimes();
        let board =
            cookie("mesoscope-board", if embed.is_empty() { SameSite::Strict } else { SameSite::Embedded });
        // Mesos itself decides what a principal may: a rule can only narrow it.
        let mesos = Mapping::new(settings.map.clone(), Some(settings.default_role.unwrap_or(Role::Admin)));
        Ok(Self {
            ways: settings.ways.clone(),
            table: Table::new(read_only).with(&settings.actions).unwrap_or_else(|_| Table::new(true)),
            limits: Limits::new(&settings.limits.filled()),
            oidc,
            register,
            embed: embed.clone(),
            sessions: Sessions::new(keys.clone(), cookie("mesoscope", SameSite::Strict), lifetimes),
            boards: Sessions::new(keys.clone(), board, lifetimes),
            keys,
            boards_without_login: settings.dashboards.without_login,
            gate: Gate::new(login::Limits::default()),
            users,
            proxy,
            trusted: settings.trusted_proxies.clone(),
            open_role: settings.open_role.unwrap_or(Role::Admin),
            mesos,
        })
    }
}

fn client(
    settings: &Settings,
    oidc: &settings::Oidc,
    mapping: Mapping,
    keys: Keys,
    cookie: Cookie,
) -> Result<Oidc, Problem> {
    let problem = |key, words: String| Problem { key, words };
    let issuer = IssuerUrl::new(oidc.issuer.clone()).map_err(|error| {
        problem("access.oidc.issuer", format!("{:?} is no address: {error}", oidc.issuer))
    })?;
    let public = settings.public_url.as_deref().unwrap_or_default().trim_end_matches('/');
    let home = Url::parse(&format!("{public}/"))
        .map_err(|error| problem("access.public-url", format!("{public:?} is no address: {error}")))?;
    let redirect = home
        .join(CALLBACK)
        .map_err(|error| problem("access.public-url", format!("{public:?} is no address: {error}")))?;
    let secret = oidc.client_secret_file.as_deref().map(secret).transpose();
    let client_secret = secret.map_err(|words| problem("access.oidc.client-secret-file", words))?;
    let registered = Registered {
        issuer,
        client_id: ClientId::new(oidc.client_id.clone()),
        client_secret,
        redirect: RedirectUrl::from_url(redirect),
        after_logout: Some(PostLogoutRedirectUrl::from_url(home)),
    };
    let tls = upstream::Settings { ca_file: oidc.ca_file.clone(), ..upstream::Settings::default() };
    let http = tls
        .apply(reqwest::Client::builder().timeout(PROVIDER).no_proxy())
        .map_err(|error| problem("access.oidc.ca-file", error.to_string()))?
        .build()
        .map_err(|error| problem("access.oidc", error.to_string()))?;
    let scopes = oidc.scopes.clone().unwrap_or_else(|| vec!["profile".to_owned()]);
    let meaning = Meaning {
        name: oidc.name_claim.clone().unwrap_or_else(|| "preferred_username".to_owned()),
        groups: oidc.groups_claim.clone().unwrap_or_else(|| "groups".to_owned()),
        mapping,
    };
    Ok(Oidc::new(registered, http, scopes, meaning, keys, cookie))
}

fn secret(path: &Path) -> Result<ClientSecret, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    match text.trim() {
        "" => Err(format!("{} is empty", path.display())),
        secret => Ok(ClientSecret::new(secret.to_owned())),
    }
}
