//! The messages of `mesos.v1` and, in modules, of the packages below it.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use std::collections::BTreeMap;
use serde::{Deserialize, Serialize};
use crate::json::{Names, base64, number, wire_enum};
use crate::v1;

pub mod agent;
pub mod agent_info;
pub mod allocator;
pub mod capability_info;
pub mod cgroup_info;
pub mod check_info;
pub mod check_status_info;
pub mod command_info;
pub mod container_info;
pub mod csi_plugin_container_info;
pub mod device;
pub mod discovery_info;
pub mod domain_info;
pub mod environment;
pub mod executor_info;
pub mod framework_info;
pub mod health_check;
pub mod image;
pub mod linux_info;
pub mod maintenance;
pub mod master;
pub mod master_info;
pub mod mount_propagation;
pub mod network_info;
pub mod offer;
pub mod offer_filters;
pub mod protobuf;
pub mod quota;
pub mod r_limit_info;
pub mod resource;
pub mod resource_provider_info;
pub mod resource_statistics;
pub mod scheduler;
pub mod secret;
pub mod task_status;
pub mod tty_info;
pub mod value;
pub mod volume;

/// `mesos.v1.Address`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    #[prost(string, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    #[prost(int32, required, tag = "3")]
    #[serde(with = "number")]
    pub port: i32,
}

/// `mesos.v1.AgentID`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct AgentId {
    #[prost(string, required, tag = "1")]
    pub value: String,
}

/// `mesos.v1.AgentInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct AgentInfo {
    #[prost(string, required, tag = "1")]
    pub hostname: String,
    #[prost(int32, optional, default = "5051", tag = "8")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<i32>,
    #[prost(message, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
    #[prost(message, repeated, tag = "5")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<v1::Attribute>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<v1::AgentId>,
    /// Deprecated.
    #[prost(bool, optional, default = "false", tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<bool>,
    #[prost(message, optional, tag = "10")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<v1::DomainInfo>,
}

/// `mesos.v1.Attribute`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Attribute {
    #[prost(string, required, tag = "1")]
    pub name: String,
    #[prost(enumeration = "v1::value::Type", optional, tag = "2")]
    #[serde(with = "Names::<v1::value::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::value::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scalar: Option<v1::value::Scalar>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranges: Option<v1::value::Ranges>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set: Option<v1::value::Set>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<v1::value::Text>,
}

/// `mesos.v1.CSIPluginContainerInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct CsiPluginContainerInfo {
    #[prost(enumeration = "v1::csi_plugin_container_info::Service", repeated, tag = "1")]
    #[serde(with = "Names::<v1::csi_plugin_container_info::Service>")]
    #[serde(skip_serializing_if = "Names::<v1::csi_plugin_container_info::Service>::is_nameless")]
    pub services: Vec<i32>,
    #[prost(message, optional, boxed, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Box<v1::CommandInfo>>,
    #[prost(message, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
    #[prost(message, optional, boxed, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<Box<v1::ContainerInfo>>,
}

/// `mesos.v1.CSIPluginEndpoint`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct CsiPluginEndpoint {
    #[prost(enumeration = "v1::csi_plugin_container_info::Service", optional, tag = "1")]
    #[serde(with = "Names::<v1::csi_plugin_container_info::Service>")]
    #[serde(skip_serializing_if = "Names::<v1::csi_plugin_container_info::Service>::is_nameless")]
    pub csi_service: Option<i32>,
    #[prost(string, required, tag = "2")]
    pub endpoint: String,
}

/// `mesos.v1.CSIPluginInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct CsiPluginInfo {
    #[prost(string, required, tag = "1")]
    pub r#type: String,
    #[prost(string, optional, default = "default", tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[prost(message, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub containers: Vec<v1::CsiPluginContainerInfo>,
    #[prost(message, repeated, tag = "4")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub endpoints: Vec<v1::CsiPluginEndpoint>,
    #[prost(string, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_path_root: Option<String>,
    #[prost(bool, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_path_exists: Option<bool>,
}

/// `mesos.v1.CapabilityInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct CapabilityInfo {
    #[prost(enumeration = "v1::capability_info::Capability", repeated, tag = "1")]
    #[serde(with = "Names::<v1::capability_info::Capability>")]
    #[serde(skip_serializing_if = "Names::<v1::capability_info::Capability>::is_nameless")]
    pub capabilities: Vec<i32>,
}

/// `mesos.v1.CgroupInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct CgroupInfo {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_cls: Option<v1::cgroup_info::NetCls>,
}

/// `mesos.v1.CheckInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckInfo {
    #[prost(enumeration = "v1::check_info::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::check_info::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::check_info::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<v1::check_info::Command>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http: Option<v1::check_info::Http>,
    #[prost(message, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tcp: Option<v1::check_info::Tcp>,
    #[prost(double, optional, default = "15", tag = "4")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_seconds: Option<f64>,
    #[prost(double, optional, default = "10", tag = "5")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval_seconds: Option<f64>,
    #[prost(double, optional, default = "20", tag = "6")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<f64>,
}

/// `mesos.v1.CheckStatusInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckStatusInfo {
    #[prost(enumeration = "v1::check_info::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::check_info::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::check_info::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<v1::check_status_info::Command>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http: Option<v1::check_status_info::Http>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tcp: Option<v1::check_status_info::Tcp>,
}

/// `mesos.v1.CommandInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct CommandInfo {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uris: Vec<v1::command_info::Uri>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<v1::Environment>,
    #[prost(bool, optional, default = "true", tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shell: Option<bool>,
    #[prost(string, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[prost(string, repeated, tag = "7")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
    #[prost(string, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
}

/// `mesos.v1.ContainerID`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ContainerId {
    #[prost(string, required, tag = "1")]
    pub value: String,
    #[prost(message, optional, boxed, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Box<v1::ContainerId>>,
}

/// `mesos.v1.ContainerInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ContainerInfo {
    #[prost(enumeration = "v1::container_info::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::container_info::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::container_info::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<v1::Volume>,
    #[prost(string, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    #[prost(message, optional, boxed, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docker: Option<Box<v1::container_info::DockerInfo>>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mesos: Option<v1::container_info::MesosInfo>,
    #[prost(message, repeated, tag = "7")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub network_infos: Vec<v1::NetworkInfo>,
    #[prost(message, optional, boxed, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linux_info: Option<Box<v1::LinuxInfo>>,
    #[prost(message, optional, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rlimit_info: Option<v1::RLimitInfo>,
    #[prost(message, optional, tag = "10")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tty_info: Option<v1::TtyInfo>,
}

