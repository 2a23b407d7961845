//! Whole objects, reduced to what is seen of them. Each is put together from what is known to be harmless, so that a field which the API gets later is
//! left out, or does not compile, until somebody has decided.

use std::collections::BTreeSet;

use operator_api::resources::{Resource, Resources};
use operator_api::v1;
use operator_api::v1::master::response::get_agents::Agent;
use operator_api::v1::master::response::get_agents::agent::ResourceProvider;
use operator_api::v1::master::response::get_frameworks::Framework;
use operator_api::v1::scheduler::OfferConstraints;

use super::agent::state_of;
use super::{Projection, Reach};
use crate::fold::Detail;
use crate::schema::agents::state;

impl Projection {
    /// A task, if its resources are allocated to roles that are seen.
    #[must_use]
    pub fn task(&self, detail: Detail<v1::Task>) -> Option<Detail<v1::Task>> {
        let mut roles = detail.object.resources.iter().filter_map(allocated_to).peekable();
        let is_seen = roles.peek().is_some() && roles.all(|role| self.reach.contains(role));
        is_seen.then_some(detail)
    }

    /// A framework of which there is a row, with the roles, offers and resources that are seen.
    #[must_use]
    pub fn framework(&self, detail: Detail<Framework>) -> Option<Detail<Framework>> {
        let Detail { object, listed } = detail;
        let id = object.framework_info.id.as_ref()?.value.clone();
        if !self.has_framework(&id) {
            return None;
        }
        let reach = &self.reach;
        let Framework {
            framework_info,
            active,
            connected,
            recovered,
            registered_time,
            reregistered_time,
            unregistered_time,
            offers,
            inverse_offers: _,
            allocated_resources,
            offered_resources,
            offer_constraints,
        } = object;
        let info = *framework_info;
        let framework_info = v1::FrameworkInfo {
            role: info.role.filter(|role| reach.contains(role)),
            roles: info.roles.into_iter().filter(|role| reach.contains(role)).collect(),
            offer_filters: info.offer_filters.into_iter().filter(|(role, _)| reach.contains(role)).collect(),
            user: info.user,
            name: info.name,
            id: info.id,
            failover_timeout: info.failover_timeout,
            checkpoint: info.checkpoint,
            hostname: info.hostname,
            principal: info.principal,
            webui_url: info.webui_url,
            capabilities: info.capabilities,
            labels: info.labels,
        };
        let offers = offers.into_iter().filter(|offer| is_offered_to(reach, offer));
        let object = Framework {
            framework_info: Box::new(framework_info),
            active,
            connected,
            recovered,
            registered_time,
            reregistered_time,
            unregistered_time,
            // Executors on the agent may be of another role.
            offers: offers.map(|offer| v1::Offer { executor_ids: Vec::new(), ..offer }).collect(),
            // They say no role; the rows tell of those that matter.
            inverse_offers: Vec::new(),
            allocated_resources: allocated(reach, allocated_resources),
            offered_resources: allocated(reach, offered_resources),
            offer_constraints: offer_constraints.map(|constraints| OfferConstraints {
                role_constraints: constraints
                    .role_constraints
                    .into_iter()
                    .filter(|(role, _)| reach.contains(role))
                    .collect(),
            }),
        };
        Some(Detail { object, listed })
    }

