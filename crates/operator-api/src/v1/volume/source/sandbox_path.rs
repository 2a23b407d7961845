//! What is nested in `mesos.v1.Volume.Source.SandboxPath`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.Volume.Source.SandboxPath.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        Self_ = 1, "SELF";
        Parent = 2, "PARENT";
    }
}
