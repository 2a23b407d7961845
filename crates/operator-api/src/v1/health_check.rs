//! What is nested in `mesos.v1.HealthCheck`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{Names, number, wire_enum};
use crate::v1;

/// `mesos.v1.HealthCheck.HTTPCheckInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct HttpCheckInfo {
    #[prost(enumeration = "v1::network_info::Protocol", optional, default = "IPv4", tag = "5")]
    #[serde(with = "Names::<v1::network_info::Protocol>")]
    #[serde(skip_serializing_if = "Names::<v1::network_info::Protocol>::is_nameless")]
    pub protocol: Option<i32>,
    #[prost(string, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    #[prost(uint32, required, tag = "1")]
    #[serde(with = "number")]
    pub port: u32,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    #[prost(uint32, repeated, packed = "false", tag = "4")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<u32>,
}

/// `mesos.v1.HealthCheck.TCPCheckInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TcpCheckInfo {
    #[prost(enumeration = "v1::network_info::Protocol", optional, default = "IPv4", tag = "2")]
    #[serde(with = "Names::<v1::network_info::Protocol>")]
    #[serde(skip_serializing_if = "Names::<v1::network_info::Protocol>::is_nameless")]
    pub protocol: Option<i32>,
    #[prost(uint32, required, tag = "1")]
    #[serde(with = "number")]
    pub port: u32,
}

wire_enum! {
    /// `mesos.v1.HealthCheck.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        Command = 1, "COMMAND";
        Http = 2, "HTTP";
        Tcp = 3, "TCP";
    }
}
