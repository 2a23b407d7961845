//! How a container ended.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The end of a process: its exit code, or the signal that ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exit {
    /// The raw wait status, as `WAIT_NESTED_CONTAINER` tells it.
    pub status: i32,
    /// What the process gave to `exit`, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<u8>,
    /// The signal that ended it, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signal: Option<u8>,
}

impl Exit {
    /// Reads a raw wait status: the low seven bits are the signal, the second byte is the exit code. Mesos' own failures to start a program have
    /// more than two bytes; they count modulo 256, as everywhere.
    #[must_use]
    pub fn of(status: i32) -> Self {
        let signal = (status & 0x7f) as u8;
        match signal {
            0 => Self { status, code: Some((status >> 8) as u8), signal: None },
            signal => Self { status, code: None, signal: Some(signal) },
        }
    }
}

impl fmt::Display for Exit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code, self.signal) {
            (Some(code), _) => write!(out, "exit code {code}"),
            (None, Some(signal)) => write!(out, "ended by signal {signal}"),
            (None, None) => write!(out, "wait status {}", self.status),
        }
    }
}
