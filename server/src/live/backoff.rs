//! How long to wait before another attempt: full jitter, so that consoles that lost the same master do not come back together.

use std::time::Duration;

use rand::Rng;

/// Doubles the longest wait with each attempt; the wait itself is drawn evenly between nothing and that.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    min: Duration,
    max: Duration,
    longest: Duration,
}

impl Backoff {
    /// Waits of at most `min` at first, of at most `max` at last.
    #[must_use]
    pub fn new(min: Duration, max: Duration) -> Self {
        Self { min, max, longest: min }
    }

    /// The next wait.
    pub fn next(&mut self, rng: &mut impl Rng) -> Duration {
        let wait = self.longest.mul_f64(rng.random_range(0.0..=1.0));
        self.longest = (self.longest * 2).min(self.max);
        wait
    }

    /// Something worked: begin anew.
    pub fn reset(&mut self) {
        self.longest = self.min;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::Backoff;

    #[test]
    fn waits_grow_to_the_limit_and_are_spread() {
        let (min, max) = (Duration::from_millis(500), Duration::from_secs(30));
        let mut rng = StdRng::seed_from_u64(1);
        let mut longest = [Duration::ZERO; 10];
        for _ in 0..2000 {
            let mut backoff = Backoff::new(min, max);
            for most in &mut longest {
                *most = (*most).max(backoff.next(&mut rng));
            }
        }
        for (attempt, most) in longest.into_iter().enumerate() {
            let limit = max.min(min * 2_u32.pow(u32::try_from(attempt).unwrap()));
            assert!(most <= limit && most > limit.mul_f64(0.95), "attempt {attempt}: {most:?} of {limit:?}");
        }
    }

    #[test]
    fn a_reset_begins_anew() {
        let mut backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(30));
        let mut rng = StdRng::seed_from_u64(1);
        for _ in 0..10 {
            backoff.next(&mut rng);
        }
        backoff.reset();
        assert!(backoff.next(&mut rng) <= Duration::from_millis(500));
    }
}
