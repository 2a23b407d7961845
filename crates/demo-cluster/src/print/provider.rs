//! Resource providers of agents.

use operator_api::v1;
use operator_api::v1::agent::response::get_resource_providers;
use operator_api::v1::master::response::get_agents::agent::ResourceProvider;

use crate::world::agent::Agent;
use crate::world::provider::{Link, Provider};

use super::resources;

/// Providers an agent knows of: those that have been there, though they may be gone.
fn known(agent: &Agent) -> impl Iterator<Item = &Provider> {
    agent.providers.iter().filter(|provider| provider.link != Link::Starting)
}

fn info(provider: &Provider) -> Box<v1::ResourceProviderInfo> {
    Box::new(v1::ResourceProviderInfo {
        id: Some(v1::ResourceProviderId { value: provider.id.to_string() }),
        ..(*provider.info).clone()
    })
}

/// As the master shows them.
pub fn at_master(agent: &Agent) -> Vec<ResourceProvider> {
    known(agent)
        .map(|provider| ResourceProvider {
            resource_provider_info: info(provider),
            total_resources: resources::total(&agent.provided_by(&provider.id)),
        })
        .collect()
}

/// As the agent itself shows them.
pub fn at_agent(agent: &Agent) -> Vec<get_resource_providers::ResourceProvider> {
    known(agent)
        .map(|provider| get_resource_providers::ResourceProvider {
            resource_provider_info: info(provider),
            total_resources: resources::total(&agent.provided_by(&provider.id)),
        })
        .collect()
}
