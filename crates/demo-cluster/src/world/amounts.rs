//! How much of what: scalars in Mesos' fixed point of 1/1000, and ports as ranges.

use std::ops::{AddAssign, SubAssign};

/// The scalar resources an agent of this cluster has, each in thousandths (`cpus: 1500` is 1.5 CPUs, `mem: 1000` is 1 MB,
/// which Mesos takes for 1 MiB).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Scalars {
    /// CPU shares.
    pub cpus: i64,
    /// Whole GPUs, in thousandths as the others.
    pub gpus: i64,
    /// Memory.
    pub mem: i64,
    /// Disk.
    pub disk: i64,
}

impl Scalars {
    /// From whole CPUs and MB, as people write them.
    pub fn of(cpus: f64, mem: i64, disk: i64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a number of CPUs in thousandths fits")]
        let cpus = (cpus * 1000.0).round() as i64;
        Self { cpus, gpus: 0, mem: mem * 1000, disk: disk * 1000 }
    }

    /// With whole GPUs.
    pub fn with_gpus(self, gpus: i64) -> Self {
        Self { gpus: gpus * 1000, ..self }
    }

    /// Name and amount of each, in the order Mesos prints them.
    pub fn named(&self) -> [(&'static str, i64); 4] {
        [("cpus", self.cpus), ("gpus", self.gpus), ("mem", self.mem), ("disk", self.disk)]
    }

    /// The scalar of this name, if this cluster has such a resource.
    pub fn by_name(&mut self, name: &str) -> Option<&mut i64> {
        match name {
            "cpus" => Some(&mut self.cpus),
            "gpus" => Some(&mut self.gpus),
            "mem" => Some(&mut self.mem),
            "disk" => Some(&mut self.disk),
            _ => None,
        }
    }

    /// Whether each is at least as much.
    pub fn contains(&self, other: &Self) -> bool {
        self.named().iter().zip(other.named()).all(|((_, have), (_, want))| *have >= want)
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl AddAssign for Scalars {
    fn add_assign(&mut self, other: Self) {
        self.cpus += other.cpus;
        self.gpus += other.gpus;
        self.mem += other.mem;
        self.disk += other.disk;
    }
}

impl SubAssign for Scalars {
    fn sub_assign(&mut self, other: Self) {
        self.cpus -= other.cpus;
        self.gpus -= other.gpus;
        self.mem -= other.mem;
        self.disk -= other.disk;
    }
}

/// Numbers as ranges with both ends in, ascending, never touching.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Ranges(Vec<(u64, u64)>);

impl Ranges {
    /// One range.
    pub fn of(begin: u64, end: u64) -> Self {
        Self(vec![(begin, end)])
    }

    /// The ranges, ascending.
    pub fn as_slice(&self) -> &[(u64, u64)] {
        &self.0
    }

    /// Whether there is no number in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many numbers there are.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|(begin, end)| end - begin + 1).sum()
    }

    /// The first `count` numbers that stand together.
    pub fn first(&self, count: u64) -> Option<(u64, u64)> {
        let (begin, _) = self.0.iter().find(|(begin, end)| end - begin + 1 >= count)?;
        (count > 0).then(|| (*begin, begin + count - 1))
    }

    /// Whether all numbers of the other are in this one.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.iter().all(|(begin, end)| self.0.iter().any(|(from, to)| from <= begin && end <= to))
    }

    /// Puts numbers in.
    pub fn insert(&mut self, begin: u64, end: u64) {
        let at = self.0.partition_point(|(_, to)| to.saturating_add(1) < begin);
        let (mut begin, mut end) = (begin, end);
        let mut until = at;
        while until < self.0.len() && self.0[until].0 <= end.saturating_add(1) {
            begin = begin.min(self.0[until].0);
            end = end.max(self.0[until].1);
            until += 1;
        }
        self.0.splice(at..until, [(begin, end)]);
    }

    /// Takes numbers out; those that are not there are nobody's loss.
    pub fn remove(&mut self, begin: u64, end: u64) {
        let mut left = Vec::with_capacity(self.0.len() + 1);
        for &(from, to) in &self.0 {
            if to < begin || from > end {
                left.push((from, to));
                continue;
            }
            if from < begin {
                left.push((from, begin - 1));
            }
            if to > end {
                left.push((end + 1, to));
            }
        }
        self.0 = left;
    }
}

/// Scalars and ports together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Amounts {
    /// What is measured.
    pub scalars: Scalars,
    /// What is numbered.
    pub ports: Ranges,
}

impl Amounts {
    /// Scalars only.
    pub fn scalars(scalars: Scalars) -> Self {
        Self { scalars, ports: Ranges::default() }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.scalars.is_empty() && self.ports.is_empty()
    }

    /// Whether all of the other is in this.
    pub fn contains(&self, other: &Self) -> bool {
        self.scalars.contains(&other.scalars) && self.ports.contains(&other.ports)
    }
}

impl AddAssign<&Amounts> for Amounts {
    fn add_assign(&mut self, other: &Amounts) {
        self.scalars += other.scalars;
        for &(begin, end) in other.ports.as_slice() {
            self.ports.insert(begin, end);
        }
    }
}

impl SubAssign<&Amounts> for Amounts {
    fn sub_assign(&mut self, other: &Amounts) {
        self.scalars -= other.scalars;
        for &(begin, end) in other.ports.as_slice() {
            self.ports.remove(begin, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_join_and_split() {
        let mut ranges = Ranges::of(10, 20);
        ranges.insert(30, 40);
        ranges.insert(21, 29);
        assert_eq!(ranges, Ranges::of(10, 40));
        ranges.remove(15, 15);
        assert_eq!(ranges.as_slice(), [(10, 14), (16, 40)]);
        assert_eq!(ranges.count(), 30);
        assert_eq!(ranges.first(6), Some((16, 21)));
        assert!(ranges.contains(&Ranges::of(16, 40)));
        assert!(!ranges.contains(&Ranges::of(14, 16)));
        ranges.insert(15, 15);
        assert_eq!(ranges, Ranges::of(10, 40));
        ranges.remove(0, 100);
        assert!(ranges.is_empty());
    }
}
