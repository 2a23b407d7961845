//! Failures of late, for each key.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::time::Duration;

use crate::access::moment::Moment;

/// The most keys that are remembered. An attacker with more names and addresses than this makes older ones forgotten, which the other kind of key then counts.
const MOST_KEYS: usize = 100_000;

#[derive(Debug)]
pub(super) struct Failures<K> {
    most: usize,
    within: Duration,
    of: HashMap<K, VecDeque<Moment>>,
}

impl<K> Failures<K> {
    pub fn new(most: usize, within: Duration) -> Self {
        Self { most, within, of: HashMap::new() }
    }
}

impl<K: Clone + Eq + Hash> Failures<K> {
    /// Counts one.
    ///
    /// # Errors
    /// If there were too many already: how long to wait. That one is not counted, or a pause would never end.
    pub fn count(&mut self, key: &K, now: Moment) -> Result<(), Duration> {
        if self.of.len() >= MOST_KEYS {
            self.make_room(now);
        }
        let times = self.of.entry(key.clone()).or_default();
        while times.front().is_some_and(|first| now.since(*first) >= self.within) {
            times.pop_front();
        }
        match times.front() {
            Some(first) if times.len() >= self.most => Err(self.within.saturating_sub(now.since(*first))),
            _ => {
                times.push_back(now);
                Ok(())
            }
        }
    }

    /// Takes one back that was counted at this time.
    pub fn take_back(&mut self, key: &K, at: Moment) {
        let Some(times) = self.of.get_mut(key) else { return };
        if let Some(index) = times.iter().rposition(|time| *time == at) {
            times.remove(index);
        }
        if times.is_empty() {
            self.of.remove(key);
        }
    }

    /// Forgets all.
    pub fn clear(&mut self, key: &K) {
        self.of.remove(key);
    }

    fn make_room(&mut self, now: Moment) {
        let within = self.within;
        self.of.retain(|_, times| times.back().is_some_and(|last| now.since(*last) < within));
        if self.of.len() >= MOST_KEYS {
            let mut last: Vec<Moment> = self.of.values().filter_map(|times| times.back().copied()).collect();
            let middle = last.len() / 2;
            let (_, half, _) = last.select_nth_unstable(middle);
            let half = *half;
            self.of.retain(|_, times| times.back().is_some_and(|last| *last > half));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Failures, MOST_KEYS};
    use crate::access::moment::Moment;

    #[test]
    fn memory_has_an_end() {
        let mut failures = Failures::new(5, Duration::from_secs(300));
        for key in 0..MOST_KEYS * 2 {
            let now = Moment::from_millis(key as u64 / 1000);
            assert!(failures.count(&key, now).is_ok());
        }
        assert!(failures.of.len() <= MOST_KEYS);
    }
}
