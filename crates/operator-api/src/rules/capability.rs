//! What an agent or a framework allows, for buttons: one that is disabled says why.

use super::{AgentFacts, Capability, FrameworkFacts, Presence, Standing};

/// Why something cannot be done, or need not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Reason {
    /// The master never heard of it, or has forgotten it.
    #[error("the master does not know this agent")]
    UnknownAgent,
    /// It is not registered now.
    #[error("the agent is not registered; wait until it is back")]
    NotRegistered,
    /// It is registered, without a connection.
    #[error("the agent is not connected; wait until it is back")]
    NotConnected,
    /// It has been marked gone.
    #[error("the agent is marked gone, for ever")]
    Gone,
    /// It lacks `AGENT_DRAINING`.
    #[error("the agent is too old to drain")]
    CannotDrain,
    /// It lacks `RESIZE_VOLUME`.
    #[error("the agent is too old to resize volumes")]
    CannotResize,
    /// Its machine has a maintenance window.
    #[error("the agent's machine is in the maintenance schedule; take it out of that first")]
    Scheduled,
    /// It is deactivated already: another call does nothing.
    #[error("the agent is deactivated already")]
    Deactivated,
    /// It is active.
    #[error("the agent is active")]
    Active,
    /// It drains, which cannot be called off.
    #[error("the agent is draining, which cannot be called off; it can be reactivated once it has drained")]
    Draining,
    /// It has no folder for configurations of resource providers.
    #[error("the agent was started without --resource_provider_config_dir")]
    NoProviderFolder,
    /// The master never heard of the framework.
    #[error("the master does not know this framework")]
    UnknownFramework,
    /// The framework has ended.
    #[error("the framework has ended already")]
    Completed,
}

impl Reason {
    /// Whether Mesos would refuse it. Otherwise it would say yes, and nothing would come of it.
    pub fn refused(self) -> bool {
        !matches!(self, Self::Deactivated | Self::Gone | Self::NotConnected)
    }
}

/// An agent that drains and deactivations are remembered for, be it there or not.
fn known(agent: &AgentFacts) -> Result<(), Reason> {
    match agent.standing {
        Standing::Registered | Standing::Recovered | Standing::Unreachable => Ok(()),
        Standing::Gone => Err(Reason::Gone),
        Standing::Unknown => Err(Reason::UnknownAgent),
    }
}

/// `DRAIN_AGENT`. It can be sent again, to change the grace. Of an agent that is not registered the master knows neither its machine nor what
/// it can, and asks for neither: it drains when it comes back.
///
/// `src/master/http.cpp` (`Master::Http::drainAgent`, `_drainAgent`); `master/DRAIN_AGENT-unknown-agent`, `-again`.
///
/// # Errors
/// Why not.
pub fn can_drain(agent: &AgentFacts) -> Result<(), Reason> {
    known(agent)?;
    match agent {
        AgentFacts { standing: Standing::Registered, scheduled: true, .. } => Err(Reason::Scheduled),
        AgentFacts { standing: Standing::Registered, .. } if !agent.can(Capability::AgentDraining) => {
            Err(Reason::CannotDrain)
        }
        _ => Ok(()),
    }
}

/// `DEACTIVATE_AGENT`. Of one that is deactivated it is accepted, and does nothing (`master/DEACTIVATE_AGENT-again`, `-while-draining`).
///
/// # Errors
/// Why not.
pub fn can_deactivate(agent: &AgentFacts) -> Result<(), Reason> {
    known(agent)?;
    if agent.deactivated { Err(Reason::Deactivated) } else { Ok(()) }
}

/// `REACTIVATE_AGENT`, of an agent that is there: of one that is not, Mesos does it and answers 409 (`src/master/http.cpp`,
/// `Master::Http::_reactivateAgent`; `master/REACTIVATE_AGENT-active`, `-while-draining`, `-unknown-agent`).
///
/// # Errors
/// Why not.
pub fn can_reactivate(agent: &AgentFacts) -> Result<(), Reason> {
    known(agent)?;
    match agent {
        AgentFacts { deactivated: false, .. } => Err(Reason::Active),
        AgentFacts { draining: true, .. } => Err(Reason::Draining),
        AgentFacts { standing: Standing::Registered, .. } => Ok(()),
        _ => Err(Reason::NotRegistered),
    }
}

