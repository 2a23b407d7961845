//! HTTP as it is written: clients that tidy up an address before they send it are no use here.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// One connection, opened again when the other side has closed it.
pub struct Raw {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
}

/// What came back.
#[derive(Debug, Default)]
pub struct Reply {
    pub status: u16,
    /// The lines of the head, in lower case.
    pub head: Vec<String>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
    }

    pub fn has(&self, word: &str) -> bool {
        self.body.windows(word.len()).any(|window| window == word.as_bytes())
    }
}

impl Raw {
    pub fn to(address: SocketAddr) -> Self {
        Self { address, stream: None }
    }

    /// Sends a request as it is and reads its answer; none where the connection was closed without one.
    pub async fn send(&mut self, request: &[u8]) -> Option<Reply> {
        for fresh in [false, true] {
            if fresh || self.stream.is_none() {
                self.stream = Some(BufReader::new(TcpStream::connect(self.address).await.ok()?));
            }
            let stream = self.stream.as_mut()?;
            // What refuses a request before it has read all of it may close while it is written.
            let _ = stream.write_all(request).await;
            let is_head = request.starts_with(b"HEAD ");
            match read(stream, is_head).await {
                Some(reply) => {
                    if reply.header("connection") == Some("close") || reply.status == 101 {
                        self.stream = None;
                    }
                    return Some(reply);
                }
                None => self.stream = None,
            }
        }
        None
    }
}

async fn line(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = Vec::new();
    stream.read_until(b'\n', &mut line).await.ok().filter(|read| *read > 0)?;
    Some(String::from_utf8_lossy(&line).trim_end().to_owned())
}

async fn read(stream: &mut BufReader<TcpStream>, is_head: bool) -> Option<Reply> {
    let first = line(stream).await?;
    let mut reply = Reply { status: first.split(' ').nth(1)?.parse().ok()?, ..Reply::default() };
    loop {
        match line(stream).await? {
            line if line.is_empty() => break,
            line => reply.head.push(line.to_ascii_lowercase()),
        }
    }
    if is_head || matches!(reply.status, 101 | 204 | 304) {
        return Some(reply);
    }
    if reply.header("transfer-encoding") == Some("chunked") {
        loop {
            let size = usize::from_str_radix(&line(stream).await?, 16).ok()?;
            let mut chunk = vec![0; size];
            stream.read_exact(&mut chunk).await.ok()?;
            line(stream).await?;
            if size == 0 {
                return Some(reply);
            }
            reply.body.extend(chunk);
        }
    }
    match reply.header("content-length").map(|length| length.parse::<usize>()) {
        Some(length) => {
            reply.body = vec![0; length.ok()?];
            stream.read_exact(&mut reply.body).await.ok()?;
        }
        None => drop(stream.read_to_end(&mut reply.body).await.ok()?),
    }
    Some(reply)
}
