//! Resources in the two forms Mesos prints: of tasks and executors, and of agents and frameworks.

use std::sync::Arc;

use operator_api::v1;
use operator_api::v1::resource::reservation_info;
use operator_api::v1::resource::{
    AllocationInfo, DiskInfo, ReservationInfo, RevocableInfo, SharedInfo, disk_info,
};

use crate::world::amounts::{Amounts, Ranges, Scalars};
use crate::world::pool::{ByRole, Kind, Pool, Pools, Reservation, Source, SourceKind};

use super::labels;

/// How reservations are printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Only the list: tasks, executors, `agent_info`.
    New,
    /// The list and, where that can say it, the older `role` and `reservation`: totals and allocations.
    Both,
}

/// What a task or an executor takes.
pub fn taken<'a>(role: &str, pools: impl IntoIterator<Item = &'a Pool>) -> Vec<v1::Resource> {
    let mut all = Vec::new();
    for pool in pools {
        print(&mut all, &pool.kind, &pool.amounts, Some(role), Form::New);
    }
    all
}

/// What an operation is about. Those of operators are allocated to no role.
pub fn operated(role: Option<&str>, pools: &Pools) -> Vec<v1::Resource> {
    let mut all = Vec::new();
    for pool in pools.iter() {
        print(&mut all, &pool.kind, &pool.amounts, role, Form::New);
    }
    all
}

/// What an agent says of itself.
pub fn initial(pools: &Pools) -> Vec<v1::Resource> {
    let mut all = Vec::new();
    for pool in pools.iter() {
        print(&mut all, &pool.kind, &pool.amounts, None, Form::New);
    }
    all
}

/// What an agent has.
pub fn total(pools: &Pools) -> Vec<v1::Resource> {
    let mut all = Vec::new();
    for pool in pools.iter() {
        print(&mut all, &pool.kind, &pool.amounts, None, Form::Both);
    }
    all
}

/// What is allocated or offered, role by role.
pub fn by_role(roles: &ByRole) -> Vec<v1::Resource> {
    let mut all = Vec::new();
    for (role, pools) in roles.iter() {
        for pool in pools.iter() {
            print(&mut all, &pool.kind, &pool.amounts, Some(role), Form::Both);
        }
    }
    all
}

/// What is allocated to a role, of one kind.
pub fn allocated(kind: &Kind, amounts: &Amounts, role: &str) -> Vec<v1::Resource> {
    let mut all = Vec::new();
    print(&mut all, kind, amounts, Some(role), Form::Both);
    all
}

/// Plain scalars by name, sorted, as roles and quotas have them.
pub fn plain(scalars: &Scalars) -> Vec<v1::Resource> {
    let mut named = scalars.named();
    named.sort_unstable_by_key(|(name, _)| *name);
    named.into_iter().filter(|(_, amount)| *amount != 0).map(|(name, amount)| scalar(name, amount)).collect()
}

/// A scalar in thousandths.
#[expect(clippy::cast_precision_loss, reason = "thousandths of a machine's resources are far below 2^53")]
pub fn quantity(thousandths: i64) -> v1::value::Scalar {
    v1::value::Scalar { value: thousandths as f64 / 1000.0 }
}

/// One scalar resource, unreserved.
pub fn scalar(name: &str, thousandths: i64) -> v1::Resource {
    v1::Resource {
        name: name.to_owned(),
        r#type: Some(v1::value::Type::Scalar as i32),
        scalar: Some(quantity(thousandths)),
        ..v1::Resource::default()
    }
}

/// Ranges as the API has them.
pub fn ranges(ranges: &Ranges) -> v1::value::Ranges {
    v1::value::Ranges {
        range: ranges.as_slice().iter().map(|&(begin, end)| v1::value::Range { begin, end }).collect(),
    }
}

fn print(all: &mut Vec<v1::Resource>, kind: &Kind, amounts: &Amounts, allocation: Option<&str>, form: Form) {
    for (name, amount) in amounts.scalars.named() {
        if amount != 0 {
            all.push(dress(scalar(name, amount), kind, allocation, form));
        }
    }
    if !amounts.ports.is_empty() {
        let ports = v1::Resource {
            name: "ports".to_owned(),
            r#type: Some(v1::value::Type::Ranges as i32),
            ranges: Some(ranges(&amounts.ports)),
            ..v1::Resource::default()
        };
        all.push(dress(ports, kind, allocation, form));
    }
}

fn dress(mut resource: v1::Resource, kind: &Kind, allocation: Option<&str>, form: Form) -> v1::Resource {
    resource.allocation_info = allocation.map(|role| AllocationInfo { role: Some(role.to_owned()) });
    resource.reservations = kind.reservations.iter().map(reservation).collect();
    resource.disk = disk(kind);
    resource.provider_id =
        kind.provided().map(|provided| v1::ResourceProviderId { value: provided.provider.to_string() });
    resource.revocable = kind.revocable.then(RevocableInfo::default);
    resource.shared = kind.shared.then(SharedInfo::default);
    if form == Form::Both {
        match &*kind.reservations {
            [] => resource.role = Some("*".to_owned()),
            [only] => {
                resource.role = Some(only.role.to_string());
                resource.reservation = only.dynamic.then(|| ReservationInfo {
                    r#type: None,
                    role: None,
                    principal: only.principal.as_deref().map(str::to_owned),
                    labels: labels(&only.labels),
                });
            }
            // A refined reservation has no older form.
            _ => {}
        }
    }
    resource
}

fn reservation(reservation: &Reservation) -> ReservationInfo {
    let kind =
        if reservation.dynamic { reservation_info::Type::Dynamic } else { reservation_info::Type::Static };
    ReservationInfo {
        r#type: Some(kind as i32),
        role: Some(reservation.role.to_string()),
        principal: reservation.principal.as_deref().map(str::to_owned),
        labels: labels(&reservation.labels),
    }
}

fn disk(kind: &Kind) -> Option<DiskInfo> {
    let disk = kind.disk.as_ref()?;
    let volume = disk.volume.as_ref();
    Some(DiskInfo {
        persistence: volume.map(|volume| disk_info::Persistence {
            id: volume.id.to_string(),
            principal: volume.principal.as_deref().map(str::to_owned),
        }),
        volume: volume.map(|volume| {
            Box::new(v1::Volume {
                mode: Some(v1::volume::Mode::Rw as i32),
                container_path: volume.container_path.to_string(),
                ..v1::Volume::default()
            })
        }),
        source: disk.source.as_ref().map(|given| Box::new(source(given))),
    })
}

fn source(source: &Source) -> disk_info::Source {
    let root = source.root.as_deref().map(str::to_owned);
    let provided = source.provided.as_deref();
    let word = |word: Option<&Arc<str>>| word.map(|word| word.to_string());
    disk_info::Source {
        r#type: Some(source.kind as i32),
        path: (source.kind == SourceKind::Path).then(|| disk_info::source::Path { root: root.clone() }),
        mount: (source.kind == SourceKind::Mount).then_some(disk_info::source::Mount { root }),
        vendor: word(provided.and_then(|provided| provided.vendor.as_ref())),
        id: word(provided.and_then(|provided| provided.id.as_ref())),
        profile: word(provided.and_then(|provided| provided.profile.as_ref())),
        metadata: provided.and_then(|provided| labels(&provided.metadata)),
    }
}