/// `mesos.v1.ContainerStatus`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ContainerStatus {
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_id: Option<v1::ContainerId>,
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub network_infos: Vec<v1::NetworkInfo>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cgroup_info: Option<v1::CgroupInfo>,
    #[prost(uint32, optional, tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executor_pid: Option<u32>,
}

/// `mesos.v1.Credential`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Credential {
    #[prost(string, required, tag = "1")]
    pub principal: String,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// `mesos.v1.DiscoveryInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DiscoveryInfo {
    #[prost(enumeration = "v1::discovery_info::Visibility", optional, tag = "1")]
    #[serde(with = "Names::<v1::discovery_info::Visibility>")]
    #[serde(skip_serializing_if = "Names::<v1::discovery_info::Visibility>::is_nameless")]
    pub visibility: Option<i32>,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[prost(string, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    #[prost(string, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    #[prost(string, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ports: Option<v1::Ports>,
    #[prost(message, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<v1::Labels>,
}

/// `mesos.v1.DiskStatistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DiskStatistics {
    #[prost(message, optional, boxed, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Box<v1::resource::disk_info::Source>>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persistence: Option<v1::resource::disk_info::Persistence>,
    #[prost(uint64, optional, tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "4")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used_bytes: Option<u64>,
}

/// `mesos.v1.DomainInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DomainInfo {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault_domain: Option<v1::domain_info::FaultDomain>,
}

/// `mesos.v1.DrainConfig`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DrainConfig {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_grace_period: Option<v1::DurationInfo>,
    #[prost(bool, optional, default = "false", tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark_gone: Option<bool>,
}

/// `mesos.v1.DrainInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DrainInfo {
    #[prost(enumeration = "v1::DrainState", optional, tag = "1")]
    #[serde(with = "Names::<v1::DrainState>")]
    #[serde(skip_serializing_if = "Names::<v1::DrainState>::is_nameless")]
    pub state: Option<i32>,
    #[prost(message, required, tag = "2")]
    pub config: v1::DrainConfig,
}

/// `mesos.v1.DurationInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct DurationInfo {
    #[prost(int64, required, tag = "1")]
    #[serde(with = "number")]
    pub nanoseconds: i64,
}

/// `mesos.v1.Environment`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Environment {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<v1::environment::Variable>,
}

/// `mesos.v1.ExecutorID`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ExecutorId {
    #[prost(string, required, tag = "1")]
    pub value: String,
}

/// `mesos.v1.ExecutorInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ExecutorInfo {
    #[prost(enumeration = "v1::executor_info::Type", optional, tag = "15")]
    #[serde(with = "Names::<v1::executor_info::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::executor_info::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, required, tag = "1")]
    pub executor_id: v1::ExecutorId,
    #[prost(message, optional, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework_id: Option<v1::FrameworkId>,
    #[prost(message, optional, boxed, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Box<v1::CommandInfo>>,
    #[prost(message, optional, boxed, tag = "11")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<Box<v1::ContainerInfo>>,
    #[prost(message, repeated, tag = "5")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
    #[prost(string, optional, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Deprecated.
    #[prost(string, optional, tag = "10")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[prost(bytes = "vec", optional, tag = "4")]
    #[serde(with = "base64")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Vec<u8>>,
    #[prost(message, optional, boxed, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery: Option<Box<v1::DiscoveryInfo>>,
    #[prost(message, optional, tag = "13")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shutdown_grace_period: Option<v1::DurationInfo>,
    #[prost(message, optional, tag = "14")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<v1::Labels>,
}

/// `mesos.v1.FileInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct FileInfo {
    #[prost(string, required, tag = "1")]
    pub path: String,
    #[prost(int32, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nlink: Option<i32>,
    #[prost(uint64, optional, tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mtime: Option<v1::TimeInfo>,
    #[prost(uint32, optional, tag = "5")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<u32>,
    #[prost(string, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    #[prost(string, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gid: Option<String>,
}

/// `mesos.v1.Flag`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Flag {
    #[prost(string, required, tag = "1")]
    pub name: String,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// `mesos.v1.FrameworkID`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct FrameworkId {
    #[prost(string, required, tag = "1")]
    pub value: String,
}

/// `mesos.v1.FrameworkInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct FrameworkInfo {
    #[prost(string, required, tag = "1")]
    pub user: String,
    #[prost(string, required, tag = "2")]
    pub name: String,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<v1::FrameworkId>,
    #[prost(double, optional, default = "0", tag = "4")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failover_timeout: Option<f64>,
    #[prost(bool, optional, default = "false", tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<bool>,
    /// Deprecated.
    #[prost(string, optional, default = "*", tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[prost(string, repeated, tag = "12")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    #[prost(string, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    #[prost(string, optional, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<String>,
    #[prost(string, optional, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webui_url: Option<String>,
    #[prost(message, repeated, tag = "10")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<v1::framework_info::Capability>,
    #[prost(message, optional, tag = "11")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<v1::Labels>,
    #[prost(btree_map = "string, message", tag = "13")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub offer_filters: BTreeMap<String, v1::OfferFilters>,
}

/// `mesos.v1.HealthCheck`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct HealthCheck {
    #[prost(double, optional, default = "15", tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_seconds: Option<f64>,
    #[prost(double, optional, default = "10", tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval_seconds: Option<f64>,
    #[prost(double, optional, default = "20", tag = "4")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<f64>,
    #[prost(uint32, optional, default = "3", tag = "5")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consecutive_failures: Option<u32>,
    #[prost(double, optional, default = "10", tag = "6")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grace_period_seconds: Option<f64>,
    #[prost(enumeration = "v1::health_check::Type", optional, tag = "8")]
    #[serde(with = "Names::<v1::health_check::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::health_check::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, boxed, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Box<v1::CommandInfo>>,
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http: Option<v1::health_check::HttpCheckInfo>,
    #[prost(message, optional, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tcp: Option<v1::health_check::TcpCheckInfo>,
}

