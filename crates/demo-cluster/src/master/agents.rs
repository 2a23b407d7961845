//! Agents set apart, drained, taken back, given up: by an operator.

use axum::http::StatusCode;
use operator_api::v1;
use operator_api::v1::master::Call;

use crate::access::{Action, Object, Viewer};
use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::world::World;
use crate::world::agent::Standing;
use crate::world::ids::AgentKey;
use crate::world::maintenance::Machine;
use crate::world::task::SECOND;

/// `AgentInfo.Capability.Type.AGENT_DRAINING`
const DRAINING: i32 = 7;

/// An agent that is registered or unreachable: drains and deactivations of either are remembered.
fn known(world: &World, id: &v1::AgentId) -> Option<AgentKey> {
    let key = world.ids().parse_agent(&id.value)?;
    let standing = world.agent(key)?.standing;
    matches!(standing, Standing::Registered | Standing::Recovered | Standing::Unreachable { .. })
        .then_some(key)
}

/// `DRAIN_AGENT`
pub(crate) fn drain(cluster: &Cluster, call: &Call) -> Reply {
    let Some(wanted) = &call.drain_agent else { return Reply::done() };
    let ip = cluster.printer.address.ip().to_string();
    // A number of seconds below zero is taken as none.
    let grace = wanted
        .max_grace_period
        .as_ref()
        .map(|grace| grace.seconds.saturating_mul(SECOND).saturating_add(i64::from(grace.nanos)).max(0));
    cluster.act(|world| {
        let Some(key) = known(world, &wanted.agent_id) else { return Reply::bad_request("Unknown agent") };
        let Some(agent) = world.agent(key) else { return Reply::bad_request("Unknown agent") };
        if !agent.can(DRAINING) {
            return Reply::bad_request("Agent is not capable of draining");
        }
        let mut machines = world.maintenance.windows.iter().flat_map(|window| &window.machines);
        if machines.any(|machine| machine.is_of(agent, &ip)) {
            let (id, hostname) = (world.ids().agent(key), &agent.hostname);
            return Reply::bad_request(format!(
                "Agent {id} is part of a maintenance schedule under Machine {hostname} ({ip})"
            ));
        }
        world.drain_agent(key, grace, wanted.mark_gone.unwrap_or(false));
        Reply::done()
    })
}

/// `DEACTIVATE_AGENT`
pub(crate) fn deactivate(cluster: &Cluster, call: &Call) -> Reply {
    let Some(wanted) = &call.deactivate_agent else { return Reply::done() };
    cluster.act(|world| match known(world, &wanted.agent_id) {
        Some(key) => {
            world.deactivate_agent(key);
            Reply::done()
        }
        None => Reply::bad_request("Unknown agent"),
    })
}

/// `REACTIVATE_AGENT`: that an agent is not known is not told from that it is active.
pub(crate) fn reactivate(cluster: &Cluster, call: &Call) -> Reply {
    let Some(wanted) = &call.reactivate_agent else { return Reply::done() };
    cluster.act(|world| {
        let key = known(world, &wanted.agent_id);
        let agent = key.and_then(|key| world.agent(key)).filter(|agent| agent.deactivated);
        let (Some(key), Some(agent)) = (key, agent) else {
            return Reply::bad_request("Agent is not deactivated");
        };
        if agent.drain.is_some_and(|drain| !drain.drained) {
            return Reply::bad_request("Agent is still in the DRAINING state");
        }
        let there = agent.is_registered();
        world.reactivate_agent(key);
        // It is reactivated all the same, as the registry has it.
        if there { Reply::done() } else { Reply::conflict("Agent removed while processing the call") }
    })
}

/// `MARK_AGENT_GONE`
pub(crate) fn mark_gone(cluster: &Cluster, call: &Call) -> Reply {
    let Some(wanted) = &call.mark_agent_gone else { return Reply::done() };
    cluster.act(|world| {
        let key = world.ids().parse_agent(&wanted.agent_id.value);
        let standing = key.and_then(|key| world.agent(key)).map(|agent| agent.standing);
        match (key, standing) {
            (Some(_), Some(Standing::Gone)) => Reply::done(),
            (Some(key), Some(Standing::Registered | Standing::Recovered | Standing::Unreachable { .. })) => {
                world.mark_gone(key);
                Reply::done()
            }
            _ => Reply::error(StatusCode::NOT_FOUND, format!("Agent '{}' not found", wanted.agent_id.value)),
        }
    })
}

/// `TEARDOWN`
pub(crate) fn teardown(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.teardown else { return Reply::done() };
    cluster.act(|world| {
        let key = world.ids().parse_framework(&wanted.framework_id.value);
        let known = key.and_then(|key| world.frameworks().get(key.index()));
        let Some(framework) = known.filter(|framework| framework.is_present()) else {
            return Reply::bad_request("No framework found with specified ID");
        };
        let owner = framework.principal.as_deref().map_or(Object::Any, Object::One);
        if !viewer.may(Action::TeardownFramework, owner) {
            return Reply::forbidden();
        }
        world.teardown(framework.key);
        Reply::done()
    })
}

/// A machine from a message; host names are compared in lower case.
pub(super) fn machine(id: &v1::MachineId) -> Machine {
    let given = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(str::to_owned);
    Machine { hostname: given(&id.hostname).map(|name| name.to_lowercase()), ip: given(&id.ip) }
}
