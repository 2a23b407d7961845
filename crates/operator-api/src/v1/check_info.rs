//! What is nested in `mesos.v1.CheckInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{number, wire_enum};
use crate::v1;

/// `mesos.v1.CheckInfo.Command`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Command {
    #[prost(message, required, boxed, tag = "1")]
    pub command: Box<v1::CommandInfo>,
}

/// `mesos.v1.CheckInfo.Http`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Http {
    #[prost(uint32, required, tag = "1")]
    #[serde(with = "number")]
    pub port: u32,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// `mesos.v1.CheckInfo.Tcp`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Tcp {
    #[prost(uint32, required, tag = "1")]
    #[serde(with = "number")]
    pub port: u32,
}

wire_enum! {
    /// `mesos.v1.CheckInfo.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        Command = 1, "COMMAND";
        Http = 2, "HTTP";
        Tcp = 3, "TCP";
    }
}
