//! Agents, at the addresses their master knows them by. A browser names an agent by id, never by address.

use std::fmt;
use std::net::IpAddr;

use bytes::Bytes;
use reqwest::Url;

use super::http::{Http, Unanswered};
use super::{Answer, Encoding, Limits, UpstreamError};
use crate::access::tls::upstream::{Presented, Settings};
use crate::config::Credentials;

/// The largest answer that is taken of an agent. The largest that one gives are the states of a few thousand tasks; what masters may say is by the
/// thousandfold more, and there are many agents.
const LARGEST_ANSWER: usize = 64 << 20;

/// Where an agent's API is, from its `pid`: `slave(1)@10.0.0.7:5051` is `http://10.0.0.7:5051/slave(1)/api/v1`. Several agents may share one
/// address, so the part before the `@` matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentAddress(Url);

impl AgentAddress {
    /// Reads a `pid`. `None` if it is none, or names an address that no agent has: link-local ones (cloud metadata services live there),
    /// multicast, `0.0.0.0`.
    #[must_use]
    pub fn from_pid(pid: &str) -> Option<Self> {
        let (process, address) = pid.split_once('@')?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"()-_".contains(&byte);
        if process.is_empty() || !process.bytes().all(plain) {
            return None;
        }
        let (host, port) = address.rsplit_once(':')?;
        let ip: IpAddr =
            host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host).parse().ok()?;
        let port: u16 = port.parse().ok().filter(|port| *port != 0)?;
        // Wrapped in an IPv6 address it is the same address.
        let unusable = match ip.to_canonical() {
            IpAddr::V4(ip) => {
                ip.is_link_local() || ip.is_unspecified() || ip.is_multicast() || ip.is_broadcast()
            }
            IpAddr::V6(ip) => ip.is_unicast_link_local() || ip.is_unspecified() || ip.is_multicast(),
        };
        if unusable {
            return None;
        }
        let host = if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() };
        Url::parse(&format!("http://{host}:{port}/{process}/api/v1")).ok().map(Self)
    }
}

impl fmt::Display for AgentAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

/// The client of agents.
#[derive(Debug)]
pub struct Agents {
    http: Http,
    encrypted: bool,
}

impl Agents {
    /// A client with the console's credentials.
    ///
    /// # Errors
    /// [`UpstreamError::Tls`] if the TLS library cannot be set up.
    pub fn new(credentials: Option<Credentials>, limits: Limits) -> Result<Self, UpstreamError> {
        Self::presenting(&credentials.into(), &Settings::default(), false, limits)
    }

    /// The same with anything that can be presented, over connections as the settings have them; `encrypted` if agents serve HTTPS: their `pid` does not
    /// say so.
    ///
    /// # Errors
    /// [`UpstreamError::Tls`] if the TLS library cannot be set up, or a file that the settings name cannot be used.
    pub fn presenting(
        presented: &Presented,
        tls: &Settings,
        encrypted: bool,
        limits: Limits,
    ) -> Result<Self, UpstreamError> {
        let limits = Limits { size: limits.size.min(LARGEST_ANSWER), ..limits };
        Ok(Self { http: Http::new(presented, tls, limits)?, encrypted })
    }

    /// Where an agent's API is.
    pub(super) fn url(&self, address: &AgentAddress) -> Url {
        let mut url = address.0.clone();
        if self.encrypted && url.set_scheme("https").is_err() {
            tracing::error!("{url} cannot be asked for by HTTPS");
        }
        url
    }

    /// The client, for streams.
    pub(super) fn http(&self) -> &Http {
        &self.http
    }

    /// One call in JSON; the answer as the agent gave it, whatever its status. A redirect is an answer like others and goes nowhere.
    ///
    /// # Errors
    /// When the agent does not answer.
    pub async fn call_raw(&self, address: &AgentAddress, body: Bytes) -> Result<Answer, UpstreamError> {
        self.exchange(address, body, Encoding::Json).await
    }

    /// The same with a call in either encoding, answered in the same.
    ///
    /// # Errors
    /// When the agent does not answer.
    pub async fn exchange(
        &self,
        address: &AgentAddress,
        body: Bytes,
        encoding: Encoding,
    ) -> Result<Answer, UpstreamError> {
        let at = super::address::authority(&address.0);
        let response = self.http.post(self.url(address), body, encoding, encoding).await?;
        self.http.answer(&at, response).await
    }

    /// One call in JSON that must not be sent twice; the answer as the agent gave it, whatever its status.
    ///
    /// # Errors
    /// When the agent does not answer.
    pub async fn exchange_once(&self, address: &AgentAddress, body: Bytes) -> Result<Answer, Unanswered> {
        let at = super::address::authority(&address.0);
        let response = self.http.post_once(self.url(address), body).await?;
        Ok(self.http.said(&at, response).await)
    }
}

#[cfg(test)]
mod tests {
    use super::AgentAddress;

    #[test]
    fn a_pid_is_an_address() {
        for (pid, url) in [
            ("slave(1)@10.0.0.7:5051", "http://10.0.0.7:5051/slave(1)/api/v1"),
            ("slave(12)@127.0.0.1:31000", "http://127.0.0.1:31000/slave(12)/api/v1"),
            ("slave(1)@[fd00::7]:5051", "http://[fd00::7]:5051/slave(1)/api/v1"),
        ] {
            assert_eq!(AgentAddress::from_pid(pid).unwrap().to_string(), url);
        }
    }

    #[test]
    fn what_could_lead_elsewhere_is_no_address() {
        for pid in [
            "",
            "10.0.0.7:5051",
            "slave(1)@10.0.0.7",
            "slave(1)@10.0.0.7:0",
            "slave(1)@10.0.0.7:99999",
            "slave(1)@metadata.internal:80",
            "slave(1)@169.254.169.254:80",
            "slave(1)@[fe80::1]:80",
            "slave(1)@[::ffff:169.254.169.254]:80",
            "slave(1)@[::ffff:0.0.0.0]:5051",
            "slave(1)@0.0.0.0:5051",
            "../admin@10.0.0.7:5051",
            "slave(1)?@10.0.0.7:5051",
            "@10.0.0.7:5051",
        ] {
            assert_eq!(AgentAddress::from_pid(pid), None, "{pid}");
        }
    }
}
