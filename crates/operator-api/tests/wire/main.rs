//! The types against what real Mesos says (`recordings/`) and what its documentation says (`tests/documentation/`).
#![cfg(feature = "messages")]

mod danger;
mod difference;
mod documentation;
mod exchange;
mod json;
mod protobuf;
mod same_moment;

use operator_api::calls::Target;
use operator_api::v1::{agent, master};
use prost::Message;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a message is, so that it can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Call(Target),
    Response(Target),
    /// One record of the answer to `SUBSCRIBE`.
    Event,
    /// One record of a container's output.
    ProcessIo,
}

impl What {
    /// Reads a message from JSON and prints it again.
    fn through_json(self, value: &Value) -> serde_json::Result<Value> {
        fn through<T: DeserializeOwned + Serialize>(value: &Value) -> serde_json::Result<Value> {
            serde_json::to_value(T::deserialize(value)?)
        }
        match self {
            Self::Call(Target::Master) => through::<master::Call>(value),
            Self::Call(Target::Agent) => through::<agent::Call>(value),
            Self::Response(Target::Master) => through::<master::Response>(value),
            Self::Response(Target::Agent) => through::<agent::Response>(value),
            Self::Event => through::<master::Event>(value),
            Self::ProcessIo => through::<agent::ProcessIo>(value),
        }
    }

    /// Reads a message from protobuf; gives it as JSON and as protobuf again.
    fn through_protobuf(self, bytes: &[u8]) -> Result<(Value, Vec<u8>), prost::DecodeError> {
        fn through<T: Message + Default + Serialize>(
            bytes: &[u8],
        ) -> Result<(Value, Vec<u8>), prost::DecodeError> {
            let message = T::decode(bytes)?;
            Ok((serde_json::to_value(&message).expect("any message has JSON"), message.encode_to_vec()))
        }
        match self {
            Self::Call(Target::Master) => through::<master::Call>(bytes),
            Self::Call(Target::Agent) => through::<agent::Call>(bytes),
            Self::Response(Target::Master) => through::<master::Response>(bytes),
            Self::Response(Target::Agent) => through::<agent::Response>(bytes),
            Self::Event => through::<master::Event>(bytes),
            Self::ProcessIo => through::<agent::ProcessIo>(bytes),
        }
    }
}
