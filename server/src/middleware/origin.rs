//! Host and Origin, on every request and every upgrade.
//!
//! *Host*: a page of a stranger whose name has been pointed at 127.0.0.1 (DNS rebinding) still sends the stranger's name, so only names that
//! are known to be ours are served. *Origin*: browsers let any page open a WebSocket to anybody and send cookies along; the Origin is the
//! only thing that tells, and it is there on every upgrade. Requests without an Origin are plain navigations or not from a browser.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{HOST, ORIGIN};
use http::uri::Authority;
use http::{HeaderMap, Uri};
use tower_http::csrf::ProtectionError;

use crate::Error;
use crate::config::Config;

/// The names by which the console may be called, in lower case, without ports.
#[derive(Debug)]
pub struct Hosts {
    ours: BTreeSet<String>,
    told: BTreeSet<String>,
}

impl Hosts {
    /// The loopback names, the listening address if it is one, and what is configured.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let mut ours: BTreeSet<String> =
            ["localhost", "127.0.0.1", "[::1]"].into_iter().map(str::to_owned).collect();
        let listen = config.listen.ip();
        if !listen.is_unspecified() {
            ours.insert(if listen.is_ipv6() { format!("[{listen}]") } else { listen.to_string() });
        }
        let told = config.allowed_hosts.iter().map(|name| name.to_ascii_lowercase()).collect();
        Self { ours, told }
    }

    fn has(&self, authority: &Authority) -> bool {
        let name = authority.host().to_ascii_lowercase();
        self.ours.contains(&name) || self.told.contains(&name)
    }

    fn told(&self, authority: &Authority) -> bool {
        self.told.contains(&authority.host().to_ascii_lowercase())
    }
}

/// Refuses a request for a host that is not ours, or from a page that is not ours.
pub async fn check(State(hosts): State<Arc<Hosts>>, request: Request, next: Next) -> Response {
    let Some(host) = host(&request) else {
        return Error::bad_request("the request names no host").into_response();
    };
    if !hosts.has(&host) {
        let words = format!("{} is not a name of this console", host.host());
        return Error::forbidden(words)
            .with_detail("whoever runs it can allow the name: --allowed-host NAME")
            .into_response();
    }
    if !same_origin(request.headers(), &host, &hosts) {
        return Error::forbidden("a page of another site may not call this console").into_response();
    }
    next.run(request).await
}

/// The rejection of the cross-site layer, as an error like others.
pub fn cross_site(_: ProtectionError) -> Response {
    Error::forbidden("a page of another site may not call this console").into_response()
}

fn host(request: &Request) -> Option<Authority> {
    if let Some(authority) = request.uri().authority() {
        return Some(authority.clone());
    }
    let mut values = request.headers().get_all(HOST).iter();
    let host = values.next()?;
    // Two hosts mean that somebody wants two readers to see different ones.
    if values.next().is_some() {
        return None;
    }
    let host: Authority = host.to_str().ok()?.parse().ok()?;
    (!host.as_str().contains('@')).then_some(host)
}

/// An origin is ours if it is the host itself with the same port, or one of the names the console was told: a proxy may have another port
/// and another scheme.
fn same_origin(headers: &HeaderMap, host: &Authority, hosts: &Hosts) -> bool {
    let mut origins = headers.get_all(ORIGIN).iter();
    let Some(origin) = origins.next() else { return true };
    let origin = origin.to_str().ok().and_then(|origin| origin.parse::<Uri>().ok());
    let authority = origin.as_ref().and_then(Uri::authority);
    match authority {
        Some(authority) if origins.next().is_none() => {
            authority.as_str().eq_ignore_ascii_case(host.as_str()) || hosts.told(authority)
        }
        _ => false,
    }
}
