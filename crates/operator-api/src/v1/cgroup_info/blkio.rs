//! What is nested in `mesos.v1.CgroupInfo.Blkio`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{Names, number, wire_enum};
use crate::v1;

pub mod cfq;
pub mod throttling;

/// `mesos.v1.CgroupInfo.Blkio.Statistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Statistics {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cfq: Vec<v1::cgroup_info::blkio::cfq::Statistics>,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cfq_recursive: Vec<v1::cgroup_info::blkio::cfq::Statistics>,
    #[prost(message, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub throttling: Vec<v1::cgroup_info::blkio::throttling::Statistics>,
}

/// `mesos.v1.CgroupInfo.Blkio.Value`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Value {
    #[prost(enumeration = "v1::cgroup_info::blkio::Operation", optional, tag = "1")]
    #[serde(with = "Names::<v1::cgroup_info::blkio::Operation>")]
    #[serde(skip_serializing_if = "Names::<v1::cgroup_info::blkio::Operation>::is_nameless")]
    pub op: Option<i32>,
    #[prost(uint64, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
}

wire_enum! {
    /// `mesos.v1.CgroupInfo.Blkio.Operation`.
    Operation {
        Unknown = 0, "UNKNOWN";
        Total = 1, "TOTAL";
        Read = 2, "READ";
        Write = 3, "WRITE";
        Sync = 4, "SYNC";
        Async = 5, "ASYNC";
        Discard = 6, "DISCARD";
    }
}
