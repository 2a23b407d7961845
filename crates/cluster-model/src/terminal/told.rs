//! What the console says.

use super::{NoMessage, Notice, exactly, json, with_json};

const OUT: u8 = 128;
const ERR: u8 = 129;
const SKIPPED: u8 = 130;
const NOTICE: u8 = 131;

/// Where a program writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Its standard output, or its terminal.
    Out,
    /// Its standard error.
    Err,
}

impl Channel {
    /// The byte that a message with its output begins with.
    #[must_use]
    pub fn kind(self) -> u8 {
        match self {
            Self::Out => OUT,
            Self::Err => ERR,
        }
    }
}

/// A message of the console.
#[derive(Debug, Clone, PartialEq)]
pub enum Told<'a> {
    /// What the container wrote.
    Output(Channel, &'a [u8]),
    /// So many bytes that it wrote here are missing: the page draws more slowly than the container writes.
    Skipped(u64),
    /// Anything else.
    Notice(Box<Notice>),
}

impl<'a> Told<'a> {
    /// Reads a message.
    ///
    /// # Errors
    /// If it is none.
    pub fn read(message: &'a [u8]) -> Result<Self, NoMessage> {
        let (&kind, rest) = message.split_first().ok_or(NoMessage::Empty)?;
        match kind {
            OUT => Ok(Self::Output(Channel::Out, rest)),
            ERR => Ok(Self::Output(Channel::Err, rest)),
            SKIPPED => exactly(kind, rest).map(|bytes| Self::Skipped(u64::from_le_bytes(bytes))),
            NOTICE => json(rest).map(|notice| Self::Notice(Box::new(notice))),
            unknown => Err(NoMessage::Unknown(unknown)),
        }
    }

    /// Writes it.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        match self {
            Self::Output(channel, bytes) => [&[channel.kind()], *bytes].concat(),
            Self::Skipped(bytes) => [&[SKIPPED][..], &bytes.to_le_bytes()].concat(),
            Self::Notice(notice) => with_json(NOTICE, notice),
        }
    }
}
