//! In protobuf.

use bytes::Bytes;

use super::{Apart, ArrivingError, within};

/// The least that is reserved for a field; more follows only as its bytes arrive, so that a length alone never makes anyone reserve much.
const FIRST_RESERVE: usize = 64 << 10;

/// The most bytes of a number.
const MOST_OF_NUMBER: usize = 10;

/// A message in protobuf that is taken apart while it arrives.
#[derive(Debug)]
pub struct Protobuf<M> {
    message: M,
    /// The fields that are taken apart and have not ended: their numbers, and where they end.
    open: Vec<u32>,
    ends: Vec<u64>,
    /// How many bytes have come.
    at: u64,
    /// What has come of the next field.
    field: Vec<u8>,
    next: Next,
}

/// What comes next.
#[derive(Debug, Clone, Copy)]
enum Next {
    /// The number of a field and what kind it is of.
    Key,
    /// A number that is the field's value.
    Number,
    /// The length of this field.
    Length(u32),
    /// So many bytes, which are the rest of a field.
    Rest(u64),
    /// So many bytes, which are the rest of an entry of this list.
    Entry(u32, u64),
}

impl<M: Default> Default for Protobuf<M> {
    fn default() -> Self {
        Protobuf {
            message: M::default(),
            open: Vec::new(),
            ends: Vec::new(),
            at: 0,
            field: Vec::new(),
            next: Next::Key,
        }
    }
}

impl<M: Apart> Protobuf<M> {
    /// Takes in the next bytes.
    ///
    /// # Errors
    /// When they are not the message; then nothing more is to be pushed.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), ArrivingError> {
        while let Some(&first) = bytes.first() {
            let taken = match self.next {
                Next::Rest(missing) | Next::Entry(_, missing) => self.gather(bytes, missing)?,
                Next::Key | Next::Number | Next::Length(_) => {
                    self.at += 1;
                    self.head(first)?;
                    1
                }
            };
            bytes = &bytes[taken..];
        }
        Ok(())
    }

    /// The message, when all of it has come.
    ///
    /// # Errors
    /// When it has not.
    pub fn finish(self) -> Result<M, ArrivingError> {
        let between = matches!(self.next, Next::Key) && self.field.is_empty() && self.open.is_empty();
        if between { Ok(self.message) } else { Err(ArrivingError::Truncated) }
    }

    /// The next byte of a field's number, of a value that is a number, or of a length.
    fn head(&mut self, byte: u8) -> Result<(), ArrivingError> {
        let is_last = byte < 0x80;
        self.field.push(byte);
        if self.field.len() > 2 * MOST_OF_NUMBER {
            return Err(ArrivingError::NoField);
        }
        if !is_last {
            return self.room(1);
        }
        match self.next {
            Next::Key => {
                let (number, kind) = key(&self.field)?;
                match kind {
                    0 => self.next = Next::Number,
                    1 => self.next = Next::Rest(8),
                    2 => self.next = Next::Length(number),
                    5 => self.next = Next::Rest(4),
                    // Groups: Mesos has none, and neither has anything else of this century.
                    _ => return Err(ArrivingError::NoField),
                }
                self.room(if let Next::Rest(length) = self.next { length } else { 1 })
            }
            Next::Length(number) => self.begin(number),
            Next::Number | Next::Rest(_) | Next::Entry(..) => self.whole(),
        }
    }

    /// A field begins whose length is known.
    fn begin(&mut self, number: u32) -> Result<(), ArrivingError> {
        let (_, after_key) = read(&self.field)?;
        let (length, _) = read(after_key)?;
        self.room(length)?;
        let message = within(&mut self.message, &self.open).ok_or(ArrivingError::NoField)?;
        if message.part(number).is_some() {
            self.open.push(number);
            self.ends.push(self.at + length);
            self.field.clear();
            self.next = Next::Key;
            self.close();
            return Ok(());
        }
        let is_entry = message.list(number).is_some();
        if is_entry {
            self.field.clear();
        }
        self.field.reserve_exact(usize::try_from(length).unwrap_or(usize::MAX).min(FIRST_RESERVE));
        self.next = if is_entry { Next::Entry(number, length) } else { Next::Rest(length) };
        if length == 0 { self.whole() } else { Ok(()) }
    }

    /// Takes what there is of a field of which so many bytes are missing; says how much that was.
    fn gather(&mut self, bytes: &[u8], missing: u64) -> Result<usize, ArrivingError> {
        let taken = usize::try_from(missing).map_or(bytes.len(), |missing| missing.min(bytes.len()));
        self.field.extend_from_slice(&bytes[..taken]);
        self.at += taken as u64;
        let left = missing - taken as u64;
        match &mut self.next {
            Next::Rest(missing) | Next::Entry(_, missing) => *missing = left,
            Next::Key | Next::Number | Next::Length(_) => {}
        }
        if left == 0 {
            self.whole()?;
        }
        Ok(taken)
    }

    /// A field has come whole.
    fn whole(&mut self) -> Result<(), ArrivingError> {
        let field = Bytes::from(std::mem::take(&mut self.field).into_boxed_slice());
        let message = within(&mut self.message, &self.open).ok_or(ArrivingError::NoField)?;
        match self.next {
            Next::Entry(number, _) => {
                message.list(number).ok_or(ArrivingError::NoField)?.push(field);
            }
            _ => message.take(field)?,
        }
        self.next = Next::Key;
        self.close();
        Ok(())
    }

    /// Closes what ends here.
    fn close(&mut self) {
        while self.ends.last() == Some(&self.at) {
            self.ends.pop();
            self.open.pop();
        }
    }

    /// Whether there is room for so many bytes more in what is open.
    fn room(&self, bytes: u64) -> Result<(), ArrivingError> {
        let end = self.at.checked_add(bytes).ok_or(ArrivingError::TooLong)?;
        if self.ends.last().is_some_and(|most| end > *most) { Err(ArrivingError::TooLong) } else { Ok(()) }
    }
}

/// A field's number and the kind of what it holds.
fn key(bytes: &[u8]) -> Result<(u32, u64), ArrivingError> {
    let (key, _) = read(bytes)?;
    match u32::try_from(key).map(|key| key >> 3) {
        Ok(number) if number > 0 => Ok((number, key & 7)),
        _ => Err(ArrivingError::NoField),
    }
}

/// A number, and what comes after it.
fn read(mut bytes: &[u8]) -> Result<(u64, &[u8]), ArrivingError> {
    let number = prost::encoding::decode_varint(&mut bytes)?;
    Ok((number, bytes))
}
