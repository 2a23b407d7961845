//! What is nested in `mesos.v1.Volume.Source`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{Names, wire_enum};
use crate::v1;

pub mod csi_volume;
pub mod sandbox_path;

/// `mesos.v1.Volume.Source.CSIVolume`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct CsiVolume {
    #[prost(string, required, tag = "1")]
    pub plugin_name: String,
    #[prost(message, optional, boxed, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub static_provisioning: Option<Box<v1::volume::source::csi_volume::StaticProvisioning>>,
}

/// `mesos.v1.Volume.Source.DockerVolume`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DockerVolume {
    #[prost(string, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver: Option<String>,
    #[prost(string, required, tag = "2")]
    pub name: String,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver_options: Option<v1::Parameters>,
}

/// `mesos.v1.Volume.Source.HostPath`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct HostPath {
    #[prost(string, required, tag = "1")]
    pub path: String,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mount_propagation: Option<v1::MountPropagation>,
}

/// `mesos.v1.Volume.Source.SandboxPath`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct SandboxPath {
    #[prost(enumeration = "v1::volume::source::sandbox_path::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::volume::source::sandbox_path::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::volume::source::sandbox_path::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(string, required, tag = "2")]
    pub path: String,
}

wire_enum! {
    /// `mesos.v1.Volume.Source.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        DockerVolume = 1, "DOCKER_VOLUME";
        HostPath = 4, "HOST_PATH";
        SandboxPath = 2, "SANDBOX_PATH";
        Secret = 3, "SECRET";
        CsiVolume = 5, "CSI_VOLUME";
    }
}
