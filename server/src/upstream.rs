//! The only part of the console that opens connections to a cluster.
//!
//! [`Masters`] finds the leading master and follows it: typed calls in protobuf, raw calls in JSON for the relay, and the
//! [`Subscription`]. [`Agents`] calls an agent at the address its master knows it by. Redirects are never followed by the HTTP client
//! itself, only by [`Masters`], and only to masters that are configured or that a master has named as itself.
//!
//! Every way in which a cluster fails to answer is an [`UpstreamError`].

mod address;
mod agents;
mod arriving;
mod body;
mod error;
mod http;
mod masters;
mod redirect;
mod streams;
mod subscription;
mod typed;

pub use address::MasterUrl;
pub use agents::{AgentAddress, Agents};
pub use error::UpstreamError;
pub use http::{Answer, Limits, Unanswered};
pub use masters::Masters;
pub use streams::{Opened, Output};
pub use subscription::{Received, Subscription};
pub use typed::Typed;

use crate::access::tls::upstream::Presented;
use crate::config::Config;

/// The clients of a cluster's masters and agents, with what is presented to them, as the configuration has the connections.
///
/// # Errors
/// [`UpstreamError::Tls`] if the TLS library cannot be set up, or a file that the configuration names cannot be used.
pub fn clients(
    config: &Config,
    presented: &Presented,
    limits: Limits,
) -> Result<(Masters, Agents), UpstreamError> {
    let tls = &config.upstream;
    let masters = Masters::presenting(presented, &config.masters, tls, limits)?;
    // Where masters are asked by HTTPS agents are likely to be: one setting of Mesos turns it on for all.
    let by_https = |url: &String| url.trim().starts_with("https://");
    let as_masters = !config.masters.is_empty() && config.masters.iter().all(by_https);
    let agents = Agents::presenting(presented, tls, tls.agents_by_https.unwrap_or(as_masters), limits)?;
    Ok((masters, agents))
}

/// The encodings of the Operator API. Mesos compares the content type byte by byte: no parameters may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// `application/x-protobuf`.
    Protobuf,
    /// `application/json`.
    Json,
}

impl Encoding {
    /// The media type, exactly.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Protobuf => "application/x-protobuf",
            Self::Json => "application/json",
        }
    }
}
