//! What is nested in `mesos.v1.CommandInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};

/// `mesos.v1.CommandInfo.URI`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Uri {
    #[prost(string, required, tag = "1")]
    pub value: String,
    #[prost(bool, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executable: Option<bool>,
    #[prost(bool, optional, default = "true", tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extract: Option<bool>,
    #[prost(bool, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache: Option<bool>,
    #[prost(string, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_file: Option<String>,
}
