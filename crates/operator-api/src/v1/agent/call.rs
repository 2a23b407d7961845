//! What is nested in `mesos.v1.agent.Call`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use std::collections::BTreeMap;
use serde::{Deserialize, Serialize};
use crate::json::{Names, number, wire_enum};
use crate::v1;

pub mod attach_container_input;

/// `mesos.v1.agent.Call.AddResourceProviderConfig`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct AddResourceProviderConfig {
    #[prost(message, required, boxed, tag = "1")]
    pub info: Box<v1::ResourceProviderInfo>,
}

/// `mesos.v1.agent.Call.AttachContainerInput`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct AttachContainerInput {
    #[prost(enumeration = "v1::agent::call::attach_container_input::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::agent::call::attach_container_input::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::agent::call::attach_container_input::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_id: Option<v1::ContainerId>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process_io: Option<v1::agent::ProcessIo>,
}

/// `mesos.v1.agent.Call.AttachContainerOutput`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct AttachContainerOutput {
    #[prost(message, required, tag = "1")]
    pub container_id: v1::ContainerId,
}

/// `mesos.v1.agent.Call.GetContainers`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetContainers {
    #[prost(bool, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_nested: Option<bool>,
    #[prost(bool, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_standalone: Option<bool>,
}

/// `mesos.v1.agent.Call.GetMetrics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMetrics {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<v1::DurationInfo>,
}

/// `mesos.v1.agent.Call.KillContainer`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct KillContainer {
    #[prost(message, required, tag = "1")]
    pub container_id: v1::ContainerId,
    #[prost(int32, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signal: Option<i32>,
}

/// `mesos.v1.agent.Call.KillNestedContainer`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct KillNestedContainer {
    #[prost(message, required, tag = "1")]
    pub container_id: v1::ContainerId,
    #[prost(int32, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signal: Option<i32>,
}

/// `mesos.v1.agent.Call.LaunchContainer`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct LaunchContainer {
    #[prost(message, required, tag = "1")]
    pub container_id: v1::ContainerId,
    #[prost(message, optional, boxed, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Box<v1::CommandInfo>>,
    #[prost(message, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
    #[prost(message, optional, boxed, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<Box<v1::ContainerInfo>>,
    #[prost(btree_map = "string, message", tag = "5")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<String, v1::value::Scalar>,
}

/// `mesos.v1.agent.Call.LaunchNestedContainer`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct LaunchNestedContainer {
    #[prost(message, required, tag = "1")]
    pub container_id: v1::ContainerId,
    #[prost(message, optional, boxed, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Box<v1::CommandInfo>>,
    #[prost(message, optional, boxed, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<Box<v1::ContainerInfo>>,
}

/// `mesos.v1.agent.Call.LaunchNestedContainerSession`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct LaunchNestedContainerSession {
    #[prost(message, required, tag = "1")]
    pub container_id: v1::ContainerId,
    #[prost(message, optional, boxed, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Box<v1::CommandInfo>>,
    #[prost(message, optional, boxed, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<Box<v1::ContainerInfo>>,
}

/// `mesos.v1.agent.Call.ListFiles`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ListFiles {
    #[prost(string, required, tag = "1")]
    pub path: String,
}

/// `mesos.v1.agent.Call.MarkResourceProviderGone`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct MarkResourceProviderGone {
    #[prost(message, required, tag = "1")]
    pub resource_provider_id: v1::ResourceProviderId,
}

/// `mesos.v1.agent.Call.PruneImages`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct PruneImages {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excluded_images: Vec<v1::Image>,
}

/// `mesos.v1.agent.Call.ReadFile`.
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

/// `mesos.v1.agent.Call.RemoveContainer`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveContainer {
    #[prost(message, required, tag = "1")]
    pub container_id: v1::ContainerId,
}

/// `mesos.v1.agent.Call.RemoveNestedContainer`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveNestedContainer {
    #[prost(message, required, tag = "1")]
    pub container_id: v1::ContainerId,
}

/// `mesos.v1.agent.Call.RemoveResourceProviderConfig`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveResourceProviderConfig {
    #[prost(string, required, tag = "1")]
    pub r#type: String,
    #[prost(string, required, tag = "2")]
    pub name: String,
}

/// `mesos.v1.agent.Call.SetLoggingLevel`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct SetLoggingLevel {
    #[prost(uint32, required, tag = "1")]
    #[serde(with = "number")]
    pub level: u32,
    #[prost(message, required, tag = "2")]
    pub duration: v1::DurationInfo,
}

/// `mesos.v1.agent.Call.UpdateResourceProviderConfig`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateResourceProviderConfig {
    #[prost(message, required, boxed, tag = "1")]
    pub info: Box<v1::ResourceProviderInfo>,
}

/// `mesos.v1.agent.Call.WaitContainer`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct WaitContainer {
    #[prost(message, required, tag = "1")]
    pub container_id: v1::ContainerId,
}

/// `mesos.v1.agent.Call.WaitNestedContainer`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct WaitNestedContainer {
    #[prost(message, required, tag = "1")]
    pub container_id: v1::ContainerId,
}

wire_enum! {
    /// `mesos.v1.agent.Call.Type`.
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
        GetContainers = 10, "GET_CONTAINERS";
        GetFrameworks = 11, "GET_FRAMEWORKS";
        GetExecutors = 12, "GET_EXECUTORS";
        GetOperations = 31, "GET_OPERATIONS";
        GetTasks = 13, "GET_TASKS";
        GetAgent = 20, "GET_AGENT";
        GetResourceProviders = 26, "GET_RESOURCE_PROVIDERS";
        LaunchNestedContainer = 14, "LAUNCH_NESTED_CONTAINER";
        WaitNestedContainer = 15, "WAIT_NESTED_CONTAINER";
        KillNestedContainer = 16, "KILL_NESTED_CONTAINER";
        RemoveNestedContainer = 21, "REMOVE_NESTED_CONTAINER";
        LaunchNestedContainerSession = 17, "LAUNCH_NESTED_CONTAINER_SESSION";
        AttachContainerInput = 18, "ATTACH_CONTAINER_INPUT";
        AttachContainerOutput = 19, "ATTACH_CONTAINER_OUTPUT";
        LaunchContainer = 22, "LAUNCH_CONTAINER";
        WaitContainer = 23, "WAIT_CONTAINER";
        KillContainer = 24, "KILL_CONTAINER";
        RemoveContainer = 25, "REMOVE_CONTAINER";
        AddResourceProviderConfig = 27, "ADD_RESOURCE_PROVIDER_CONFIG";
        UpdateResourceProviderConfig = 28, "UPDATE_RESOURCE_PROVIDER_CONFIG";
        RemoveResourceProviderConfig = 29, "REMOVE_RESOURCE_PROVIDER_CONFIG";
        MarkResourceProviderGone = 32, "MARK_RESOURCE_PROVIDER_GONE";
        PruneImages = 30, "PRUNE_IMAGES";
    }
}
