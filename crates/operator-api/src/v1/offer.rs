//! What is nested in `mesos.v1.Offer`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::Names;
use crate::v1;

pub mod operation;

/// `mesos.v1.Offer.Operation`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Operation {
    #[prost(enumeration = "v1::offer::operation::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::offer::operation::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::offer::operation::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<v1::OperationId>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch: Option<v1::offer::operation::Launch>,
    #[prost(message, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_group: Option<v1::offer::operation::LaunchGroup>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserve: Option<v1::offer::operation::Reserve>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreserve: Option<v1::offer::operation::Unreserve>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create: Option<v1::offer::operation::Create>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destroy: Option<v1::offer::operation::Destroy>,
    #[prost(message, optional, tag = "13")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grow_volume: Option<v1::offer::operation::GrowVolume>,
    #[prost(message, optional, tag = "14")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shrink_volume: Option<v1::offer::operation::ShrinkVolume>,
    #[prost(message, optional, tag = "15")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_disk: Option<v1::offer::operation::CreateDisk>,
    #[prost(message, optional, tag = "16")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destroy_disk: Option<v1::offer::operation::DestroyDisk>,
}
