//! What is nested in `mesos.v1.agent.ProcessIO.Data`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.agent.ProcessIO.Data.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        Stdin = 1, "STDIN";
        Stdout = 2, "STDOUT";
        Stderr = 3, "STDERR";
    }
}
