//! What is nested in `mesos.v1.Resource.DiskInfo.Source`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::wire_enum;

/// `mesos.v1.Resource.DiskInfo.Source.Mount`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Mount {
    #[prost(string, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
}

/// `mesos.v1.Resource.DiskInfo.Source.Path`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Path {
    #[prost(string, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
}

wire_enum! {
    /// `mesos.v1.Resource.DiskInfo.Source.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        Path = 1, "PATH";
        Mount = 2, "MOUNT";
        Block = 3, "BLOCK";
        Raw = 4, "RAW";
    }
}
