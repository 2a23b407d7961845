//! From where a request comes, and by which id it is found again: what lines of the audit log say beside who it was.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use http::request::Parts;

use crate::access::audit::Line;
use crate::app::AppState;
use crate::middleware::request_id;

/// Where it comes from.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The address of the connection.
    pub peer: SocketAddr,
    /// The address behind trusted proxies.
    pub client: IpAddr,
    request_id: String,
}

impl Connection {
    /// A line with what is known of it.
    #[must_use]
    pub fn noted(&self, line: Line) -> Line {
        let peer = self.peer.ip().to_canonical();
        let client = (self.client != peer).then(|| self.client.to_string());
        Line { peer: Some(peer.to_string()), client, request_id: self.request_id.clone(), ..line }
    }
}

impl FromRequestParts<AppState> for Connection {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Self::Rejection> {
        let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| *peer);
        let peer = connected.unwrap_or(SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)));
        let client = app.access.client(peer, &parts.headers);
        Ok(Self { peer, client, request_id: request_id::of(&parts.headers).to_owned() })
    }
}
