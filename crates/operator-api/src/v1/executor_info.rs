//! What is nested in `mesos.v1.ExecutorInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.ExecutorInfo.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        Default = 1, "DEFAULT";
        Custom = 2, "CUSTOM";
    }
}
