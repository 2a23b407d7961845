//! What is nested in `mesos.v1.LinuxInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.LinuxInfo.IpcMode`.
    IpcMode {
        Unknown = 0, "UNKNOWN";
        Private = 1, "PRIVATE";
        ShareParent = 2, "SHARE_PARENT";
    }
}
