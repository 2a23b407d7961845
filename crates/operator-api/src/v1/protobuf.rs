//! What is nested in `mesos.v1.protobuf`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::number;

/// `google.protobuf.Duration`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Duration {
    #[prost(int64, required, tag = "1")]
    #[serde(with = "number")]
    pub seconds: i64,
    #[prost(int32, required, tag = "2")]
    #[serde(with = "number")]
    pub nanos: i32,
}
