//! What is nested in `mesos.v1.CheckStatusInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::number;

/// `mesos.v1.CheckStatusInfo.Command`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Command {
    #[prost(int32, optional, tag = "1")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
}

/// `mesos.v1.CheckStatusInfo.Http`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Http {
    #[prost(uint32, optional, tag = "1")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_code: Option<u32>,
}

/// `mesos.v1.CheckStatusInfo.Tcp`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Tcp {
    #[prost(bool, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub succeeded: Option<bool>,
}
