//! What is nested in `mesos.v1.agent.Response.GetFrameworks`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::v1;

/// `mesos.v1.agent.Response.GetFrameworks.Framework`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Framework {
    #[prost(message, required, boxed, tag = "1")]
    pub framework_info: Box<v1::FrameworkInfo>,
}
