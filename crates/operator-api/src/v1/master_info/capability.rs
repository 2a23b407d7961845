//! What is nested in `mesos.v1.MasterInfo.Capability`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.MasterInfo.Capability.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        AgentUpdate = 1, "AGENT_UPDATE";
        AgentDraining = 2, "AGENT_DRAINING";
        QuotaV2 = 3, "QUOTA_V2";
    }
}
