//! What is nested in `mesos.v1.TTYInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::number;

/// `mesos.v1.TTYInfo.WindowSize`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowSize {
    #[prost(uint32, required, tag = "1")]
    #[serde(with = "number")]
    pub rows: u32,
    #[prost(uint32, required, tag = "2")]
    #[serde(with = "number")]
    pub columns: u32,
}
