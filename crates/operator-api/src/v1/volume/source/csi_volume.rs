//! What is nested in `mesos.v1.Volume.Source.CSIVolume`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use std::collections::BTreeMap;
use serde::{Deserialize, Serialize};
use crate::v1;

pub mod volume_capability;

/// `mesos.v1.Volume.Source.CSIVolume.StaticProvisioning`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct StaticProvisioning {
    #[prost(string, required, tag = "1")]
    pub volume_id: String,
    #[prost(message, required, tag = "2")]
    pub volume_capability: v1::volume::source::csi_volume::VolumeCapability,
    #[prost(btree_map = "string, message", tag = "3")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub node_stage_secrets: BTreeMap<String, v1::Secret>,
    #[prost(btree_map = "string, message", tag = "4")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub node_publish_secrets: BTreeMap<String, v1::Secret>,
    #[prost(btree_map = "string, string", tag = "5")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub volume_context: BTreeMap<String, String>,
}

/// `mesos.v1.Volume.Source.CSIVolume.VolumeCapability`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct VolumeCapability {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<v1::volume::source::csi_volume::volume_capability::BlockVolume>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mount: Option<v1::volume::source::csi_volume::volume_capability::MountVolume>,
    #[prost(message, required, tag = "3")]
    pub access_mode: v1::volume::source::csi_volume::volume_capability::AccessMode,
}