/// `mesos.v1.IcmpStatistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct IcmpStatistics {
    #[prost(int64, optional, tag = "1")]
    #[serde(rename = "InMsgs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_msgs: Option<i64>,
    #[prost(int64, optional, tag = "2")]
    #[serde(rename = "InErrors")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_errors: Option<i64>,
    #[prost(int64, optional, tag = "3")]
    #[serde(rename = "InCsumErrors")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_csum_errors: Option<i64>,
    #[prost(int64, optional, tag = "4")]
    #[serde(rename = "InDestUnreachs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_dest_unreachs: Option<i64>,
    #[prost(int64, optional, tag = "5")]
    #[serde(rename = "InTimeExcds")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_time_excds: Option<i64>,
    #[prost(int64, optional, tag = "6")]
    #[serde(rename = "InParmProbs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_parm_probs: Option<i64>,
    #[prost(int64, optional, tag = "7")]
    #[serde(rename = "InSrcQuenchs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_src_quenchs: Option<i64>,
    #[prost(int64, optional, tag = "8")]
    #[serde(rename = "InRedirects")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_redirects: Option<i64>,
    #[prost(int64, optional, tag = "9")]
    #[serde(rename = "InEchos")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_echos: Option<i64>,
    #[prost(int64, optional, tag = "10")]
    #[serde(rename = "InEchoReps")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_echo_reps: Option<i64>,
    #[prost(int64, optional, tag = "11")]
    #[serde(rename = "InTimestamps")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_timestamps: Option<i64>,
    #[prost(int64, optional, tag = "12")]
    #[serde(rename = "InTimestampReps")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_timestamp_reps: Option<i64>,
    #[prost(int64, optional, tag = "13")]
    #[serde(rename = "InAddrMasks")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_addr_masks: Option<i64>,
    #[prost(int64, optional, tag = "14")]
    #[serde(rename = "InAddrMaskReps")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_addr_mask_reps: Option<i64>,
    #[prost(int64, optional, tag = "15")]
    #[serde(rename = "OutMsgs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_msgs: Option<i64>,
    #[prost(int64, optional, tag = "16")]
    #[serde(rename = "OutErrors")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_errors: Option<i64>,
    #[prost(int64, optional, tag = "17")]
    #[serde(rename = "OutDestUnreachs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_dest_unreachs: Option<i64>,
    #[prost(int64, optional, tag = "18")]
    #[serde(rename = "OutTimeExcds")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_time_excds: Option<i64>,
    #[prost(int64, optional, tag = "19")]
    #[serde(rename = "OutParmProbs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_parm_probs: Option<i64>,
    #[prost(int64, optional, tag = "20")]
    #[serde(rename = "OutSrcQuenchs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_src_quenchs: Option<i64>,
    #[prost(int64, optional, tag = "21")]
    #[serde(rename = "OutRedirects")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_redirects: Option<i64>,
    #[prost(int64, optional, tag = "22")]
    #[serde(rename = "OutEchos")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_echos: Option<i64>,
    #[prost(int64, optional, tag = "23")]
    #[serde(rename = "OutEchoReps")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_echo_reps: Option<i64>,
    #[prost(int64, optional, tag = "24")]
    #[serde(rename = "OutTimestamps")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_timestamps: Option<i64>,
    #[prost(int64, optional, tag = "25")]
    #[serde(rename = "OutTimestampReps")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_timestamp_reps: Option<i64>,
    #[prost(int64, optional, tag = "26")]
    #[serde(rename = "OutAddrMasks")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_addr_masks: Option<i64>,
    #[prost(int64, optional, tag = "27")]
    #[serde(rename = "OutAddrMaskReps")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_addr_mask_reps: Option<i64>,
}

/// `mesos.v1.Image`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Image {
    #[prost(enumeration = "v1::image::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::image::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::image::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appc: Option<v1::image::Appc>,
    #[prost(message, optional, boxed, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docker: Option<Box<v1::image::Docker>>,
    #[prost(bool, optional, default = "true", tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cached: Option<bool>,
}

/// `mesos.v1.InverseOffer`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct InverseOffer {
    #[prost(message, required, tag = "1")]
    pub id: v1::OfferId,
    #[prost(message, optional, boxed, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Box<v1::Url>>,
    #[prost(message, required, tag = "3")]
    pub framework_id: v1::FrameworkId,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<v1::AgentId>,
    #[prost(message, required, tag = "5")]
    pub unavailability: v1::Unavailability,
    #[prost(message, repeated, tag = "6")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
}

/// `mesos.v1.IpStatistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct IpStatistics {
    #[prost(int64, optional, tag = "1")]
    #[serde(rename = "Forwarding")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forwarding: Option<i64>,
    #[prost(int64, optional, tag = "2")]
    #[serde(rename = "DefaultTTL")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_ttl: Option<i64>,
    #[prost(int64, optional, tag = "3")]
    #[serde(rename = "InReceives")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_receives: Option<i64>,
    #[prost(int64, optional, tag = "4")]
    #[serde(rename = "InHdrErrors")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_hdr_errors: Option<i64>,
    #[prost(int64, optional, tag = "5")]
    #[serde(rename = "InAddrErrors")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_addr_errors: Option<i64>,
    #[prost(int64, optional, tag = "6")]
    #[serde(rename = "ForwDatagrams")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forw_datagrams: Option<i64>,
    #[prost(int64, optional, tag = "7")]
    #[serde(rename = "InUnknownProtos")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_unknown_protos: Option<i64>,
    #[prost(int64, optional, tag = "8")]
    #[serde(rename = "InDiscards")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_discards: Option<i64>,
    #[prost(int64, optional, tag = "9")]
    #[serde(rename = "InDelivers")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_delivers: Option<i64>,
    #[prost(int64, optional, tag = "10")]
    #[serde(rename = "OutRequests")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_requests: Option<i64>,
    #[prost(int64, optional, tag = "11")]
    #[serde(rename = "OutDiscards")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_discards: Option<i64>,
    #[prost(int64, optional, tag = "12")]
    #[serde(rename = "OutNoRoutes")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_no_routes: Option<i64>,
    #[prost(int64, optional, tag = "13")]
    #[serde(rename = "ReasmTimeout")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasm_timeout: Option<i64>,
    #[prost(int64, optional, tag = "14")]
    #[serde(rename = "ReasmReqds")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasm_reqds: Option<i64>,
    #[prost(int64, optional, tag = "15")]
    #[serde(rename = "ReasmOKs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasm_o_ks: Option<i64>,
    #[prost(int64, optional, tag = "16")]
    #[serde(rename = "ReasmFails")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasm_fails: Option<i64>,
    #[prost(int64, optional, tag = "17")]
    #[serde(rename = "FragOKs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frag_o_ks: Option<i64>,
    #[prost(int64, optional, tag = "18")]
    #[serde(rename = "FragFails")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frag_fails: Option<i64>,
    #[prost(int64, optional, tag = "19")]
    #[serde(rename = "FragCreates")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frag_creates: Option<i64>,
}

