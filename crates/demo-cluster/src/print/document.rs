//! Large answers, written item by item: of four hundred thousand tasks only one is ever in memory as a message.

use bytes::Bytes;
use prost::Message;
use prost::encoding::{WireType, encode_key, encode_varint, encoded_len_varint};
use serde::Serialize;

/// The two encodings of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// `application/json`
    Json,
    /// `application/x-protobuf`
    Protobuf,
}

impl Encoding {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Protobuf => "application/x-protobuf",
        }
    }

    /// A whole message.
    pub fn encode<M: Message + Serialize>(self, message: &M) -> Vec<u8> {
        match self {
            // The API's messages are maps with text for keys, which cannot fail to print.
            Self::Json => serde_json::to_vec(message).unwrap_or_default(),
            Self::Protobuf => message.encode_to_vec(),
        }
    }
}

/// Room for the length of a record before it: as many digits as a length can have, and the line's end.
const FRAME: usize = 21;

/// A message that is being written. Fields are named by their number and their name: each encoding uses one.
pub struct Document {
    encoding: Encoding,
    /// Begins with room for a record's length, so that a gigabyte need not be copied to put that before it.
    bytes: Vec<u8>,
    /// Whether the next field of the innermost message is its first, which matters to JSON's commas.
    first: bool,
}

impl Document {
    /// An empty message.
    pub fn new(encoding: Encoding) -> Self {
        let mut bytes = vec![0; FRAME];
        if encoding == Encoding::Json {
            bytes.push(b'{');
        }
        Self { encoding, bytes, first: true }
    }

    /// Makes room for about this many bytes at once.
    pub fn expect(&mut self, bytes: usize) {
        self.bytes.reserve(bytes);
    }

    /// Which encoding this is in.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    fn name(&mut self, name: &str) {
        if !self.first {
            self.bytes.push(b',');
        }
        self.first = false;
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(b"\":");
    }

    /// An enum's value.
    pub fn word(&mut self, tag: u32, name: &str, number: i32, word: &str) {
        match self.encoding {
            Encoding::Json => {
                self.name(name);
                self.bytes.push(b'"');
                self.bytes.extend_from_slice(word.as_bytes());
                self.bytes.push(b'"');
            }
            Encoding::Protobuf => prost::encoding::int32::encode(tag, &number, &mut self.bytes),
        }
    }

    /// A double.
    pub fn double(&mut self, tag: u32, name: &str, value: f64) {
        match self.encoding {
            Encoding::Json => {
                self.name(name);
                let _ = serde_json::to_writer(&mut self.bytes, &value);
            }
            Encoding::Protobuf => prost::encoding::double::encode(tag, &value, &mut self.bytes),
        }
    }

    /// A message within, written by `fill`.
    pub fn message(&mut self, tag: u32, name: &str, fill: impl FnOnce(&mut Self)) {
        match self.encoding {
            Encoding::Json => {
                self.name(name);
                self.bytes.push(b'{');
                self.first = true;
                fill(self);
                self.bytes.push(b'}');
                self.first = false;
            }
            Encoding::Protobuf => {
                encode_key(tag, WireType::LengthDelimited, &mut self.bytes);
                let from = self.bytes.len();
                fill(self);
                // Its length comes before it and is known only now.
                let length = (self.bytes.len() - from) as u64;
                let width = encoded_len_varint(length);
                let end = self.bytes.len();
                self.bytes.resize(end + width, 0);
                self.bytes.copy_within(from..end, from + width);
                encode_varint(length, &mut &mut self.bytes[from..from + width]);
            }
        }
    }

    /// A list of messages, there even when it is empty.
    pub fn list<M: Message + Serialize>(&mut self, tag: u32, name: &str, items: impl Iterator<Item = M>) {
        match self.encoding {
            Encoding::Json => {
                self.name(name);
                self.bytes.push(b'[');
                for (at, item) in items.enumerate() {
                    if at > 0 {
                        self.bytes.push(b',');
                    }
                    let _ = serde_json::to_writer(&mut self.bytes, &item);
                }
                self.bytes.push(b']');
            }
            Encoding::Protobuf => {
                for item in items {
                    prost::encoding::message::encode(tag, &item, &mut self.bytes);
                }
            }
        }
    }

    fn close(&mut self) {
        if self.encoding == Encoding::Json {
            self.bytes.push(b'}');
        }
    }

    /// The bytes of the whole.
    pub fn finish(mut self) -> Bytes {
        self.close();
        Bytes::from(self.bytes).slice(FRAME..)
    }

    /// The whole as a record, with its length before it.
    pub fn finish_record(mut self) -> Bytes {
        self.close();
        let length = format!("{}\n", self.bytes.len() - FRAME);
        let from = FRAME - length.len();
        self.bytes[from..FRAME].copy_from_slice(length.as_bytes());
        Bytes::from(self.bytes).slice(from..)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use operator_api::v1;
    use operator_api::v1::master::{Response, response};

    /// Written in pieces it is what the message's own encoder writes, byte for byte.
    #[test]
    fn equals_the_message_in_one_piece() {
        let tasks: Vec<v1::Task> = (0..300)
            .map(|number| v1::Task { name: format!("task {number}"), ..v1::Task::default() })
            .collect();
        let whole = Response {
            r#type: Some(response::Type::GetTasks as i32),
            get_tasks: Some(Box::new(response::GetTasks {
                tasks: tasks.clone(),
                ..response::GetTasks::default()
            })),
            ..Response::default()
        };
        for encoding in [Encoding::Json, Encoding::Protobuf] {
            let mut document = Document::new(encoding);
            document.word(1, "type", response::Type::GetTasks as i32, "GET_TASKS");
            document.message(13, "get_tasks", |document| {
                document.list(2, "tasks", tasks.iter().cloned());
                document.list(5, "unreachable_tasks", std::iter::empty::<v1::Task>());
                document.list(3, "completed_tasks", std::iter::empty::<v1::Task>());
            });
            // Not assert_eq!: nobody wants to read both.
            assert!(document.finish() == encoding.encode(&whole), "{encoding:?}");

            let mut document = Document::new(encoding);
            document.word(1, "type", response::Type::GetTasks as i32, "GET_TASKS");
            let empty = Response { r#type: Some(response::Type::GetTasks as i32), ..Response::default() };
            assert_eq!(document.finish_record(), operator_api::recordio::encode(&encoding.encode(&empty)));
        }
    }
}
