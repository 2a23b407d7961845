//! What an agent holds: the resources that the tables of reservations, volumes and roles are made of.

use operator_api::resources::{Resource, Resources, Scalar, Value};
use operator_api::v1;
use operator_api::v1::master::response::get_agents::Agent;

use super::Identified;
use super::quantity::NAMES;

/// One quantity of each resource that rows have columns for, in thousandths.
pub(super) type Four = [i64; 4];

/// An agent's resources, as Mesos counts them.
#[derive(Debug, Default)]
pub(super) struct Holding {
    pub agent_id: String,
    pub host: String,
    pub total: Resources,
    /// Each with the role it is allocated to.
    pub allocated: Resources,
    /// Each with the role it is offered to.
    pub offered: Resources,
}

impl Holding {
    pub(super) fn of(agent: &Agent) -> Self {
        Holding {
            agent_id: agent.agent_info.id(),
            host: agent.agent_info.hostname.clone(),
            total: Resources::from_messages(&agent.total_resources),
            allocated: Resources::from_messages(&agent.allocated_resources),
            offered: Resources::from_messages(&agent.offered_resources),
        }
    }

    /// An agent known by name only.
    pub(super) fn nothing(info: &v1::AgentInfo) -> Self {
        Holding { agent_id: info.id(), host: info.hostname.clone(), ..Holding::default() }
    }
}

/// Each resource, and of those that are shared and several times there the first only.
pub(super) fn once(resources: &Resources) -> impl Iterator<Item = &Resource> {
    let before = std::iter::once(None).chain(resources.iter().map(Some));
    resources
        .iter()
        .zip(before)
        .filter(|(this, before)| !this.shared || *before != Some(*this))
        .map(|(resource, _)| resource)
}

/// Which of the four a resource is, and how much.
pub(super) fn quantity(resource: &Resource) -> Option<(usize, i64)> {
    let at = NAMES.iter().position(|name| *name == resource.name)?;
    match resource.value {
        Value::Scalar(scalar) => Some((at, scalar.milli())),
        Value::Ranges(_) | Value::Set(_) => None,
    }
}

/// The sums of the four.
pub(super) fn sums(resources: &Resources) -> Four {
    NAMES.map(|name| resources.sum(name)).map(Scalar::milli)
}

/// Labels as a cell shows them: `key:value other:value`.
pub(super) fn labels(labels: &[(String, Option<String>)]) -> String {
    let shown: Vec<String> = labels
        .iter()
        .map(|(key, value)| match value {
            Some(value) => format!("{key}:{value}"),
            None => key.clone(),
        })
        .collect();
    shown.join(" ")
}
