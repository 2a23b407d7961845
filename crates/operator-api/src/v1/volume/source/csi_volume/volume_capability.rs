//! What is nested in `mesos.v1.Volume.Source.CSIVolume.VolumeCapability`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::Names;
use crate::v1;

pub mod access_mode;

/// `mesos.v1.Volume.Source.CSIVolume.VolumeCapability.AccessMode`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct AccessMode {
    #[prost(enumeration = "v1::volume::source::csi_volume::volume_capability::access_mode::Mode", optional, tag = "1")]
    #[serde(with = "Names::<v1::volume::source::csi_volume::volume_capability::access_mode::Mode>")]
    #[serde(skip_serializing_if = "Names::<v1::volume::source::csi_volume::volume_capability::access_mode::Mode>::is_nameless")]
    pub mode: Option<i32>,
}

/// `mesos.v1.Volume.Source.CSIVolume.VolumeCapability.BlockVolume`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct BlockVolume {}

/// `mesos.v1.Volume.Source.CSIVolume.VolumeCapability.MountVolume`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct MountVolume {
    #[prost(string, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fs_type: Option<String>,
    #[prost(string, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mount_flags: Vec<String>,
}
