//! What is nested in `mesos.v1.ResourceStatistics`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::number;
use crate::v1;

/// `mesos.v1.ResourceStatistics.RatePercentiles`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct RatePercentiles {
    #[prost(uint64, optional, tag = "1")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<u64>,
    #[prost(uint64, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u64>,
    #[prost(uint64, optional, tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p50: Option<u64>,
    #[prost(uint64, optional, tag = "4")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p90: Option<u64>,
    #[prost(uint64, optional, tag = "5")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p95: Option<u64>,
    #[prost(uint64, optional, tag = "6")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p99: Option<u64>,
    #[prost(uint64, optional, tag = "7")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p999: Option<u64>,
    #[prost(uint64, optional, tag = "8")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p9999: Option<u64>,
    #[prost(uint64, optional, tag = "9")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub samples: Option<u64>,
}

/// `mesos.v1.ResourceStatistics.RateStatistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct RateStatistics {
    #[prost(message, optional, boxed, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rx_rate: Option<Box<v1::resource_statistics::RatePercentiles>>,
    #[prost(message, optional, boxed, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rx_packet_rate: Option<Box<v1::resource_statistics::RatePercentiles>>,
    #[prost(message, optional, boxed, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rx_drop_rate: Option<Box<v1::resource_statistics::RatePercentiles>>,
    #[prost(message, optional, boxed, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rx_error_rate: Option<Box<v1::resource_statistics::RatePercentiles>>,
    #[prost(message, optional, boxed, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tx_rate: Option<Box<v1::resource_statistics::RatePercentiles>>,
    #[prost(message, optional, boxed, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tx_packet_rate: Option<Box<v1::resource_statistics::RatePercentiles>>,
    #[prost(message, optional, boxed, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tx_drop_rate: Option<Box<v1::resource_statistics::RatePercentiles>>,
    #[prost(message, optional, boxed, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tx_error_rate: Option<Box<v1::resource_statistics::RatePercentiles>>,
    #[prost(double, optional, tag = "9")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampling_window_secs: Option<f64>,
    #[prost(double, optional, tag = "10")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampling_interval_secs: Option<f64>,
}
