//! What is nested in `mesos.v1.Device`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::number;

/// `mesos.v1.Device.Number`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Number {
    #[prost(uint64, required, tag = "1")]
    #[serde(with = "number")]
    pub major_number: u64,
    #[prost(uint64, required, tag = "2")]
    #[serde(with = "number")]
    pub minor_number: u64,
}
