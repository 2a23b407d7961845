//! What is nested in `mesos.v1.maintenance.ClusterStatus`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::v1;

/// `mesos.v1.maintenance.ClusterStatus.DrainingMachine`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DrainingMachine {
    #[prost(message, required, tag = "1")]
    pub id: v1::MachineId,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<v1::allocator::InverseOfferStatus>,
}
