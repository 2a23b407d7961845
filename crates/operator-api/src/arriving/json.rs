//! In JSON.
//!
//! The entries of lists are cut out, decoded and encoded one by one. What is left, with those lists empty, is decoded at the end: it judges everything that is
//! not an entry, so that this only has to know where entries begin and end.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::{Apart, ArrivingError, Holds, within};

/// A message in JSON that is taken apart while it arrives.
#[derive(Debug)]
pub struct Json<M> {
    /// Of which the lists are filled.
    message: M,
    /// All but the entries of lists.
    rest: Vec<u8>,
    /// The fields that are taken apart and have not ended.
    open: Vec<u32>,
    /// The lists that have had entries: the numbers that lead to them.
    filled: Vec<Vec<u32>>,
    /// The name that is read, or the entry.
    text: Vec<u8>,
    next: Next,
    value: Value,
}

/// What comes next.
#[derive(Debug, Clone, Copy)]
enum Next {
    /// The message itself.
    Message,
    /// A name in an object, or its end.
    Name,
    /// The rest of a name; whether the byte before was a backslash.
    RestOfName(bool),
    /// The value of a name, and what it may hold.
    Value(Option<(u32, Holds)>),
    /// The rest of a value that is not taken apart.
    RestOfValue,
    /// An entry of a list, or its end; what came before it.
    Entry(List, Before),
    /// The rest of an entry.
    RestOfEntry(List),
    /// Nothing.
    Nothing,
}

#[derive(Debug, Clone, Copy)]
struct List {
    number: u32,
    encode: fn(&[u8]) -> serde_json::Result<Bytes>,
}

/// What is before an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Comma,
    Entry,
}

impl<M: Default> Default for Json<M> {
    fn default() -> Self {
        Json {
            message: M::default(),
            rest: Vec::new(),
            open: Vec::new(),
            filled: Vec::new(),
            text: Vec::new(),
            next: Next::Message,
            value: Value::default(),
        }
    }
}

