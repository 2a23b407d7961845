//! What is nested in `mesos.v1.master.Response`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{base64, number, wire_enum};
use crate::v1;

pub mod get_agents;
pub mod get_executors;
pub mod get_frameworks;

/// `mesos.v1.master.Response.GetAgents`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetAgents {
    #[prost(message, repeated, tag = "1")]
    pub agents: Vec<v1::master::response::get_agents::Agent>,
    #[prost(message, repeated, tag = "2")]
    pub recovered_agents: Vec<v1::AgentInfo>,
}

/// `mesos.v1.master.Response.GetExecutors`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetExecutors {
    #[prost(message, repeated, tag = "1")]
    pub executors: Vec<v1::master::response::get_executors::Executor>,
    /// Deprecated.
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub orphan_executors: Vec<v1::master::response::get_executors::Executor>,
}

/// `mesos.v1.master.Response.GetFlags`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetFlags {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<v1::Flag>,
}

/// `mesos.v1.master.Response.GetFrameworks`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetFrameworks {
    #[prost(message, repeated, tag = "1")]
    pub frameworks: Vec<v1::master::response::get_frameworks::Framework>,
    #[prost(message, repeated, tag = "2")]
    pub completed_frameworks: Vec<v1::master::response::get_frameworks::Framework>,
    /// Deprecated.
    #[prost(message, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recovered_frameworks: Vec<v1::FrameworkInfo>,
}

/// `mesos.v1.master.Response.GetHealth`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetHealth {
    #[prost(bool, required, tag = "1")]
    pub healthy: bool,
}

/// `mesos.v1.master.Response.GetLoggingLevel`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetLoggingLevel {
    #[prost(uint32, required, tag = "1")]
    #[serde(with = "number")]
    pub level: u32,
}

/// `mesos.v1.master.Response.GetMaintenanceSchedule`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMaintenanceSchedule {
    #[prost(message, required, tag = "1")]
    pub schedule: v1::maintenance::Schedule,
}

/// `mesos.v1.master.Response.GetMaintenanceStatus`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMaintenanceStatus {
    #[prost(message, required, tag = "1")]
    pub status: v1::maintenance::ClusterStatus,
}

/// `mesos.v1.master.Response.GetMaster`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMaster {
    #[prost(message, optional, boxed, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub master_info: Option<Box<v1::MasterInfo>>,
    #[prost(double, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<f64>,
    #[prost(double, optional, tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elected_time: Option<f64>,
}

/// `mesos.v1.master.Response.GetMetrics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMetrics {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<v1::Metric>,
}

/// `mesos.v1.master.Response.GetOperations`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetOperations {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<v1::Operation>,
}

/// `mesos.v1.master.Response.GetQuota`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetQuota {
    #[prost(message, required, tag = "1")]
    pub status: v1::quota::QuotaStatus,
}

/// `mesos.v1.master.Response.GetRoles`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetRoles {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<v1::Role>,
}

/// `mesos.v1.master.Response.GetState`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetState {
    #[prost(message, optional, boxed, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_tasks: Option<Box<v1::master::response::GetTasks>>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_executors: Option<v1::master::response::GetExecutors>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_frameworks: Option<v1::master::response::GetFrameworks>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_agents: Option<v1::master::response::GetAgents>,
}

/// `mesos.v1.master.Response.GetTasks`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetTasks {
    /// Deprecated.
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pending_tasks: Vec<v1::Task>,
    #[prost(message, repeated, tag = "2")]
    pub tasks: Vec<v1::Task>,
    #[prost(message, repeated, tag = "5")]
    pub unreachable_tasks: Vec<v1::Task>,
    #[prost(message, repeated, tag = "3")]
    pub completed_tasks: Vec<v1::Task>,
    /// Deprecated.
    #[prost(message, repeated, tag = "4")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub orphan_tasks: Vec<v1::Task>,
}

/// `mesos.v1.master.Response.GetVersion`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetVersion {
    #[prost(message, required, boxed, tag = "1")]
    pub version_info: Box<v1::VersionInfo>,
}

/// `mesos.v1.master.Response.GetWeights`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetWeights {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weight_infos: Vec<v1::WeightInfo>,
}

/// `mesos.v1.master.Response.ListFiles`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ListFiles {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub file_infos: Vec<v1::FileInfo>,
}

/// `mesos.v1.master.Response.ReadFile`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadFile {
    #[prost(uint64, required, tag = "1")]
    #[serde(with = "number")]
    pub size: u64,
    #[prost(bytes = "vec", required, tag = "2")]
    #[serde(with = "base64")]
    pub data: Vec<u8>,
}

wire_enum! {
    /// `mesos.v1.master.Response.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        GetHealth = 1, "GET_HEALTH";
        GetFlags = 2, "GET_FLAGS";
        GetVersion = 3, "GET_VERSION";
        GetMetrics = 4, "GET_METRICS";
        GetLoggingLevel = 5, "GET_LOGGING_LEVEL";
        ListFiles = 6, "LIST_FILES";
        ReadFile = 7, "READ_FILE";
        GetState = 8, "GET_STATE";
        GetAgents = 9, "GET_AGENTS";
        GetFrameworks = 10, "GET_FRAMEWORKS";
        GetExecutors = 11, "GET_EXECUTORS";
        GetOperations = 19, "GET_OPERATIONS";
        GetTasks = 12, "GET_TASKS";
        GetRoles = 13, "GET_ROLES";
        GetWeights = 14, "GET_WEIGHTS";
        GetMaster = 15, "GET_MASTER";
        GetMaintenanceStatus = 16, "GET_MAINTENANCE_STATUS";
        GetMaintenanceSchedule = 17, "GET_MAINTENANCE_SCHEDULE";
        GetQuota = 18, "GET_QUOTA";
    }
}
