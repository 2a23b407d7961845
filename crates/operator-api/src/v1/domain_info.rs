//! What is nested in `mesos.v1.DomainInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::v1;

pub mod fault_domain;

/// `mesos.v1.DomainInfo.FaultDomain`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct FaultDomain {
    #[prost(message, required, tag = "1")]
    pub region: v1::domain_info::fault_domain::RegionInfo,
    #[prost(message, required, tag = "2")]
    pub zone: v1::domain_info::fault_domain::ZoneInfo,
}
