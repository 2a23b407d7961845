//! A trusted proxy says who asks. Its headers count only on connections from listed addresses; from anywhere else they are an attempt to be somebody.

use std::net::{IpAddr, SocketAddr};

use http::{HeaderMap, HeaderName};
use ipnet::IpNet;
use thiserror::Error;

use super::identity::{Identity, Way};
use super::mapping::Mapping;
use super::users;

/// Where a proxy writes for whom it asks.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Why the headers name nobody.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// The connection does not come from a proxy that is trusted.
    #[error("{0} is not a proxy that this console trusts: come by the proxy's address")]
    Untrusted(IpAddr),
    /// The proxy let somebody through without saying whom.
    #[error("the proxy did not say who you are: its header `{0}` is missing")]
    Missing(HeaderName),
    /// It is there twice, or is no name.
    #[error("the proxy's header `{0}` is not one name")]
    Malformed(HeaderName),
    /// No rule names a group of his, and there is no role for others.
    #[error("{0} is in no group that may use this console")]
    NoRole(String),
}

/// The proxies, and what their headers mean.
#[derive(Clone, Debug)]
pub struct Proxy {
    /// From where they connect.
    pub trusted: Vec<IpNet>,
    /// Who asks.
    pub user: HeaderName,
    /// His groups, separated by commas.
    pub groups: HeaderName,
    /// What the groups mean.
    pub mapping: Mapping,
}

impl Proxy {
    /// Who asks.
    ///
    /// # Errors
    /// Why that is not known.
    pub fn identify(&self, peer: IpAddr, headers: &HeaderMap) -> Result<Identity, Refused> {
        if !is_listed(&self.trusted, peer) {
            return Err(Refused::Untrusted(peer));
        }
        let mut names = headers.get_all(&self.user).iter();
        let name = names.next().ok_or_else(|| Refused::Missing(self.user.clone()))?;
        let malformed = |header: &HeaderName| Refused::Malformed(header.clone());
        let name = name.to_str().map_err(|_| malformed(&self.user))?;
        if names.next().is_some() || users::is_name(name).is_err() {
            return Err(malformed(&self.user));
        }
        let mut groups = Vec::new();
        for line in headers.get_all(&self.groups) {
            let line = line.to_str().map_err(|_| malformed(&self.groups))?;
            groups
                .extend(line.split(',').map(str::trim).filter(|group| !group.is_empty()).map(str::to_owned));
        }
        let mapped = self.mapping.of(&groups).ok_or_else(|| Refused::NoRole(name.to_owned()))?;
        Ok(Identity {
            name: name.to_owned(),
            role: mapped.role,
            bound: mapped.bound,
            groups,
            way: Way::Proxy,
            session: None,
            mesos: None,
        })
    }
}

/// The address of whoever asks: the last in `X-Forwarded-For` that is no trusted proxy, if the connection comes from one. What stands before that
/// could have been written by anybody.
#[must_use]
pub fn client(trusted: &[IpNet], peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
    let mut client = peer.ip().to_canonical();
    let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
    let hops = lines.iter().rev().flat_map(|line| line.to_str().unwrap_or("?").rsplit(','));
    for hop in hops {
        if !is_listed(trusted, client) {
            break;
        }
        match address(hop.trim()) {
            Some(hop) => client = hop,
            None => break,
        }
    }
    client
}

fn is_listed(trusted: &[IpNet], address: IpAddr) -> bool {
    let address = address.to_canonical();
    trusted.iter().any(|net| net.contains(&address))
}

/// Some proxies write the port with it.
fn address(hop: &str) -> Option<IpAddr> {
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::{Proxy, Refused, client};
    use crate::access::identity::Role;
    use crate::access::mapping::{Mapping, Rule};

    fn proxy() -> Proxy {
        let sre = Rule { group: "sre".to_owned(), role: Role::Admin, bind: None };
        Proxy {
            trusted: vec!["10.0.0.0/24".parse().unwrap(), "fd00::/64".parse().unwrap()],
            user: HeaderName::from_static("x-forwarded-user"),
            groups: HeaderName::from_static("x-forwarded-groups"),
            mapping: Mapping::new(vec![sre], None),
        }
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn the_listed_proxy_is_believed_and_nobody_else() {
        let told = headers(&[("x-forwarded-user", "ada"), ("x-forwarded-groups", "dev, sre")]);
        let ada = proxy().identify("10.0.0.7".parse().unwrap(), &told).unwrap();
        assert_eq!((ada.name.as_str(), ada.role, ada.groups.len()), ("ada", Role::Admin, 2));
        assert!(proxy().identify("::ffff:10.0.0.7".parse().unwrap(), &told).is_ok());
        for peer in ["10.0.1.7", "127.0.0.1", "::1", "fd00:0:0:1::1"] {
            let peer = peer.parse().unwrap();
            assert_eq!(proxy().identify(peer, &told).unwrap_err(), Refused::Untrusted(peer));
        }
    }

    #[test]
    fn what_is_missing_or_double_names_nobody() {
        let from = "10.0.0.7".parse().unwrap();
        for (told, error) in [
            (headers(&[]), "is missing"),
            (headers(&[("x-forwarded-user", "")]), "is not one name"),
            (headers(&[("x-forwarded-user", "ada"), ("x-forwarded-user", "root")]), "is not one name"),
            (headers(&[("x-forwarded-user", "eve"), ("x-forwarded-groups", "SRE,sres")]), "is in no group"),
        ] {
            let words = proxy().identify(from, &told).unwrap_err().to_string();
            assert!(words.contains(error), "{words}");
        }
    }

    #[test]
    fn an_address_that_anybody_could_have_written_is_not_taken() {
        let trusted = proxy().trusted;
        for (peer, chain, is) in [
            ("10.0.0.7:1", &["203.0.113.9"][..], "203.0.113.9"),
            ("10.0.0.7:1", &["1.1.1.1, 203.0.113.9, 10.0.0.8"], "203.0.113.9"),
            ("10.0.0.7:1", &["1.1.1.1", "203.0.113.9:4711"], "203.0.113.9"),
            ("10.0.0.7:1", &["rubbish"], "10.0.0.7"),
            ("10.0.0.7:1", &[], "10.0.0.7"),
            ("192.0.2.1:1", &["1.1.1.1"], "192.0.2.1"),
            ("[fd00::1]:1", &["[2001:db8::1]"], "2001:db8::1"),
        ] {
            let mut headers = HeaderMap::new();
            for line in chain {
                headers.append("x-forwarded-for", HeaderValue::from_static(line));
            }
            let is: std::net::IpAddr = is.parse().unwrap();
            assert_eq!(client(&trusted, peer.parse().unwrap(), &headers), is, "{peer} {chain:?}");
        }
    }
}