/// `MARK_AGENT_GONE`. Again it is accepted, and does nothing (`master/MARK_AGENT_GONE-again`, `-unknown`).
///
/// # Errors
/// Why not.
pub fn can_mark_gone(agent: &AgentFacts) -> Result<(), Reason> {
    known(agent)
}

/// `RESERVE_RESOURCES`, `UNRESERVE_RESOURCES`, `CREATE_VOLUMES`, `DESTROY_VOLUMES` (`src/master/http.cpp`, `Master::Http::_operation`;
/// `master/RESERVE_RESOURCES-unreachable-agent`).
///
/// # Errors
/// Why not.
pub fn can_change_resources(agent: &AgentFacts) -> Result<(), Reason> {
    known(agent)?;
    match agent.standing {
        Standing::Registered if agent.connected => Ok(()),
        Standing::Registered => Err(Reason::NotConnected),
        _ => Err(Reason::NotRegistered),
    }
}

/// `GROW_VOLUME`, `SHRINK_VOLUME` (`src/master/validation.cpp`).
///
/// # Errors
/// Why not.
pub fn can_resize_volumes(agent: &AgentFacts) -> Result<(), Reason> {
    can_change_resources(agent)?;
    if agent.can(Capability::ResizeVolume) { Ok(()) } else { Err(Reason::CannotResize) }
}

/// `ADD_`, `UPDATE_` and `REMOVE_RESOURCE_PROVIDER_CONFIG` (`agent/REMOVE_RESOURCE_PROVIDER_CONFIG`).
///
/// # Errors
/// Why not.
pub fn can_configure_providers(agent: &AgentFacts) -> Result<(), Reason> {
    can_change_resources(agent)?;
    if agent.takes_providers { Ok(()) } else { Err(Reason::NoProviderFolder) }
}

/// `TEARDOWN` (`src/master/http.cpp`, `Master::Http::_teardown`; `master/TEARDOWN-again`, `-unknown`).
///
/// # Errors
/// Why not.
pub fn can_teardown(framework: &FrameworkFacts) -> Result<(), Reason> {
    match framework.presence {
        Presence::Present | Presence::Recovered => Ok(()),
        Presence::Completed => Err(Reason::Completed),
        Presence::Unknown => Err(Reason::UnknownFramework),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agent(change: impl FnOnce(&mut AgentFacts)) -> AgentFacts {
        let mut agent = AgentFacts::registered("S");
        change(&mut agent);
        agent
    }

    #[test]
    fn an_agent_drains_if_it_can_and_has_no_window() {
        let away = |standing| AgentFacts { standing, scheduled: true, ..AgentFacts::default() };
        assert_eq!(can_drain(&away(Standing::Unreachable)), Ok(()), "nobody knows what it can");
        assert_eq!(can_drain(&away(Standing::Recovered)), Ok(()));
        assert_eq!(can_drain(&agent(|agent| agent.capabilities.clear())), Err(Reason::CannotDrain));
        assert_eq!(can_drain(&agent(|agent| agent.scheduled = true)), Err(Reason::Scheduled));
        assert_eq!(can_drain(&agent(|agent| agent.standing = Standing::Gone)), Err(Reason::Gone));
    }

    #[test]
    fn an_agent_is_reactivated_when_it_has_drained() {
        let drained = |draining| agent(|agent| (agent.deactivated, agent.draining) = (true, draining));
        assert_eq!(can_reactivate(&drained(false)), Ok(()));
        assert_eq!(can_reactivate(&drained(true)), Err(Reason::Draining));
        assert_eq!(can_reactivate(&agent(|_| ())), Err(Reason::Active));
        let away = AgentFacts { standing: Standing::Unreachable, ..drained(false) };
        assert_eq!(can_reactivate(&away), Err(Reason::NotRegistered));
        assert_eq!(can_deactivate(&away), Err(Reason::Deactivated));
    }

    #[test]
    fn resources_change_only_where_the_call_arrives() {
        assert_eq!(can_change_resources(&agent(|agent| agent.connected = false)), Err(Reason::NotConnected));
        assert_eq!(
            can_resize_volumes(&agent(|agent| {
                agent.capabilities.remove(&Capability::ResizeVolume);
            })),
            Err(Reason::CannotResize)
        );
        assert_eq!(
            can_configure_providers(&agent(|agent| agent.takes_providers = false)),
            Err(Reason::NoProviderFolder)
        );
    }
}
