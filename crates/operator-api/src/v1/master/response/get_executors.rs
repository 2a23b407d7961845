//! What is nested in `mesos.v1.master.Response.GetExecutors`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::v1;

/// `mesos.v1.master.Response.GetExecutors.Executor`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Executor {
    #[prost(message, required, boxed, tag = "1")]
    pub executor_info: Box<v1::ExecutorInfo>,
    #[prost(message, required, tag = "2")]
    pub agent_id: v1::AgentId,
}
