//! A server that says exactly what a test wants, whoever asks, and counts who came.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What it says.
#[derive(Clone, Debug)]
pub enum Say {
    /// This, and goodbye.
    Once(Vec<u8>),
    /// This, and no more, without leaving.
    Stay(Vec<u8>),
    /// The first once, the second again and again until nobody takes it.
    Forever(Vec<u8>, Vec<u8>),
    /// The first at once, then the second again and again, with a pause before each.
    Drip(Vec<u8>, Vec<u8>),
}

/// A running one.
pub struct Hostile {
    pub address: SocketAddr,
    came: Arc<AtomicUsize>,
    server: JoinHandle<()>,
}

impl Drop for Hostile {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Hostile {
    pub async fn start(say: Say) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let came = Arc::new(AtomicUsize::default());
        let (say, count) = (Arc::new(say), came.clone());
        let server = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(speak(socket, say.clone()));
            }
        });
        Self { address, came, server }
    }

    /// Somewhere that nobody may be sent to.
    pub async fn canary() -> Self {
        Self::start(Say::Once(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec())).await
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections there have been.
    pub fn came(&self) -> usize {
        self.came.load(Ordering::SeqCst)
    }
}

async fn speak(mut socket: TcpStream, say: Arc<Say>) -> Option<()> {
    let mut request = [0; 4096];
    // Some of the request: whoever asks has connected to say something.
    socket.read(&mut request).await.ok().filter(|read| *read > 0)?;
    match &*say {
        Say::Once(bytes) => {
            socket.write_all(bytes).await.ok()?;
            socket.shutdown().await.ok()
        }
        Say::Stay(bytes) => {
            socket.write_all(bytes).await.ok()?;
            let mut rest = Vec::new();
            // Until the other side leaves.
            socket.read_to_end(&mut rest).await.ok().map(drop)
        }
        Say::Forever(head, again) => {
            socket.write_all(head).await.ok()?;
            loop {
                socket.write_all(again).await.ok()?;
            }
        }
        Say::Drip(head, again) => {
            socket.write_all(head).await.ok()?;
            loop {
                tokio::time::sleep(Duration::from_millis(5)).await;
                socket.write_all(again).await.ok()?;
            }
        }
    }
}
