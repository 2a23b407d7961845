//! How protobuf's values are written in Mesos' JSON, where serde's own way differs.
//!
//! Enums are their value's name ([`WireEnum`]), `bytes` are base64, 64-bit integers are numbers but may be read from text, and doubles that no JSON
//! number can hold are the words `Infinity`, `-Infinity` and `NaN`.

pub(crate) mod base64;
mod names;
pub(crate) mod number;

pub(crate) use names::{Names, wire_enum};
pub use names::{UNRECOGNIZED, WireEnum};
