//! The cookie that a sealed text travels in: for scripts invisible, sent by pages of the console only, and with TLS by a name that no other
//! site and no unencrypted page can set.

use std::time::Duration;

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

use super::Ended;
use crate::config::BasePath;

/// The largest value: browsers take 4096 bytes for name, value and attributes together.
const MOST_VALUE: usize = 3800;

/// From where a browser sends a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameSite {
    /// From pages of the same site only.
    Strict,
    /// Also when somebody comes here from another site by a link or a redirect: what comes back from a provider does.
    Lax,
    /// Also from a frame within a page of another site, and for that page apart from all others. Encrypted connections only.
    Embedded,
}

/// The name and the attributes of one cookie.
#[derive(Clone, Debug)]
pub struct Cookie {
    name: String,
    path: String,
    secure: bool,
    same_site: SameSite,
}

impl Cookie {
    /// The cookie `name` of a console at `base`. `secure` if browsers reach it by HTTPS, be it through a proxy.
    #[must_use]
    pub fn new(name: &str, base: &BasePath, secure: bool, same_site: SameSite) -> Self {
        // The prefix is checked by browsers: `__Host-` wants the path `/`, and either wants Secure.
        let prefix = match (secure, base.as_str()) {
            (true, "/") => "__Host-",
            (true, _) => "__Secure-",
            (false, _) => "",
        };
        Self { name: format!("{prefix}{name}"), path: base.as_str().to_owned(), secure, same_site }
    }

    /// Its name, with the prefix.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its value in a request.
    ///
    /// # Errors
    /// If it is not there, or twice: then one of them was put there by somebody else, and no order tells which.
    pub fn read(&self, headers: &HeaderMap) -> Result<String, Ended> {
        let pairs = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut values = pairs
            .flat_map(|pairs| pairs.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(name, _)| *name == self.name)
            .map(|(_, value)| value);
        let value = values.next().ok_or(Ended::None)?;
        if values.next().is_some() { Err(Ended::Forged) } else { Ok(value.to_owned()) }
    }

    /// The header that sets it. `None` if the value does not fit into a cookie.
    #[must_use]
    pub fn written(&self, value: &str, lasts: Duration) -> Option<HeaderValue> {
        if value.len() > MOST_VALUE {
            return None;
        }
        self.header(value, lasts.as_secs())
    }

    /// The header that takes it away.
    #[must_use]
    pub fn cleared(&self) -> HeaderValue {
        self.header("", 0).unwrap_or(HeaderValue::from_static(""))
    }

    fn header(&self, value: &str, max_age: u64) -> Option<HeaderValue> {
        let Self { name, path, .. } = self;
        let same_site = match self.same_site {
            SameSite::Strict => "Strict",
            SameSite::Lax => "Lax",
            SameSite::Embedded => "None; Partitioned",
        };
        let secure = if self.secure { "; Secure" } else { "" };
        let text =
            format!("{name}={value}; Path={path}; Max-Age={max_age}; HttpOnly; SameSite={same_site}{secure}");
        let mut header = HeaderValue::try_from(text).ok()?;
        header.set_sensitive(true);
        Some(header)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::{HeaderMap, HeaderValue, header::COOKIE};

    use super::{Cookie, Ended, SameSite};
    use crate::config::BasePath;

    fn cookie(base: &str, secure: bool) -> Cookie {
        Cookie::new("mesoscope", &BasePath::parse(base).unwrap(), secure, SameSite::Strict)
    }

    #[test]
    fn the_attributes_fit_the_place() {
        let written = [("/", true), ("/", false), ("/ops/", true), ("/ops/", false)].map(|(base, secure)| {
            let header = cookie(base, secure).written("abc", Duration::from_secs(60)).unwrap();
            assert!(header.is_sensitive());
            header.to_str().unwrap().to_owned()
        });
        insta::assert_snapshot!(written.join("\n"));
        let framed = Cookie::new("board", &BasePath::root(), true, SameSite::Embedded);
        let framed = framed.written("abc", Duration::from_secs(60)).unwrap();
        assert!(framed.to_str().unwrap().ends_with("; HttpOnly; SameSite=None; Partitioned; Secure"));
        let gone = cookie("/", true).cleared();
        assert!(gone.to_str().unwrap().starts_with("__Host-mesoscope=; Path=/; Max-Age=0;"));
    }

    #[test]
    fn two_cookies_of_one_name_are_none() {
        let cookie = cookie("/", true);
        let mut headers = HeaderMap::new();
        assert_eq!(cookie.read(&headers), Err(Ended::None));
        headers.insert(COOKIE, HeaderValue::from_static("a=b; mesoscope=x; __Host-mesoscope=y"));
        assert_eq!(cookie.read(&headers).unwrap(), "y");
        headers.append(COOKIE, HeaderValue::from_static("__Host-mesoscope=z"));
        assert_eq!(cookie.read(&headers), Err(Ended::Forged));
    }

    #[test]
    fn what_no_browser_would_keep_is_not_sent() {
        assert!(cookie("/", true).written(&"x".repeat(4000), Duration::ZERO).is_none());
        assert!(cookie("/", true).written("a\nb", Duration::ZERO).is_none());
    }
}
