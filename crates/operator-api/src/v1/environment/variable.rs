//! What is nested in `mesos.v1.Environment.Variable`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.Environment.Variable.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        Value = 1, "VALUE";
        Secret = 2, "SECRET";
    }
}
