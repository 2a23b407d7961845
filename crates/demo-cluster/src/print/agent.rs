//! Agents.

use operator_api::v1;
use operator_api::v1::domain_info::{FaultDomain, fault_domain};
use operator_api::v1::master::response::get_agents;

use crate::world::agent::{Agent, Attribute, Drain};
use crate::world::amounts::Ranges;

use super::{Printer, provider, resources, time};

impl Printer {
    /// An agent as the master shows it.
    pub fn agent(&self, agent: &Agent) -> get_agents::Agent {
        get_agents::Agent {
            agent_info: Box::new(self.agent_info(agent)),
            active: agent.is_active(),
            deactivated: Some(agent.deactivated),
            version: agent.version.to_string(),
            pid: Some(self.pid(agent.key)),
            registered_time: Some(time(agent.registered)),
            reregistered_time: agent.reregistered.map(time),
            total_resources: resources::total(&agent.total),
            allocated_resources: resources::by_role(&agent.allocated),
            offered_resources: resources::by_role(&agent.offered),
            capabilities: agent
                .capabilities
                .iter()
                .map(|capability| v1::agent_info::Capability { r#type: Some(*capability) })
                .collect(),
            resource_providers: provider::at_master(agent),
            drain_info: agent.drain.map(drain_info),
            estimated_drain_start_time: agent.drain.map(|drain| time(drain.since)),
        }
    }

    /// What an agent says of itself.
    pub fn agent_info(&self, agent: &Agent) -> v1::AgentInfo {
        v1::AgentInfo {
            hostname: agent.hostname.to_string(),
            port: Some(i32::from(self.address.port())),
            resources: resources::initial(&agent.initial),
            attributes: agent.attributes.iter().map(|(name, value)| attribute(name, value)).collect(),
            id: Some(self.agent_id(agent.key)),
            domain: Some(domain(&agent.region, &agent.zone)),
            checkpoint: Some(true),
        }
    }
}

/// A fault domain.
pub fn domain(region: &str, zone: &str) -> v1::DomainInfo {
    v1::DomainInfo {
        fault_domain: Some(FaultDomain {
            region: fault_domain::RegionInfo { name: region.to_owned() },
            zone: fault_domain::ZoneInfo { name: zone.to_owned() },
        }),
    }
}

/// What was asked for when an agent was drained.
pub fn drain_config(drain: &Drain) -> v1::DrainConfig {
    v1::DrainConfig {
        max_grace_period: drain.grace.map(|nanoseconds| v1::DurationInfo { nanoseconds }),
        mark_gone: Some(drain.mark_gone),
    }
}

fn drain_info(drain: Drain) -> v1::DrainInfo {
    let state = if drain.drained { v1::DrainState::Drained } else { v1::DrainState::Draining };
    v1::DrainInfo { state: Some(state as i32), config: drain_config(&drain) }
}

fn attribute(name: &str, value: &Attribute) -> v1::Attribute {
    let named = v1::Attribute { name: name.to_owned(), ..v1::Attribute::default() };
    match value {
        Attribute::Text(text) => v1::Attribute {
            r#type: Some(v1::value::Type::Text as i32),
            text: Some(v1::value::Text { value: text.to_string() }),
            ..named
        },
        Attribute::Scalar(value) => v1::Attribute {
            r#type: Some(v1::value::Type::Scalar as i32),
            scalar: Some(v1::value::Scalar { value: *value }),
            ..named
        },
        Attribute::Ranges(begin, end) => v1::Attribute {
            r#type: Some(v1::value::Type::Ranges as i32),
            ranges: Some(resources::ranges(&Ranges::of(*begin, *end))),
            ..named
        },
    }
}
