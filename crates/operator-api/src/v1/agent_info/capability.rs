//! What is nested in `mesos.v1.AgentInfo.Capability`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.AgentInfo.Capability.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        MultiRole = 1, "MULTI_ROLE";
        HierarchicalRole = 2, "HIERARCHICAL_ROLE";
        ReservationRefinement = 3, "RESERVATION_REFINEMENT";
        ResourceProvider = 4, "RESOURCE_PROVIDER";
        ResizeVolume = 5, "RESIZE_VOLUME";
        AgentOperationFeedback = 6, "AGENT_OPERATION_FEEDBACK";
        AgentDraining = 7, "AGENT_DRAINING";
        TaskResourceLimits = 8, "TASK_RESOURCE_LIMITS";
    }
}
