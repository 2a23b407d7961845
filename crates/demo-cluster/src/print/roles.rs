//! Roles, weights, quotas and the maintenance schedule.

use std::sync::Arc;

use operator_api::v1;
use operator_api::v1::allocator::{InverseOfferStatus, inverse_offer_status};
use operator_api::v1::maintenance::{ClusterStatus, Schedule, cluster_status};

use crate::world::World;
use crate::world::amounts::Scalars;
use crate::world::ids::AgentKey;
use crate::world::maintenance::Machine;
use crate::world::roles::{Quota, is_within};

use super::{Printer, resources, time};

impl Printer {
    /// Every role with its weight, its frameworks and all that is allocated or offered at it and below.
    pub fn roles(&self, world: &World) -> Vec<v1::Role> {
        let known = world.known_roles();
        let mut shares: Vec<(Arc<str>, Scalars)> = Vec::new();
        for framework in world.frameworks() {
            let books = world.books(framework.key);
            shares.extend(
                books
                    .into_iter()
                    .flat_map(|books| &books.shares)
                    .map(|(role, share)| (role.clone(), share.sum())),
            );
        }
        shares.extend(world.offers().iter().map(|offer| (offer.role.clone(), offer.pools.scalars())));
        known
            .into_iter()
            .map(|role| {
                let mut sum = Scalars::default();
                for (_, scalars) in shares.iter().filter(|(other, _)| is_within(other, &role)) {
                    sum += *scalars;
                }
                let members = world
                    .frameworks()
                    .iter()
                    .filter(|framework| framework.is_present() && framework.roles.contains(&role));
                v1::Role {
                    weight: world.weights.get(&role).copied().unwrap_or(1.0),
                    frameworks: members.map(|framework| self.framework_id(framework.key)).collect(),
                    resources: resources::plain(&sum),
                    name: role.to_string(),
                }
            })
            .collect()
    }
}

/// The weights that were set.
pub fn weights(world: &World) -> Vec<v1::WeightInfo> {
    world
        .weights
        .iter()
        .map(|(role, weight)| v1::WeightInfo { weight: *weight, role: Some(role.to_string()) })
        .collect()
}

/// The quotas that were set, in the older form and in the newer one.
pub fn quota_status(world: &World) -> v1::quota::QuotaStatus {
    let amounts = |amounts: &std::collections::BTreeMap<String, i64>| {
        amounts.iter().map(|(name, amount)| (name.clone(), resources::quantity(*amount))).collect()
    };
    let config = |(role, quota): (&Arc<str>, &Quota)| v1::quota::QuotaConfig {
        role: role.to_string(),
        guarantees: amounts(&quota.guarantees),
        limits: amounts(&quota.limits),
    };
    let info = |(role, quota): (&Arc<str>, &Quota)| v1::quota::QuotaInfo {
        role: Some(role.to_string()),
        principal: None,
        guarantee: quota.guarantees.iter().map(|(name, amount)| resources::scalar(name, *amount)).collect(),
    };
    v1::quota::QuotaStatus {
        infos: world.quotas.iter().map(info).collect(),
        configs: world.quotas.iter().map(config).collect(),
    }
}

/// The schedule as it was given.
pub fn schedule(world: &World) -> Schedule {
    let windows = world.maintenance.windows.iter().map(|window| v1::maintenance::Window {
        machine_ids: window.machines.iter().map(machine_id).collect(),
        unavailability: v1::Unavailability {
            start: time(window.start),
            duration: window.duration.map(|nanoseconds| v1::DurationInfo { nanoseconds }),
        },
    });
    Schedule { windows: windows.collect() }
}

impl Printer {
    /// Which machines drain, what the frameworks on them say to that, and which are down.
    pub fn maintenance_status(&self, world: &World) -> ClusterStatus {
        let draining = world.maintenance.draining().map(|machine| cluster_status::DrainingMachine {
            id: machine_id(machine),
            statuses: self.answers(world, machine),
        });
        ClusterStatus {
            draining_machines: draining.collect(),
            down_machines: world.maintenance.down.iter().map(machine_id).collect(),
        }
    }

    fn answers(&self, world: &World, machine: &Machine) -> Vec<InverseOfferStatus> {
        let all = &world.inverse().answers;
        if all.is_empty() {
            return Vec::new();
        }
        let ip = self.address.ip().to_string();
        let of = |key: AgentKey| world.agent(key).is_some_and(|agent| machine.is_of(agent, &ip));
        all.iter()
            .filter(|((agent, _), _)| of(*agent))
            .map(|((_, framework), answer)| InverseOfferStatus {
                status: Some(match answer.accepted {
                    true => inverse_offer_status::Status::Accept as i32,
                    false => inverse_offer_status::Status::Decline as i32,
                }),
                framework_id: self.framework_id(*framework),
                timestamp: time(answer.time),
            })
            .collect()
    }
}

/// A machine.
pub fn machine_id(machine: &Machine) -> v1::MachineId {
    v1::MachineId { hostname: machine.hostname.clone(), ip: machine.ip.clone() }
}
