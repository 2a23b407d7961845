//! What is nested in `mesos.v1.master.Event`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::{Names, number, wire_enum};
use crate::v1;

/// `mesos.v1.master.Event.AgentAdded`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct AgentAdded {
    #[prost(message, required, boxed, tag = "1")]
    pub agent: Box<v1::master::response::get_agents::Agent>,
}

/// `mesos.v1.master.Event.AgentRemoved`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct AgentRemoved {
    #[prost(message, required, tag = "1")]
    pub agent_id: v1::AgentId,
}

/// `mesos.v1.master.Event.FrameworkAdded`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct FrameworkAdded {
    #[prost(message, required, boxed, tag = "1")]
    pub framework: Box<v1::master::response::get_frameworks::Framework>,
}

/// `mesos.v1.master.Event.FrameworkRemoved`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct FrameworkRemoved {
    #[prost(message, required, boxed, tag = "1")]
    pub framework_info: Box<v1::FrameworkInfo>,
}

/// `mesos.v1.master.Event.FrameworkUpdated`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct FrameworkUpdated {
    #[prost(message, required, boxed, tag = "1")]
    pub framework: Box<v1::master::response::get_frameworks::Framework>,
}

/// `mesos.v1.master.Event.Subscribed`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Subscribed {
    #[prost(message, optional, boxed, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_state: Option<Box<v1::master::response::GetState>>,
    #[prost(double, optional, tag = "2")]
    #[serde(with = "number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heartbeat_interval_seconds: Option<f64>,
}

/// `mesos.v1.master.Event.TaskAdded`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskAdded {
    #[prost(message, required, boxed, tag = "1")]
    pub task: Box<v1::Task>,
}

/// `mesos.v1.master.Event.TaskUpdated`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskUpdated {
    #[prost(message, required, tag = "1")]
    pub framework_id: v1::FrameworkId,
    #[prost(message, required, boxed, tag = "2")]
    pub status: Box<v1::TaskStatus>,
    #[prost(enumeration = "v1::TaskState", optional, tag = "3")]
    #[serde(with = "Names::<v1::TaskState>")]
    #[serde(skip_serializing_if = "Names::<v1::TaskState>::is_nameless")]
    pub state: Option<i32>,
}

wire_enum! {
    /// `mesos.v1.master.Event.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        Subscribed = 1, "SUBSCRIBED";
        TaskAdded = 2, "TASK_ADDED";
        TaskUpdated = 3, "TASK_UPDATED";
        AgentAdded = 4, "AGENT_ADDED";
        AgentRemoved = 5, "AGENT_REMOVED";
        FrameworkAdded = 6, "FRAMEWORK_ADDED";
        FrameworkUpdated = 7, "FRAMEWORK_UPDATED";
        FrameworkRemoved = 8, "FRAMEWORK_REMOVED";
        Heartbeat = 9, "HEARTBEAT";
    }
}
