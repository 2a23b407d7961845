//! What is nested in `mesos.v1.Resource`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::Names;
use crate::v1;

pub mod disk_info;
pub mod reservation_info;

/// `mesos.v1.Resource.AllocationInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct AllocationInfo {
    #[prost(string, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// `mesos.v1.Resource.DiskInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DiskInfo {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persistence: Option<v1::resource::disk_info::Persistence>,
    #[prost(message, optional, boxed, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<Box<v1::Volume>>,
    #[prost(message, optional, boxed, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Box<v1::resource::disk_info::Source>>,
}

/// `mesos.v1.Resource.ReservationInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ReservationInfo {
    #[prost(enumeration = "v1::resource::reservation_info::Type", optional, tag = "4")]
    #[serde(with = "Names::<v1::resource::reservation_info::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::resource::reservation_info::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(string, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[prost(string, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<String>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<v1::Labels>,
}

/// `mesos.v1.Resource.RevocableInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct RevocableInfo {}

/// `mesos.v1.Resource.SharedInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct SharedInfo {}
