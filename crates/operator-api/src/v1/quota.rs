//! What is nested in `mesos.v1.quota`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use std::collections::BTreeMap;
use serde::{Deserialize, Serialize};
use crate::v1;

/// `mesos.v1.quota.QuotaConfig`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct QuotaConfig {
    #[prost(string, required, tag = "1")]
    pub role: String,
    #[prost(btree_map = "string, message", tag = "2")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub guarantees: BTreeMap<String, v1::value::Scalar>,
    #[prost(btree_map = "string, message", tag = "3")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<String, v1::value::Scalar>,
}

/// `mesos.v1.quota.QuotaInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct QuotaInfo {
    #[prost(string, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<String>,
    #[prost(message, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guarantee: Vec<v1::Resource>,
}

/// `mesos.v1.quota.QuotaRequest`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct QuotaRequest {
    #[prost(bool, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<bool>,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[prost(message, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guarantee: Vec<v1::Resource>,
}

/// `mesos.v1.quota.QuotaStatus`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct QuotaStatus {
    /// Deprecated.
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub infos: Vec<v1::quota::QuotaInfo>,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub configs: Vec<v1::quota::QuotaConfig>,
}
