//! The tables `[access]`, `[audit]`, `[tls]` and `[upstream]`: what the file says, and the flags for what is needed most.

use std::path::{Path, PathBuf};

use super::Resolver;
use crate::access::settings::{Audit, Dashboards, Limits, Settings as Access, Tls, WayIn};
use crate::access::tls::upstream::Settings as Upstream;
use crate::config::{BasePath, Line, Settings, Source};

/// The tables.
pub(super) struct Tables {
    pub access: Access,
    pub audit: Audit,
    pub tls: Tls,
    pub upstream: Upstream,
}

/// Those of their keys that can be given by flag or environment.
pub(super) struct Flags {
    users_file: Option<PathBuf>,
    public_url: Option<String>,
    session_key_file: Option<PathBuf>,
    audit_file: Option<PathBuf>,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    ca_file: Option<PathBuf>,
    token_file: Option<PathBuf>,
}

impl Tables {
    /// Takes them out of what the file says.
    pub fn take(file: &mut Settings) -> Self {
        Self {
            access: std::mem::take(&mut file.access),
            audit: std::mem::take(&mut file.audit),
            tls: std::mem::take(&mut file.tls),
            upstream: std::mem::take(&mut file.upstream),
        }
    }
}

impl Flags {
    /// Takes them out of what was given.
    pub fn take(given: &mut Settings) -> Self {
        Self {
            users_file: given.users_file.take(),
            public_url: given.public_url.take(),
            session_key_file: given.session_key_file.take(),
            audit_file: given.audit_file.take(),
            tls_certificate: given.tls_certificate.take(),
            tls_key: given.tls_key.take(),
            ca_file: given.ca_file.take(),
            token_file: given.token_file.take(),
        }
    }
}

