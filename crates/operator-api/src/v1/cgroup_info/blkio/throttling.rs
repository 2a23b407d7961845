//! What is nested in `mesos.v1.CgroupInfo.Blkio.Throttling`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::v1;

/// `mesos.v1.CgroupInfo.Blkio.Throttling.Statistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Statistics {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<v1::device::Number>,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub io_serviced: Vec<v1::cgroup_info::blkio::Value>,
    #[prost(message, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub io_service_bytes: Vec<v1::cgroup_info::blkio::Value>,
}
