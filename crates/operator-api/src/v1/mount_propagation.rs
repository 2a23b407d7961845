//! What is nested in `mesos.v1.MountPropagation`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.MountPropagation.Mode`.
    Mode {
        Unknown = 0, "UNKNOWN";
        HostToContainer = 1, "HOST_TO_CONTAINER";
        Bidirectional = 2, "BIDIRECTIONAL";
    }
}
