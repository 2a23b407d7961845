//! Persistent volumes made, destroyed, grown and shrunk by an operator.

use operator_api::v1;
use operator_api::v1::master::Call;

use super::asked::{Asked, Quantity};
use super::reservations::{accept, agent_of, described, read, role};
use crate::access::{Action, Object, Viewer};
use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::world::World;
use crate::world::agent::Agent;
use crate::world::operation::OperationKind;
use crate::world::pool::{Disk, Kind, SourceKind};

/// What is wrong when a list of volumes is empty.
const NONE: &str = "Invalid resources: The resources have multiple resource providers: ";

/// The same resource without the volume on it: on its disk still, if it is on one of its own.
fn bare(volume: &Asked) -> Asked {
    let source = volume.kind.disk.as_ref().and_then(|disk| disk.source.clone());
    let disk = source.map(|source| std::sync::Arc::new(Disk { source: Some(source), volume: None }));
    volume.of(Kind { reservations: volume.kind.reservations.clone(), disk, ..Kind::default() })
}

/// Whether an agent has a volume of this id.
fn has_volume(agent: &Agent, id: &str) -> bool {
    agent.total.iter().any(|pool| pool.kind.volume().is_some_and(|volume| &*volume.id == id))
}

/// `CREATE_VOLUMES`
pub(crate) fn create(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.create_volumes else { return Reply::accepted() };
    let volumes = match read(&wanted.volumes) {
        Ok(volumes) => volumes,
        Err(refusal) => return refusal,
    };
    on_agent(cluster, &wanted.agent_id, |world, agent| {
        let fault = match volumes.is_empty() {
            true => Some(NONE.to_owned()),
            false => volumes
                .iter()
                .find_map(|volume| unfit(volume, agent))
                .or_else(|| viewer.principal().and_then(|principal| foreign(principal, &volumes))),
        };
        if let Some(fault) = fault {
            return Reply::bad_request(format!(
                "Invalid CREATE operation on {}: {fault}",
                described(cluster, agent)
            ));
        }
        if !volumes.iter().all(|volume| viewer.may(Action::CreateVolume, role(volume))) {
            return Reply::forbidden();
        }
        let consumed: Vec<Asked> = volumes.iter().map(bare).collect();
        accept(world, agent, OperationKind::Create, &consumed, &volumes)
    })
}

/// Why a resource cannot become a volume of an agent.
fn unfit(resource: &Asked, agent: &Agent) -> Option<String> {
    let Some(volume) = resource.kind.volume() else {
        return Some(format!(
            "Not a persistent volume: Resource {} does not have DiskInfo",
            resource.print()
        ));
    };
    if resource.kind.reservations.is_empty() {
        return Some(
            "Invalid resources: Invalid DiskInfo: Persistent volumes cannot be created from unreserved resources"
                .to_owned(),
        );
    }
    if volume.id.is_empty() || volume.id.contains('/') {
        return Some(format!(
            "Invalid resources: Invalid DiskInfo: Invalid persistence ID for persistent volume: '{}' contains invalid characters",
            volume.id
        ));
    }
    has_volume(agent, &volume.id).then(|| format!("Persistence ID '{}' is not unique", volume.id))
}

/// Why a principal may not make these volumes: each must be made in its name.
fn foreign(principal: &str, volumes: &[Asked]) -> Option<String> {
    volumes.iter().filter_map(|volume| volume.kind.volume()).find_map(|volume| match volume.principal.as_deref() {
        None => Some(format!(
            "Create volume operation attempted by principal '{principal}', but there is a volume in the operation with no principal set in 'disk.persistence'"
        )),
        Some(other) if other != principal => Some(format!(
            "Create volume operation attempted by authenticated principal '{principal}', which does not match a volume in the operation with principal '{other}' set in 'disk.persistence'"
        )),
        Some(_) => None,
    })
}

/// `DESTROY_VOLUMES`
pub(crate) fn destroy(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.destroy_volumes else { return Reply::accepted() };
    let volumes = match read(&wanted.volumes) {
        Ok(volumes) => volumes,
        Err(refusal) => return refusal,
    };
    on_agent(cluster, &wanted.agent_id, |world, agent| {
        let refuse = |reason: &str| Reply::bad_request(format!("Invalid DESTROY operation: {reason}"));
        if volumes.is_empty() {
            return refuse(NONE);
        }
        let there = |volume: &Asked| {
            let pool = volume.pool();
            pool.is_some_and(|pool| agent.total.of(&pool.kind).is_some_and(|have| *have == pool.amounts))
        };
        if !volumes.iter().all(|volume| volume.kind.volume().is_some() && there(volume)) {
            return refuse("Persistent volumes not found");
        }
        let may_destroy = |volume: &Asked| {
            let creator = volume.kind.volume().and_then(|volume| volume.principal.as_deref());
            viewer.may(Action::DestroyVolume, creator.map_or(Object::Any, Object::One))
        };
        if !volumes.iter().all(may_destroy) {
            return Reply::forbidden();
        }
        let converted: Vec<Asked> = volumes.iter().map(bare).collect();
        accept(world, agent, OperationKind::Destroy, &volumes, &converted)
    })
}

