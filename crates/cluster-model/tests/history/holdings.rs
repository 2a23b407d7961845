//! What agents, roles and frameworks of the small master hold: drawn from a number each.

use operator_api::v1::master::response::get_executors::Executor;
use operator_api::v1::resource::disk_info::{Persistence, Source, source};
use operator_api::v1::resource::{
    AllocationInfo, DiskInfo, ReservationInfo, RevocableInfo, SharedInfo, reservation_info,
};
use operator_api::v1::{
    self, AgentId, ExecutorId, ExecutorInfo, FrameworkId, Label, Labels, Offer, OfferId, OperationState,
    Resource, Role, Task, Uuid, Volume, WeightInfo, quota, value, volume,
};

const ROLES: [&str; 4] = ["eng", "eng/web", "eng/web/blue", "ops"];

/// Whether bit `at` is set.
fn bit(seed: u16, at: u16) -> bool {
    seed >> at & 1 == 1
}

pub fn scalar(name: &str, value: f64) -> Resource {
    Resource {
        name: name.into(),
        r#type: Some(value::Type::Scalar as i32),
        scalar: Some(value::Scalar { value }),
        ..Resource::default()
    }
}

fn ports(begin: u64, end: u64) -> Resource {
    Resource {
        name: "ports".into(),
        r#type: Some(value::Type::Ranges as i32),
        ranges: Some(value::Ranges { range: vec![value::Range { begin, end }] }),
        ..Resource::default()
    }
}

fn reserved(mut resource: Resource, roles: &[&str], dynamic: bool) -> Resource {
    let reservation = |role: &&str| ReservationInfo {
        r#type: Some(
            if dynamic { reservation_info::Type::Dynamic } else { reservation_info::Type::Static } as i32
        ),
        role: Some((*role).to_owned()),
        principal: dynamic.then(|| "operator".to_owned()),
        labels: dynamic.then(|| {
            let label = Label { key: "for".into(), value: Some((*role).to_owned()) };
            Labels { labels: vec![label] }
        }),
    };
    resource.reservations = roles.iter().map(reservation).collect();
    resource
}

/// A persistent volume of `eng/web`.
pub fn volume(id: &str, shared: bool) -> Resource {
    let disk = DiskInfo {
        persistence: Some(Persistence { id: id.into(), principal: Some("operator".into()) }),
        volume: Some(Box::new(Volume {
            container_path: "data".into(),
            mode: Some(volume::Mode::Rw as i32),
            ..Volume::default()
        })),
        source: shared.then(|| {
            Box::new(Source {
                r#type: Some(source::Type::Mount as i32),
                mount: Some(source::Mount { root: Some("/mnt".into()) }),
                ..Source::default()
            })
        }),
    };
    Resource {
        disk: Some(disk),
        shared: shared.then(SharedInfo::default),
        ..reserved(scalar("disk", 64.0), &["eng", "eng/web"], true)
    }
}

fn to(role: &str, resource: &Resource) -> Resource {
    let info = AllocationInfo { role: Some(role.to_owned()) };
    Resource { allocation_info: Some(info), ..resource.clone() }
}

/// What an agent has, what of it is allocated and what is offered.
pub fn hold(seed: u16) -> [Vec<Resource>; 3] {
    let mut total = vec![scalar("cpus", 4.0), scalar("mem", 4096.0), ports(31000, 32000)];
    let (mut allocated, mut offered) = (Vec::new(), Vec::new());
    let choices = [
        (reserved(scalar("cpus", 2.0), &["eng"], false), "eng"),
        (reserved(scalar("mem", 512.0), &["eng", "eng/web"], true), "eng/web"),
        (reserved(ports(2000, 2010), &["ops"], true), "ops"),
        (volume("v0", false), "eng/web"),
        (volume("v1", true), "eng/web/blue"),
    ];
    for (at, (resource, role)) in choices.into_iter().enumerate() {
        let at = at as u16 * 2;
        match (bit(seed, at), bit(seed, at + 1)) {
            (false, false) => continue,
            (true, false) => {}
            (true, true) => allocated.push(to(role, &resource)),
            (false, true) => offered.push(to(role, &resource)),
        }
        total.push(resource);
    }
    if bit(seed, 10) {
        // Twice the same shared volume, for another role: a master lists it as often as it is used.
        allocated.extend(
            total.iter().filter(|resource| resource.shared.is_some()).map(|volume| to("eng/web", volume)),
        );
    }
    if bit(seed, 11) {
        let spare = Resource { revocable: Some(RevocableInfo::default()), ..scalar("cpus", 1.0) };
        allocated.push(to("ops", &spare));
        total.push(spare);
    }
    if bit(seed, 12) {
        allocated.push(to("ops", &scalar("cpus", 0.5)));
    }
    if bit(seed, 13) {
        offered.push(to("eng", &scalar("mem", 128.0)));
    }
    [total, allocated, offered]
}