/// `mesos.v1.KillPolicy`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct KillPolicy {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grace_period: Option<v1::DurationInfo>,
}

/// `mesos.v1.Label`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Label {
    #[prost(string, required, tag = "1")]
    pub key: String,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// `mesos.v1.Labels`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Labels {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<v1::Label>,
}

/// `mesos.v1.LinuxInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct LinuxInfo {
    /// Deprecated.
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capability_info: Option<v1::CapabilityInfo>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounding_capabilities: Option<v1::CapabilityInfo>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_capabilities: Option<v1::CapabilityInfo>,
    #[prost(bool, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_pid_namespace: Option<bool>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seccomp: Option<v1::SeccompInfo>,
    #[prost(enumeration = "v1::linux_info::IpcMode", optional, tag = "6")]
    #[serde(with = "Names::<v1::linux_info::IpcMode>")]
    #[serde(skip_serializing_if = "Names::<v1::linux_info::IpcMode>::is_nameless")]
    pub ipc_mode: Option<i32>,
    #[prost(uint32, optional, tag = "7")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shm_size: Option<u32>,
    #[prost(bool, optional, default = "true", tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_cgroups: Option<bool>,
}

/// `mesos.v1.MachineID`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct MachineId {
    #[prost(string, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
}

/// `mesos.v1.MasterInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct MasterInfo {
    #[prost(string, required, tag = "1")]
    pub id: String,
    #[prost(uint32, required, tag = "2")]
    #[serde(with = "number")]
    pub ip: u32,
    #[prost(uint32, required, default = "5050", tag = "3")]
    #[serde(with = "number")]
    pub port: u32,
    #[prost(string, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pid: Option<String>,
    #[prost(string, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    #[prost(string, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[prost(message, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<v1::Address>,
    #[prost(message, optional, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<v1::DomainInfo>,
    #[prost(message, repeated, tag = "9")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<v1::master_info::Capability>,
}

/// `mesos.v1.Metric`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Metric {
    #[prost(string, required, tag = "1")]
    pub name: String,
    #[prost(double, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
}

/// `mesos.v1.MountPropagation`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct MountPropagation {
    #[prost(enumeration = "v1::mount_propagation::Mode", optional, tag = "1")]
    #[serde(with = "Names::<v1::mount_propagation::Mode>")]
    #[serde(skip_serializing_if = "Names::<v1::mount_propagation::Mode>::is_nameless")]
    pub mode: Option<i32>,
}

/// `mesos.v1.NetworkInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct NetworkInfo {
    #[prost(message, repeated, tag = "5")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ip_addresses: Vec<v1::network_info::IpAddress>,
    #[prost(string, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[prost(string, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<v1::Labels>,
    #[prost(message, repeated, tag = "7")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub port_mappings: Vec<v1::network_info::PortMapping>,
}

/// `mesos.v1.Offer`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Offer {
    #[prost(message, required, tag = "1")]
    pub id: v1::OfferId,
    #[prost(message, required, tag = "2")]
    pub framework_id: v1::FrameworkId,
    #[prost(message, required, tag = "3")]
    pub agent_id: v1::AgentId,
    #[prost(string, required, tag = "4")]
    pub hostname: String,
    #[prost(message, optional, boxed, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Box<v1::Url>>,
    #[prost(message, optional, tag = "11")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<v1::DomainInfo>,
    #[prost(message, repeated, tag = "5")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
    #[prost(message, repeated, tag = "7")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<v1::Attribute>,
    #[prost(message, repeated, tag = "6")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub executor_ids: Vec<v1::ExecutorId>,
    #[prost(message, optional, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unavailability: Option<v1::Unavailability>,
    #[prost(message, optional, tag = "10")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allocation_info: Option<v1::resource::AllocationInfo>,
}

/// `mesos.v1.OfferFilters`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct OfferFilters {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_allocatable_resources: Option<v1::offer_filters::MinAllocatableResources>,
}

/// `mesos.v1.OfferID`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct OfferId {
    #[prost(string, required, tag = "1")]
    pub value: String,
}

/// `mesos.v1.Operation`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Operation {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework_id: Option<v1::FrameworkId>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<v1::AgentId>,
    #[prost(message, required, boxed, tag = "3")]
    pub info: Box<v1::offer::Operation>,
    #[prost(message, required, boxed, tag = "4")]
    pub latest_status: Box<v1::OperationStatus>,
    #[prost(message, repeated, tag = "5")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<v1::OperationStatus>,
    #[prost(message, required, tag = "6")]
    pub uuid: v1::Uuid,
}

/// `mesos.v1.OperationID`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct OperationId {
    #[prost(string, required, tag = "1")]
    pub value: String,
}

/// `mesos.v1.OperationStatus`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct OperationStatus {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation_id: Option<v1::OperationId>,
    #[prost(enumeration = "v1::OperationState", optional, tag = "2")]
    #[serde(with = "Names::<v1::OperationState>")]
    #[serde(skip_serializing_if = "Names::<v1::OperationState>::is_nameless")]
    pub state: Option<i32>,
    #[prost(string, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[prost(message, repeated, tag = "4")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub converted_resources: Vec<v1::Resource>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uuid: Option<v1::Uuid>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<v1::AgentId>,
    #[prost(message, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_provider_id: Option<v1::ResourceProviderId>,
}

/// `mesos.v1.Parameter`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameter {
    #[prost(string, required, tag = "1")]
    pub key: String,
    #[prost(string, required, tag = "2")]
    pub value: String,
}

/// `mesos.v1.Parameters`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameters {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameter: Vec<v1::Parameter>,
}

