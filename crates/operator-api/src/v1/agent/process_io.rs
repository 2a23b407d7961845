//! What is nested in `mesos.v1.agent.ProcessIO`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{Names, base64, wire_enum};
use crate::v1;

pub mod control;
pub mod data;

/// `mesos.v1.agent.ProcessIO.Control`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Control {
    #[prost(enumeration = "v1::agent::process_io::control::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::agent::process_io::control::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::agent::process_io::control::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tty_info: Option<v1::TtyInfo>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heartbeat: Option<v1::agent::process_io::control::Heartbeat>,
}

/// `mesos.v1.agent.ProcessIO.Data`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Data {
    #[prost(enumeration = "v1::agent::process_io::data::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::agent::process_io::data::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::agent::process_io::data::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(bytes = "vec", optional, tag = "2")]
    #[serde(with = "base64")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Vec<u8>>,
}

wire_enum! {
    /// `mesos.v1.agent.ProcessIO.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        Data = 1, "DATA";
        Control = 2, "CONTROL";
    }
}
