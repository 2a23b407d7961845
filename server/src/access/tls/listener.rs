//! Accepts connections and does their handshakes, many at a time: somebody who never ends his keeps nobody else out.
//!
//! Served by `axum::serve`. For `ConnectInfo<SocketAddr>` it is wrapped: `listener.tap_io(|_| ())`.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::server::TlsStream;

/// How long a handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// How many are under way at once; more wait to be accepted.
const AT_ONCE: usize = 512;

/// How long to wait when the system has no more sockets.
const PAUSE: Duration = Duration::from_millis(200);

type Accepted = (TlsStream<TcpStream>, SocketAddr);

/// Listens for TLS.
pub struct Listener {
    tcp: TcpListener,
    acceptor: TlsAcceptor,
    under_way: JoinSet<Option<Accepted>>,
    turns: Arc<Semaphore>,
}

impl std::fmt::Debug for Listener {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Listener({:?})", self.tcp)
    }
}

impl Listener {
    /// On a socket that listens already.
    #[must_use]
    pub fn new(tcp: TcpListener, config: ServerConfig) -> Self {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Self { tcp, acceptor, under_way: JoinSet::new(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl axum::serve::Listener for Listener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let Self { tcp, acceptor, under_way, turns } = self;
        loop {
            tokio::select! {
                Some(done) = under_way.join_next() => {
                    if let Ok(Some(accepted)) = done {
                        return accepted;
                    }
                }
                (stream, peer, turn) = connection(tcp, turns) => {
                    let acceptor = acceptor.clone();
                    under_way.spawn(async move {
                        let _turn = turn;
                        match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                            Ok(Ok(stream)) => Some((stream, peer)),
                            Ok(Err(error)) => {
                                tracing::debug!("no encrypted connection with {peer}: {error}");
                                None
                            }
                            Err(_) => {
                                tracing::debug!("{peer} did not finish its handshake");
                                None
                            }
                        }
                    });
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.tcp.local_addr()
    }
}

/// The next connection, when there is a turn for its handshake.
async fn connection(
    tcp: &TcpListener,
    turns: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    let turn = turns.clone().acquire_owned().await.ok();
    loop {
        match tcp.accept().await {
            Ok((stream, peer)) => return (stream, peer, turn),
            Err(error) if is_of_connection(&error) => {}
            Err(error) => {
                tracing::error!("no connection can be accepted: {error}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Whether the failure is the other side's, and the next connection may be fine.
fn is_of_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionRefused | ConnectionAborted | ConnectionReset)
}
