//! Limits of quota: a role at its limit gets no offers and launches nothing.

use std::sync::Arc;

use super::World;
use super::amounts::Scalars;
use super::roles::{Quota, is_within, lineage};
use super::task::Blueprint;

impl World {
    /// Whether all limits above a group of tasks allow it. What is reserved already counts as used, so that only what comes
    /// from unreserved resources is more.
    pub(super) fn is_within_limits(&self, blueprints: &[Arc<Blueprint>]) -> bool {
        let Some(role) = blueprints.first().map(|blueprint| &blueprint.role) else { return true };
        let mut more = Scalars::default();
        for pool in blueprints.iter().flat_map(|blueprint| &blueprint.pools) {
            if pool.kind.role().is_none() {
                more += pool.amounts.scalars;
            }
        }
        more.is_empty() || self.may_have(role, more)
    }

    /// Whether the limits of a role and of all above it allow it this much more.
    pub(super) fn may_have(&self, role: &str, more: Scalars) -> bool {
        lineage(role).all(|role| match self.quotas.get(role) {
            Some(quota) if !quota.limits.is_empty() => {
                let mut wanted = self.allocated_to(role);
                wanted += more;
                allows(quota, &wanted)
            }
            _ => true,
        })
    }

    /// What a role and those below it have allocated.
    pub(super) fn allocated_to(&self, role: &str) -> Scalars {
        let shares = self.books.iter().flat_map(|books| &books.shares);
        shares.filter(|(owner, _)| is_within(owner, role)).fold(Scalars::default(), |mut sum, (_, share)| {
            sum += share.sum();
            sum
        })
    }
}

fn allows(quota: &Quota, wanted: &Scalars) -> bool {
    wanted.named().iter().all(|(name, amount)| quota.limits.get(*name).is_none_or(|limit| amount <= limit))
}
