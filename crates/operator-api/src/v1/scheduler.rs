//! What is nested in `mesos.v1.scheduler`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use std::collections::BTreeMap;
use serde::{Deserialize, Serialize};
use crate::v1;

pub mod attribute_constraint;
pub mod offer_constraints;

/// `mesos.v1.scheduler.AttributeConstraint`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct AttributeConstraint {
    #[prost(message, required, tag = "1")]
    pub selector: v1::scheduler::attribute_constraint::Selector,
    #[prost(message, required, boxed, tag = "2")]
    pub predicate: Box<v1::scheduler::attribute_constraint::Predicate>,
}

/// `mesos.v1.scheduler.OfferConstraints`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct OfferConstraints {
    #[prost(btree_map = "string, message", tag = "1")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub role_constraints: BTreeMap<String, v1::scheduler::offer_constraints::RoleConstraints>,
}
