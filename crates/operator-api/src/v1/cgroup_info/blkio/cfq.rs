//! What is nested in `mesos.v1.CgroupInfo.Blkio.CFQ`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::number;
use crate::v1;

/// `mesos.v1.CgroupInfo.Blkio.CFQ.Statistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Statistics {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<v1::device::Number>,
    #[prost(uint64, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sectors: Option<u64>,
    #[prost(uint64, optional, tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<u64>,
    #[prost(message, repeated, tag = "4")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub io_serviced: Vec<v1::cgroup_info::blkio::Value>,
    #[prost(message, repeated, tag = "5")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub io_service_bytes: Vec<v1::cgroup_info::blkio::Value>,
    #[prost(message, repeated, tag = "6")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub io_service_time: Vec<v1::cgroup_info::blkio::Value>,
    #[prost(message, repeated, tag = "7")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub io_wait_time: Vec<v1::cgroup_info::blkio::Value>,
    #[prost(message, repeated, tag = "8")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub io_merged: Vec<v1::cgroup_info::blkio::Value>,
    #[prost(message, repeated, tag = "9")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub io_queued: Vec<v1::cgroup_info::blkio::Value>,
}
