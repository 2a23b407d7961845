//! What is nested in `mesos.v1.FrameworkInfo.Capability`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.FrameworkInfo.Capability.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        RevocableResources = 1, "REVOCABLE_RESOURCES";
        TaskKillingState = 2, "TASK_KILLING_STATE";
        GpuResources = 3, "GPU_RESOURCES";
        SharedResources = 4, "SHARED_RESOURCES";
        PartitionAware = 5, "PARTITION_AWARE";
        MultiRole = 6, "MULTI_ROLE";
        ReservationRefinement = 7, "RESERVATION_REFINEMENT";
        RegionAware = 8, "REGION_AWARE";
    }
}
