//! The agents of the recordings, as they were when each call came.

use operator_api::resources::{
    Disk, Mount, Persistence, Reservation, ReservationKind, Resource, Resources, Scalar, Value,
};
use operator_api::rules::{AgentFacts, Standing};

pub fn dynamic(role: &str) -> Reservation {
    Reservation { kind: ReservationKind::Dynamic, role: role.into(), principal: None, labels: Vec::new() }
}

/// `text`, reserved by calls for these roles, one within the other.
pub fn reserved(text: &str, roles: &[&str]) -> Resources {
    let plain: Resources = text.parse().unwrap();
    let reservations: Vec<Reservation> = roles.iter().map(|role| dynamic(role)).collect();
    plain.into_iter().map(|resource| Resource { reservations: reservations.clone(), ..resource }).collect()
}

pub fn volume(id: &str, role: &str, size: i64) -> Resource {
    let mount = Mount { container_path: "data".into(), host_path: None, read_only: false };
    let persistence = Persistence { id: id.into(), principal: None };
    Resource {
        reservations: vec![dynamic(role)],
        disk: Some(Disk { persistence: Some(persistence), source: None, mount: Some(mount) }),
        ..Resource::new("disk", Value::Scalar(Scalar::from_milli(size * 1000)))
    }
}

/// The agent that a recorded call is for.
pub fn of(name: &str, id: &str) -> AgentFacts {
    let mut total: Resources = "cpus:4;mem:4096;disk:20000;ports:[31000-31999]".parse().unwrap();
    total += &reserved("cpus:0.5;disk:1000", &["eng/web"]);
    total += &reserved("mem:100", &["ops"]);
    let size = match name {
        "GROW_VOLUME" => Some(200),
        "GROW_VOLUME-too-much" | "GROW_VOLUME-wrong-size" | "SHRINK_VOLUME" => Some(300),
        "CREATE_VOLUMES" => None,
        _ => Some(150),
    };
    total.extend(size.map(|size| volume("vol-1", "eng/web", size)));
    let draining = name == "REACTIVATE_AGENT-while-draining" || name == "DEACTIVATE_AGENT-while-draining";
    let standing = match name {
        _ if id == "no-such-agent" => Standing::Unknown,
        "RESERVE_RESOURCES-unreachable-agent" => Standing::Unreachable,
        "MARK_AGENT_GONE-again" => Standing::Gone,
        _ => Standing::Registered,
    };
    AgentFacts {
        total,
        standing,
        draining,
        deactivated: draining
            || name == "DEACTIVATE_AGENT-again"
            || (name.starts_with("REACTIVATE") && !name.ends_with("-active")),
        takes_providers: name != "REMOVE_RESOURCE_PROVIDER_CONFIG",
        ..AgentFacts::registered(id)
    }
}
