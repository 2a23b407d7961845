//! What is nested in `mesos.v1.maintenance`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::v1;

pub mod cluster_status;

/// `mesos.v1.maintenance.ClusterStatus`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ClusterStatus {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub draining_machines: Vec<v1::maintenance::cluster_status::DrainingMachine>,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub down_machines: Vec<v1::MachineId>,
}

/// `mesos.v1.maintenance.Schedule`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Schedule {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<v1::maintenance::Window>,
}

/// `mesos.v1.maintenance.Window`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Window {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub machine_ids: Vec<v1::MachineId>,
    #[prost(message, required, tag = "2")]
    pub unavailability: v1::Unavailability,
}
