//! What is counted of terminals.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use metrics::{Unit, describe_counter, describe_gauge, gauge};

/// Terminals that are open, by `mode`.
pub const ACTIVE: &str = "mesoscope_terminals_active";
/// Terminals that have ended, by `mode` and `reason`.
pub const ENDED: &str = "mesoscope_terminals_total";
/// Bytes relayed, by `direction`: `in` to containers, `out` of them.
pub const BYTES: &str = "mesoscope_terminal_bytes_total";
/// Bytes of output that browsers were too slow for.
pub const SKIPPED: &str = "mesoscope_terminal_skipped_bytes_total";
/// Bytes of input and output in memory.
pub const BUFFERED: &str = "mesoscope_terminal_buffered_bytes";
/// The most there have been.
pub const MOST_BUFFERED: &str = "mesoscope_terminal_buffered_bytes_most";
/// Containers launched for terminals that could not be removed.
pub const LEFT_BEHIND: &str = "mesoscope_terminal_containers_left_total";

/// Says what each of them is.
pub fn describe() {
    describe_gauge!(ACTIVE, "Terminals that are open, by mode");
    describe_counter!(ENDED, "Terminals that have ended, by mode and reason");
    describe_counter!(BYTES, Unit::Bytes, "Bytes relayed to (in) and from (out) containers");
    describe_counter!(SKIPPED, Unit::Bytes, "Bytes of containers' output that browsers were too slow for");
    describe_gauge!(BUFFERED, Unit::Bytes, "Bytes of containers' input and output that the console keeps");
    describe_gauge!(MOST_BUFFERED, Unit::Bytes, "The most bytes of containers' input and output it has kept");
    describe_counter!(LEFT_BEHIND, "Containers launched for terminals that could not be removed");
}

/// What all terminals keep in memory, in bytes.
#[derive(Debug, Default)]
pub struct Buffered {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Buffered {
    /// Now.
    #[must_use]
    pub fn now(&self) -> usize {
        self.now.load(Ordering::Relaxed)
    }

    /// The most so far.
    #[must_use]
    pub fn most(&self) -> usize {
        self.most.load(Ordering::Relaxed)
    }

    #[expect(clippy::cast_precision_loss, reason = "gauges are floating point; so many bytes are never kept")]
    fn show(&self) {
        gauge!(BUFFERED).set(self.now() as f64);
        gauge!(MOST_BUFFERED).set(self.most() as f64);
    }
}

/// Bytes that are kept for as long as this is.
pub(super) struct Counted {
    buffered: Arc<Buffered>,
    bytes: usize,
}

impl Counted {
    pub fn new(buffered: &Arc<Buffered>, bytes: usize) -> Self {
        let mut counted = Self { buffered: buffered.clone(), bytes: 0 };
        counted.set(bytes);
        counted
    }

    /// So many are kept now.
    pub fn set(&mut self, bytes: usize) {
        if bytes > self.bytes {
            let before = self.buffered.now.fetch_add(bytes - self.bytes, Ordering::Relaxed);
            self.buffered.most.fetch_max(before + bytes - self.bytes, Ordering::Relaxed);
        } else {
            self.buffered.now.fetch_sub(self.bytes - bytes, Ordering::Relaxed);
        }
        self.bytes = bytes;
        self.buffered.show();
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.set(0);
    }
}
