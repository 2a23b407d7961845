//! What is nested in `mesos.v1.Resource.ReservationInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.Resource.ReservationInfo.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        Static = 1, "STATIC";
        Dynamic = 2, "DYNAMIC";
    }
}
