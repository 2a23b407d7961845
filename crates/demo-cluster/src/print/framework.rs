//! Frameworks and their offers.

use operator_api::v1;
use operator_api::v1::master::response::get_frameworks;

use crate::world::Offer;
use crate::world::agent::Agent;
use crate::world::amounts::{Amounts, Ranges};
use crate::world::framework::{Framework, Presence};
use crate::world::inverse::{InverseOffer, Unavailability};
use crate::world::pool::Kind;
use crate::world::snapshot::Member;

use super::{Printer, agent, labels, resources, time};

impl Printer {
    /// A framework as the master shows it, with what it has and is offered.
    pub fn framework(&self, member: &Member) -> get_frameworks::Framework {
        let mut allocated = Vec::new();
        for (role, share) in &member.shares {
            let mut ports = Ranges::default();
            for port in share.ports.keys() {
                ports.insert(*port, *port);
            }
            for (kind, scalars) in &share.scalars {
                // Ports come from what is not reserved, in this cluster.
                let ports =
                    if kind == Kind::unreserved() { std::mem::take(&mut ports) } else { Ranges::default() };
                allocated.extend(resources::allocated(kind, &Amounts { scalars: *scalars, ports }, role));
            }
        }
        let mut offered = crate::world::pool::ByRole::default();
        for (offer, _) in &member.offers {
            for pool in offer.pools.iter() {
                offered.add(&offer.role, &pool.kind, &pool.amounts);
            }
        }
        get_frameworks::Framework {
            offers: member.offers.iter().map(|(offer, agent)| self.offer(offer, agent)).collect(),
            inverse_offers: member.inverse_offers.iter().map(|offer| self.inverse_offer(offer)).collect(),
            allocated_resources: allocated,
            offered_resources: resources::by_role(&offered),
            offer_constraints: Some(v1::scheduler::OfferConstraints::default()),
            unregistered_time: match member.framework.presence {
                Presence::Completed { since } => Some(time(since)),
                _ => None,
            },
            ..self.bare_framework(&member.framework)
        }
    }

    /// A framework as events have it: without resources or offers, and with an end that is 0.
    pub fn framework_in_event(&self, framework: &Framework) -> get_frameworks::Framework {
        get_frameworks::Framework { unregistered_time: Some(time(0)), ..self.bare_framework(framework) }
    }

    fn bare_framework(&self, framework: &Framework) -> get_frameworks::Framework {
        let connected = framework.is_connected();
        get_frameworks::Framework {
            framework_info: Box::new(self.framework_info(framework)),
            active: connected,
            connected,
            recovered: framework.presence == Presence::Recovered,
            registered_time: Some(time(framework.registered)),
            reregistered_time: Some(time(framework.reregistered)),
            ..get_frameworks::Framework::default()
        }
    }

    /// What a framework says of itself.
    pub fn framework_info(&self, framework: &Framework) -> v1::FrameworkInfo {
        v1::FrameworkInfo {
            user: framework.user.to_string(),
            name: framework.name.to_string(),
            id: Some(self.framework_id(framework.key)),
            failover_timeout: Some(framework.failover_timeout),
            checkpoint: Some(framework.checkpoint),
            roles: framework.roles.iter().map(|role| role.to_string()).collect(),
            hostname: Some(framework.hostname.to_string()),
            principal: framework.principal.as_deref().map(str::to_owned),
            webui_url: framework.webui_url.clone(),
            capabilities: framework
                .capabilities
                .iter()
                .map(|capability| v1::framework_info::Capability { r#type: Some(*capability) })
                .collect(),
            labels: labels(&framework.labels),
            ..v1::FrameworkInfo::default()
        }
    }

    fn offer(&self, offer: &Offer, on: &Agent) -> v1::Offer {
        let pools: Vec<_> = offer.pools.iter().cloned().collect();
        v1::Offer {
            id: v1::OfferId { value: format!("{}-O{}", self.ids.master(), offer.serial) },
            framework_id: self.framework_id(offer.framework),
            agent_id: self.agent_id(offer.agent),
            hostname: on.hostname.to_string(),
            url: Some(Box::new(v1::Url {
                scheme: "http".to_owned(),
                address: v1::Address {
                    hostname: Some(on.hostname.to_string()),
                    ip: Some(self.address.ip().to_string()),
                    port: i32::from(self.address.port()),
                },
                path: Some(format!("/{}", offer.agent.process())),
                ..v1::Url::default()
            })),
            domain: Some(agent::domain(&on.region, &on.zone)),
            resources: resources::taken(&offer.role, &pools),
            allocation_info: Some(v1::resource::AllocationInfo { role: Some(offer.role.to_string()) }),
            unavailability: offer.unavailability.as_ref().map(unavailability),
            ..v1::Offer::default()
        }
    }

    fn inverse_offer(&self, offer: &InverseOffer) -> v1::InverseOffer {
        v1::InverseOffer {
            id: v1::OfferId { value: format!("{}-O{}", self.ids.master(), offer.serial) },
            framework_id: self.framework_id(offer.framework),
            agent_id: Some(self.agent_id(offer.agent)),
            unavailability: unavailability(&offer.unavailability),
            ..v1::InverseOffer::default()
        }
    }
}

fn unavailability(unavailability: &Unavailability) -> v1::Unavailability {
    v1::Unavailability {
        start: time(unavailability.start),
        duration: unavailability.duration.map(|nanoseconds| v1::DurationInfo { nanoseconds }),
    }
}
