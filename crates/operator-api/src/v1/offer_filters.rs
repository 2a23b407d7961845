//! What is nested in `mesos.v1.OfferFilters`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use std::collections::BTreeMap;
use serde::{Deserialize, Serialize};
use crate::v1;

/// `mesos.v1.OfferFilters.MinAllocatableResources`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct MinAllocatableResources {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<v1::offer_filters::ResourceQuantities>,
}

/// `mesos.v1.OfferFilters.ResourceQuantities`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ResourceQuantities {
    #[prost(btree_map = "string, message", tag = "1")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub quantities: BTreeMap<String, v1::value::Scalar>,
}
