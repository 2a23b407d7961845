//! What is nested in `mesos.v1.scheduler.AttributeConstraint.Selector`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.scheduler.AttributeConstraint.Selector.PseudoattributeType`.
    PseudoattributeType {
        Unknown = 0, "UNKNOWN";
        Hostname = 1, "HOSTNAME";
        Region = 2, "REGION";
        Zone = 3, "ZONE";
    }
}
