//! Messages that are taken apart while they arrive, so that neither their bytes nor what they decode to is ever held as a whole.
//!
//! The state of a large cluster has some hundred MB, in JSON more than twice as many, and most of it is lists. What arrives is cut into the fields of the
//! message; those that hold lists are cut further, and each entry of a list goes to an allocation of its own, encoded, as [`crate::encoded`] keeps them. Everything else
//! is decoded as usual.
//!
//! What comes out is the same as if the whole were decoded at once, however the bytes are cut:
//!
//! ```
//! use operator_api::arriving::{Json, Protobuf};
//! use operator_api::encoded::{GetTasks, Response};
//! use prost::Message;
//!
//! let tasks = GetTasks { tasks: vec!["\n\x03web".into(), "\n\x03job".into()], ..GetTasks::default() };
//! let whole = Response { get_tasks: Some(tasks), ..Response::default() };
//! let bytes = whole.encode_to_vec();
//! let mut arriving = Protobuf::<Response>::default();
//! for piece in bytes.chunks(5) {
//!     arriving.push(piece)?;
//! }
//! assert_eq!(arriving.finish()?, whole);
//!
//! let mut arriving = Json::<Response>::default();
//! arriving.push(br#"{"get_tasks":{"tasks":[{"name":"we"#)?;
//! arriving.push(br#"b"}]}}"#)?;
//! assert_eq!(arriving.finish()?.get_tasks.unwrap().tasks.len(), 1);
//! # Ok::<(), operator_api::arriving::ArrivingError>(())
//! ```

mod json;
mod protobuf;

use bytes::Bytes;
use prost::{DecodeError, Message};

use crate::encoded::{Event, GetAgents, GetState, GetTasks, Response, Subscribed};
use crate::v1;
use crate::v1::master::response::get_agents;

pub use json::Json;
pub use protobuf::Protobuf;

/// Why what arrives is not the message that is expected. Nothing more can be read then.
#[derive(Debug, thiserror::Error)]
pub enum ArrivingError {
    /// It ended too early.
    #[error("it ended within a field")]
    Truncated,
    /// A field says that it is longer than the message around it.
    #[error("a field is longer than what it is in")]
    TooLong,
    /// What should be the number of a field, or a length, is none.
    #[error("there is no field where one should be")]
    NoField,
    /// A field cannot be decoded.
    #[error(transparent)]
    Field(#[from] DecodeError),
    /// It is not JSON, or not of this message.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A list in JSON has a comma too many or too few.
    #[error("there is no entry of a list where one should be")]
    NoEntry,
}

/// What a field holds that is taken apart.
#[derive(Debug, Clone, Copy)]
pub enum Holds {
    /// A message with fields that are taken apart.
    Part,
    /// A list of entries, each kept encoded. One in JSON is encoded by this.
    List(fn(&[u8]) -> serde_json::Result<Bytes>),
}

/// A message that can be taken apart.
pub trait Apart {
    /// The field of that name in JSON, by its number, and what it holds, if that is taken apart.
    fn named(&self, name: &[u8]) -> Option<(u32, Holds)>;

    /// The message in a field, if that is taken apart as well.
    fn part(&mut self, _number: u32) -> Option<&mut dyn Apart> {
        None
    }

    /// The list in a field.
    fn list(&mut self, _number: u32) -> Option<&mut Vec<Bytes>> {
        None
    }

    /// Takes in any other field, whole, with its number before it.
    ///
    /// # Errors
    /// If it is not what that field should be.
    fn take(&mut self, field: Bytes) -> Result<(), DecodeError>;
}

/// The message in a field of a field, and so on.
fn within<'a>(message: &'a mut dyn Apart, numbers: &[u32]) -> Option<&'a mut dyn Apart> {
    numbers.iter().try_fold(message, |message, &number| message.part(number))
}

fn encoded<M: Message + serde::de::DeserializeOwned>(json: &[u8]) -> serde_json::Result<Bytes> {
    serde_json::from_slice::<M>(json).map(|message| message.encode_to_vec().into())
}

/// Says which fields of a message are taken apart: their names in JSON and their numbers.
macro_rules! apart {
    ($message:ty { $($part:ident = $number:literal),* }) => {
        impl Apart for $message {
            fn named(&self, name: &[u8]) -> Option<(u32, Holds)> {
                $(if name == stringify!($part).as_bytes() {
                    return Some(($number, Holds::Part));
                })*
                None
            }

            fn part(&mut self, number: u32) -> Option<&mut dyn Apart> {
                match number {
                    $($number => Some(self.$part.get_or_insert_default()),)*
                    _ => None,
                }
            }

            fn take(&mut self, field: Bytes) -> Result<(), DecodeError> {
                self.merge(field)
            }
        }
    };
    ($message:ty [ $($list:ident = $number:literal of $entry:ty),* ]) => {
        impl Apart for $message {
            fn named(&self, name: &[u8]) -> Option<(u32, Holds)> {
                $(if name == stringify!($list).as_bytes() {
                    return Some(($number, Holds::List(encoded::<$entry>)));
                })*
                None
            }

            fn list(&mut self, number: u32) -> Option<&mut Vec<Bytes>> {
                match number {
                    $($number => Some(&mut self.$list),)*
                    _ => None,
                }
            }

            fn take(&mut self, field: Bytes) -> Result<(), DecodeError> {
                self.merge(field)
            }
        }
    };
}

apart!(Event { subscribed = 2 });
apart!(Subscribed { get_state = 1 });
apart!(GetState { get_tasks = 1, get_agents = 4 });
apart!(Response { get_agents = 10, get_tasks = 13 });
apart!(GetTasks [
    pending_tasks = 1 of v1::Task,
    tasks = 2 of v1::Task,
    completed_tasks = 3 of v1::Task,
    orphan_tasks = 4 of v1::Task,
    unreachable_tasks = 5 of v1::Task
]);
apart!(GetAgents [agents = 1 of get_agents::Agent]);
