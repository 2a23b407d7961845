//! What is nested in `mesos.v1.Resource.DiskInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::Names;
use crate::v1;

pub mod source;

/// `mesos.v1.Resource.DiskInfo.Persistence`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Persistence {
    #[prost(string, required, tag = "1")]
    pub id: String,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<String>,
}

/// `mesos.v1.Resource.DiskInfo.Source`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    #[prost(enumeration = "v1::resource::disk_info::source::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::resource::disk_info::source::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::resource::disk_info::source::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<v1::resource::disk_info::source::Path>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mount: Option<v1::resource::disk_info::source::Mount>,
    #[prost(string, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor: Option<String>,
    #[prost(string, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<v1::Labels>,
    #[prost(string, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
}
