//! Many resources, added and subtracted as Mesos does.

use std::collections::BTreeMap;
use std::ops::{Add, AddAssign, Sub, SubAssign};

use super::{Ranges, Resource, Scalar, Value};

/// Many resources: those that are alike but for their quantity are one, and none is empty.
///
/// Persistent volumes, shared resources and disks that cannot be parted never add up; each stands for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Resources(
    /// Sorted, so that equal resources are equal lists.
    Vec<Resource>,
);

impl Resources {
    /// None at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// All of them, in a fixed order: by name, the unreserved first.
    pub fn iter(&self) -> std::slice::Iter<'_, Resource> {
        self.0.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are that differ in more than their quantity.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds a resource; an empty or negative one adds nothing.
    pub fn add(&mut self, resource: Resource) {
        if resource.value.is_empty() {
            return;
        }
        let like =
            if resource.is_whole() { None } else { self.0.iter_mut().find(|held| held.is_like(&resource)) };
        match like {
            Some(held) => held.value.add(&resource.value),
            None => self.0.insert(self.0.partition_point(|held| *held < resource), resource),
        }
    }

    /// Takes a resource away, as far as it is there.
    pub fn subtract(&mut self, resource: &Resource) {
        let whole = resource.is_whole();
        let held =
            self.0.iter().position(|held| held.is_like(resource) && (!whole || held.value == resource.value));
        let Some(at) = held.filter(|_| !resource.value.is_empty()) else { return };
        if !whole {
            self.0[at].value.subtract(&resource.value);
        }
        if whole || self.0[at].value.is_empty() {
            self.0.remove(at);
        }
    }

    /// Whether all of `others` is there; a shared resource as often as it is in `others`.
    pub fn contains(&self, others: &Self) -> bool {
        let mut left = self.clone();
        others.iter().all(|other| {
            let there = left.contains_one(other);
            left.subtract(other);
            there
        })
    }

    fn contains_one(&self, resource: &Resource) -> bool {
        self.iter().any(|held| {
            held.is_like(resource)
                && if resource.is_whole() {
                    held.value == resource.value
                } else {
                    held.value.contains(&resource.value)
                }
        })
    }

    /// Those for which it is true.
    #[must_use]
    pub fn filter(&self, mut keep: impl FnMut(&Resource) -> bool) -> Self {
        Self(self.iter().filter(|resource| keep(resource)).cloned().collect())
    }

    /// Those that are reserved to no role.
    #[must_use]
    pub fn unreserved(&self) -> Self {
        self.filter(|resource| resource.reservations.is_empty())
    }

    /// Those that are reserved, to any role.
    #[must_use]
    pub fn reserved(&self) -> Self {
        self.filter(|resource| !resource.reservations.is_empty())
    }

    /// Those that are reserved to this very role.
    #[must_use]
    pub fn reserved_to(&self, role: &str) -> Self {
        self.filter(|resource| resource.reserved_role() == Some(role))
    }

    /// Those that are allocated, to any role.
    #[must_use]
    pub fn allocated(&self) -> Self {
        self.filter(|resource| resource.allocation_role.is_some())
    }

    /// Those that are allocated to this very role.
    #[must_use]
    pub fn allocated_to(&self, role: &str) -> Self {
        self.filter(|resource| resource.allocation_role.as_deref() == Some(role))
    }

    /// The same resources, allocated to nobody: what can be compared with an agent's total.
    #[must_use]
    pub fn unallocated(&self) -> Self {
        self.iter().map(|resource| Resource { allocation_role: None, ..resource.clone() }).collect()
    }

    /// The sum of all scalars of this name; what is shared counts once.
    pub fn sum(&self, name: &str) -> Scalar {
        self.once().filter(|resource| resource.name == name).filter_map(scalar).sum()
    }

    /// The sums of all scalars, by name; what is shared counts once.
    pub fn sums(&self) -> BTreeMap<&str, Scalar> {
        let mut sums = BTreeMap::new();
        for resource in self.once() {
            if let Some(scalar) = scalar(resource) {
                *sums.entry(resource.name.as_str()).or_default() += scalar;
            }
        }
        sums
    }

    /// All numbers of this name together.
    pub fn ranges(&self, name: &str) -> Ranges {
        let ranges = self.iter().filter(|resource| resource.name == name).filter_map(|resource| {
            match &resource.value {
                Value::Ranges(ranges) => Some(ranges),
                _ => None,
            }
        });
        ranges.flat_map(Ranges::iter).collect()
    }

    /// Each resource, and of equal ones (which are shared) the first only.
    fn once(&self) -> impl Iterator<Item = &Resource> {
        let before = std::iter::once(None).chain(self.iter().map(Some));
        self.iter()
            .zip(before)
            .filter(|(this, before)| !this.shared || *before != Some(*this))
            .map(|(this, _)| this)
    }
}

fn scalar(resource: &Resource) -> Option<Scalar> {
    match resource.value {
        Value::Scalar(scalar) => Some(scalar),
        _ => None,
    }
}

impl From<Resource> for Resources {
    fn from(resource: Resource) -> Self {
        Self::from_iter([resource])
    }
}

impl FromIterator<Resource> for Resources {
    fn from_iter<I: IntoIterator<Item = Resource>>(resources: I) -> Self {
        let mut sum = Self::new();
        sum.extend(resources);
        sum
    }
}

impl Extend<Resource> for Resources {
    fn extend<I: IntoIterator<Item = Resource>>(&mut self, resources: I) {
        resources.into_iter().for_each(|resource| self.add(resource));
    }
}

impl IntoIterator for Resources {
    type Item = Resource;
    type IntoIter = std::vec::IntoIter<Resource>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Resources {
    type Item = &'a Resource;
    type IntoIter = std::slice::Iter<'a, Resource>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl AddAssign<&Resources> for Resources {
    fn add_assign(&mut self, others: &Self) {
        self.extend(others.iter().cloned());
    }
}

impl SubAssign<&Resources> for Resources {
    fn sub_assign(&mut self, others: &Self) {
        others.iter().for_each(|other| self.subtract(other));
    }
}

impl Add for &Resources {
    type Output = Resources;

    fn add(self, others: Self) -> Resources {
        let mut sum = self.clone();
        sum += others;
        sum
    }
}

impl Sub for &Resources {
    type Output = Resources;

    fn sub(self, others: Self) -> Resources {
        let mut left = self.clone();
        left -= others;
        left
    }
}
