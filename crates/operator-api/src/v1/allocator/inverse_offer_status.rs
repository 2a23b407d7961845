//! What is nested in `mesos.v1.allocator.InverseOfferStatus`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.allocator.InverseOfferStatus.Status`.
    Status {
        Unknown = 1, "UNKNOWN";
        Accept = 2, "ACCEPT";
        Decline = 3, "DECLINE";
    }
}
