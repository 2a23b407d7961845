//! What has to be known of the cluster to judge a plan.

mod read;

use std::collections::BTreeSet;

use crate::resources::Resources;

/// What an agent can do, as `GET_AGENTS` tells (`AgentInfo.Capability` of `mesos.proto`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Capability {
    /// Resources of roles such as `eng/web`.
    HierarchicalRole,
    /// Reservations within reservations.
    ReservationRefinement,
    /// Resource providers.
    ResourceProvider,
    /// Volumes that grow and shrink.
    ResizeVolume,
    /// Draining.
    AgentDraining,
}

impl Capability {
    /// By its name in the API; `None` for one that no rule asks for.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "HIERARCHICAL_ROLE" => Self::HierarchicalRole,
            "RESERVATION_REFINEMENT" => Self::ReservationRefinement,
            "RESOURCE_PROVIDER" => Self::ResourceProvider,
            "RESIZE_VOLUME" => Self::ResizeVolume,
            "AGENT_DRAINING" => Self::AgentDraining,
            _ => return None,
        })
    }
}

/// The capabilities of one agent.
pub type Capabilities = BTreeSet<Capability>;

/// Where an agent stands with its master.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It has registered. It need not be connected.
    #[default]
    Registered,
    /// The master that leads now has it from the registry, and waits for it.
    Recovered,
    /// Given up for the time being; it can come back.
    Unreachable,
    /// Marked gone for ever, or about to be.
    Gone,
    /// The master never heard of it, or has forgotten it.
    Unknown,
}

/// What is known of an agent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentFacts {
    /// Its id.
    pub id: String,
    /// Where it stands with the master.
    pub standing: Standing,
    /// Whether the master has a connection to it: `active`.
    pub connected: bool,
    /// Whether it is deactivated, as it is while and after it drains.
    pub deactivated: bool,
    /// Whether it drains, and has not drained yet.
    pub draining: bool,
    /// Whether its machine is in the maintenance schedule.
    pub scheduled: bool,
    /// What it can do.
    pub capabilities: Capabilities,
    /// All it has.
    pub total: Resources,
    /// What tasks and executors hold of it. What is only on offer does not count: the master takes that back.
    pub allocated: Resources,
    /// Whether it has a folder for configurations of resource providers (`--resource_provider_config_dir`).
    pub takes_providers: bool,
}

impl AgentFacts {
    /// An agent that is there, can do all and has nothing.
    pub fn registered(id: &str) -> Self {
        use Capability::*;
        Self {
            id: id.to_owned(),
            connected: true,
            capabilities: [
                HierarchicalRole,
                ReservationRefinement,
                ResourceProvider,
                ResizeVolume,
                AgentDraining,
            ]
            .into(),
            takes_providers: true,
            ..Self::default()
        }
    }

    /// What an operation can take: all that nothing uses.
    pub fn available(&self) -> Resources {
        &self.total - &self.allocated.unallocated()
    }

    pub(super) fn can(&self, capability: Capability) -> bool {
        self.capabilities.contains(&capability)
    }
}

/// Whether a framework is one of the master's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Registered, connected or not.
    Present,
    /// Known from the agents only, since this master began to lead.
    Recovered,
    /// It has ended.
    Completed,
    /// The master never heard of it.
    Unknown,
}

/// What is known of a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameworkFacts {
    /// Its id.
    pub id: String,
    /// Whether it is there.
    pub presence: Presence,
}
