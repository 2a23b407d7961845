//! RecordIO, the framing of the API's streams: each record is its length in decimal digits, a newline, and that many bytes.
//!
//! The master sends one record in one HTTP chunk in practice, but nobody promises it, so [`Decoder`] takes any cut. It never looks at a byte twice:
//! a record that lies within one chunk is a slice of it, one that is spread over several is put together once.
//!
//! ```
//! use operator_api::recordio::{Decoder, encode};
//!
//! let mut decoder = Decoder::new(1024);
//! decoder.push(&b"20\n{\"type\":\"HEARTB"[..]);
//! assert_eq!(decoder.next_record()?, None, "not yet whole");
//! decoder.push(&b"EAT\"}3\nabc"[..]);
//! assert_eq!(decoder.next_record()?.unwrap(), r#"{"type":"HEARTBEAT"}"#);
//! assert_eq!(decoder.next_record()?.unwrap(), "abc");
//! assert_eq!(decoder.next_record()?, None);
//! decoder.finish()?;
//!
//! assert_eq!(encode(b"abc"), "3\nabc");
//! # Ok::<(), operator_api::recordio::RecordIoError>(())
//! ```

use std::collections::VecDeque;

use bytes::{Buf, BufMut, Bytes, BytesMut};

/// The digits of 2^64 - 1: no length has more.
const MAX_DIGITS: usize = 20;

/// The least that is reserved for a record that is spread over chunks; more follows only as its bytes arrive, so that a
/// length alone never makes anyone reserve much.
const FIRST_RESERVE: usize = 64 * 1024;

/// Why a stream is not, or no longer, RecordIO. Nothing can be read from it any more.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordIoError {
    /// Where a length should be, there is something else.
    #[error(
        "expected the length of a record, found {found:?}: this is not a RecordIO stream, or part of it was lost"
    )]
    NoLength {
        /// The first bytes of it, as text.
        found: String,
    },
    /// A record is announced that is longer than the decoder allows.
    #[error("a record of {announced} bytes is announced, and at most {limit} are accepted")]
    TooLarge {
        /// In bytes.
        announced: u64,
        /// In bytes.
        limit: usize,
    },
    /// The stream ended within a record.
    #[error("the stream ended within a record")]
    Truncated,
}

/// Takes the bytes of a stream as they come and gives its records.
#[derive(Debug)]
pub struct Decoder {
    max_record: usize,
    chunks: VecDeque<Bytes>,
    state: State,
}

#[derive(Debug)]
enum State {
    Length { digits: Vec<u8> },
    Record { missing: usize, gathered: BytesMut },
    Failed(RecordIoError),
}

/// Some bytes of a record, as they have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The bytes.
    pub bytes: Bytes,
    /// They are the last of their record.
    pub ends: bool,
}

impl State {
    const START: Self = Self::Length { digits: Vec::new() };
}

impl Decoder {
    /// A decoder that refuses records of more than `max_record` bytes, before it reserves anything for them.
    pub fn new(max_record: usize) -> Self {
        Self { max_record, chunks: VecDeque::new(), state: State::START }
    }

    /// Adds the next bytes of the stream. [`Bytes`] and `Vec<u8>` are taken as they are.
    pub fn push(&mut self, chunk: impl Into<Bytes>) {
        let chunk = chunk.into();
        if !chunk.is_empty() && !matches!(self.state, State::Failed(_)) {
            self.chunks.push_back(chunk);
        }
    }

    /// The next whole record, or `None` if more bytes are needed.
    ///
    /// # Errors
    /// When the bytes are not RecordIO or a record is too large; from then on every call gives the same error.
    pub fn next_record(&mut self) -> Result<Option<Bytes>, RecordIoError> {
        let record = self.advance(read_record);
        self.unless_failed(record)
    }

    /// What has come of the next record or of the rest of it, or `None` if more bytes are needed: for records that are too large to be put together. Whoever has
    /// taken a part of a record takes the others of it, too.
    ///
    /// # Errors
    /// As [`Decoder::next_record`].
    pub fn next_part(&mut self) -> Result<Option<Part>, RecordIoError> {
        let part = self.advance(read_part);
        self.unless_failed(part)
    }

    fn unless_failed<T>(&mut self, next: Result<T, RecordIoError>) -> Result<T, RecordIoError> {
        if let Err(error) = &next {
            self.chunks.clear();
            self.state = State::Failed(error.clone());
        }
        next
    }

    /// To be asked at the end of the stream: whether it ended between two records.
    ///
    /// # Errors
    /// [`RecordIoError::Truncated`] if it did not, or the error that was met before.
    pub fn finish(&self) -> Result<(), RecordIoError> {
        match &self.state {
            State::Failed(error) => Err(error.clone()),
            State::Length { digits } if digits.is_empty() && self.chunks.is_empty() => Ok(()),
            _ => Err(RecordIoError::Truncated),
        }
    }

