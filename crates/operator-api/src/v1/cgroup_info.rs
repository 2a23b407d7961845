//! What is nested in `mesos.v1.CgroupInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::number;

pub mod blkio;

/// `mesos.v1.CgroupInfo.NetCls`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct NetCls {
    #[prost(uint32, optional, tag = "1")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classid: Option<u32>,
}
