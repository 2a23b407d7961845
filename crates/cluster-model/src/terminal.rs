//! The terminal's WebSocket: what a page and the console say to each other about one container's input and output.
//!
//! Its subprotocol is [`SUBPROTOCOL`]; another version gets another name. Every message is binary: one byte that says what it is, then the rest.
//! Numbers are little endian; what has many members is JSON.
//!
//! | the page says | byte | rest |
//! |---|---|---|
//! | [`Asked::Open`] | 0 | [`Open`] as JSON; the first message, and only the first |
//! | [`Asked::Input`] | 1 | bytes for the container's standard input |
//! | [`Asked::Resize`] | 2 | rows `u16`, columns `u16` |
//! | [`Asked::End`] | 3 | nothing: the input has ended (on a TTY what Ctrl-D sends) |
//! | [`Asked::Signal`] | 4 | number `u8`; only for what was launched here |
//! | [`Asked::Drawn`] | 5 | `u64`: bytes of output drawn since the beginning |
//! | [`Asked::Stay`] | 6 | nothing: somebody is still there |
//! | [`Asked::TakeInput`] | 7 | nothing: asks for the input that somebody else had |
//! | [`Asked::Close`] | 8 | nothing: end it |
//!
//! | the console says | byte | rest |
//! |---|---|---|
//! | [`Told::Output`] | 128 (stdout), 129 (stderr) | bytes; with a TTY all is stdout |
//! | [`Told::Skipped`] | 130 | `u64`: bytes of output that are missing here |
//! | [`Told::Notice`] | 131 | [`Notice`] as JSON |
//!
//! The console sends at most [`WINDOW`] bytes of output beyond what the page has said to have drawn. Bytes may be cut anywhere, also within a letter.

mod asked;
mod exit;
mod notice;
mod told;

pub use asked::{Asked, Mode, Open, Window};
pub use exit::Exit;
pub use notice::{Notice, Reason};
pub use told::{Channel, Told};

/// The WebSocket's subprotocol.
pub const SUBPROTOCOL: &str = "mesoscope.terminal.v1";

/// How many bytes of output may be on their way to the page: enough to keep it drawing over a slow line, and few enough that Ctrl-C shows within
/// a fraction of a second.
pub const WINDOW: u64 = 1 << 20;

/// The largest message a page may send, in bytes. Longer input is sent in pieces.
pub const LARGEST: usize = 64 << 10;

/// A message that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoMessage {
    /// It is empty.
    #[error("an empty message")]
    Empty,
    /// No message begins with this byte.
    #[error("no message begins with the byte {0}")]
    Unknown(u8),
    /// The rest is longer or shorter than it can be.
    #[error("a message of the kind {kind} has {length} bytes after the first")]
    Length {
        /// The first byte.
        kind: u8,
        /// What follows it.
        length: usize,
    },
    /// The JSON is none, or says what cannot be.
    #[error("{0}")]
    Json(String),
}

/// The rest of a message that is so many bytes long.
fn exactly<const N: usize>(kind: u8, rest: &[u8]) -> Result<[u8; N], NoMessage> {
    rest.try_into().map_err(|_| NoMessage::Length { kind, length: rest.len() })
}

fn json<'de, T: serde::Deserialize<'de>>(rest: &'de [u8]) -> Result<T, NoMessage> {
    serde_json::from_slice(rest).map_err(|error| NoMessage::Json(error.to_string()))
}

/// A message of a kind with JSON after it. Nothing that is sent fails to be written.
fn with_json(kind: u8, value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = vec![kind];
    let _ = serde_json::to_writer(&mut bytes, value);
    bytes
}
