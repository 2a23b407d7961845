//! What is nested in `mesos.v1.NetworkInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{Names, number, wire_enum};
use crate::v1;

/// `mesos.v1.NetworkInfo.IPAddress`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct IpAddress {
    #[prost(enumeration = "v1::network_info::Protocol", optional, default = "IPv4", tag = "1")]
    #[serde(with = "Names::<v1::network_info::Protocol>")]
    #[serde(skip_serializing_if = "Names::<v1::network_info::Protocol>::is_nameless")]
    pub protocol: Option<i32>,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
}

/// `mesos.v1.NetworkInfo.PortMapping`.
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
    /// `mesos.v1.NetworkInfo.Protocol`.
    Protocol {
        IPv4 = 1, "IPv4";
        IPv6 = 2, "IPv6";
    }
}
