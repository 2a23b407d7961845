//! A response's body that a task of its own writes, no faster than the browser reads.
//!
//! A body that cannot be written to its end is broken off, so that nobody takes a part for the whole. A browser that stops reading for long is
//! left, so that what its request holds is free for others.

use std::io;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use tokio::sync::mpsc;

use crate::telemetry;

/// How long a browser may read nothing.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many pieces wait for the browser.
const WAITING: usize = 4;

/// Where a task writes a body to.
pub struct Outlet {
    door: &'static str,
    sender: mpsc::Sender<Piece>,
}

enum Piece {
    Bytes(Bytes),
    End,
}

/// Why a body was not written to its end.
#[derive(Debug)]
pub enum Broken {
    /// The browser has left, or reads nothing.
    Gone,
    /// There is no more to send, and there should be.
    Failed(String),
}

impl Outlet {
    /// Sends a piece, when there is room for it.
    pub async fn send(&self, bytes: Bytes) -> Result<(), Broken> {
        if bytes.is_empty() {
            return Ok(());
        }
        let length = bytes.len() as u64;
        match tokio::time::timeout(PATIENCE, self.sender.send(Piece::Bytes(bytes))).await {
            Ok(Ok(())) => {
                metrics::counter!(telemetry::FILE_BYTES, "door" => self.door).increment(length);
                Ok(())
            }
            _ => Err(Broken::Gone),
        }
    }
}

/// The body that `write` writes.
pub fn body<F>(door: &'static str, write: impl FnOnce(Outlet) -> F) -> Body
where
    F: Future<Output = Result<(), Broken>> + Send + 'static,
{
    let (sender, receiver) = mpsc::channel(WAITING);
    let (last, gone) = (sender.clone(), sender.clone());
    let writing = write(Outlet { door, sender });
    tokio::spawn(async move {
        metrics::gauge!(telemetry::FILES_ACTIVE, "door" => door).increment(1.0);
        let outcome = tokio::select! {
            outcome = writing => outcome,
            // Nothing may be under way that nobody waits for.
            () = gone.closed() => Err(Broken::Gone),
        };
        match outcome {
            // If it does not take the end, it has left.
            Ok(()) => drop(tokio::time::timeout(PATIENCE, last.send(Piece::End)).await),
            Err(Broken::Gone) => tracing::debug!(door, "the browser left before the end"),
            Err(Broken::Failed(why)) => {
                metrics::counter!(telemetry::FILES_BROKEN, "door" => door).increment(1);
                tracing::warn!(door, "a response was broken off: {why}");
            }
        }
        metrics::gauge!(telemetry::FILES_ACTIVE, "door" => door).decrement(1.0);
    });
    Body::from_stream(stream::unfold(Some(receiver), |receiver| async move {
        let mut receiver = receiver?;
        match receiver.recv().await {
            Some(Piece::Bytes(bytes)) => Some((Ok(bytes), Some(receiver))),
            Some(Piece::End) => None,
            None => Some((Err(io::Error::other("the file cannot be read to its end")), None)),
        }
    }))
}
