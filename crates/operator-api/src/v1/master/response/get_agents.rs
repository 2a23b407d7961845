//! What is nested in `mesos.v1.master.Response.GetAgents`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::v1;

pub mod agent;

/// `mesos.v1.master.Response.GetAgents.Agent`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Agent {
    #[prost(message, required, boxed, tag = "1")]
    pub agent_info: Box<v1::AgentInfo>,
    #[prost(bool, required, tag = "2")]
    pub active: bool,
    #[prost(bool, optional, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deactivated: Option<bool>,
    #[prost(string, required, tag = "3")]
    pub version: String,
    #[prost(string, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pid: Option<String>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_time: Option<v1::TimeInfo>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reregistered_time: Option<v1::TimeInfo>,
    #[prost(message, repeated, tag = "7")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub total_resources: Vec<v1::Resource>,
    #[prost(message, repeated, tag = "8")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allocated_resources: Vec<v1::Resource>,
    #[prost(message, repeated, tag = "9")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offered_resources: Vec<v1::Resource>,
    #[prost(message, repeated, tag = "10")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<v1::agent_info::Capability>,
    #[prost(message, repeated, tag = "11")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_providers: Vec<v1::master::response::get_agents::agent::ResourceProvider>,
    #[prost(message, optional, tag = "13")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drain_info: Option<v1::DrainInfo>,
    #[prost(message, optional, tag = "14")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimated_drain_start_time: Option<v1::TimeInfo>,
}
