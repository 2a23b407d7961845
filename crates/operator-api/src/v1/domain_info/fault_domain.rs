//! What is nested in `mesos.v1.DomainInfo.FaultDomain`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};

/// `mesos.v1.DomainInfo.FaultDomain.RegionInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct RegionInfo {
    #[prost(string, required, tag = "1")]
    pub name: String,
}

/// `mesos.v1.DomainInfo.FaultDomain.ZoneInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ZoneInfo {
    #[prost(string, required, tag = "1")]
    pub name: String,
}
