//! What is nested in `mesos.v1.ContainerInfo.DockerInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{number, wire_enum};

/// `mesos.v1.ContainerInfo.DockerInfo.PortMapping`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct PortMapping {
    #[prost(uint32, required, tag = "1")]
    #[serde(with = "number")]
    pub host_port: u32,
    #[prost(uint32, required, tag = "2")]
    #[serde(with = "number")]
    pub container_port: u32,
    #[prost(string, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
}

wire_enum! {
    /// `mesos.v1.ContainerInfo.DockerInfo.Network`.
    Network {
        Host = 1, "HOST";
        Bridge = 2, "BRIDGE";
        None = 3, "NONE";
        User = 4, "USER";
    }
}
