//! How long to wait before trying again: full jitter, from half a second to half a minute.

/// The shortest bound.
const FIRST_MS: u32 = 500;
/// The longest bound.
const MOST_MS: u32 = 30_000;

/// Waits that grow while attempts fail.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Backoff {
    failures: u32,
    gaps: u32,
}

impl Backoff {
    /// An attempt succeeded.
    pub(super) fn succeeded(&mut self) {
        self.failures = 0;
    }

    /// The server no longer knows how to go on from here: how many milliseconds to wait before all is taken anew. Not at all, unless
    /// that leads nowhere.
    pub(super) fn gap(&mut self, random: f64) -> u32 {
        self.gaps += 1;
        if self.gaps == 1 { 0 } else { self.longer(random) }
    }

    /// An attempt failed: how many milliseconds to wait. `random` is in 0..1, so that a hundred tabs do not come back at once.
    pub(super) fn failed(&mut self, random: f64) -> u32 {
        self.gaps = 0;
        self.longer(random)
    }

    fn longer(&mut self, random: f64) -> u32 {
        let bound = FIRST_MS.saturating_mul(1 << self.failures.min(16)).min(MOST_MS);
        self.failures += 1;
        // The first wait is short whatever the dice say, and none is nothing at all.
        ((f64::from(bound) * random) as u32).max(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_bound_and_begin_anew() {
        let mut backoff = Backoff::default();
        let waits: Vec<u32> = (0..9).map(|_| backoff.failed(1.0)).collect();
        assert_eq!(waits, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
        assert_eq!(backoff.failed(0.0), 100);
        backoff.succeeded();
        assert_eq!(backoff.failed(1.0), 500);
    }

    #[test]
    fn a_gap_costs_no_wait_and_gaps_in_a_row_do() {
        let mut backoff = Backoff::default();
        assert_eq!([1, 2, 3].map(|_| backoff.gap(1.0)), [0, 500, 1000]);
        // A socket that followed for a while ends by itself before there is another gap.
        backoff.failed(1.0);
        backoff.succeeded();
        assert_eq!(backoff.gap(1.0), 0);
    }
}
