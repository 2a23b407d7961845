//! The socket of a terminal: what is to be said goes out in order, what comes is told.

use cluster_model::terminal::{Asked, LARGEST, SUBPROTOCOL};
use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::future::{Either, select};
use futures_util::{SinkExt, StreamExt};
use gloo_net::websocket::Message;
use gloo_net::websocket::futures::WebSocket;

/// The way to the server. It closes when the last of it is dropped.
#[derive(Clone)]
pub struct Link(UnboundedSender<Vec<u8>>);

impl Link {
    /// Says something. Input is cut to what one message may hold.
    pub fn say(&self, asked: &Asked<'_>) {
        match asked {
            Asked::Input(bytes) => {
                for piece in bytes.chunks(LARGEST - 1) {
                    self.send(Asked::Input(piece).to_vec());
                }
            }
            other => self.send(other.to_vec()),
        }
    }

    fn send(&self, message: Vec<u8>) {
        // It fails when the socket is gone, which is told by that.
        let _ = self.0.unbounded_send(message);
    }
}

/// Opens a socket; `told` gets each message, and `None` when no more come.
///
/// # Errors
/// If the browser does not even try.
pub fn open(address: &str, told: impl Fn(Option<Vec<u8>>) + 'static) -> Result<Link, String> {
    let socket = WebSocket::open_with_protocol(address, SUBPROTOCOL).map_err(|error| error.to_string())?;
    let (sender, receiver) = unbounded();
    leptos::task::spawn_local(async move {
        carry(socket, receiver, &told).await;
        told(None);
    });
    Ok(Link(sender))
}

async fn carry(socket: WebSocket, receiver: UnboundedReceiver<Vec<u8>>, told: &impl Fn(Option<Vec<u8>>)) {
    let (mut out, mut inwards) = socket.split();
    let mut receiver = receiver;
    let mut next = inwards.next();
    let mut said = receiver.next();
    loop {
        match select(next, said).await {
            Either::Left((Some(Ok(Message::Bytes(message))), waiting)) => {
                told(Some(message));
                said = waiting;
            }
            // The protocol has no text.
            Either::Left((Some(Ok(Message::Text(_))), waiting)) => said = waiting,
            Either::Left((Some(Err(_)) | None, _)) => return,
            Either::Right((Some(message), _)) => {
                if out.send(Message::Bytes(message)).await.is_err() {
                    return;
                }
                said = receiver.next();
            }
            // Nobody holds the link any more.
            Either::Right((None, _)) => {
                let _ = out.close().await;
                return;
            }
        }
        next = inwards.next();
    }
}
