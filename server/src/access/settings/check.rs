//! What cannot be meant.

use http::{HeaderName, Uri};

use super::{Audit, Settings, Tls, WayIn};
use crate::access::identity::Role;
use crate::access::permission::Table;
use crate::config::{BasePath, Problem};

impl Settings {
    /// Everything that is wrong with the table, without looking at files.
    #[must_use]
    pub fn check(&self, base: &BasePath) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut tell = |key: &'static str, words: String| problems.push(Problem { key, words });
        let has = |way| self.ways.contains(&way);

        if has(WayIn::Mesos) && self.ways.len() > 1 {
            let words = "credentials of Mesos are passed through for everybody or for nobody: `mesos` goes with no other way";
            tell("access.ways", words.to_owned());
        }
        if !self.ways.is_empty() && self.open_role.is_some() {
            tell(
                "access.open-role",
                "is for consoles without a way in: take it away, or the ways".to_owned(),
            );
        }
        if has(WayIn::Users) != self.users_file.is_some() {
            tell("access.users-file", "belongs to the way `users`: name both, or neither".to_owned());
        }
        if has(WayIn::Oidc) != self.oidc.is_some() {
            tell("access.oidc", "belongs to the way `oidc`: give both, or neither".to_owned());
        }
        if has(WayIn::Proxy) && self.trusted_proxies.is_empty() {
            let words = "the way `proxy` needs the addresses that trusted proxies connect from, as in [\"10.0.0.5/32\"]";
            tell("access.trusted-proxies", words.to_owned());
        }
        if let Some(net) = self.trusted_proxies.iter().find(|net| net.prefix_len() == 0) {
            tell("access.trusted-proxies", format!("{net} is everybody: anybody could say who he is"));
        }
        for (key, header) in
            [("access.user-header", &self.user_header), ("access.groups-header", &self.groups_header)]
        {
            if let Some(header) =
                header.as_ref().filter(|header| HeaderName::try_from(header.as_str()).is_err())
            {
                tell(key, format!("{header:?} is no name of a header"));
            }
        }
        if (has(WayIn::Proxy) || has(WayIn::Oidc)) && self.map.is_empty() && self.default_role.is_none() {
            tell("access.map", "without a rule and without default-role nobody could come in".to_owned());
        }
        if self.default_role == Some(Role::Admin) {
            let words =
                "whoever can log in at the provider would be an admin: name the admins' group in access.map";
            tell("access.default-role", words.to_owned());
        }
        if let Some(rule) = self.map.iter().find(|rule| rule.group.is_empty()) {
            tell("access.map", format!("the rule for the role {} names no group", rule.role));
        }
        let empty = |rule: &&crate::access::mapping::Rule| rule.bind.as_ref().is_some_and(Vec::is_empty);
        if let Some(rule) = self.map.iter().find(empty) {
            let words = format!(
                "the rule for {} binds to no role at all: leave `bind` out, or name some",
                rule.group
            );
            tell("access.map", words);
        }
        for words in Table::new(false).with(&self.actions).err().unwrap_or_default() {
            tell("access.actions", words);
        }
        if self.session_idle_minutes == Some(0) {
            tell("access.session-idle-minutes", "a session needs at least a minute".to_owned());
        }
        if matches!(self.session_hours, Some(0 | 721..)) {
            tell("access.session-hours", "is not between 1 and 720".to_owned());
        }
        if self.session_key_create && self.session_key_file.is_none() {
            tell("access.session-key-create", "needs a place: name it by session-key-file".to_owned());
        }
        self.check_addresses(base, &mut tell);
        self.check_limits(&mut tell);
        problems
    }

    fn check_addresses(&self, base: &BasePath, tell: &mut impl FnMut(&'static str, String)) {
        match self.public_url.as_deref().map(|url| (url, url.parse::<Uri>())) {
            Some((url, Ok(uri))) if uri.host().is_some() => {
                if !matches!(uri.scheme_str(), Some("http" | "https")) {
                    tell("access.public-url", format!("{url} is neither http nor https"));
                }
                if uri.path().trim_end_matches('/') != base.as_str().trim_end_matches('/') {
                    tell("access.public-url", format!("{url} does not end with the base path {base}"));
                }
            }
            Some((url, _)) => {
                tell("access.public-url", format!("{url:?} is no address as in https://mesos.example.org/"));
            }
            None if self.oidc.is_some() => {
                let words = "OpenID Connect needs the address by which browsers reach the console, as it is registered there";
                tell("access.public-url", words.to_owned());
            }
            None => {}
        }
        if let Some(oidc) = &self.oidc {
            if !is_safe(&oidc.issuer) {
                let words =
                    format!("{:?} is not https: whoever is in between could say who anybody is", oidc.issuer);
                tell("access.oidc.issuer", words);
            }
            if oidc.client_id.is_empty() {
                tell("access.oidc.client-id", "is empty".to_owned());
            }
        }
        for origin in &self.dashboards.embed {
            let uri = origin.parse::<Uri>().ok().filter(|uri| uri.host().is_some());
            let is_origin =
                uri.is_some_and(|uri| uri.path() == "/" && uri.query().is_none()) && !origin.ends_with('/');
            if !is_origin || origin.contains([';', ',', '*', '\'', ' ']) || !origin.starts_with("http") {
                tell(
                    "access.dashboards.embed",
                    format!("{origin:?} is no origin as in https://wall.example.org"),
                );
            }
        }
    }

    fn check_limits(&self, tell: &mut impl FnMut(&'static str, String)) {
        for (key, _) in self.limits.named().into_iter().filter(|(_, limit)| *limit == Some(0)) {
            tell(key, "nothing at all would pass: leave it out for the default".to_owned());
        }
    }

    /// Whether anybody is asked who he is. Where nobody is, the console belongs on a loopback address.
    #[must_use]
    pub fn asks(&self) -> bool {
        !self.ways.is_empty()
    }
}

impl Audit {
    /// What cannot be meant.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.file.is_none() && (self.size.is_some() || self.keep.is_some()) {
            problems.push(Problem { key: "audit.file", words: "is needed for `size` and `keep`".to_owned() });
        }
        if self.size == Some(0) {
            problems.push(Problem { key: "audit.size", words: "a file needs at least 1 MiB".to_owned() });
        }
        if self.keep.is_some_and(|keep| keep > 1000) {
            problems.push(Problem { key: "audit.keep", words: "is more than 1000".to_owned() });
        }
        problems
    }
}