    /// What `take` takes of the next record, of which so many bytes are missing and those are gathered.
    fn advance<T>(
        &mut self,
        take: impl Fn(&mut VecDeque<Bytes>, &mut usize, &mut BytesMut) -> Option<T>,
    ) -> Result<Option<T>, RecordIoError> {
        loop {
            match &mut self.state {
                State::Failed(error) => return Err(error.clone()),
                State::Length { digits } => {
                    let Some(missing) = read_length(&mut self.chunks, digits, self.max_record)? else {
                        return Ok(None);
                    };
                    self.state = State::Record { missing, gathered: BytesMut::new() };
                }
                State::Record { missing, gathered } => {
                    let taken = take(&mut self.chunks, missing, gathered);
                    if taken.is_some() && *missing == 0 {
                        self.state = State::START;
                    }
                    return Ok(taken);
                }
            }
        }
    }
}

/// Reads the digits up to the newline.
fn read_length(
    chunks: &mut VecDeque<Bytes>,
    digits: &mut Vec<u8>,
    limit: usize,
) -> Result<Option<usize>, RecordIoError> {
    let no_length =
        |found: &[u8]| RecordIoError::NoLength { found: String::from_utf8_lossy(found).into_owned() };
    while let Some(chunk) = chunks.front_mut() {
        let end = chunk.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(chunk.len());
        if digits.len() + end > MAX_DIGITS || chunk.get(end).is_some_and(|byte| *byte != b'\n') {
            digits.extend_from_slice(&chunk[..chunk.len().min(2 * MAX_DIGITS)]);
            return Err(no_length(digits));
        }
        digits.extend_from_slice(&chunk[..end]);
        let ended = end < chunk.len();
        chunk.advance(if ended { end + 1 } else { end });
        if chunk.is_empty() {
            chunks.pop_front();
        }
        if ended {
            let text = str::from_utf8(digits).unwrap_or_default();
            // Twenty digits may be more than 64 bits hold: that is a length as well, and too large.
            let announced = match text.parse() {
                Ok(announced) => announced,
                Err(_) if !text.is_empty() => u64::MAX,
                Err(_) => return Err(no_length(b"\n")),
            };
            return match usize::try_from(announced) {
                Ok(length) if length <= limit => Ok(Some(length)),
                _ => Err(RecordIoError::TooLarge { announced, limit }),
            };
        }
    }
    Ok(None)
}

/// Reads what there is at once of a record whose last `missing` bytes are still to come.
fn read_part(chunks: &mut VecDeque<Bytes>, missing: &mut usize, gathered: &mut BytesMut) -> Option<Part> {
    let bytes = if gathered.is_empty() {
        take_from(chunks, missing).unwrap_or_default()
    } else {
        // It was asked for whole before.
        std::mem::take(gathered).freeze()
    };
    (*missing == 0 || !bytes.is_empty()).then_some(Part { bytes, ends: *missing == 0 })
}

/// Takes what the next chunk has of the `missing` bytes.
fn take_from(chunks: &mut VecDeque<Bytes>, missing: &mut usize) -> Option<Bytes> {
    let chunk = chunks.front_mut()?;
    let part = chunk.split_to(chunk.len().min(*missing));
    if chunk.is_empty() {
        chunks.pop_front();
    }
    *missing -= part.len();
    Some(part)
}

/// Reads a record whose last `missing` bytes are still to come.
fn read_record(chunks: &mut VecDeque<Bytes>, missing: &mut usize, gathered: &mut BytesMut) -> Option<Bytes> {
    if *missing == 0 && gathered.is_empty() {
        return Some(Bytes::new());
    }
    while let Some(part) = take_from(chunks, missing) {
        if *missing == 0 && gathered.is_empty() {
            return Some(part);
        }
        if gathered.capacity() - gathered.len() < part.len() {
            // Doubling, but no more than the record needs.
            let growth = gathered.len().max(FIRST_RESERVE).min(part.len() + *missing);
            gathered.reserve(growth.max(part.len()));
        }
        gathered.put_slice(&part);
        if *missing == 0 {
            return Some(std::mem::take(gathered).freeze());
        }
    }
    None
}

/// `record` with its length before it.
pub fn encode(record: &[u8]) -> Bytes {
    let length = record.len().to_string();
    let mut framed = BytesMut::with_capacity(length.len() + 1 + record.len());
    framed.put_slice(length.as_bytes());
    framed.put_u8(b'\n');
    framed.put_slice(record);
    framed.freeze()
}
