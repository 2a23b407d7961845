//! What is nested in `mesos.v1.RLimitInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{Names, number};
use crate::v1;

pub mod r_limit;

/// `mesos.v1.RLimitInfo.RLimit`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct RLimit {
    #[prost(enumeration = "v1::r_limit_info::r_limit::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::r_limit_info::r_limit::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::r_limit_info::r_limit::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(uint64, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hard: Option<u64>,
    #[prost(uint64, optional, tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soft: Option<u64>,
}
