//! What an agent's resources add to roles, and what counts against a quota.

use std::collections::BTreeMap;

use operator_api::resources::{Resource, Resources};

use crate::fold::holding::{Four, Holding, once, quantity};
use crate::schema::roles::figure;

/// Allocated, offered, reserved and consumed, in the order of [`figure`].
pub(in crate::fold) type Figures = [Four; 4];

/// What this agent adds to each role, without those below it.
///
/// Allocated and offered resources belong to the role in their allocation, reserved ones to the role of the innermost reservation. What is
/// shared counts once for each of these roles.
pub(in crate::fold) fn shares(holding: &Holding) -> BTreeMap<&str, Figures> {
    let mut shares = BTreeMap::<&str, Figures>::new();
    for (resources, figure) in [(&holding.allocated, figure::ALLOCATED), (&holding.offered, figure::OFFERED)]
    {
        for resource in once(resources) {
            if let Some(role) = resource.allocation_role.as_deref() {
                add(&mut shares, role, figure, resource);
            }
        }
    }
    for resource in once(&holding.total) {
        if let Some(role) = resource.reserved_role() {
            add(&mut shares, role, figure::RESERVED, resource);
        }
    }
    for (role, consumed) in consumption(&holding.total, &holding.allocated) {
        shares.entry(role).or_default()[figure::CONSUMED] = consumed;
    }
    shares
}

fn add<'a>(shares: &mut BTreeMap<&'a str, Figures>, role: &'a str, figure: usize, resource: &Resource) {
    if let Some((at, milli)) = quantity(resource) {
        shares.entry(role).or_default()[figure][at] += milli;
    }
}

/// What of an agent counts against the quota of each role: all that is allocated to it, and what is reserved to it and not allocated.
/// Neither what is offered nor what is revocable counts. A role's consumption is the sum over its subtree and all agents.
///
/// The rule is the master's own (`Role::consumedQuota`), by which `UPDATE_QUOTA` refuses a limit below it.
pub(in crate::fold) fn consumption<'a>(
    total: &'a Resources,
    allocated: &'a Resources,
) -> BTreeMap<&'a str, Four> {
    let mut consumed = BTreeMap::<&str, Four>::new();
    for resource in once(allocated).filter(|resource| !resource.revocable) {
        if let (Some(role), Some((at, milli))) = (resource.allocation_role.as_deref(), quantity(resource)) {
            consumed.entry(role).or_default()[at] += milli;
        }
    }
    let mut idle = BTreeMap::<&str, Four>::new();
    for resource in once(total) {
        if let (Some(role), Some((at, milli))) = (resource.reserved_role(), quantity(resource)) {
            idle.entry(role).or_default()[at] += milli;
        }
    }
    // A shared volume that several roles below use is taken from its reservation once.
    let held = allocated.unallocated();
    for resource in once(&held) {
        let idle = resource.reserved_role().and_then(|role| idle.get_mut(role));
        if let (Some(idle), Some((at, milli))) = (idle, quantity(resource)) {
            idle[at] -= milli;
        }
    }
    for (role, idle) in idle {
        let consumed = consumed.entry(role).or_default();
        for (consumed, idle) in consumed.iter_mut().zip(idle) {
            *consumed += idle.max(0);
        }
    }
    consumed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Resources of an agent, each allocated to that role.
    fn to(role: &str, text: &str) -> Resources {
        let resources: Resources = text.parse().unwrap();
        resources
            .iter()
            .map(|resource| Resource { allocation_role: Some(role.into()), ..resource.clone() })
            .collect()
    }

    fn cpus(consumed: &BTreeMap<&str, Four>, role: &str) -> i64 {
        consumed.get(role).map_or(0, |four| four[0])
    }

    #[test]
    fn what_is_reserved_counts_once_however_it_is_used() {
        let total: Resources = "cpus:8;cpus(eng):4;mem:1024".parse().unwrap();
        let none = Resources::new();
        assert_eq!(cpus(&consumption(&total, &none), "eng"), 4_000);
        let part = to("eng", "cpus(eng):1");
        assert_eq!(cpus(&consumption(&total, &part), "eng"), 4_000);
        let beyond = to("eng", "cpus(eng):4;cpus:2");
        assert_eq!(cpus(&consumption(&total, &beyond), "eng"), 6_000);
        assert_eq!(cpus(&consumption(&total, &to("ops", "cpus:3")), "ops"), 3_000);
    }

    #[test]
    fn a_reservation_used_by_a_role_below_counts_there() {
        let total: Resources = "cpus:8;cpus(eng):4".parse().unwrap();
        let below = to("eng/web", "cpus(eng):3");
        let consumed = consumption(&total, &below);
        assert_eq!((cpus(&consumed, "eng"), cpus(&consumed, "eng/web")), (1_000, 3_000));
    }

    #[test]
    fn revocable_resources_do_not_count() {
        let revocable: Resources = to("eng", "cpus:2;mem:64")
            .iter()
            .map(|resource| Resource { revocable: true, ..resource.clone() })
            .collect();
        assert!(consumption(&Resources::new(), &revocable).is_empty());
        let holding = Holding { allocated: revocable, ..Holding::default() };
        assert_eq!(shares(&holding)["eng"][figure::ALLOCATED][..2], [2_000, 64_000]);
    }

    #[test]
    fn a_shared_volume_counts_once_for_each_role_that_uses_it() {
        let disk: Resources = "disk(eng):10".parse().unwrap();
        let volume = Resource { shared: true, ..disk.iter().next().unwrap().clone() };
        let total = Resources::from(volume.clone());
        let by = |role: &str| Resource { allocation_role: Some(role.into()), ..volume.clone() };
        let twice = Resources::from_iter([by("eng"), by("eng")]);
        assert_eq!(consumption(&total, &twice)["eng"][2], 10_000);
        let both = Resources::from_iter([by("eng/a"), by("eng/b")]);
        let consumed = consumption(&total, &both);
        assert_eq!(["eng", "eng/a", "eng/b"].map(|role| consumed[role][2]), [0, 10_000, 10_000]);
    }
}