pub fn offer(framework: &str, agent: &str, seed: u16) -> Offer {
    let role = ROLES[usize::from(seed) % ROLES.len()];
    Offer {
        id: OfferId { value: format!("offer-{seed}") },
        framework_id: FrameworkId { value: framework.into() },
        agent_id: AgentId { value: agent.into() },
        resources: vec![to(role, &scalar("cpus", f64::from(seed % 7) + 1.0))],
        allocation_info: Some(AllocationInfo { role: Some(role.to_owned()) }),
        ..Offer::default()
    }
}

pub fn operation(framework: &str, agent: &str, seed: u16) -> v1::Operation {
    let state = if bit(seed, 0) { OperationState::Pending } else { OperationState::Finished };
    let info = v1::offer::Operation {
        r#type: Some(v1::offer::operation::Type::Reserve as i32),
        reserve: Some(v1::offer::operation::Reserve {
            resources: vec![reserved(scalar("cpus", 1.0), &["eng"], true)],
            ..v1::offer::operation::Reserve::default()
        }),
        ..v1::offer::Operation::default()
    };
    v1::Operation {
        framework_id: bit(seed, 1).then(|| FrameworkId { value: framework.into() }),
        agent_id: Some(AgentId { value: agent.into() }),
        info: Box::new(info),
        latest_status: Box::new(v1::OperationStatus {
            state: Some(state as i32),
            ..v1::OperationStatus::default()
        }),
        // Few, so that one comes again in another state.
        uuid: Uuid { value: vec![(seed >> 8) as u8 % 8; 16] },
        ..v1::Operation::default()
    }
}

/// The executors that the tasks name.
pub fn executors(tasks: &[Task]) -> Vec<Executor> {
    let mut executors: Vec<Executor> = tasks
        .iter()
        .filter_map(|task| {
            let info = ExecutorInfo {
                executor_id: task.executor_id.clone()?,
                framework_id: Some(task.framework_id.clone()),
                resources: vec![to("eng", &scalar("cpus", 0.1))],
                ..ExecutorInfo::default()
            };
            Some(Executor { executor_info: Box::new(info), agent_id: task.agent_id.clone() })
        })
        .collect();
    executors.dedup();
    executors
}

pub fn executor_of(id: u8) -> Option<ExecutorId> {
    id.is_multiple_of(3).then(|| ExecutorId { value: format!("e{}", id % 2) })
}

pub fn listed_roles(seed: u16) -> Vec<Role> {
    let roles = ROLES.iter().enumerate().filter(|(at, _)| bit(seed, *at as u16));
    roles.map(|(_, role)| Role { name: (*role).to_owned(), weight: 1.0, ..Role::default() }).collect()
}

pub fn weights(seed: u16) -> Vec<WeightInfo> {
    let roles = ROLES.iter().enumerate().filter(|(at, _)| bit(seed, 4 + *at as u16));
    roles.map(|(at, role)| WeightInfo { weight: at as f64 + 0.5, role: Some((*role).to_owned()) }).collect()
}

pub fn quotas(seed: u16) -> quota::QuotaStatus {
    let amount = |name: &str, value: f64| [(name.to_owned(), value::Scalar { value })].into_iter().collect();
    let config = |role: &str| quota::QuotaConfig {
        role: role.to_owned(),
        guarantees: if bit(seed, 10) { amount("cpus", 2.0) } else { Default::default() },
        limits: if bit(seed, 11) { amount("mem", 1024.0) } else { Default::default() },
    };
    let roles = [(8, "eng"), (9, "ops")].into_iter().filter(|(at, _)| bit(seed, *at));
    quota::QuotaStatus {
        configs: roles.map(|(_, role)| config(role)).collect(),
        ..quota::QuotaStatus::default()
    }
}