    /// An agent of which there is a row, with the resources that are seen: what is allocated and offered to the roles, what is reserved to them, and as
    /// the total no more than that.
    #[must_use]
    pub fn agent(&self, detail: Detail<Agent>) -> Option<Detail<Agent>> {
        let Detail { object, listed } = detail;
        let id = object.agent_info.id.as_ref()?.value.clone();
        let sum = self.sums.agents.sum(&id).filter(|_| self.has_agent(&id))?;
        let reach = &self.reach;
        let Agent {
            agent_info,
            active,
            deactivated,
            version,
            pid,
            registered_time,
            reregistered_time,
            total_resources,
            allocated_resources,
            offered_resources,
            capabilities,
            resource_providers,
            drain_info,
            estimated_drain_start_time,
        } = object;
        let info = *agent_info;
        let agent_info = v1::AgentInfo {
            resources: reserved(reach, info.resources),
            hostname: info.hostname,
            port: info.port,
            attributes: info.attributes,
            id: info.id,
            checkpoint: info.checkpoint,
            domain: info.domain,
        };
        let allocated_resources = allocated(reach, allocated_resources);
        let offered_resources = allocated(reach, offered_resources);
        let total = total(reach, &total_resources, &allocated_resources, &offered_resources);
        let object = Agent {
            agent_info: Box::new(agent_info),
            active,
            deactivated,
            version,
            pid,
            registered_time,
            reregistered_time,
            resource_providers: providers(reach, resource_providers, &total),
            total_resources: total.to_messages(),
            allocated_resources,
            offered_resources,
            capabilities,
            drain_info: drain_info.map(|info| drain(info, sum.tasks)),
            estimated_drain_start_time,
        };
        Some(Detail { object, listed })
    }
}

fn allocated_to(resource: &v1::Resource) -> Option<&str> {
    resource.allocation_info.as_ref()?.role.as_deref()
}

fn is_offered_to(reach: &Reach, offer: &v1::Offer) -> bool {
    let said = offer.allocation_info.as_ref().and_then(|info| info.role.as_deref());
    let mut roles = said.into_iter().chain(offer.resources.iter().filter_map(allocated_to)).peekable();
    roles.peek().is_some() && roles.all(|role| reach.contains(role))
}

/// Those that are allocated or offered to a role that is seen.
fn allocated(reach: &Reach, resources: Vec<v1::Resource>) -> Vec<v1::Resource> {
    let is_seen = |resource: &v1::Resource| allocated_to(resource).is_some_and(|role| reach.contains(role));
    resources.into_iter().filter(is_seen).collect()
}

fn is_reserved(reach: &Reach, resource: &Resource) -> bool {
    resource.reserved_role().is_some_and(|role| reach.contains(role))
}

/// Those that are reserved to a role that is seen.
fn reserved(reach: &Reach, resources: Vec<v1::Resource>) -> Vec<v1::Resource> {
    let is_seen = |message: &v1::Resource| {
        Resource::try_from(message).is_ok_and(|resource| is_reserved(reach, &resource))
    };
    resources.into_iter().filter(is_seen).collect()
}

/// What is reserved to the roles, and what they use besides.
fn total(
    reach: &Reach,
    total: &[v1::Resource],
    allocated: &[v1::Resource],
    offered: &[v1::Resource],
) -> Resources {
    let reserved = Resources::from_messages(total).filter(|resource| is_reserved(reach, resource));
    let used = Resources::from_messages(allocated.iter().chain(offered)).unallocated();
    let besides = used.filter(|resource| !is_reserved(reach, resource));
    reserved.iter().chain(besides.iter()).cloned().collect()
}

/// The providers of these resources, without how they are set up.
fn providers(reach: &Reach, providers: Vec<ResourceProvider>, total: &Resources) -> Vec<ResourceProvider> {
    let used: BTreeSet<&str> = total.iter().filter_map(|resource| resource.provider.as_deref()).collect();
    let of_total = |provider: ResourceProvider| {
        let info = *provider.resource_provider_info;
        used.contains(info.id.as_ref()?.value.as_str()).then(|| ResourceProvider {
            resource_provider_info: Box::new(v1::ResourceProviderInfo {
                id: info.id,
                attributes: info.attributes,
                r#type: info.r#type,
                name: info.name,
                default_reservations: Vec::new(),
                storage: None,
            }),
            total_resources: reserved(reach, provider.total_resources),
        })
    };
    providers.into_iter().filter_map(of_total).collect()
}

fn drain(info: v1::DrainInfo, active_tasks: i64) -> v1::DrainInfo {
    let whole = match info.state() {
        v1::DrainState::Draining => state::DRAINING,
        v1::DrainState::Drained => state::DRAINED,
        v1::DrainState::Unknown => return info,
    };
    let state = match state_of(whole, active_tasks) {
        state::DRAINED => v1::DrainState::Drained,
        _ => v1::DrainState::Draining,
    };
    v1::DrainInfo { state: Some(state as i32), ..info }
}