/// `mesos.v1.PerfStatistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct PerfStatistics {
    #[prost(double, required, tag = "1")]
    #[serde(with = "number")]
    pub timestamp: f64,
    #[prost(double, required, tag = "2")]
    #[serde(with = "number")]
    pub duration: f64,
    #[prost(uint64, optional, tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycles: Option<u64>,
    #[prost(uint64, optional, tag = "4")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stalled_cycles_frontend: Option<u64>,
    #[prost(uint64, optional, tag = "5")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stalled_cycles_backend: Option<u64>,
    #[prost(uint64, optional, tag = "6")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instructions: Option<u64>,
    #[prost(uint64, optional, tag = "7")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache_references: Option<u64>,
    #[prost(uint64, optional, tag = "8")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache_misses: Option<u64>,
    #[prost(uint64, optional, tag = "9")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branches: Option<u64>,
    #[prost(uint64, optional, tag = "10")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch_misses: Option<u64>,
    #[prost(uint64, optional, tag = "11")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bus_cycles: Option<u64>,
    #[prost(uint64, optional, tag = "12")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ref_cycles: Option<u64>,
    #[prost(double, optional, tag = "13")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_clock: Option<f64>,
    #[prost(double, optional, tag = "14")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_clock: Option<f64>,
    #[prost(uint64, optional, tag = "15")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_faults: Option<u64>,
    #[prost(uint64, optional, tag = "16")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minor_faults: Option<u64>,
    #[prost(uint64, optional, tag = "17")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub major_faults: Option<u64>,
    #[prost(uint64, optional, tag = "18")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context_switches: Option<u64>,
    #[prost(uint64, optional, tag = "19")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_migrations: Option<u64>,
    #[prost(uint64, optional, tag = "20")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alignment_faults: Option<u64>,
    #[prost(uint64, optional, tag = "21")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emulation_faults: Option<u64>,
    #[prost(uint64, optional, tag = "22")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l1_dcache_loads: Option<u64>,
    #[prost(uint64, optional, tag = "23")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l1_dcache_load_misses: Option<u64>,
    #[prost(uint64, optional, tag = "24")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l1_dcache_stores: Option<u64>,
    #[prost(uint64, optional, tag = "25")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l1_dcache_store_misses: Option<u64>,
    #[prost(uint64, optional, tag = "26")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l1_dcache_prefetches: Option<u64>,
    #[prost(uint64, optional, tag = "27")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l1_dcache_prefetch_misses: Option<u64>,
    #[prost(uint64, optional, tag = "28")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l1_icache_loads: Option<u64>,
    #[prost(uint64, optional, tag = "29")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l1_icache_load_misses: Option<u64>,
    #[prost(uint64, optional, tag = "30")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l1_icache_prefetches: Option<u64>,
    #[prost(uint64, optional, tag = "31")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l1_icache_prefetch_misses: Option<u64>,
    #[prost(uint64, optional, tag = "32")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llc_loads: Option<u64>,
    #[prost(uint64, optional, tag = "33")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llc_load_misses: Option<u64>,
    #[prost(uint64, optional, tag = "34")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llc_stores: Option<u64>,
    #[prost(uint64, optional, tag = "35")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llc_store_misses: Option<u64>,
    #[prost(uint64, optional, tag = "36")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llc_prefetches: Option<u64>,
    #[prost(uint64, optional, tag = "37")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llc_prefetch_misses: Option<u64>,
    #[prost(uint64, optional, tag = "38")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dtlb_loads: Option<u64>,
    #[prost(uint64, optional, tag = "39")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dtlb_load_misses: Option<u64>,
    #[prost(uint64, optional, tag = "40")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dtlb_stores: Option<u64>,
    #[prost(uint64, optional, tag = "41")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dtlb_store_misses: Option<u64>,
    #[prost(uint64, optional, tag = "42")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dtlb_prefetches: Option<u64>,
    #[prost(uint64, optional, tag = "43")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dtlb_prefetch_misses: Option<u64>,
    #[prost(uint64, optional, tag = "44")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub itlb_loads: Option<u64>,
    #[prost(uint64, optional, tag = "45")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub itlb_load_misses: Option<u64>,
    #[prost(uint64, optional, tag = "46")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch_loads: Option<u64>,
    #[prost(uint64, optional, tag = "47")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch_load_misses: Option<u64>,
    #[prost(uint64, optional, tag = "48")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_loads: Option<u64>,
    #[prost(uint64, optional, tag = "49")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_load_misses: Option<u64>,
    #[prost(uint64, optional, tag = "50")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_stores: Option<u64>,
    #[prost(uint64, optional, tag = "51")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_store_misses: Option<u64>,
    #[prost(uint64, optional, tag = "52")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_prefetches: Option<u64>,
    #[prost(uint64, optional, tag = "53")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_prefetch_misses: Option<u64>,
}

/// `mesos.v1.Port`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Port {
    #[prost(uint32, required, tag = "1")]
    #[serde(with = "number")]
    pub number: u32,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[prost(string, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    #[prost(enumeration = "v1::discovery_info::Visibility", optional, tag = "4")]
    #[serde(with = "Names::<v1::discovery_info::Visibility>")]
    #[serde(skip_serializing_if = "Names::<v1::discovery_info::Visibility>::is_nameless")]
    pub visibility: Option<i32>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<v1::Labels>,
}

/// `mesos.v1.Ports`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Ports {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<v1::Port>,
}

/// `mesos.v1.RLimitInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct RLimitInfo {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rlimits: Vec<v1::r_limit_info::RLimit>,
}

/// `mesos.v1.Resource`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Resource {
    #[prost(message, optional, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<v1::ResourceProviderId>,
    #[prost(string, required, tag = "1")]
    pub name: String,
    #[prost(enumeration = "v1::value::Type", optional, tag = "2")]
    #[serde(with = "Names::<v1::value::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::value::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scalar: Option<v1::value::Scalar>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranges: Option<v1::value::Ranges>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set: Option<v1::value::Set>,
    /// Deprecated.
    #[prost(string, optional, default = "*", tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[prost(message, optional, tag = "11")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allocation_info: Option<v1::resource::AllocationInfo>,
    #[prost(message, optional, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservation: Option<v1::resource::ReservationInfo>,
    #[prost(message, repeated, tag = "13")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<v1::resource::ReservationInfo>,
    #[prost(message, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disk: Option<v1::resource::DiskInfo>,
    #[prost(message, optional, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocable: Option<v1::resource::RevocableInfo>,
    #[prost(message, optional, tag = "10")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<v1::resource::SharedInfo>,
}

/// `mesos.v1.ResourceProviderID`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ResourceProviderId {
    #[prost(string, required, tag = "1")]
    pub value: String,
}

/// `mesos.v1.ResourceProviderInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ResourceProviderInfo {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<v1::ResourceProviderId>,
    #[prost(message, repeated, tag = "2")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<v1::Attribute>,
    #[prost(string, required, tag = "3")]
    pub r#type: String,
    #[prost(string, required, tag = "4")]
    pub name: String,
    #[prost(message, repeated, tag = "5")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub default_reservations: Vec<v1::resource::ReservationInfo>,
    #[prost(message, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage: Option<v1::resource_provider_info::Storage>,
}