impl<M: Apart + DeserializeOwned> Json<M> {
    /// Takes in the next bytes.
    ///
    /// # Errors
    /// When they are not the message; then nothing more is to be pushed.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), ArrivingError> {
        while let Some(&first) = bytes.first() {
            let taken = match self.next {
                Next::RestOfValue => self.rest_of_value(bytes),
                Next::RestOfEntry(list) => self.rest_of_entry(bytes, list)?,
                Next::Nothing => {
                    self.rest.extend_from_slice(bytes);
                    bytes.len()
                }
                _ => {
                    self.byte(first)?;
                    // A value is looked at from its first byte on.
                    usize::from(!matches!(self.next, Next::RestOfValue | Next::RestOfEntry(_)))
                }
            };
            bytes = &bytes[taken..];
        }
        Ok(())
    }

    /// The message, when all of it has come.
    ///
    /// # Errors
    /// When it has not, or what is beside the entries of lists is not the message.
    pub fn finish(mut self) -> Result<M, ArrivingError> {
        let mut whole: M = serde_json::from_slice(&self.rest)?;
        for numbers in &self.filled {
            let Some((list, numbers)) = numbers.split_last() else { continue };
            let entries = within(&mut self.message, numbers).and_then(|message| message.list(*list));
            let empty = within(&mut whole, numbers).and_then(|message| message.list(*list));
            if let (Some(entries), Some(empty)) = (entries, empty) {
                *empty = std::mem::take(entries);
            }
        }
        Ok(whole)
    }

    /// A byte between values, or of a name.
    fn byte(&mut self, byte: u8) -> Result<(), ArrivingError> {
        self.next = match (self.next, byte) {
            (Next::Message, b'{') => Next::Name,
            (Next::Message, b' ' | b'\t' | b'\r' | b'\n') => Next::Message,
            (Next::Message, _) => Next::Nothing,
            (Next::Name, b'"') => {
                self.text.clear();
                Next::RestOfName(false)
            }
            (Next::Name, b'}') => match self.open.pop() {
                Some(_) => Next::Name,
                None => Next::Nothing,
            },
            // Commas and spaces, and what should not be there: the rest is judged at the end.
            (Next::Name, _) => Next::Name,
            (Next::RestOfName(false), b'"') => {
                let message = within(&mut self.message, &self.open);
                Next::Value(message.and_then(|message| message.named(&self.text)))
            }
            (Next::RestOfName(escaped), _) => {
                self.text.push(byte);
                Next::RestOfName(!escaped && byte == b'\\')
            }
            (Next::Value(_), b' ' | b'\t' | b'\r' | b'\n' | b':') => self.next,
            (Next::Value(Some((number, Holds::Part))), b'{') => {
                self.open.push(number);
                Next::Name
            }
            (Next::Value(Some((number, Holds::List(encode)))), b'[') => {
                Next::Entry(List { number, encode }, Before::Nothing)
            }
            (Next::Value(_), _) => return self.begin(Next::RestOfValue),
            (Next::Entry(..), b' ' | b'\t' | b'\r' | b'\n') => return Ok(()),
            (Next::Entry(_, Before::Nothing | Before::Entry), b']') => Next::Name,
            (Next::Entry(list, Before::Entry), b',') => {
                self.next = Next::Entry(list, Before::Comma);
                return Ok(());
            }
            (Next::Entry(list, Before::Nothing | Before::Comma), _) if !matches!(byte, b',' | b']') => {
                self.text.clear();
                return self.begin(Next::RestOfEntry(list));
            }
            (Next::Entry(..), _) => return Err(ArrivingError::NoEntry),
            (Next::RestOfValue | Next::RestOfEntry(_) | Next::Nothing, _) => self.next,
        };
        self.rest.push(byte);
        Ok(())
    }

    fn begin(&mut self, next: Next) -> Result<(), ArrivingError> {
        self.value = Value::default();
        self.next = next;
        Ok(())
    }

    fn rest_of_value(&mut self, bytes: &[u8]) -> usize {
        let (taken, ended) = self.value.take(bytes);
        self.rest.extend_from_slice(&bytes[..taken]);
        if ended {
            self.next = Next::Name;
        }
        taken
    }

    fn rest_of_entry(&mut self, bytes: &[u8], list: List) -> Result<usize, ArrivingError> {
        let (taken, ended) = self.value.take(bytes);
        if !ended {
            self.text.extend_from_slice(&bytes[..taken]);
            return Ok(taken);
        }
        let entry = if self.text.is_empty() {
            (list.encode)(&bytes[..taken])?
        } else {
            self.text.extend_from_slice(&bytes[..taken]);
            (list.encode)(&self.text)?
        };
        let entries = within(&mut self.message, &self.open).and_then(|message| message.list(list.number));
        let entries = entries.ok_or(ArrivingError::NoField)?;
        if entries.is_empty() {
            self.filled.push([&self.open[..], &[list.number]].concat());
        }
        entries.push(entry);
        self.next = Next::Entry(list, Before::Entry);
        Ok(taken)
    }
}

/// Finds the end of a value: nothing of it is judged but where it ends.
#[derive(Debug, Clone, Copy, Default)]
struct Value {
    /// How many objects and lists are open.
    depth: usize,
    in_text: bool,
    escaped: bool,
    /// It has begun and is neither text, nor an object, nor a list: what comes after it ends it.
    bare: bool,
}

impl Value {
    /// How many of these bytes are of the value, and whether it ends with them.
    fn take(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while at < bytes.len() {
            if self.in_text {
                let Some(end) = self.end_of_text(&bytes[at..]) else { return (bytes.len(), false) };
                at += end;
                if self.depth == 0 {
                    return (at, true);
                }
                continue;
            }
            match bytes[at] {
                b'"' if self.bare => return (at, true),
                b'"' => self.in_text = true,
                b'{' | b'[' if self.bare => return (at, true),
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth == 0 => return (at, true),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                b',' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => return (at, true),
                _ => self.bare |= self.depth == 0,
            }
            at += 1;
        }
        (at, false)
    }

    /// Where the text ends of which these are the next bytes.
    fn end_of_text(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        loop {
            if self.escaped && at < bytes.len() {
                self.escaped = false;
                at += 1;
            }
            at += bytes.get(at..)?.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            if bytes[at] == b'"' {
                self.in_text = false;
                return Some(at + 1);
            }
            self.escaped = true;
            at += 1;
        }
    }
}
