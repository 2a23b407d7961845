//! What is nested in `mesos.v1.scheduler.OfferConstraints`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::v1;

pub mod role_constraints;

/// `mesos.v1.scheduler.OfferConstraints.RoleConstraints`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleConstraints {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<v1::scheduler::offer_constraints::role_constraints::Group>,
}