/// `mesos.v1.ResourceStatistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct ResourceStatistics {
    #[prost(double, required, tag = "1")]
    #[serde(with = "number")]
    pub timestamp: f64,
    #[prost(uint32, optional, tag = "30")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub processes: Option<u32>,
    #[prost(uint32, optional, tag = "31")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threads: Option<u32>,
    #[prost(double, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpus_user_time_secs: Option<f64>,
    #[prost(double, optional, tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpus_system_time_secs: Option<f64>,
    #[prost(double, optional, tag = "4")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpus_limit: Option<f64>,
    #[prost(double, optional, tag = "45")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpus_soft_limit: Option<f64>,
    #[prost(uint32, optional, tag = "7")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpus_nr_periods: Option<u32>,
    #[prost(uint32, optional, tag = "8")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpus_nr_throttled: Option<u32>,
    #[prost(double, optional, tag = "9")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpus_throttled_time_secs: Option<f64>,
    #[prost(uint64, optional, tag = "36")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_total_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "37")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_total_memsw_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "52")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_kmem_usage_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "53")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_kmem_tcp_usage_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "6")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_limit_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "38")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_soft_limit_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "10")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_file_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "11")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_anon_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "39")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_cache_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "5")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_rss_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "12")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_mapped_file_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "40")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_swap_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "41")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_unevictable_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "32")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_low_pressure_counter: Option<u64>,
    #[prost(uint64, optional, tag = "33")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_medium_pressure_counter: Option<u64>,
    #[prost(uint64, optional, tag = "34")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mem_critical_pressure_counter: Option<u64>,
    #[prost(uint64, optional, tag = "26")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disk_limit_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "27")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disk_used_bytes: Option<u64>,
    #[prost(message, repeated, tag = "43")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub disk_statistics: Vec<v1::DiskStatistics>,
    #[prost(message, optional, tag = "44")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blkio_statistics: Option<v1::cgroup_info::blkio::Statistics>,
    #[prost(message, optional, boxed, tag = "13")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perf: Option<Box<v1::PerfStatistics>>,
    #[prost(uint64, optional, tag = "14")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_rx_packets: Option<u64>,
    #[prost(uint64, optional, tag = "15")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_rx_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "16")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_rx_errors: Option<u64>,
    #[prost(uint64, optional, tag = "17")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_rx_dropped: Option<u64>,
    #[prost(uint64, optional, tag = "18")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tx_packets: Option<u64>,
    #[prost(uint64, optional, tag = "19")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tx_bytes: Option<u64>,
    #[prost(uint64, optional, tag = "20")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tx_errors: Option<u64>,
    #[prost(uint64, optional, tag = "21")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tx_dropped: Option<u64>,
    #[prost(uint64, optional, tag = "46")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tx_rate_limit: Option<u64>,
    #[prost(uint64, optional, tag = "47")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tx_burst_rate_limit: Option<u64>,
    #[prost(uint64, optional, tag = "48")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tx_burst_size: Option<u64>,
    #[prost(uint64, optional, tag = "49")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_rx_rate_limit: Option<u64>,
    #[prost(uint64, optional, tag = "50")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_rx_burst_rate_limit: Option<u64>,
    #[prost(uint64, optional, tag = "51")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_rx_burst_size: Option<u64>,
    #[prost(message, optional, tag = "54")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_rate_statistics: Option<v1::resource_statistics::RateStatistics>,
    #[prost(message, optional, tag = "55")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_ephemeral_ports: Option<v1::value::Range>,
    #[prost(double, optional, tag = "22")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tcp_rtt_microsecs_p50: Option<f64>,
    #[prost(double, optional, tag = "23")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tcp_rtt_microsecs_p90: Option<f64>,
    #[prost(double, optional, tag = "24")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tcp_rtt_microsecs_p95: Option<f64>,
    #[prost(double, optional, tag = "25")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tcp_rtt_microsecs_p99: Option<f64>,
    #[prost(double, optional, tag = "28")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tcp_active_connections: Option<f64>,
    #[prost(double, optional, tag = "29")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_tcp_time_wait_connections: Option<f64>,
    #[prost(message, repeated, tag = "35")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub net_traffic_control_statistics: Vec<v1::TrafficControlStatistics>,
    #[prost(message, optional, tag = "42")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_snmp_statistics: Option<v1::SnmpStatistics>,
}

/// `mesos.v1.Role`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Role {
    #[prost(string, required, tag = "1")]
    pub name: String,
    #[prost(double, required, tag = "2")]
    #[serde(with = "number")]
    pub weight: f64,
    #[prost(message, repeated, tag = "3")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub frameworks: Vec<v1::FrameworkId>,
    #[prost(message, repeated, tag = "4")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
}

/// `mesos.v1.SNMPStatistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct SnmpStatistics {
    #[prost(message, optional, boxed, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_stats: Option<Box<v1::IpStatistics>>,
    #[prost(message, optional, boxed, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icmp_stats: Option<Box<v1::IcmpStatistics>>,
    #[prost(message, optional, boxed, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tcp_stats: Option<Box<v1::TcpStatistics>>,
    #[prost(message, optional, boxed, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub udp_stats: Option<Box<v1::UdpStatistics>>,
}

/// `mesos.v1.SeccompInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct SeccompInfo {
    #[prost(string, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_name: Option<String>,
    #[prost(bool, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unconfined: Option<bool>,
}

/// `mesos.v1.Secret`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Secret {
    #[prost(enumeration = "v1::secret::Type", optional, tag = "1")]
    #[serde(with = "Names::<v1::secret::Type>")]
    #[serde(skip_serializing_if = "Names::<v1::secret::Type>::is_nameless")]
    pub r#type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<v1::secret::Reference>,
    #[prost(message, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<v1::secret::Value>,
}

/// `mesos.v1.TTYInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TtyInfo {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window_size: Option<v1::tty_info::WindowSize>,
}

