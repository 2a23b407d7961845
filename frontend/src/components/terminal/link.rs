//! The socket of a terminal: what is to be said goes out in order, what comes is told.

use cluster_model::terminal::{Asked, LARGEST, SUBPROTOCOL};
use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::future::{Either, select};
use futures_util::{SinkExt, StreamExt};
use gloo_net::websocket::futures::WebSocket;
use gloo_net::websocket::{Message, WebSocketError};

use crate::session::{self, SESSION_ENDED};

/// What comes of a socket.
#[derive(Debug)]
pub enum Came {
    /// A message.
    Message(Vec<u8>),
    /// Nothing more; the words are those of a server that ended the session.
    End(Option<String>),
}

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

/// Opens a socket; `told` gets each message, and the end.
///
/// # Errors
/// If the browser does not even try.
pub fn open(address: &str, told: impl Fn(Came) + 'static) -> Result<Link, String> {
    let socket = WebSocket::open_with_protocol(address, SUBPROTOCOL).map_err(|error| error.to_string())?;
    let (sender, receiver) = unbounded();
    leptos::task::spawn_local(async move {
        let why = carry(socket, receiver, &told).await;
        told(Came::End(why));
    });
    Ok(Link(sender))
}

/// Carries messages to and fro; at the end, the words of a server that ended the session.
async fn carry(
    socket: WebSocket,
    receiver: UnboundedReceiver<Vec<u8>>,
    told: &impl Fn(Came),
) -> Option<String> {
    let mut is_open = false;
    let (mut out, mut inwards) = socket.split();
    let mut receiver = receiver;
    let mut next = inwards.next();
    let mut said = receiver.next();
    loop {
        match select(next, said).await {
            Either::Left((Some(Ok(Message::Bytes(message))), waiting)) => {
                is_open = true;
                told(Came::Message(message));
                said = waiting;
            }
            // The protocol has no text.
            Either::Left((Some(Ok(Message::Text(_))), waiting)) => said = waiting,
            Either::Left((Some(Err(WebSocketError::ConnectionClose(event))), _))
                if event.code == SESSION_ENDED =>
            {
                session::ask();
                return Some(event.reason);
            }
            Either::Left((Some(Err(_)) | None, _)) => return lost(is_open),
            Either::Right((Some(message), _)) => {
                if out.send(Message::Bytes(message)).await.is_err() {
                    return lost(is_open);
                }
                said = receiver.next();
            }
            // Nobody holds the link any more.
            Either::Right((None, _)) => {
                let _ = out.close().await;
                return None;
            }
        }
        next = inwards.next();
    }
}

/// A socket is gone. A browser does not tell why one was refused; it may be for want of a session.
fn lost(was_open: bool) -> Option<String> {
    if !was_open {
        session::ask();
    }
    None
}
