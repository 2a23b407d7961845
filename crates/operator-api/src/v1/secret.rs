//! What is nested in `mesos.v1.Secret`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{base64, wire_enum};

/// `mesos.v1.Secret.Reference`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Reference {
    #[prost(string, required, tag = "1")]
    pub name: String,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// `mesos.v1.Secret.Value`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Value {
    #[prost(bytes = "vec", required, tag = "1")]
    #[serde(with = "base64")]
    pub data: Vec<u8>,
}

wire_enum! {
    /// `mesos.v1.Secret.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        Reference = 1, "REFERENCE";
        Value = 2, "VALUE";
    }
}
