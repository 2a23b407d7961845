//! Masters that do not behave: sockets that say exactly what a test wants.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

async fn listener() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

/// Reads a request's head and body, so that the answer does not meet a closed socket.
async fn read_request(socket: &mut TcpStream) -> Option<()> {
    let mut request = Vec::new();
    loop {
        // The greeting of an encrypted connection: somebody expects another kind of port.
        if request.first() == Some(&0x16) {
            return Some(());
        }
        if let Some(end) = request.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
            let length =
                head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
            if request.len() >= end + 4 + length.unwrap_or(0) {
                return Some(());
            }
        }
        let read = socket.read_buf(&mut request).await.ok()?;
        if read == 0 {
            return None;
        }
    }
}

/// Answers every request with these bytes, and closes.
pub async fn garbage(bytes: impl Into<Vec<u8>>) -> String {
    let bytes = bytes.into();
    let (listener, url) = listener().await;
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let bytes = bytes.clone();
            tokio::spawn(async move {
                if read_request(&mut socket).await.is_some() {
                    let _ = socket.write_all(&bytes).await;
                    let _ = socket.shutdown().await;
                }
            });
        }
    });
    url
}

/// Answers every request with this status, these headers and this body.
pub async fn answer(status: &str, headers: &str, body: &str) -> String {
    let headers = if headers.is_empty() { String::new() } else { format!("{headers}\r\n") };
    let length = body.len();
    garbage(format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    ))
    .await
}

/// Answers every request with a stream that begins with these bytes, and stays open or not.
pub async fn stream(content_type: &'static str, bytes: &'static [u8], stays: bool) -> String {
    let (listener, url) = listener().await;
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            tokio::spawn(async move {
                read_request(&mut socket).await?;
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nTransfer-Encoding: chunked\r\n\r\n"
                );
                socket.write_all(head.as_bytes()).await.ok()?;
                socket.write_all(format!("{:x}\r\n", bytes.len()).as_bytes()).await.ok()?;
                socket.write_all(bytes).await.ok()?;
                socket.write_all(b"\r\n").await.ok()?;
                if stays {
                    // Until the other side leaves.
                    let mut rest = Vec::new();
                    let _ = socket.read_to_end(&mut rest).await;
                } else {
                    socket.write_all(b"0\r\n\r\n").await.ok()?;
                }
                Some(())
            });
        }
    });
    url
}

/// Takes connections and says nothing.
pub async fn silent() -> String {
    let (listener, url) = listener().await;
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((socket, _)) = listener.accept().await {
            open.push(socket);
        }
    });
    url
}

/// A port that nobody listens at.
pub async fn refused_port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}
