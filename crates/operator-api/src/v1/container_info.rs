//! What is nested in `mesos.v1.ContainerInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{Names, wire_enum};
use crate::v1;

pub mod docker_info;

/// `mesos.v1.ContainerInfo.DockerInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DockerInfo {
    #[prost(string, required, tag = "1")]
    pub image: String,
    #[prost(enumeration = "v1::container_info::docker_info::Network", optional, default = "Host", tag = "2")]
    #[serde(with = "Names::<v1::container_info::docker_info::Network>")]
    #[serde(skip_serializing_if = "Names::<v1::container_info::docker_info::Network>::is_nameless")]
    pub network: Option<i32>,
    #[prost(message, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub port_mappings: Vec<v1::container_info::docker_info::PortMapping>,
    #[prost(bool, optional, default = "false", tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privileged: Option<bool>,
    #[prost(message, repeated, tag = "5")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<v1::Parameter>,
    #[prost(bool, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force_pull_image: Option<bool>,
    /// Deprecated.
    #[prost(string, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_driver: Option<String>,
}

/// `mesos.v1.ContainerInfo.MesosInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct MesosInfo {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<v1::Image>,
}

wire_enum! {
    /// `mesos.v1.ContainerInfo.Type`.
    Type {
        Docker = 1, "DOCKER";
        Mesos = 2, "MESOS";
    }
}
