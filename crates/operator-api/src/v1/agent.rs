//! What is nested in `mesos.v1.agent`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::Names;
use crate::v1;

pub mod call;
pub mod process_io;
pub mod response;

/// `mesos.v1.agent.Call`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Call {
    #[prost(enumeration = "v1::agent::call::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::agent::call::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::agent::call::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_metrics: Option<v1::agent::call::GetMetrics>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_logging_level: Option<v1::agent::call::SetLoggingLevel>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_files: Option<v1::agent::call::ListFiles>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_file: Option<v1::agent::call::ReadFile>,
    #[prost(message, optional, tag = "20")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_containers: Option<v1::agent::call::GetContainers>,
    /// Deprecated.
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_nested_container: Option<v1::agent::call::LaunchNestedContainer>,
    /// Deprecated.
    #[prost(message, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_nested_container: Option<v1::agent::call::WaitNestedContainer>,
    /// Deprecated.
    #[prost(message, optional, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kill_nested_container: Option<v1::agent::call::KillNestedContainer>,
    /// Deprecated.
    #[prost(message, optional, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove_nested_container: Option<v1::agent::call::RemoveNestedContainer>,
    #[prost(message, optional, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_nested_container_session: Option<v1::agent::call::LaunchNestedContainerSession>,
    #[prost(message, optional, boxed, tag = "10")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attach_container_input: Option<Box<v1::agent::call::AttachContainerInput>>,
    #[prost(message, optional, tag = "11")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attach_container_output: Option<v1::agent::call::AttachContainerOutput>,
    #[prost(message, optional, tag = "13")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_container: Option<v1::agent::call::LaunchContainer>,
    #[prost(message, optional, tag = "14")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_container: Option<v1::agent::call::WaitContainer>,
    #[prost(message, optional, tag = "15")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kill_container: Option<v1::agent::call::KillContainer>,
    #[prost(message, optional, tag = "16")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove_container: Option<v1::agent::call::RemoveContainer>,
    #[prost(message, optional, tag = "17")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub add_resource_provider_config: Option<v1::agent::call::AddResourceProviderConfig>,
    #[prost(message, optional, tag = "18")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_resource_provider_config: Option<v1::agent::call::UpdateResourceProviderConfig>,
    #[prost(message, optional, tag = "19")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove_resource_provider_config: Option<v1::agent::call::RemoveResourceProviderConfig>,
    #[prost(message, optional, tag = "22")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark_resource_provider_gone: Option<v1::agent::call::MarkResourceProviderGone>,
    #[prost(message, optional, tag = "21")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prune_images: Option<v1::agent::call::PruneImages>,
}

/// `mesos.v1.agent.ProcessIO`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ProcessIo {
    #[prost(enumeration = "v1::agent::process_io::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::agent::process_io::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::agent::process_io::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<v1::agent::process_io::Data>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control: Option<v1::agent::process_io::Control>,
}

/// `mesos.v1.agent.Response`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Response {
    #[prost(enumeration = "v1::agent::response::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::agent::response::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::agent::response::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_health: Option<v1::agent::response::GetHealth>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_flags: Option<v1::agent::response::GetFlags>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_version: Option<v1::agent::response::GetVersion>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_metrics: Option<v1::agent::response::GetMetrics>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_logging_level: Option<v1::agent::response::GetLoggingLevel>,
    #[prost(message, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_files: Option<v1::agent::response::ListFiles>,
    #[prost(message, optional, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_file: Option<v1::agent::response::ReadFile>,
    #[prost(message, optional, boxed, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_state: Option<Box<v1::agent::response::GetState>>,
    #[prost(message, optional, tag = "10")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_containers: Option<v1::agent::response::GetContainers>,
    #[prost(message, optional, tag = "11")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_frameworks: Option<v1::agent::response::GetFrameworks>,
    #[prost(message, optional, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_executors: Option<v1::agent::response::GetExecutors>,
    #[prost(message, optional, tag = "18")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_operations: Option<v1::agent::response::GetOperations>,
    #[prost(message, optional, boxed, tag = "13")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_tasks: Option<Box<v1::agent::response::GetTasks>>,
    #[prost(message, optional, tag = "15")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_agent: Option<v1::agent::response::GetAgent>,
    #[prost(message, optional, tag = "17")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_resource_providers: Option<v1::agent::response::GetResourceProviders>,
    #[prost(message, optional, tag = "14")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_nested_container: Option<v1::agent::response::WaitNestedContainer>,
    #[prost(message, optional, tag = "16")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_container: Option<v1::agent::response::WaitContainer>,
}
