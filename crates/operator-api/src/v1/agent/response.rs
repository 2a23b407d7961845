//! What is nested in `mesos.v1.agent.Response`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{Names, base64, number, wire_enum};
use crate::v1;

pub mod get_containers;
pub mod get_executors;
pub mod get_frameworks;
pub mod get_resource_providers;

/// `mesos.v1.agent.Response.GetAgent`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetAgent {
    #[prost(message, optional, boxed, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_info: Option<Box<v1::AgentInfo>>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drain_config: Option<v1::DrainConfig>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimated_drain_start_time: Option<v1::TimeInfo>,
}

/// `mesos.v1.agent.Response.GetContainers`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetContainers {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub containers: Vec<v1::agent::response::get_containers::Container>,
}

/// `mesos.v1.agent.Response.GetExecutors`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetExecutors {
    #[prost(message, repeated, tag = "1")]
    pub executors: Vec<v1::agent::response::get_executors::Executor>,
    #[prost(message, repeated, tag = "2")]
    pub completed_executors: Vec<v1::agent::response::get_executors::Executor>,
}

/// `mesos.v1.agent.Response.GetFlags`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetFlags {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<v1::Flag>,
}

/// `mesos.v1.agent.Response.GetFrameworks`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetFrameworks {
    #[prost(message, repeated, tag = "1")]
    pub frameworks: Vec<v1::agent::response::get_frameworks::Framework>,
    #[prost(message, repeated, tag = "2")]
    pub completed_frameworks: Vec<v1::agent::response::get_frameworks::Framework>,
}

/// `mesos.v1.agent.Response.GetHealth`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetHealth {
    #[prost(bool, required, tag = "1")]
    pub healthy: bool,
}

/// `mesos.v1.agent.Response.GetLoggingLevel`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetLoggingLevel {
    #[prost(uint32, required, tag = "1")]
    #[serde(with = "number")]
    pub level: u32,
}

/// `mesos.v1.agent.Response.GetMetrics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMetrics {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<v1::Metric>,
}

/// `mesos.v1.agent.Response.GetOperations`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetOperations {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<v1::Operation>,
}

/// `mesos.v1.agent.Response.GetResourceProviders`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetResourceProviders {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_providers: Vec<v1::agent::response::get_resource_providers::ResourceProvider>,
}

/// `mesos.v1.agent.Response.GetState`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetState {
    #[prost(message, optional, boxed, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_tasks: Option<Box<v1::agent::response::GetTasks>>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_executors: Option<v1::agent::response::GetExecutors>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_frameworks: Option<v1::agent::response::GetFrameworks>,
}

/// `mesos.v1.agent.Response.GetTasks`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetTasks {
    #[prost(message, repeated, tag = "1")]
    pub pending_tasks: Vec<v1::Task>,
    #[prost(message, repeated, tag = "2")]
    pub queued_tasks: Vec<v1::Task>,
    #[prost(message, repeated, tag = "3")]
    pub launched_tasks: Vec<v1::Task>,
    #[prost(message, repeated, tag = "4")]
    pub terminated_tasks: Vec<v1::Task>,
    #[prost(message, repeated, tag = "5")]
    pub completed_tasks: Vec<v1::Task>,
}

/// `mesos.v1.agent.Response.GetVersion`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetVersion {
    #[prost(message, required, boxed, tag = "1")]
    pub version_info: Box<v1::VersionInfo>,
}

/// `mesos.v1.agent.Response.ListFiles`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ListFiles {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub file_infos: Vec<v1::FileInfo>,
}

/// `mesos.v1.agent.Response.ReadFile`.
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

/// `mesos.v1.agent.Response.WaitContainer`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct WaitContainer {
    #[prost(int32, optional, tag = "1")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_status: Option<i32>,
    #[prost(enumeration = "v1::TaskState", optional, tag = "2")]
    #[serde(with = "Names::<v1::TaskState>")]
    #[serde(skip_serializing_if = "Names::<v1::TaskState>::is_nameless")]
    pub state: Option<i32>,
    #[prost(enumeration = "v1::task_status::Reason", optional, tag = "3")]
    #[serde(with = "Names::<v1::task_status::Reason>")]
    #[serde(skip_serializing_if = "Names::<v1::task_status::Reason>::is_nameless")]
    pub reason: Option<i32>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limitation: Option<v1::TaskResourceLimitation>,
    #[prost(string, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// `mesos.v1.agent.Response.WaitNestedContainer`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct WaitNestedContainer {
    #[prost(int32, optional, tag = "1")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_status: Option<i32>,
    #[prost(enumeration = "v1::TaskState", optional, tag = "2")]
    #[serde(with = "Names::<v1::TaskState>")]
    #[serde(skip_serializing_if = "Names::<v1::TaskState>::is_nameless")]
    pub state: Option<i32>,
    #[prost(enumeration = "v1::task_status::Reason", optional, tag = "3")]
    #[serde(with = "Names::<v1::task_status::Reason>")]
    #[serde(skip_serializing_if = "Names::<v1::task_status::Reason>::is_nameless")]
    pub reason: Option<i32>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limitation: Option<v1::TaskResourceLimitation>,
    #[prost(string, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

wire_enum! {
    /// `mesos.v1.agent.Response.Type`.
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
        GetContainers = 9, "GET_CONTAINERS";
        GetFrameworks = 10, "GET_FRAMEWORKS";
        GetExecutors = 11, "GET_EXECUTORS";
        GetOperations = 17, "GET_OPERATIONS";
        GetTasks = 12, "GET_TASKS";
        GetAgent = 14, "GET_AGENT";
        GetResourceProviders = 16, "GET_RESOURCE_PROVIDERS";
        WaitNestedContainer = 13, "WAIT_NESTED_CONTAINER";
        WaitContainer = 15, "WAIT_CONTAINER";
    }
}
