//! What is nested in `mesos.v1.agent.Call.AttachContainerInput`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.agent.Call.AttachContainerInput.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        ContainerId = 1, "CONTAINER_ID";
        ProcessIo = 2, "PROCESS_IO";
    }
}
