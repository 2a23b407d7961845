//! One browser's end of the WebSocket. Writing is a task of its own, with a short queue: a browser that takes nothing keeps nobody from reading.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use bytes::Bytes;
use cluster_model::terminal::{Notice, Told};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use tokio::sync::mpsc::{self, OwnedPermit};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::BROWSER_PATIENCE;
use super::metrics::{Buffered, Counted};
use crate::access::over;

/// Messages between the relay and the socket, of some 32 KiB at most.
const QUEUE: usize = 4;

/// How long the last messages may take.
const LAST: Duration = Duration::from_secs(5);

type Item = (Message, Counted);

/// A browser.
pub(super) struct Browser {
    incoming: SplitStream<WebSocket>,
    outgoing: mpsc::Sender<Item>,
    writer: JoinHandle<()>,
    heard: Instant,
    buffered: Arc<Buffered>,
}

/// Room for one message.
pub(super) struct Room {
    permit: OwnedPermit<Item>,
    buffered: Arc<Buffered>,
}

impl Room {
    pub fn send(self, message: Bytes) {
        let counted = Counted::new(&self.buffered, message.len());
        self.permit.send((Message::Binary(message), counted));
    }
}

impl Browser {
    pub fn new(socket: WebSocket, buffered: &Arc<Buffered>) -> Self {
        let (out, incoming) = socket.split();
        let (outgoing, queue) = mpsc::channel(QUEUE);
        let writer = tokio::spawn(write(out, queue));
        Self { incoming, outgoing, writer, heard: Instant::now(), buffered: buffered.clone() }
    }

    /// The next message; `None` when the browser is gone. May be cancelled. A text is no message of ours, and so an empty one.
    pub async fn next(&mut self) -> Option<Bytes> {
        loop {
            let message = self.incoming.next().await?;
            self.heard = Instant::now();
            match message {
                Ok(Message::Binary(message)) => return Some(message),
                Ok(Message::Text(_)) => return Some(Bytes::new()),
                Ok(Message::Ping(_) | Message::Pong(_)) => {}
                Ok(Message::Close(_)) | Err(_) => return None,
            }
        }
    }

    /// Asks whether the browser is there; false if it has not been for long.
    pub fn ping(&self) -> bool {
        // Where there is no room something is on its way, which serves as well.
        let _ = self.outgoing.try_send((Message::Ping(Bytes::new()), Counted::new(&self.buffered, 0)));
        self.heard.elapsed() < BROWSER_PATIENCE
    }

    /// Waits until a message can be sent; `None` if none can be any more.
    pub fn room(&self) -> impl Future<Output = Option<Room>> + use<> {
        let (outgoing, buffered) = (self.outgoing.clone(), self.buffered.clone());
        async move {
            let permit = outgoing.reserve_owned().await.ok()?;
            Some(Room { permit, buffered })
        }
    }

    /// Says something, if the browser takes it within a while.
    pub async fn tell(&self, notice: Notice) {
        if let Ok(Some(room)) = tokio::time::timeout(LAST, self.room()).await {
            room.send(Told::Notice(Box::new(notice)).to_vec().into());
        }
    }

    /// Closes because nobody is logged in any more.
    pub async fn log_out(&self, words: &str) {
        if let Ok(Some(room)) = tokio::time::timeout(LAST, self.room()).await {
            room.permit.send((over::farewell(words), Counted::new(&self.buffered, 0)));
        }
    }

    /// Sends what is left and closes. What the browser still says is read until it closes, too: a socket that is closed with bytes unread is reset,
    /// and the browser would lose what it has not read.
    pub async fn finish(self) {
        let Self { mut incoming, outgoing, mut writer, .. } = self;
        drop(outgoing);
        let last = async {
            let rest = async { while let Some(Ok(_)) = incoming.next().await {} };
            tokio::join!(&mut writer, rest)
        };
        if tokio::time::timeout(LAST, last).await.is_err() {
            writer.abort();
        }
    }
}

async fn write(mut out: SplitSink<WebSocket, Message>, mut queue: mpsc::Receiver<Item>) {
    while let Some((message, _counted)) = queue.recv().await {
        if out.feed(message).await.is_err() {
            return;
        }
        if queue.is_empty() && out.flush().await.is_err() {
            return;
        }
    }
    let _ = out.send(Message::Close(None)).await;
}
