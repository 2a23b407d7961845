//! What is nested in `mesos.v1.master.Call`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{number, wire_enum};
use crate::v1;

/// `mesos.v1.master.Call.CreateVolumes`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateVolumes {
    #[prost(message, required, tag = "1")]
    pub agent_id: v1::AgentId,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<v1::Resource>,
}

/// `mesos.v1.master.Call.DeactivateAgent`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DeactivateAgent {
    #[prost(message, required, tag = "1")]
    pub agent_id: v1::AgentId,
}

/// `mesos.v1.master.Call.DestroyVolumes`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DestroyVolumes {
    #[prost(message, required, tag = "1")]
    pub agent_id: v1::AgentId,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<v1::Resource>,
}

/// `mesos.v1.master.Call.DrainAgent`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DrainAgent {
    #[prost(message, required, tag = "1")]
    pub agent_id: v1::AgentId,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_grace_period: Option<v1::protobuf::Duration>,
    #[prost(bool, optional, default = "false", tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark_gone: Option<bool>,
}

/// `mesos.v1.master.Call.GetMetrics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMetrics {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<v1::DurationInfo>,
}

/// `mesos.v1.master.Call.GrowVolume`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GrowVolume {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<v1::AgentId>,
    #[prost(message, required, boxed, tag = "2")]
    pub volume: Box<v1::Resource>,
    #[prost(message, required, boxed, tag = "3")]
    pub addition: Box<v1::Resource>,
}

/// `mesos.v1.master.Call.ListFiles`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ListFiles {
    #[prost(string, required, tag = "1")]
    pub path: String,
}

/// `mesos.v1.master.Call.MarkAgentGone`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct MarkAgentGone {
    #[prost(message, required, tag = "1")]
    pub agent_id: v1::AgentId,
}

/// `mesos.v1.master.Call.ReactivateAgent`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ReactivateAgent {
    #[prost(message, required, tag = "1")]
    pub agent_id: v1::AgentId,
}

/// `mesos.v1.master.Call.ReadFile`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadFile {
    #[prost(string, required, tag = "1")]
    pub path: String,
    #[prost(uint64, required, tag = "2")]
    #[serde(with = "number")]
    pub offset: u64,
    #[prost(uint64, optional, tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
}

/// `mesos.v1.master.Call.RemoveQuota`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveQuota {
    #[prost(string, required, tag = "1")]
    pub role: String,
}

/// `mesos.v1.master.Call.ReserveResources`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ReserveResources {
    #[prost(message, required, tag = "1")]
    pub agent_id: v1::AgentId,
    #[prost(message, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<v1::Resource>,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
}

/// `mesos.v1.master.Call.SetLoggingLevel`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct SetLoggingLevel {
    #[prost(uint32, required, tag = "1")]
    #[serde(with = "number")]
    pub level: u32,
    #[prost(message, required, tag = "2")]
    pub duration: v1::DurationInfo,
}

/// `mesos.v1.master.Call.SetQuota`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct SetQuota {
    #[prost(message, required, tag = "1")]
    pub quota_request: v1::quota::QuotaRequest,
}

/// `mesos.v1.master.Call.ShrinkVolume`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ShrinkVolume {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<v1::AgentId>,
    #[prost(message, required, boxed, tag = "2")]
    pub volume: Box<v1::Resource>,
    #[prost(message, required, tag = "3")]
    pub subtract: v1::value::Scalar,
}

/// `mesos.v1.master.Call.StartMaintenance`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct StartMaintenance {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub machines: Vec<v1::MachineId>,
}

/// `mesos.v1.master.Call.StopMaintenance`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct StopMaintenance {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub machines: Vec<v1::MachineId>,
}

/// `mesos.v1.master.Call.Teardown`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Teardown {
    #[prost(message, required, tag = "1")]
    pub framework_id: v1::FrameworkId,
}

/// `mesos.v1.master.Call.UnreserveResources`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct UnreserveResources {
    #[prost(message, required, tag = "1")]
    pub agent_id: v1::AgentId,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
}

/// `mesos.v1.master.Call.UpdateMaintenanceSchedule`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateMaintenanceSchedule {
    #[prost(message, required, tag = "1")]
    pub schedule: v1::maintenance::Schedule,
}

/// `mesos.v1.master.Call.UpdateQuota`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateQuota {
    #[prost(bool, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<bool>,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quota_configs: Vec<v1::quota::QuotaConfig>,
}

/// `mesos.v1.master.Call.UpdateWeights`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateWeights {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weight_infos: Vec<v1::WeightInfo>,
}

wire_enum! {
    /// `mesos.v1.master.Call.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        GetHealth = 1, "GET_HEALTH";
        GetFlags = 2, "GET_FLAGS";
        GetVersion = 3, "GET_VERSION";
        GetMetrics = 4, "GET_METRICS";
        GetLoggingLevel = 5, "GET_LOGGING_LEVEL";
        SetLoggingLevel = 6, "SET_LOGGING_LEVEL";
        ListFiles = 7, "LIST_FILES";
        ReadFile = 8, "READ_FILE";
        GetState = 9, "GET_STATE";
        GetAgents = 10, "GET_AGENTS";
        GetFrameworks = 11, "GET_FRAMEWORKS";
        GetExecutors = 12, "GET_EXECUTORS";
        GetOperations = 33, "GET_OPERATIONS";
        GetTasks = 13, "GET_TASKS";
        GetRoles = 14, "GET_ROLES";
        GetWeights = 15, "GET_WEIGHTS";
        UpdateWeights = 16, "UPDATE_WEIGHTS";
        GetMaster = 17, "GET_MASTER";
        Subscribe = 18, "SUBSCRIBE";
        ReserveResources = 19, "RESERVE_RESOURCES";
        UnreserveResources = 20, "UNRESERVE_RESOURCES";
        CreateVolumes = 21, "CREATE_VOLUMES";
        DestroyVolumes = 22, "DESTROY_VOLUMES";
        GrowVolume = 34, "GROW_VOLUME";
        ShrinkVolume = 35, "SHRINK_VOLUME";
        GetMaintenanceStatus = 23, "GET_MAINTENANCE_STATUS";
        GetMaintenanceSchedule = 24, "GET_MAINTENANCE_SCHEDULE";
        UpdateMaintenanceSchedule = 25, "UPDATE_MAINTENANCE_SCHEDULE";
        StartMaintenance = 26, "START_MAINTENANCE";
        StopMaintenance = 27, "STOP_MAINTENANCE";
        DrainAgent = 37, "DRAIN_AGENT";
        DeactivateAgent = 38, "DEACTIVATE_AGENT";
        ReactivateAgent = 39, "REACTIVATE_AGENT";
        GetQuota = 28, "GET_QUOTA";
        UpdateQuota = 36, "UPDATE_QUOTA";
        SetQuota = 29, "SET_QUOTA";
        RemoveQuota = 30, "REMOVE_QUOTA";
        Teardown = 31, "TEARDOWN";
        MarkAgentGone = 32, "MARK_AGENT_GONE";
    }
}
