//! What is nested in `mesos.v1.Volume`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{Names, wire_enum};
use crate::v1;

pub mod source;

/// `mesos.v1.Volume.Source`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    #[prost(enumeration = "v1::volume::source::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::volume::source::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::volume::source::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docker_volume: Option<v1::volume::source::DockerVolume>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_path: Option<v1::volume::source::HostPath>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sandbox_path: Option<v1::volume::source::SandboxPath>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<v1::Secret>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csi_volume: Option<v1::volume::source::CsiVolume>,
}

wire_enum! {
    /// `mesos.v1.Volume.Mode`.
    Mode {
        Rw = 1, "RW";
        Ro = 2, "RO";
    }
}
