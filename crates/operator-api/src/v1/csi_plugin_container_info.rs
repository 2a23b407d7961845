//! What is nested in `mesos.v1.CSIPluginContainerInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.CSIPluginContainerInfo.Service`.
    Service {
        Unknown = 0, "UNKNOWN";
        ControllerService = 1, "CONTROLLER_SERVICE";
        NodeService = 2, "NODE_SERVICE";
    }
}
