//! Resources reserved and given back by an operator.

use operator_api::v1;
use operator_api::v1::master::Call;

use super::asked::{self, Asked};
use crate::access::{Action, Object, Viewer};
use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::world::World;
use crate::world::agent::Agent;
use crate::world::operation::OperationKind;
use crate::world::operations::Edit;
use crate::world::pool::Pools;

/// Reads resources as the call's own validation does, before any agent is asked.
pub(super) fn read(resources: &[v1::Resource]) -> Result<Vec<Asked>, Reply> {
    resources
        .iter()
        .map(|resource| {
            Asked::read(resource)
                .map_err(|reason| Reply::bad_request(format!("Failed to validate master::Call: {reason}")))
        })
        .collect()
}

/// The agent an operation is for. It must be there.
pub(super) fn agent_of<'a>(world: &'a World, id: &v1::AgentId) -> Result<&'a Agent, Reply> {
    let agent = world.ids().parse_agent(&id.value).and_then(|key| world.agent(key));
    match agent.filter(|agent| agent.is_registered()) {
        Some(agent) => Ok(agent),
        None => Err(Reply::bad_request("No agent found with specified ID")),
    }
}

/// `agent X-S0 at slave(1)@host:port (hostname)`
pub(super) fn described(cluster: &Cluster, agent: &Agent) -> String {
    let printer = &cluster.printer;
    format!("agent {} at {} ({})", printer.ids.agent(agent.key), printer.pid(agent.key), agent.hostname)
}

/// What an operation could take from an agent: what is not allocated. What is on offer would be taken back.
pub(super) fn within_reach(agent: &Agent) -> Pools {
    let mut reach = agent.available();
    for (_, pools) in agent.offered.iter() {
        reach.add_all(pools);
    }
    reach
}

/// Accepts an operation if the agent has what it consumes.
pub(super) fn accept(
    world: &mut World,
    agent: &Agent,
    kind: OperationKind,
    consumed: &[Asked],
    converted: &[Asked],
) -> Reply {
    // Of nothing a real master makes its end a moment later. This one forgets about it.
    if consumed.iter().any(Asked::is_nothing) {
        return Reply::accepted();
    }
    let reach = within_reach(agent);
    match (asked::pools(consumed), asked::pools(converted)) {
        (Some(consumed), Some(converted)) if reach.contains(&consumed) => {
            world.accept(Edit { kind, agent: agent.key, consumed, converted });
            Reply::accepted()
        }
        _ => Reply::conflict(format!(
            "{} does not contain {}",
            asked::print_pools(&reach),
            asked::print_all(consumed)
        )),
    }
}

/// `RESERVE_RESOURCES`: one level more, or, with a source, another reservation in its stead.
pub(crate) fn reserve(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.reserve_resources else { return Reply::accepted() };
    let (resources, source) = match (read(&wanted.resources), read(&wanted.source)) {
        (Ok(resources), Ok(source)) => (resources, source),
        (Err(refusal), _) | (_, Err(refusal)) => return refusal,
    };
    cluster.act(|world| {
        let agent = match agent_of(world, &wanted.agent_id) {
            Ok(agent) => agent.clone(),
            Err(refusal) => return refusal,
        };
        let refuse = |reason: String| {
            Reply::bad_request(format!(
                "Invalid RESERVE operation on {}: {reason}",
                described(cluster, &agent)
            ))
        };
        if resources.is_empty() {
            return refuse("Invalid resources: The resources have multiple resource providers: ".to_owned());
        }
        if let Some(resource) = resources.iter().find(|resource| !resource.is_dynamic()) {
            return refuse(format!("Resource {} is not dynamically reserved", resource.print()));
        }
        if let Some(reason) = viewer.principal().and_then(|principal| foreign(principal, &resources)) {
            return refuse(reason);
        }
        // What is reserved anew takes the place of its source, which is given back.
        if !may_reserve(viewer, &resources) || !may_unreserve(viewer, &source) {
            return Reply::forbidden();
        }
        let consumed = match source.is_empty() {
            true => resources.iter().map(Asked::popped).collect(),
            false => source,
        };
        accept(world, &agent, OperationKind::Reserve, &consumed, &resources)
    })
}

/// Whether somebody may reserve for the roles of these.
pub(super) fn may_reserve(viewer: &Viewer, resources: &[Asked]) -> bool {
    resources.iter().all(|resource| viewer.may(Action::ReserveResources, role(resource)))
}

/// Whether somebody may give back what others reserved.
fn may_unreserve(viewer: &Viewer, resources: &[Asked]) -> bool {
    resources.iter().filter_map(|resource| resource.kind.reservations.last()).all(|reservation| {
        let owner = reservation.principal.as_deref().map_or(Object::Any, Object::One);
        viewer.may(Action::UnreserveResources, owner)
    })
}

/// The role a resource is reserved for.
pub(super) fn role(resource: &Asked) -> Object<'_> {
    resource.kind.role().map_or(Object::Any, |role| Object::One(role))
}

/// Why a principal may not reserve these: each must be reserved in its name.
fn foreign(principal: &str, resources: &[Asked]) -> Option<String> {
    resources.iter().filter_map(|resource| resource.kind.reservations.last()).find_map(|reservation| {
        match reservation.principal.as_deref() {
            None => Some(format!(
                "A reserve operation was attempted by principal '{principal}', but there is a reserved resource in the request with no principal set"
            )),
            Some(other) if other != principal => Some(format!(
                "A reserve operation was attempted by authenticated principal '{principal}', which does not match a reserved resource in the request with principal '{other}'"
            )),
            Some(_) => None,
        }
    })
}

/// `UNRESERVE_RESOURCES`: one level less.
pub(crate) fn unreserve(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.unreserve_resources else { return Reply::accepted() };
    let resources = match read(&wanted.resources) {
        Ok(resources) => resources,
        Err(refusal) => return refusal,
    };
    cluster.act(|world| {
        let agent = match agent_of(world, &wanted.agent_id) {
            Ok(agent) => agent.clone(),
            Err(refusal) => return refusal,
        };
        let refuse = |reason: String| Reply::bad_request(format!("Invalid UNRESERVE operation: {reason}"));
        if resources.is_empty() {
            return refuse("Invalid resources: The resources have multiple resource providers: ".to_owned());
        }
        for resource in &resources {
            if !resource.is_dynamic() {
                return refuse(format!("Resource {} is not dynamically reserved", resource.print()));
            }
            if resource.kind.volume().is_some() {
                return refuse(format!(
                    "A dynamically reserved persistent volume {} cannot be unreserved directly. Please destroy the persistent volume first then unreserve the resource",
                    resource.print()
                ));
            }
        }
        if !may_unreserve(viewer, &resources) {
            return Reply::forbidden();
        }
        let converted: Vec<Asked> = resources.iter().map(Asked::popped).collect();
        accept(world, &agent, OperationKind::Unreserve, &resources, &converted)
    })
}
