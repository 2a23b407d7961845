//! The lines: what a task may take in a snapshot, what a delta may allocate, what a day may leave in memory. A table for each.
//!
//! Each is some percent above what was measured when it was drawn: whatever makes the figure less deserves a lower line.

use crate::Line;

/// Bytes of a snapshot for each task, with everything else that is in it: agents, frameworks, and all names.
pub mod bytes {
    use super::Line;

    /// Before compression: what a tab decodes and, about, what it then holds.
    pub const PLAIN: Line = Line {
        what: "bytes of a snapshot a task",
        at_most: 120.0,
        why: "107 to 113 were measured; the ids of a task and its name take half of it",
    };

    /// As they go over the wire.
    pub const COMPRESSED: Line = Line {
        what: "compressed bytes of a snapshot a task",
        at_most: 35.0,
        why: "33 to 34.3 were measured, in frames of 2,048 rows; what is random in an id takes half of it",
    };

    /// Compared with a cluster of a tenth of the size.
    pub const GROWTH: Line = Line {
        what: "bytes a task, in % of those on a tenth as many tasks",
        at_most: 106.0,
        why: "a snapshot is linear; numbers of names and slots get a byte longer, nothing else may",
    };
}

/// Allocations of one task's update, at 1,000 tasks and at 100,000: one line for both, since a delta costs the same at any size.
pub mod allocations {
    use super::Line;

    /// One step of an update's way.
    #[derive(Debug, Clone, Copy)]
    pub struct Step {
        /// How often it allocates.
        pub times: Line,
        /// How much.
        pub bytes: Line,
    }

    /// Fold, cut, apply, view.
    pub const STEPS: [Step; 4] = [
        Step {
            times: line(
                "allocations of an update, to fold it",
                27.0,
                "its task is unpacked and decoded, encoded and packed again",
            ),
            bytes: line(
                "bytes allocated by an update, to fold it",
                24_000.0,
                "what packs the task has a table of 16 KiB, and is worth it: a task is kept in less than half; the task, decoded, is most of the rest",
            ),
        },
        Step {
            times: line(
                "allocations of an update, to cut a frame",
                10.0,
                "the frame, and lists of what changed",
            ),
            bytes: line("bytes allocated by an update, to cut a frame", 700.0, "a frame begins at 256 bytes"),
        },
        Step {
            times: line("allocations of an update, to apply its frame", 6.0, "lists of slots and values"),
            bytes: line("bytes allocated by an update, to apply its frame", 900.0, "lists of a few entries"),
        },
        Step {
            times: line(
                "allocations of an update, to follow it in a view",
                2.0,
                "the list of rows concerned",
            ),
            bytes: line(
                "bytes allocated by an update, to follow it in a view",
                100.0,
                "a list of one entry; it was 25,000 while the names that pass were remembered anew for each update",
            ),
        },
    ];

    const fn line(what: &'static str, at_most: f64, why: &'static str) -> Line {
        Line { what, at_most, why }
    }
}

/// What is held after a while, compared with what was held before.
pub mod memory {
    use super::Line;

    /// A tab's copy of 100,000 tasks, when a tenth as many have come to them.
    pub const ARRIVALS: Line = Line {
        what: "growth of a tab's rows by a tenth more tasks, in %",
        at_most: 20.0,
        why: "there is room for a sixteenth more from the start, and then for a sixteenth more than that; columns that double themselves make it 77",
    };

    /// The fold: rows, names, tasks as the master told them. After a day of a million updates, as against its first hours.
    pub const SERVER: Line =
        Line { what: "growth of the server's rows over a day, in %", at_most: 5.0, why: WHY };

    /// A tab's copy and one view of it.
    pub const TAB: Line = Line { what: "growth of a tab's rows over a day, in %", at_most: 10.0, why: WHY };

    const WHY: &str = "as much is on the cluster at the end as in the morning, under other names, and what was there must have been forgotten; \
                       columns that grow and are packed again differ by less";
}
