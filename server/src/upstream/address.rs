//! The address of a master.

use std::fmt;

use reqwest::Url;

use super::UpstreamError;

/// The root of a master's HTTP endpoints: `http://10.0.0.1:5050/`, or `https://proxy.example/mesos/`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MasterUrl(Url);

impl MasterUrl {
    /// Accepts a URL with or without `/api/v1` at its end.
    ///
    /// # Errors
    /// [`UpstreamError::BadUrl`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, UpstreamError> {
        let bad = |why: &str| UpstreamError::BadUrl { url: redacted(text), why: why.to_owned() };
        let text = text.trim();
        if text.is_empty() {
            return Err(bad("it is empty"));
        }
        if !text.contains("://") {
            return Err(bad(&format!("it has no scheme; write http://{text}")));
        }
        if text.starts_with("zk://") {
            return Err(bad(
                "ZooKeeper is not asked; name the masters themselves, such as http://10.0.0.1:5050",
            ));
        }
        let mut url = Url::parse(text).map_err(|error| bad(&error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(bad("the scheme is neither http nor https"));
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(bad("it names no host"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(bad("credentials do not belong there; use --principal and --secret-file"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(bad("it has a query or a fragment"));
        }
        let path = url.path().trim_end_matches('/');
        let path = format!("{}/", path.strip_suffix("/api/v1").unwrap_or(path).trim_end_matches('/'));
        url.set_path(&path);
        Ok(Self(url))
    }

    /// Where the Operator API is.
    #[must_use]
    pub fn api(&self) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}api/v1", self.0.path()));
        url
    }

    /// `host:port`, for people and for comparison.
    #[must_use]
    pub fn authority(&self) -> String {
        authority(&self.0)
    }

    /// The same scheme and path at another `host:port`.
    pub(super) fn at(&self, host: &str, port: u16) -> Option<Self> {
        let mut url = self.0.clone();
        url.set_host(Some(host)).ok()?;
        url.set_port(Some(port)).ok()?;
        Some(Self(url))
    }
}

/// `host:port` with the scheme's own port filled in.
pub(super) fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    match url.port_or_known_default() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    }
}

/// What may be repeated on a page and in a log.
fn redacted(text: &str) -> String {
    match (text.find("://"), text.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme => format!("{}…{}", &text[..scheme + 3], &text[at..]),
        _ => text.to_owned(),
    }
}

impl fmt::Display for MasterUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

impl fmt::Debug for MasterUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

#[cfg(test)]
mod tests {
    use super::MasterUrl;

    #[test]
    fn the_api_is_found_under_any_root() {
        for (given, api) in [
            ("http://10.0.0.1:5050", "http://10.0.0.1:5050/api/v1"),
            ("http://10.0.0.1:5050/", "http://10.0.0.1:5050/api/v1"),
            (" http://m1:5050/api/v1 ", "http://m1:5050/api/v1"),
            ("https://dcos.example/mesos/", "https://dcos.example/mesos/api/v1"),
            ("http://[::1]:5050", "http://[::1]:5050/api/v1"),
        ] {
            assert_eq!(MasterUrl::parse(given).unwrap().api().as_str(), api);
        }
        assert_eq!(MasterUrl::parse("https://M1").unwrap().authority(), "m1:443");
    }

    #[test]
    fn what_cannot_be_a_master_says_why() {
        let words: Vec<String> = [
            "10.0.0.1:5050",
            "zk://10.0.0.1:2181/mesos",
            "ftp://m1",
            "http://",
            "http://admin:hunter2@m1:5050",
            "http://m1:5050/?a=b",
            "http://m1:99999",
            "",
        ]
        .into_iter()
        .map(|text| MasterUrl::parse(text).unwrap_err().to_string())
        .collect();
        insta::assert_snapshot!(words.join("\n"));
    }
}