/// `mesos.v1.Task`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Task {
    #[prost(string, required, tag = "1")]
    pub name: String,
    #[prost(message, required, tag = "2")]
    pub task_id: v1::TaskId,
    #[prost(message, required, tag = "3")]
    pub framework_id: v1::FrameworkId,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executor_id: Option<v1::ExecutorId>,
    #[prost(message, required, tag = "5")]
    pub agent_id: v1::AgentId,
    #[prost(enumeration = "v1::TaskState", optional, tag = "6")]
    #[serde(with = "Names::<v1::TaskState>")]
    #[serde(skip_serializing_if = "Names::<v1::TaskState>::is_nameless")]
    pub state: Option<i32>,
    #[prost(message, repeated, tag = "7")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
    #[prost(message, repeated, tag = "8")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<v1::TaskStatus>,
    #[prost(enumeration = "v1::TaskState", optional, tag = "9")]
    #[serde(with = "Names::<v1::TaskState>")]
    #[serde(skip_serializing_if = "Names::<v1::TaskState>::is_nameless")]
    pub status_update_state: Option<i32>,
    #[prost(bytes = "vec", optional, tag = "10")]
    #[serde(with = "base64")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_update_uuid: Option<Vec<u8>>,
    #[prost(message, optional, tag = "11")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<v1::Labels>,
    #[prost(message, optional, boxed, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery: Option<Box<v1::DiscoveryInfo>>,
    #[prost(message, optional, boxed, tag = "13")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<Box<v1::ContainerInfo>>,
    #[prost(message, optional, boxed, tag = "15")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check: Option<Box<v1::HealthCheck>>,
    #[prost(message, optional, tag = "16")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kill_policy: Option<v1::KillPolicy>,
    #[prost(string, optional, tag = "14")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    #[prost(btree_map = "string, message", tag = "17")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<String, v1::value::Scalar>,
}

/// `mesos.v1.TaskGroupInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskGroupInfo {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<v1::TaskInfo>,
}

/// `mesos.v1.TaskID`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskId {
    #[prost(string, required, tag = "1")]
    pub value: String,
}

/// `mesos.v1.TaskInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskInfo {
    #[prost(string, required, tag = "1")]
    pub name: String,
    #[prost(message, required, tag = "2")]
    pub task_id: v1::TaskId,
    #[prost(message, required, tag = "3")]
    pub agent_id: v1::AgentId,
    #[prost(message, repeated, tag = "4")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
    #[prost(message, optional, boxed, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executor: Option<Box<v1::ExecutorInfo>>,
    #[prost(message, optional, boxed, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Box<v1::CommandInfo>>,
    #[prost(message, optional, boxed, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<Box<v1::ContainerInfo>>,
    #[prost(message, optional, boxed, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check: Option<Box<v1::HealthCheck>>,
    #[prost(message, optional, boxed, tag = "13")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Box<v1::CheckInfo>>,
    #[prost(message, optional, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kill_policy: Option<v1::KillPolicy>,
    #[prost(bytes = "vec", optional, tag = "6")]
    #[serde(with = "base64")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Vec<u8>>,
    #[prost(message, optional, tag = "10")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<v1::Labels>,
    #[prost(message, optional, boxed, tag = "11")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery: Option<Box<v1::DiscoveryInfo>>,
    #[prost(message, optional, tag = "14")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_completion_time: Option<v1::DurationInfo>,
    #[prost(btree_map = "string, message", tag = "15")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<String, v1::value::Scalar>,
}

/// `mesos.v1.TaskResourceLimitation`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskResourceLimitation {
    #[prost(message, repeated, tag = "1")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<v1::Resource>,
}

/// `mesos.v1.TaskStatus`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskStatus {
    #[prost(message, required, tag = "1")]
    pub task_id: v1::TaskId,
    #[prost(enumeration = "v1::TaskState", optional, tag = "2")]
    #[serde(with = "Names::<v1::TaskState>")]
    #[serde(skip_serializing_if = "Names::<v1::TaskState>::is_nameless")]
    pub state: Option<i32>,
    #[prost(string, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[prost(enumeration = "v1::task_status::Source", optional, tag = "9")]
    #[serde(with = "Names::<v1::task_status::Source>")]
    #[serde(skip_serializing_if = "Names::<v1::task_status::Source>::is_nameless")]
    pub source: Option<i32>,
    #[prost(enumeration = "v1::task_status::Reason", optional, tag = "10")]
    #[serde(with = "Names::<v1::task_status::Reason>")]
    #[serde(skip_serializing_if = "Names::<v1::task_status::Reason>::is_nameless")]
    pub reason: Option<i32>,
    #[prost(bytes = "vec", optional, tag = "3")]
    #[serde(with = "base64")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Vec<u8>>,
    #[prost(message, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<v1::AgentId>,
    #[prost(message, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executor_id: Option<v1::ExecutorId>,
    #[prost(double, optional, tag = "6")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<f64>,
    #[prost(bytes = "vec", optional, tag = "11")]
    #[serde(with = "base64")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uuid: Option<Vec<u8>>,
    #[prost(bool, optional, tag = "8")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub healthy: Option<bool>,
    #[prost(message, optional, tag = "15")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_status: Option<v1::CheckStatusInfo>,
    #[prost(message, optional, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<v1::Labels>,
    #[prost(message, optional, tag = "13")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_status: Option<v1::ContainerStatus>,
    #[prost(message, optional, tag = "14")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreachable_time: Option<v1::TimeInfo>,
    #[prost(message, optional, tag = "16")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limitation: Option<v1::TaskResourceLimitation>,
}

/// `mesos.v1.TcpStatistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TcpStatistics {
    #[prost(int64, optional, tag = "1")]
    #[serde(rename = "RtoAlgorithm")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rto_algorithm: Option<i64>,
    #[prost(int64, optional, tag = "2")]
    #[serde(rename = "RtoMin")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rto_min: Option<i64>,
    #[prost(int64, optional, tag = "3")]
    #[serde(rename = "RtoMax")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rto_max: Option<i64>,
    #[prost(int64, optional, tag = "4")]
    #[serde(rename = "MaxConn")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_conn: Option<i64>,
    #[prost(int64, optional, tag = "5")]
    #[serde(rename = "ActiveOpens")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_opens: Option<i64>,
    #[prost(int64, optional, tag = "6")]
    #[serde(rename = "PassiveOpens")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passive_opens: Option<i64>,
    #[prost(int64, optional, tag = "7")]
    #[serde(rename = "AttemptFails")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt_fails: Option<i64>,
    #[prost(int64, optional, tag = "8")]
    #[serde(rename = "EstabResets")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estab_resets: Option<i64>,
    #[prost(int64, optional, tag = "9")]
    #[serde(rename = "CurrEstab")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curr_estab: Option<i64>,
    #[prost(int64, optional, tag = "10")]
    #[serde(rename = "InSegs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_segs: Option<i64>,
    #[prost(int64, optional, tag = "11")]
    #[serde(rename = "OutSegs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_segs: Option<i64>,
    #[prost(int64, optional, tag = "12")]
    #[serde(rename = "RetransSegs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retrans_segs: Option<i64>,
    #[prost(int64, optional, tag = "13")]
    #[serde(rename = "InErrs")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_errs: Option<i64>,
    #[prost(int64, optional, tag = "14")]
    #[serde(rename = "OutRsts")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_rsts: Option<i64>,
    #[prost(int64, optional, tag = "15")]
    #[serde(rename = "InCsumErrors")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_csum_errors: Option<i64>,
}

