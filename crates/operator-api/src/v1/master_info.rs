//! What is nested in `mesos.v1.MasterInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::Names;
use crate::v1;

pub mod capability;

/// `mesos.v1.MasterInfo.Capability`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Capability {
    #[prost(enumeration = "v1::master_info::capability::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::master_info::capability::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::master_info::capability::Type>::is_nameless")]
    pub r#type: Option<i32>,
}
