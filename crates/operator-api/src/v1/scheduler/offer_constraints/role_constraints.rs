//! What is nested in `mesos.v1.scheduler.OfferConstraints.RoleConstraints`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::v1;

/// `mesos.v1.scheduler.OfferConstraints.RoleConstraints.Group`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Group {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attribute_constraints: Vec<v1::scheduler::AttributeConstraint>,
}
