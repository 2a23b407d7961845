//! An agent's reservations: what of its total is reserved, one row for each stack of reservations.

use std::collections::BTreeMap;

use operator_api::resources::{Ranges, Reservation, ReservationKind, Resource, Resources, Value};

use super::holding::{Four, Holding, labels, once, quantity};
use super::owned::Row;
use crate::identity;
use crate::schema::reservations as column;

/// What is under one stack.
#[derive(Default)]
struct Under {
    total: Four,
    allocated: Four,
    is_used: bool,
    ports: Ranges,
    other: Resources,
    volumes: i64,
}

pub(super) fn rows(holding: &Holding) -> Vec<Row<'_>> {
    let mut stacks: BTreeMap<&[Reservation], Under> = BTreeMap::new();
    for resource in once(&holding.total).filter(|resource| !resource.reservations.is_empty()) {
        let under = stacks.entry(&resource.reservations).or_default();
        under.volumes += i64::from(resource.volume_id().is_some());
        match (&resource.value, quantity(resource)) {
            (_, Some((at, milli))) => under.total[at] += milli,
            (Value::Ranges(ranges), None) if resource.name == "ports" => under.ports.add(ranges),
            _ => under.other.add(plain(resource)),
        }
    }
    // A shared volume is allocated once, however many roles below use it.
    let allocated = holding.allocated.unallocated();
    for resource in once(&allocated) {
        let Some(under) = stacks.get_mut(resource.reservations.as_slice()) else { continue };
        under.is_used = true;
        if let Some((at, milli)) = quantity(resource) {
            under.allocated[at] += milli;
        }
    }
    stacks.iter().map(|(stack, under)| row(holding, stack, under)).collect()
}

fn plain(resource: &Resource) -> Resource {
    Resource::new(&resource.name, resource.value.clone())
}

fn row<'a>(holding: &'a Holding, stack: &'a [Reservation], under: &Under) -> Row<'a> {
    let key = identity::of_reservation(&holding.agent_id, stack);
    let refined = if stack.len() > 1 {
        stack.iter().map(|reservation| reservation.role.as_str()).collect::<Vec<_>>().join(" › ")
    } else {
        String::new()
    };
    let mut cells = vec![
        (column::KEY, identity::text(key).into()),
        (column::AGENT_ID, holding.agent_id.as_str().into()),
        (column::HOST, holding.host.as_str().into()),
        (column::STACK, refined.into()),
        (column::STATE, if under.is_used { column::USED } else { column::IDLE }.into()),
        (column::PORTS, ports(&under.ports).into()),
        (column::OTHER, under.other.to_string().into()),
        (column::VOLUMES, under.volumes.into()),
    ];
    if let Some(innermost) = stack.last() {
        let kind = match innermost.kind {
            ReservationKind::Static => column::STATIC,
            ReservationKind::Dynamic => column::DYNAMIC,
        };
        cells.push((column::ROLE, innermost.role.as_str().into()));
        cells.push((column::KIND, kind.into()));
        cells.push((column::PRINCIPAL, innermost.principal.as_deref().into()));
        cells.push((column::LABELS, labels(&innermost.labels).into()));
    }
    for (at, (_, total, allocated)) in column::RESOURCES.into_iter().enumerate() {
        cells.push((total, under.total[at].into()));
        cells.push((allocated, under.allocated[at].into()));
    }
    Row::new(key, cells)
}

/// Ports as a cell shows them: `31000-31009, 32000-32000`; empty for none.
pub(super) fn ports(ports: &Ranges) -> String {
    ports.iter().map(|range| range.to_string()).collect::<Vec<_>>().join(", ")
}
