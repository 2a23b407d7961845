//! Samples at even distances: when there are too many, every two become their mean and the distance doubles.

/// The most samples.
const MOST: usize = 720;

/// Numbers sampled together, one for each series; `None` while nothing is known.
#[derive(Debug)]
pub(super) struct Samples {
    /// Milliseconds between two.
    every_ms: i64,
    /// When the first was taken.
    first_ms: i64,
    /// One after another, `width` numbers each.
    numbers: Vec<Option<f64>>,
    width: usize,
    /// What has come since the last sample, and how many more have to come before it is one.
    pending: Vec<Vec<Option<f64>>>,
    /// How many make one sample.
    each: usize,
}

impl Samples {
    /// None yet; `width` numbers will come every `every_ms`.
    pub(super) fn new(width: usize, every_ms: i64) -> Self {
        Self { every_ms, first_ms: 0, numbers: Vec::new(), width, pending: Vec::new(), each: 1 }
    }

    pub(super) fn every_ms(&self) -> i64 {
        self.every_ms
    }

    pub(super) fn first_ms(&self) -> i64 {
        self.first_ms
    }

    pub(super) fn len(&self) -> usize {
        self.numbers.len() / self.width
    }

    /// One series, oldest first.
    pub(super) fn series(&self, at: usize) -> Vec<Option<f64>> {
        self.numbers.iter().copied().skip(at).step_by(self.width).collect()
    }

    pub(super) fn push(&mut self, sample: Vec<Option<f64>>, at_ms: i64) {
        if self.numbers.is_empty() && self.pending.is_empty() {
            self.first_ms = at_ms;
        }
        self.pending.push(sample);
        if self.pending.len() < self.each {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        for at in 0..self.width {
            self.numbers.push(mean(pending.iter().filter_map(|sample| sample[at])));
        }
        if self.len() > MOST {
            self.thin();
        }
    }

    /// Every two become one; of an odd number the last begins the next pair.
    fn thin(&mut self) {
        let pairs = self.len() / 2;
        let mut thinned = Vec::with_capacity((MOST + 1) * self.width);
        for pair in 0..pairs {
            let (first, second) = (2 * pair * self.width, (2 * pair + 1) * self.width);
            for at in 0..self.width {
                let both = [self.numbers[first + at], self.numbers[second + at]];
                thinned.push(mean(both.into_iter().flatten()));
            }
        }
        let last = self.numbers.split_off(2 * pairs * self.width);
        if !last.is_empty() {
            // As many as it was the mean of.
            self.pending = vec![last; self.each];
        }
        self.numbers = thinned;
        self.each *= 2;
        self.every_ms *= 2;
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are few")]
fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = numbers.fold((0.0, 0_usize), |(sum, count), number| (sum + number, count + 1));
    // Thousandths are as fine as Mesos counts.
    (count > 0).then(|| (sum / count as f64 * 1000.0).round() / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_thins_and_stays_even() {
        let mut samples = Samples::new(2, 10);
        for at in 0..=MOST as i64 {
            samples.push(vec![Some(at as f64), None], at * 10);
        }
        assert_eq!((samples.every_ms(), samples.first_ms(), samples.len()), (20, 0, MOST / 2));
        assert_eq!(samples.series(0)[..2], [Some(0.5), Some(2.5)]);
        assert_eq!(samples.series(1)[0], None);
        samples.push(vec![Some(722.0), None], (MOST as i64 + 1) * 10);
        assert_eq!(samples.len(), MOST / 2 + 1);
        assert_eq!(samples.series(0)[MOST / 2], Some(721.0));
    }

    #[test]
    fn a_gap_is_filled_by_what_is_known_beside_it() {
        assert_eq!(mean([1.0, 2.0].into_iter()), Some(1.5));
        assert_eq!(mean(std::iter::empty()), None);
        let mut samples = Samples::new(1, 10);
        for at in 0..4 * MOST {
            samples.push(vec![(at % 2 == 0).then_some(3.0)], at as i64 * 10);
        }
        assert!(samples.len() <= MOST && samples.every_ms() == 40);
        assert!(samples.series(0).iter().all(|number| *number == Some(3.0)));
    }
}
