//! What is nested in `mesos.v1.Image`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::wire_enum;
use crate::v1;

/// `mesos.v1.Image.Appc`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Appc {
    #[prost(string, required, tag = "1")]
    pub name: String,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<v1::Labels>,
}

/// `mesos.v1.Image.Docker`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Docker {
    #[prost(string, required, tag = "1")]
    pub name: String,
    /// Deprecated.
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential: Option<v1::Credential>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config: Option<v1::Secret>,
}

wire_enum! {
    /// `mesos.v1.Image.Type`.
    Type {
        Appc = 1, "APPC";
        Docker = 2, "DOCKER";
    }
}
