//! What is nested in `mesos.v1.agent.ProcessIO.Control`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use serde::{Deserialize, Serialize};
use crate::json::wire_enum;
use crate::v1;

/// `mesos.v1.agent.ProcessIO.Control.Heartbeat`.
#[derive(Clone, PartialEq, prost::Message, Serialize, Deserialize)]
#[serde(default)]
pub struct Heartbeat {
    #[prost(message, optional, tag = "1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<v1::DurationInfo>,
}

wire_enum! {
    /// `mesos.v1.agent.ProcessIO.Control.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        TtyInfo = 1, "TTY_INFO";
        Heartbeat = 2, "HEARTBEAT";
    }
}
