//! What a plan changes: before and after.

use std::collections::{BTreeMap, BTreeSet};

use super::quota::{Amounts, Config, updated};
use super::schedule::{Edit, Schedule};
use crate::resources::{Resource, Resources, Scalar, Value};

/// One thing that is another afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<K, V> {
    /// What.
    pub what: K,
    /// `None` if it was not there.
    pub before: Option<V>,
    /// `None` if it is there no more.
    pub after: Option<V>,
}

/// The resources of an agent that differ, each without its quantity: by name and reservation, in the order of [`Resources`].
pub fn resources(before: &Resources, after: &Resources) -> Vec<Line<Resource, Value>> {
    let mut lines: BTreeMap<Resource, (Option<Value>, Option<Value>)> = BTreeMap::new();
    for resource in before {
        lines.entry(unmeasured(resource)).or_default().0 = Some(resource.value.clone());
    }
    for resource in after {
        lines.entry(unmeasured(resource)).or_default().1 = Some(resource.value.clone());
    }
    let changed = lines.into_iter().filter(|(_, (before, after))| before != after);
    changed.map(|(what, (before, after))| Line { what, before, after }).collect()
}

fn unmeasured(resource: &Resource) -> Resource {
    Resource { value: Value::Scalar(Scalar::ZERO), ..resource.clone() }
}

/// Windows that go and come.
pub fn schedule(before: &Schedule, after: &Schedule) -> Edit {
    Edit::between(before, after)
}

/// What of a quota it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    /// What the role shall be able to have.
    Guarantee,
    /// The most it can have.
    Limit,
}

/// One number of a quota: role, bound, resource.
pub type QuotaKey = (String, Bound, String);

/// The numbers of quotas that differ once `changes` are done to what is `current`.
pub fn quotas(current: &[Config], changes: &[Config]) -> Vec<Line<QuotaKey, f64>> {
    let (before, after) = (numbers(&updated(current, &[])), numbers(&updated(current, changes)));
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let lines = keys.into_iter().map(|key| Line {
        what: key.clone(),
        before: before.get(key).copied(),
        after: after.get(key).copied(),
    });
    lines.filter(|line| line.before != line.after).collect()
}

fn numbers(configs: &[Config]) -> BTreeMap<QuotaKey, f64> {
    let mut numbers = BTreeMap::new();
    for config in configs {
        let mut add = |bound, amounts: &Amounts| {
            numbers.extend(
                amounts.iter().map(|(name, &amount)| ((config.role.clone(), bound, name.clone()), amount)),
            );
        };
        add(Bound::Guarantee, &config.guarantees);
        add(Bound::Limit, &config.limits);
    }
    numbers
}
