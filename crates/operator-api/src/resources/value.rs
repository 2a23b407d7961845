//! How much there is of a resource.

use std::collections::BTreeSet;

use super::{Ranges, Scalar};

/// A quantity of one of the three kinds that resources have.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// An amount: `cpus:0.5`.
    Scalar(Scalar),
    /// Numbers: `ports:[31000-32000]`.
    Ranges(Ranges),
    /// Names: `zones:{a,b}`.
    Set(BTreeSet<String>),
}

impl Value {
    /// Whether there is nothing of it, or less than nothing: such a resource is none.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Scalar(scalar) => *scalar <= Scalar::ZERO,
            Self::Ranges(ranges) => ranges.is_empty(),
            Self::Set(set) => set.is_empty(),
        }
    }

    /// Whether `other` is a value of the same kind, and all of it is in this one.
    pub fn contains(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Scalar(all), Self::Scalar(part)) => part <= all,
            (Self::Ranges(all), Self::Ranges(part)) => all.contains_all(part),
            (Self::Set(all), Self::Set(part)) => part.is_subset(all),
            _ => false,
        }
    }

    pub(super) fn same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Adds a value of the same kind; another changes nothing.
    pub(super) fn add(&mut self, other: &Self) {
        match (self, other) {
            (Self::Scalar(sum), Self::Scalar(other)) => *sum += *other,
            (Self::Ranges(sum), Self::Ranges(other)) => sum.add(other),
            (Self::Set(sum), Self::Set(other)) => sum.extend(other.iter().cloned()),
            _ => {}
        }
    }

    /// Takes a value of the same kind away; another changes nothing.
    pub(super) fn subtract(&mut self, other: &Self) {
        match (self, other) {
            (Self::Scalar(left), Self::Scalar(other)) => *left -= *other,
            (Self::Ranges(left), Self::Ranges(other)) => left.subtract(other),
            (Self::Set(left), Self::Set(other)) => left.retain(|item| !other.contains(item)),
            _ => {}
        }
    }
}
