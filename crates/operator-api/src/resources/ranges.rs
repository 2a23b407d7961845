//! Sets of whole numbers, such as ports.

use std::fmt;

/// From `begin` to `end`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Range {
    /// The first number.
    pub begin: u64,
    /// The last number.
    pub end: u64,
}

impl Range {
    /// From `begin` to `end`; empty if it ends before it begins.
    pub const fn new(begin: u64, end: u64) -> Self {
        Self { begin, end }
    }

    fn is_empty(self) -> bool {
        self.end < self.begin
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.begin, self.end)
    }
}

/// A set of whole numbers, held as ascending ranges with a gap between any two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ranges(Vec<Range>);

impl Ranges {
    /// The ranges, ascending.
    pub fn iter(&self) -> impl Iterator<Item = Range> {
        self.0.iter().copied()
    }

    /// Whether there is no number.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many numbers there are; all of 64 bits are counted as one less.
    pub fn count(&self) -> u64 {
        self.iter().fold(0, |count, range| count.saturating_add((range.end - range.begin).saturating_add(1)))
    }

    /// Whether this number is among them.
    pub fn contains(&self, number: u64) -> bool {
        let after = self.0.partition_point(|range| range.begin <= number);
        after.checked_sub(1).is_some_and(|at| self.0[at].end >= number)
    }

    /// Whether all of these are among them.
    pub fn contains_all(&self, others: &Self) -> bool {
        others.iter().all(|other| {
            let after = self.0.partition_point(|range| range.begin <= other.begin);
            after.checked_sub(1).is_some_and(|at| self.0[at].end >= other.end)
        })
    }

    /// Adds the numbers of `others`.
    pub fn add(&mut self, others: &Self) {
        self.0 = self.iter().chain(others.iter()).collect::<Self>().0;
    }

    /// Takes the numbers of `others` away, as far as they are there.
    pub fn subtract(&mut self, others: &Self) {
        let mut left = Vec::with_capacity(self.0.len());
        let mut away = others.iter().peekable();
        for mut range in self.iter() {
            while let Some(other) = away.next_if(|other| other.end < range.begin) {
                debug_assert!(!other.is_empty());
            }
            // The last one may reach into the next range, so it is looked at, not taken.
            while let Some(other) = away.peek().copied().filter(|other| other.begin <= range.end) {
                if range.begin < other.begin {
                    left.push(Range::new(range.begin, other.begin - 1));
                }
                if other.end >= range.end {
                    // Nothing is left of it; marked so by an empty range, which no addition of 1 can overflow.
                    range = Range::new(1, 0);
                    break;
                }
                range.begin = other.end + 1;
                away.next();
            }
            if !range.is_empty() {
                left.push(range);
            }
        }
        self.0 = left;
    }
}

impl FromIterator<Range> for Ranges {
    /// In any order, overlapping or not; empty ones are dropped.
    fn from_iter<I: IntoIterator<Item = Range>>(ranges: I) -> Self {
        let mut all: Vec<Range> = ranges.into_iter().filter(|range| !range.is_empty()).collect();
        all.sort_unstable();
        let mut joined: Vec<Range> = Vec::with_capacity(all.len());
        for range in all {
            match joined.last_mut() {
                Some(last) if range.begin <= last.end.saturating_add(1) => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        Self(joined)
    }
}

impl fmt::Display for Ranges {
    /// As Mesos writes it: `[31000-31999,32005-32005]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        for (at, range) in self.iter().enumerate() {
            write!(f, "{}{range}", if at == 0 { "" } else { "," })?;
        }
        f.write_str("]")
    }
}
