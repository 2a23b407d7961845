//! The allocator: what there is and what of it is given away, role by role.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Gauges, whole};
use crate::world::World;
use crate::world::amounts::Scalars;
use crate::world::roles::{Quota, is_within, lineage};
use crate::world::totals::Sums;

pub(super) fn allocator(gauges: &mut Gauges, world: &World, sums: &Sums) {
    gauges.count("allocator/mesos/allocation_runs", world.counters.allocations);
    let process = &world.process;
    for (name, timer) in
        [("allocation_run_ms", &process.allocation), ("allocation_run_latency_ms", &process.latency)]
    {
        if let Some(times) = timer.times() {
            gauges.times(&format!("allocator/mesos/{name}"), timer.count, &times);
        }
    }
    let held = sums.used.named().into_iter().zip(sums.offered.named());
    for ((name, total), ((_, used), (_, offered))) in sums.total.named().into_iter().zip(held) {
        // A resource that no agent has is none.
        if total != 0 {
            let prefix = format!("allocator/mesos/resources/{name}");
            gauges.set(format!("{prefix}/total"), whole(total));
            gauges.set(format!("{prefix}/offered_or_allocated"), whole(used + offered));
        }
    }
    roles(gauges, world, sums);
}

fn roles(gauges: &mut Gauges, world: &World, sums: &Sums) {
    for role in world.known_roles() {
        gauges.set(format!("allocator/mesos/offer_filters/roles/{role}/active"), 0.0);
    }
    for (role, consumed) in consumption(world) {
        for (name, amount) in consumed.named().into_iter().filter(|(_, amount)| *amount != 0) {
            gauges
                .set(format!("allocator/mesos/quota/roles/{role}/resources/{name}/consumed"), whole(amount));
        }
    }
    let given = given(world);
    for (role, quota) in &world.quotas {
        let below = given.iter().filter(|(other, _)| is_within(other, role));
        let held = below.fold(Scalars::default(), |mut sum, (_, scalars)| {
            sum += *scalars;
            sum
        });
        quotas(gauges, role, quota, held);
    }
    let present = world.frameworks().iter().filter(|framework| framework.is_present());
    let roles: BTreeSet<&Arc<str>> = present.flat_map(|framework| &framework.roles).collect();
    for role in roles {
        let held = given.get(role).copied().unwrap_or_default();
        let shares = held.named().into_iter().zip(sums.total.named());
        let shares = shares.filter(|(_, (_, total))| *total != 0);
        let dominant = shares.map(|((_, held), (_, total))| whole(held) / whole(total)).fold(0.0, f64::max);
        let weight = world.weights.get(role).copied().unwrap_or(1.0);
        gauges.set(format!("allocator/mesos/roles/{role}/shares/dominant"), dominant / weight);
    }
}

fn quotas(gauges: &mut Gauges, role: &str, quota: &Quota, mut held: Scalars) {
    let prefix = format!("allocator/mesos/quota/roles/{role}/resources");
    for (word, amounts) in [("guarantee", &quota.guarantees), ("limit", &quota.limits)] {
        for (name, amount) in amounts {
            gauges.set(format!("{prefix}/{name}/{word}"), whole(*amount));
        }
    }
    let names: BTreeSet<&String> = quota.guarantees.keys().chain(quota.limits.keys()).collect();
    for name in names {
        let held = held.by_name(name).copied().unwrap_or_default();
        gauges.set(format!("{prefix}/{name}/offered_or_allocated"), whole(held));
    }
}

/// What each role has or is offered, without those below it.
fn given(world: &World) -> BTreeMap<Arc<str>, Scalars> {
    let mut given: BTreeMap<Arc<str>, Scalars> = BTreeMap::new();
    for books in world.frameworks().iter().filter_map(|framework| world.books(framework.key)) {
        for (role, share) in &books.shares {
            *given.entry(role.clone()).or_default() += share.sum();
        }
    }
    for offer in world.offers() {
        *given.entry(offer.role.clone()).or_default() += offer.pools.scalars();
    }
    given
}

/// What counts against each role's quota, with those below it: what it has of what is not reserved, and all that is reserved
/// for it. The root of the tree has no name.
fn consumption(world: &World) -> BTreeMap<String, Scalars> {
    let mut own: BTreeMap<Arc<str>, Scalars> = BTreeMap::new();
    for books in world.frameworks().iter().filter_map(|framework| world.books(framework.key)) {
        for (role, share) in &books.shares {
            for (_, scalars) in share.scalars.iter().filter(|(kind, _)| kind.reservations.is_empty()) {
                *own.entry(role.clone()).or_default() += *scalars;
            }
        }
    }
    for agent in world.agents().iter().filter(|agent| agent.is_registered()) {
        for pool in agent.total.iter() {
            if let Some(role) = pool.kind.role() {
                *own.entry(role.clone()).or_default() += pool.amounts.scalars;
            }
        }
    }
    let mut sums: BTreeMap<String, Scalars> = BTreeMap::new();
    for (role, scalars) in own {
        for above in lineage(&role).chain([""]) {
            *sums.entry(above.to_owned()).or_default() += scalars;
        }
    }
    sums
}
