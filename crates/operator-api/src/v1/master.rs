//! What is nested in `mesos.v1.master`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::Names;
use crate::v1;

pub mod call;
pub mod event;
pub mod response;

/// `mesos.v1.master.Call`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Call {
    #[prost(enumeration = "v1::master::call::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::master::call::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::master::call::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_metrics: Option<v1::master::call::GetMetrics>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_logging_level: Option<v1::master::call::SetLoggingLevel>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_files: Option<v1::master::call::ListFiles>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_file: Option<v1::master::call::ReadFile>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_weights: Option<v1::master::call::UpdateWeights>,
    #[prost(message, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserve_resources: Option<v1::master::call::ReserveResources>,
    #[prost(message, optional, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreserve_resources: Option<v1::master::call::UnreserveResources>,
    #[prost(message, optional, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_volumes: Option<v1::master::call::CreateVolumes>,
    #[prost(message, optional, tag = "10")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destroy_volumes: Option<v1::master::call::DestroyVolumes>,
    #[prost(message, optional, tag = "18")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grow_volume: Option<v1::master::call::GrowVolume>,
    #[prost(message, optional, tag = "19")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shrink_volume: Option<v1::master::call::ShrinkVolume>,
    #[prost(message, optional, tag = "11")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_maintenance_schedule: Option<v1::master::call::UpdateMaintenanceSchedule>,
    #[prost(message, optional, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_maintenance: Option<v1::master::call::StartMaintenance>,
    #[prost(message, optional, tag = "13")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_maintenance: Option<v1::master::call::StopMaintenance>,
    #[prost(message, optional, tag = "21")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drain_agent: Option<v1::master::call::DrainAgent>,
    #[prost(message, optional, tag = "22")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deactivate_agent: Option<v1::master::call::DeactivateAgent>,
    #[prost(message, optional, tag = "23")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reactivate_agent: Option<v1::master::call::ReactivateAgent>,
    #[prost(message, optional, tag = "20")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_quota: Option<v1::master::call::UpdateQuota>,
    #[prost(message, optional, tag = "16")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub teardown: Option<v1::master::call::Teardown>,
    #[prost(message, optional, tag = "17")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark_agent_gone: Option<v1::master::call::MarkAgentGone>,
    /// Deprecated.
    #[prost(message, optional, tag = "14")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_quota: Option<v1::master::call::SetQuota>,
    /// Deprecated.
    #[prost(message, optional, tag = "15")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove_quota: Option<v1::master::call::RemoveQuota>,
}

/// `mesos.v1.master.Event`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    #[prost(enumeration = "v1::master::event::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::master::event::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::master::event::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscribed: Option<v1::master::event::Subscribed>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_added: Option<v1::master::event::TaskAdded>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_updated: Option<v1::master::event::TaskUpdated>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_added: Option<v1::master::event::AgentAdded>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_removed: Option<v1::master::event::AgentRemoved>,
    #[prost(message, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework_added: Option<v1::master::event::FrameworkAdded>,
    #[prost(message, optional, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework_updated: Option<v1::master::event::FrameworkUpdated>,
    #[prost(message, optional, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework_removed: Option<v1::master::event::FrameworkRemoved>,
}

/// `mesos.v1.master.Response`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Response {
    #[prost(enumeration = "v1::master::response::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::master::response::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::master::response::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_health: Option<v1::master::response::GetHealth>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_flags: Option<v1::master::response::GetFlags>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_version: Option<v1::master::response::GetVersion>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_metrics: Option<v1::master::response::GetMetrics>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_logging_level: Option<v1::master::response::GetLoggingLevel>,
    #[prost(message, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_files: Option<v1::master::response::ListFiles>,
    #[prost(message, optional, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_file: Option<v1::master::response::ReadFile>,
    #[prost(message, optional, boxed, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_state: Option<Box<v1::master::response::GetState>>,
    #[prost(message, optional, tag = "10")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_agents: Option<v1::master::response::GetAgents>,
    #[prost(message, optional, tag = "11")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_frameworks: Option<v1::master::response::GetFrameworks>,
    #[prost(message, optional, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_executors: Option<v1::master::response::GetExecutors>,
    #[prost(message, optional, tag = "20")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_operations: Option<v1::master::response::GetOperations>,
    #[prost(message, optional, boxed, tag = "13")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_tasks: Option<Box<v1::master::response::GetTasks>>,
    #[prost(message, optional, tag = "14")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_roles: Option<v1::master::response::GetRoles>,
    #[prost(message, optional, tag = "15")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_weights: Option<v1::master::response::GetWeights>,
    #[prost(message, optional, tag = "16")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_master: Option<v1::master::response::GetMaster>,
    #[prost(message, optional, tag = "17")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_maintenance_status: Option<v1::master::response::GetMaintenanceStatus>,
    #[prost(message, optional, tag = "18")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_maintenance_schedule: Option<v1::master::response::GetMaintenanceSchedule>,
    #[prost(message, optional, tag = "19")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_quota: Option<v1::master::response::GetQuota>,
}
