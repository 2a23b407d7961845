//! What is nested in `mesos.v1.master.Response.GetFrameworks`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::v1;

/// `mesos.v1.master.Response.GetFrameworks.Framework`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Framework {
    #[prost(message, required, boxed, tag = "1")]
    pub framework_info: Box<v1::FrameworkInfo>,
    #[prost(bool, required, tag = "2")]
    pub active: bool,
    #[prost(bool, required, tag = "3")]
    pub connected: bool,
    #[prost(bool, required, tag = "11")]
    pub recovered: bool,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_time: Option<v1::TimeInfo>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reregistered_time: Option<v1::TimeInfo>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unregistered_time: Option<v1::TimeInfo>,
    #[prost(message, repeated, tag = "7")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<v1::Offer>,
    #[prost(message, repeated, tag = "8")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inverse_offers: Vec<v1::InverseOffer>,
    #[prost(message, repeated, tag = "9")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allocated_resources: Vec<v1::Resource>,
    #[prost(message, repeated, tag = "10")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offered_resources: Vec<v1::Resource>,
    #[prost(message, optional, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer_constraints: Option<v1::scheduler::OfferConstraints>,
}