/// `mesos.v1.TimeInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TimeInfo {
    #[prost(int64, required, tag = "1")]
    #[serde(with = "number")]
    pub nanoseconds: i64,
}

/// `mesos.v1.TrafficControlStatistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TrafficControlStatistics {
    #[prost(string, required, tag = "1")]
    pub id: String,
    #[prost(uint64, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backlog: Option<u64>,
    #[prost(uint64, optional, tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    #[prost(uint64, optional, tag = "4")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drops: Option<u64>,
    #[prost(uint64, optional, tag = "5")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlimits: Option<u64>,
    #[prost(uint64, optional, tag = "6")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub packets: Option<u64>,
    #[prost(uint64, optional, tag = "7")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qlen: Option<u64>,
    #[prost(uint64, optional, tag = "8")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratebps: Option<u64>,
    #[prost(uint64, optional, tag = "9")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratepps: Option<u64>,
    #[prost(uint64, optional, tag = "10")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requeues: Option<u64>,
}

/// `mesos.v1.URL`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Url {
    #[prost(string, required, tag = "1")]
    pub scheme: String,
    #[prost(message, required, tag = "2")]
    pub address: v1::Address,
    #[prost(string, optional, tag = "3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    #[prost(message, repeated, tag = "4")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub query: Vec<v1::Parameter>,
    #[prost(string, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fragment: Option<String>,
}

/// `mesos.v1.UUID`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Uuid {
    #[prost(bytes = "vec", required, tag = "1")]
    #[serde(with = "base64")]
    pub value: Vec<u8>,
}

/// `mesos.v1.UdpStatistics`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct UdpStatistics {
    #[prost(int64, optional, tag = "1")]
    #[serde(rename = "InDatagrams")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_datagrams: Option<i64>,
    #[prost(int64, optional, tag = "2")]
    #[serde(rename = "NoPorts")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_ports: Option<i64>,
    #[prost(int64, optional, tag = "3")]
    #[serde(rename = "InErrors")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_errors: Option<i64>,
    #[prost(int64, optional, tag = "4")]
    #[serde(rename = "OutDatagrams")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_datagrams: Option<i64>,
    #[prost(int64, optional, tag = "5")]
    #[serde(rename = "RcvbufErrors")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rcvbuf_errors: Option<i64>,
    #[prost(int64, optional, tag = "6")]
    #[serde(rename = "SndbufErrors")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sndbuf_errors: Option<i64>,
    #[prost(int64, optional, tag = "7")]
    #[serde(rename = "InCsumErrors")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_csum_errors: Option<i64>,
    #[prost(int64, optional, tag = "8")]
    #[serde(rename = "IgnoredMulti")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignored_multi: Option<i64>,
}

/// `mesos.v1.Unavailability`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Unavailability {
    #[prost(message, required, tag = "1")]
    pub start: v1::TimeInfo,
    #[prost(message, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<v1::DurationInfo>,
}

/// `mesos.v1.VersionInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct VersionInfo {
    #[prost(string, required, tag = "1")]
    pub version: String,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build_date: Option<String>,
    #[prost(double, optional, tag = "3")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build_time: Option<f64>,
    #[prost(string, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build_user: Option<String>,
    #[prost(string, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub git_sha: Option<String>,
    #[prost(string, optional, tag = "6")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub git_branch: Option<String>,
    #[prost(string, optional, tag = "7")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub git_tag: Option<String>,
}

/// `mesos.v1.Volume`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Volume {
    #[prost(enumeration = "v1::volume::Mode", optional, tag = "3")]
    #[serde(with = "Names::<v1::volume::Mode>")]
    #[serde(skip_serializing_if = "Names::<v1::volume::Mode>::is_nameless")]
    pub mode: Option<i32>,
    #[prost(string, required, tag = "1")]
    pub container_path: String,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_path: Option<String>,
    #[prost(message, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<v1::Image>,
    #[prost(message, optional, boxed, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Box<v1::volume::Source>>,
}

/// `mesos.v1.WeightInfo`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct WeightInfo {
    #[prost(double, required, tag = "1")]
    #[serde(with = "number")]
    pub weight: f64,
    #[prost(string, optional, tag = "2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

wire_enum! {
    /// `mesos.v1.DrainState`.
    DrainState {
        Unknown = 0, "UNKNOWN";
        Draining = 1, "DRAINING";
        Drained = 2, "DRAINED";
    }
}

wire_enum! {
    /// `mesos.v1.OperationState`.
    OperationState {
        Unsupported = 0, "OPERATION_UNSUPPORTED";
        Pending = 1, "OPERATION_PENDING";
        Finished = 2, "OPERATION_FINISHED";
        Failed = 3, "OPERATION_FAILED";
        Error = 4, "OPERATION_ERROR";
        Dropped = 5, "OPERATION_DROPPED";
        Unreachable = 6, "OPERATION_UNREACHABLE";
        GoneByOperator = 7, "OPERATION_GONE_BY_OPERATOR";
        Recovering = 8, "OPERATION_RECOVERING";
        Unknown = 9, "OPERATION_UNKNOWN";
    }
}

wire_enum! {
    /// `mesos.v1.TaskState`.
    TaskState {
        Staging = 6, "TASK_STAGING";
        Starting = 0, "TASK_STARTING";
        Running = 1, "TASK_RUNNING";
        Killing = 8, "TASK_KILLING";
        Finished = 2, "TASK_FINISHED";
        Failed = 3, "TASK_FAILED";
        Killed = 4, "TASK_KILLED";
        Error = 7, "TASK_ERROR";
        Lost = 5, "TASK_LOST";
        Dropped = 9, "TASK_DROPPED";
        Unreachable = 10, "TASK_UNREACHABLE";
        Gone = 11, "TASK_GONE";
        GoneByOperator = 12, "TASK_GONE_BY_OPERATOR";
        Unknown = 13, "TASK_UNKNOWN";
    }
}