/// `GROW_VOLUME`
pub(crate) fn grow(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.grow_volume else { return Reply::accepted() };
    let (volume, addition) = match (one(&wanted.volume), one(&wanted.addition)) {
        (Ok(volume), Ok(addition)) => (volume, addition),
        (Err(refusal), _) | (_, Err(refusal)) => return refusal,
    };
    let Some(agent_id) = &wanted.agent_id else { return without_agent() };
    on_agent(cluster, agent_id, |world, agent| {
        let fault = match (&volume.quantity, &addition.quantity) {
            _ if volume.kind.volume().is_none() => {
                Some(format!("Not a persistent volume: Resource {} does not have DiskInfo", volume.print()))
            }
            (_, Quantity::Scalar(amount)) if *amount <= 0 => {
                Some("The size of 'GrowVolume.addition' field must be greater than zero".to_owned())
            }
            _ if addition.kind != bare(&volume).kind || addition.name != volume.name => Some(
                "Incompatible resources in the 'GrowVolume.volume' and 'GrowVolume.addition' fields"
                    .to_owned(),
            ),
            _ => None,
        };
        if let Some(fault) = fault {
            let agent = described(cluster, agent);
            return Reply::bad_request(format!("Invalid GROW_VOLUME operation on {agent}: {fault}"));
        }
        if !viewer.may(Action::ResizeVolume, role(&volume)) {
            return Reply::forbidden();
        }
        let grown = resized(&volume, amount(&volume) + amount(&addition));
        accept(world, agent, OperationKind::GrowVolume, &[volume.clone(), addition.clone()], &[grown])
    })
}

/// `SHRINK_VOLUME`
pub(crate) fn shrink(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.shrink_volume else { return Reply::accepted() };
    let volume = match one(&wanted.volume) {
        Ok(volume) => volume,
        Err(refusal) => return refusal,
    };
    #[expect(clippy::cast_possible_truncation, reason = "what is too large is refused below")]
    let subtract = (wanted.subtract.value * 1000.0).round() as i64;
    let Some(agent_id) = &wanted.agent_id else { return without_agent() };
    on_agent(cluster, agent_id, |world, agent| {
        let mounted = volume
            .kind
            .disk
            .as_ref()
            .and_then(|disk| disk.source.as_ref())
            .is_some_and(|source| source.kind == SourceKind::Mount);
        let fault = if volume.kind.volume().is_none() {
            Some(format!("Not a persistent volume: Resource {} does not have DiskInfo", volume.print()))
        } else if subtract <= 0 {
            Some("Value of 'ShrinkVolume.subtract' must be greater than zero".to_owned())
        } else if subtract >= amount(&volume) {
            Some(
                "Value of 'ShrinkVolume.subtract' must be smaller than the size of 'ShrinkVolume.volume'"
                    .to_owned(),
            )
        } else if mounted {
            Some("Shrinking a volume on a MOUNT disk is not supported".to_owned())
        } else {
            None
        };
        if let Some(fault) = fault {
            let agent = described(cluster, agent);
            return Reply::bad_request(format!("Invalid SHRINK_VOLUME operation on {agent}: {fault}"));
        }
        if !viewer.may(Action::ResizeVolume, role(&volume)) {
            return Reply::forbidden();
        }
        let smaller = resized(&volume, amount(&volume) - subtract);
        let freed = resized(&bare(&volume), subtract);
        accept(world, agent, OperationKind::ShrinkVolume, std::slice::from_ref(&volume), &[smaller, freed])
    })
}

fn one(resource: &v1::Resource) -> Result<Asked, Reply> {
    Asked::read(resource)
        .map_err(|reason| Reply::bad_request(format!("Failed to validate master::Call: {reason}")))
}

fn without_agent() -> Reply {
    Reply::bad_request(
        "Failed to validate master::Call: Expecting 'agent_id' to be present; only agent default resources are supported right now",
    )
}

fn on_agent(cluster: &Cluster, id: &v1::AgentId, operate: impl FnOnce(&mut World, &Agent) -> Reply) -> Reply {
    cluster.act(|world| match agent_of(world, id).cloned() {
        Ok(agent) => operate(world, &agent),
        Err(refusal) => refusal,
    })
}

fn amount(asked: &Asked) -> i64 {
    match asked.quantity {
        Quantity::Scalar(amount) => amount,
        Quantity::Ranges(_) => 0,
    }
}

fn resized(asked: &Asked, amount: i64) -> Asked {
    Asked { quantity: Quantity::Scalar(amount), ..asked.clone() }
}
