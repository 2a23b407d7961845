//! What is nested in `mesos.v1.Offer.Operation`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{Names, wire_enum};
use crate::v1;

/// `mesos.v1.Offer.Operation.Create`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Create {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<v1::Resource>,
}

/// `mesos.v1.Offer.Operation.CreateDisk`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateDisk {
    #[prost(message, required, boxed, tag = "1")]
    pub source: Box<v1::Resource>,
    #[prost(enumeration = "v1::resource::disk_info::source::Type", optional, tag = "2")]
    #[serde(with = "Names::<v1::resource::disk_info::source::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::resource::disk_info::source::Type>::is_nameless")]
    pub target_type: Option<i32>,
    #[prost(string, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_profile: Option<String>,
}

/// `mesos.v1.Offer.Operation.Destroy`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Destroy {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<v1::Resource>,
}

/// `mesos.v1.Offer.Operation.DestroyDisk`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DestroyDisk {
    #[prost(message, required, boxed, tag = "1")]
    pub source: Box<v1::Resource>,
}

/// `mesos.v1.Offer.Operation.GrowVolume`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GrowVolume {
    #[prost(message, required, boxed, tag = "1")]
    pub volume: Box<v1::Resource>,
    #[prost(message, required, boxed, tag = "2")]
    pub addition: Box<v1::Resource>,
}

/// `mesos.v1.Offer.Operation.Launch`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Launch {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub task_infos: Vec<v1::TaskInfo>,
}

/// `mesos.v1.Offer.Operation.LaunchGroup`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct LaunchGroup {
    #[prost(message, required, boxed, tag = "1")]
    pub executor: Box<v1::ExecutorInfo>,
    #[prost(message, required, tag = "2")]
    pub task_group: v1::TaskGroupInfo,
}

/// `mesos.v1.Offer.Operation.Reserve`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Reserve {
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<v1::Resource>,
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
}

/// `mesos.v1.Offer.Operation.ShrinkVolume`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ShrinkVolume {
    #[prost(message, required, boxed, tag = "1")]
    pub volume: Box<v1::Resource>,
    #[prost(message, required, tag = "2")]
    pub subtract: v1::value::Scalar,
}

/// `mesos.v1.Offer.Operation.Unreserve`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Unreserve {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
}

wire_enum! {
    /// `mesos.v1.Offer.Operation.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        Launch = 1, "LAUNCH";
        LaunchGroup = 6, "LAUNCH_GROUP";
        Reserve = 2, "RESERVE";
        Unreserve = 3, "UNRESERVE";
        Create = 4, "CREATE";
        Destroy = 5, "DESTROY";
        GrowVolume = 11, "GROW_VOLUME";
        ShrinkVolume = 12, "SHRINK_VOLUME";
        CreateDisk = 13, "CREATE_DISK";
        DestroyDisk = 14, "DESTROY_DISK";
    }
}
