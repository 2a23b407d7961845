//! The lines: what a task may take in a snapshot, a delta in allocations, a day in memory. One table for each.

use crate::Line;

/// Bytes of a snapshot for each task, everything else in it and all names included.
pub mod bytes {
    use super::Line;

    /// As it is in memory.
    pub const PLAIN: Line = Line { what: "bytes of a snapshot a task", at_most: 1e9, why: "" };
    /// As it goes over the wire.
    pub const COMPRESSED: Line = Line { what: "compressed bytes of a snapshot a task", at_most: 1e9, why: "" };
    /// Of the largest cluster, compared with the next smaller.
    pub const GROWTH: Line =
        Line { what: "bytes a task at ten times as many tasks, in % of before", at_most: 1e9, why: "" };
}

/// Allocations of one task's update.
pub mod allocations {
    use super::Line;

    /// One step of a delta's way.
    #[derive(Debug, Clone, Copy)]
    pub struct Step {
        /// How often it allocates.
        pub times: Line,
        /// How much, in bytes.
        pub bytes: Line,
    }

    /// Fold, cut, apply, view.
    pub const STEPS: [Step; 4] = [
        Step {
            times: Line { what: "allocations of a delta, fold", at_most: 1e9, why: "" },
            bytes: Line { what: "bytes allocated by a delta, fold", at_most: 1e9, why: "" },
        },
        Step {
            times: Line { what: "allocations of a delta, cut", at_most: 1e9, why: "" },
            bytes: Line { what: "bytes allocated by a delta, cut", at_most: 1e9, why: "" },
        },
        Step {
            times: Line { what: "allocations of a delta, apply", at_most: 1e9, why: "" },
            bytes: Line { what: "bytes allocated by a delta, apply", at_most: 1e9, why: "" },
        },
        Step {
            times: Line { what: "allocations of a delta, view", at_most: 1e9, why: "" },
            bytes: Line { what: "bytes allocated by a delta, view", at_most: 1e9, why: "" },
        },
    ];
}

/// Growth of what is held over a day of a million deltas.
pub mod memory {
    use super::Line;

    /// The fold.
    pub const SERVER: Line = Line { what: "growth of the server's rows over a day, in %", at_most: 1e9, why: "" };
    /// The copy and a view of it.
    pub const TAB: Line = Line { what: "growth of a tab's rows over a day, in %", at_most: 1e9, why: "" };
}
