//! Numbers and strings on the wire: varints, zigzag, and a reader that checks every length before it trusts it.

use thiserror::Error;

/// Why a frame was refused. The replica is then as it was before.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FrameError {
    /// The frame ends in the middle of a value.
    #[error("the frame ends in the middle of {0}")]
    Truncated(&'static str),
    /// A count or length is larger than the frame could hold.
    #[error("the frame says {count} {what}, more than it has bytes for")]
    TooMany {
        /// What was counted.
        what: &'static str,
        /// What the frame said.
        count: u64,
    },
    /// A number names nothing: a table, a column or a slot beyond all bounds.
    #[error("the frame names {what} {number}, which there is not")]
    Unknown {
        /// What was named.
        what: &'static str,
        /// The number.
        number: u64,
    },
    /// Text that is not UTF-8.
    #[error("the frame's text is not UTF-8")]
    Text,
    /// The frame continues a revision that this replica does not have.
    #[error("the frame continues revision {before}, this replica is at {at}")]
    Gap {
        /// The revision the frame continues.
        before: u64,
        /// The replica's revision.
        at: u64,
    },
    /// The frame is of another hub's life.
    #[error("the frame is of another epoch")]
    Epoch,
}

/// Appends a varint (LEB128).
pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value as u8 & 0x7f) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a length and the text.
pub fn put_text(out: &mut Vec<u8>, text: &str) {
    put_varint(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Small differences of either sign as small numbers.
#[must_use]
pub const fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// The reverse of [`zigzag`].
#[must_use]
pub const fn unzigzag(value: u64) -> i64 {
    ((value >> 1) as i64) ^ -((value & 1) as i64)
}

/// Reads a frame from front to back.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    left: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader of those bytes.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Reader { left: bytes }
    }

    /// One byte.
    pub fn byte(&mut self, what: &'static str) -> Result<u8, FrameError> {
        let (first, rest) = self.left.split_first().ok_or(FrameError::Truncated(what))?;
        self.left = rest;
        Ok(*first)
    }

    /// A u64, little endian.
    pub fn u64(&mut self, what: &'static str) -> Result<u64, FrameError> {
        let (bytes, rest) = self.left.split_first_chunk::<8>().ok_or(FrameError::Truncated(what))?;
        self.left = rest;
        Ok(u64::from_le_bytes(*bytes))
    }

    /// A varint.
    pub fn varint(&mut self, what: &'static str) -> Result<u64, FrameError> {
        let mut value = 0u64;
        for (at, byte) in self.left.iter().enumerate().take(10) {
            value |= u64::from(byte & 0x7f) << (7 * at);
            if byte & 0x80 == 0 {
                self.left = &self.left[at + 1..];
                return Ok(value);
            }
        }
        Err(FrameError::Truncated(what))
    }

    /// A count of things that take at least a byte each, so never more than there are bytes left.
    pub fn count(&mut self, what: &'static str) -> Result<usize, FrameError> {
        let count = self.varint(what)?;
        match usize::try_from(count) {
            Ok(fits) if fits <= self.left.len() => Ok(fits),
            _ => Err(FrameError::TooMany { what, count }),
        }
    }

    /// That many bytes of UTF-8.
    pub fn str(&mut self, length: usize) -> Result<&'a str, FrameError> {
        if length > self.left.len() {
            return Err(FrameError::Truncated("a text"));
        }
        let (bytes, rest) = self.left.split_at(length);
        self.left = rest;
        std::str::from_utf8(bytes).map_err(|_| FrameError::Text)
    }

    /// Whether everything has been read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.left.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn varints_and_zigzag_come_back(value: u64, signed: i64) {
            let mut out = Vec::new();
            put_varint(&mut out, value);
            put_varint(&mut out, zigzag(signed));
            let mut reader = Reader::new(&out);
            prop_assert_eq!(reader.varint("a number").unwrap(), value);
            prop_assert_eq!(unzigzag(reader.varint("a number").unwrap()), signed);
            prop_assert!(reader.is_empty());
        }
    }

    #[test]
    fn a_count_beyond_the_frame_is_refused_before_anything_is_reserved() {
        let mut out = Vec::new();
        put_varint(&mut out, 1 << 40);
        assert_eq!(
            Reader::new(&out).count("rows"),
            Err(FrameError::TooMany { what: "rows", count: 1 << 40 })
        );
    }
}