impl Tls {
    /// What cannot be meant.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let (key, words) = match (&self.certificate_file, &self.key_file) {
            (Some(_), None) => ("tls.certificate-file", "a certificate needs its key: name it by key-file"),
            (None, Some(_)) => ("tls.key-file", "a key needs its certificate: name it by certificate-file"),
            _ => return Vec::new(),
        };
        vec![Problem { key, words: words.to_owned() }]
    }
}

/// Encrypted, or on this machine.
fn is_safe(url: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else { return false };
    let is_here = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
    uri.scheme_str() == Some("https") || (uri.scheme_str() == Some("http") && is_here)
}

#[cfg(test)]
mod tests {
    use super::Settings;
    use crate::config::BasePath;

    fn told(text: &str) -> String {
        let settings: Settings = toml::from_str(text).unwrap();
        let problems = settings.check(&BasePath::parse("/ops").unwrap());
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_whole_configuration_is_fine() {
        assert_eq!(told(""), "");
        let text = r#"
            ways = ["users", "oidc"]
            public-url = "https://mesos.example.org/ops/"
            users-file = "/etc/mesoscope/users.toml"
            session-key-file = "/etc/mesoscope/key"
            trusted-proxies = ["10.0.0.0/24"]
            map = [{ group = "sre", role = "admin" }, { group = "eng", role = "operator", bind = ["eng"] }]
            [actions]
            drain = "admin"
            terminal = "nobody"
            [oidc]
            issuer = "https://login.example.org"
            client-id = "mesoscope"
            [dashboards]
            without-login = true
            embed = ["https://wall.example.org"]
            [limits]
            streams = 10
        "#;
        assert_eq!(told(text), "");
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let text = r#"
            ways = ["users", "proxy", "mesos"]
            open-role = "admin"
            public-url = "https://mesos.example.org/elsewhere"
            session-idle-minutes = 0
            session-hours = 10000
            session-key-create = true
            trusted-proxies = ["0.0.0.0/0"]
            user-header = "no header"
            default-role = "admin"
            map = [{ group = "", role = "admin", bind = [] }]
            actions = { drian = "admin", gone = "viewer" }
            oidc = { issuer = "http://login.example.org", client-id = "" }
            dashboards = { embed = ["*", "https://wall.example.org/x", "https://a.example;script-src *"] }
            limits = { streams = 0 }
        "#;
        insta::assert_snapshot!(told(text));
    }

    #[test]
    fn what_is_misspelled_is_not_passed_over() {
        for text in [
            "way = []",
            "ways = [\"user\"]",
            "[dashboards]\nopen = true",
            "[[map]]\ngroup = \"a\"\nrole = \"root\"",
            "trusted-proxies = [\"10.0.0.1/33\"]",
        ] {
            assert!(toml::from_str::<Settings>(text).is_err(), "{text}");
        }
    }
}
