//! What is nested in `mesos.v1.ResourceProviderInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::number;
use crate::v1;

/// `mesos.v1.ResourceProviderInfo.Storage`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Storage {
    #[prost(message, required, boxed, tag = "1")]
    pub plugin: Box<v1::CsiPluginInfo>,
    #[prost(double, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconciliation_interval_seconds: Option<f64>,
}