impl Resolver<'_> {
    /// What holds of the tables, with a line for each of their keys and every problem that can be seen without opening files.
    pub(super) fn tables(&mut self, flags: Flags, mut tables: Tables, base: &BasePath) -> Tables {
        let Tables { access, audit, tls, upstream } = &mut tables;
        // Who names a file of users wants them to be asked.
        if flags.users_file.is_some() && !access.ways.contains(&WayIn::Users) {
            access.ways.push(WayIn::Users);
        }
        let ways = access.ways.iter().map(|way| way.as_str()).collect::<Vec<_>>().join(",");
        let source = flags.users_file.as_ref().map(|_| self.sources.given("users-file"));
        self.told("access.ways", (!ways.is_empty()).then_some(ways), source, "none: nobody is asked");

        self.flag("access.users-file", "users-file", flags.users_file, &mut access.users_file, path);
        self.flag("access.public-url", "public-url", flags.public_url, &mut access.public_url, Clone::clone);
        let key = &mut access.session_key_file;
        self.flag("access.session-key-file", "session-key-file", flags.session_key_file, key, path);
        self.access_lines(access);

        self.flag("audit.file", "audit-file", flags.audit_file, &mut audit.file, path);
        self.told("audit.size", audit.size.as_ref().map(words), None, "64");
        self.told("audit.keep", audit.keep.as_ref().map(words), None, "9");

        let certificate = &mut tls.certificate_file;
        self.flag("tls.certificate-file", "tls-certificate", flags.tls_certificate, certificate, path);
        self.flag("tls.key-file", "tls-key", flags.tls_key, &mut tls.key_file, path);

        self.flag("upstream.ca-file", "ca-file", flags.ca_file, &mut upstream.ca_file, path);
        self.told("upstream.certificate-file", upstream.certificate_file.as_ref().map(path), None, "none");
        self.told("upstream.key-file", upstream.key_file.as_ref().map(path), None, "none");
        self.told(
            "upstream.agents-by-https",
            upstream.agents_by_https.as_ref().map(words),
            None,
            "as the masters",
        );
        self.flag("upstream.token-file", "token-file", flags.token_file, &mut upstream.token_file, path);

        self.problems.extend(access.check(base));
        self.problems.extend(audit.check());
        self.problems.extend(tls.check());
        tables
    }

    /// What can be wrong with what is presented to the cluster.
    pub(super) fn presented(&mut self, tables: &Tables, has_principal: bool) {
        for (key, words) in tables.upstream.check(has_principal) {
            self.problem(key, words);
        }
        let presents = has_principal || tables.upstream.token_file.is_some();
        if presents && tables.access.ways.contains(&WayIn::Mesos) {
            let words = "with the way `mesos` everybody's own credentials are passed through, and nobody else's: take away the \
                         console's own principal or token";
            self.problem("access.ways", words);
        }
    }

    fn access_lines(&mut self, access: &Access) {
        let Dashboards { without_login, register_file, embed } = &access.dashboards;
        let networks = access.trusted_proxies.iter().map(ToString::to_string).collect::<Vec<_>>();
        let rules = access.map.iter().map(|rule| format!("{}={}", rule.group, rule.role)).collect::<Vec<_>>();
        let actions = access.actions.iter().map(|(name, need)| format!("{name}={need}")).collect::<Vec<_>>();
        let oidc = access.oidc.as_ref();
        let is_set = |is: bool| is.then(|| "true".to_owned());
        for (key, value, default) in [
            ("access.session-key-create", is_set(access.session_key_create), "false"),
            ("access.session-idle-minutes", access.session_idle_minutes.as_ref().map(words), "30"),
            ("access.session-hours", access.session_hours.as_ref().map(words), "12"),
            ("access.open-role", access.open_role.as_ref().map(words), "admin"),
            ("access.default-role", access.default_role.as_ref().map(words), "none"),
            ("access.trusted-proxies", list(&networks), "none"),
            ("access.user-header", access.user_header.clone(), "x-forwarded-user"),
            ("access.groups-header", access.groups_header.clone(), "x-forwarded-groups"),
            ("access.map", list(&rules), "none"),
            ("access.actions", list(&actions), "as the roles have it"),
            ("access.oidc.issuer", oidc.map(|oidc| oidc.issuer.clone()), "none"),
            ("access.oidc.client-id", oidc.map(|oidc| oidc.client_id.clone()), "none"),
            ("access.dashboards.without-login", is_set(*without_login), "false"),
            ("access.dashboards.register-file", register_file.as_ref().map(path), "none"),
            ("access.dashboards.embed", list(embed), "none"),
            ("access.limits", limits(&access.limits), "default"),
        ] {
            self.told(key, value, None, default);
        }
    }

    /// A key of a table that has a flag: the flag wins.
    fn flag<T>(
        &mut self,
        key: &'static str,
        flag: &str,
        given: Option<T>,
        in_file: &mut Option<T>,
        show: impl FnOnce(&T) -> String,
    ) {
        let picked = self.take(flag, given, in_file.take());
        self.line(key, picked.as_ref(), show, "none");
        *in_file = picked.map(|picked| picked.value);
    }

    /// A line of a key that comes from the file, unless another source is named.
    fn told(&mut self, key: &'static str, value: Option<String>, source: Option<Source>, default: &str) {
        let file = self.sources.file.clone().map_or(Source::Default, Source::File);
        let source = value.as_ref().map_or(Source::Default, |_| source.unwrap_or(file));
        self.lines.push(Line { key, value: value.unwrap_or_else(|| default.to_owned()), source });
    }
}

fn path<P: AsRef<Path>>(path: &P) -> String {
    path.as_ref().display().to_string()
}

fn words<T: ToString>(value: &T) -> String {
    value.to_string()
}

fn list(items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| items.join(","))
}

fn limits(limits: &Limits) -> Option<String> {
    let set = limits.named().into_iter().filter_map(|(key, limit)| {
        let name = key.trim_start_matches("access.limits.");
        limit.map(|limit| format!("{name}={limit}"))
    });
    list(&set.collect::<Vec<_>>())
}
