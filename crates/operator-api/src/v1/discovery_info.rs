//! What is nested in `mesos.v1.DiscoveryInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.DiscoveryInfo.Visibility`.
    Visibility {
        Framework = 0, "FRAMEWORK";
        Cluster = 1, "CLUSTER";
        External = 2, "EXTERNAL";
    }
}
