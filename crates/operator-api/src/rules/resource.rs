//! Rules for each resource of a plan, whatever is done with it.

use super::{AgentFacts, Capability, Field, Problem, Standing};
use crate::resources::{Reservation, ReservationKind, Resource, Resources, Scalar, Value};
use crate::roles::{self, UNRESERVED};

/// The agent must be registered, and connected for the operation to arrive.
///
/// `src/master/http.cpp` (`Master::Http::_operation`); `master/RESERVE_RESOURCES-unreachable-agent`. That it be connected is not asked:
/// the operation would be sent to nobody.
pub(super) fn present(agent: &AgentFacts) -> Option<Problem> {
    if agent.standing != Standing::Registered {
        return Some(Problem::refused(
            Field::new("agent"),
            "the agent is not registered; wait until it is back",
        ));
    }
    (!agent.connected).then(|| {
        Problem::harmful(
            Field::new("agent"),
            "the agent is not connected: the call would be accepted and may never arrive; wait until it is back",
        )
    })
}

/// All that is wrong with the resource itself.
pub(super) fn check(agent: &AgentFacts, field: &Field, resource: &Resource) -> Vec<Problem> {
    let mut problems: Vec<Problem> = [
        named(field, resource),
        some_of_it(field, resource),
        unallocated(field, resource),
        disk_only(field, resource),
        whole_gpus(field, resource),
        supported(agent, field, resource),
    ]
    .into_iter()
    .flatten()
    .collect();
    problems.extend(stack(field, &resource.reservations));
    problems
}

/// A resource has a name (`src/common/resources.cpp`, `Resources::validate`).
pub(super) fn named(field: &Field, resource: &Resource) -> Option<Problem> {
    resource
        .name
        .is_empty()
        .then(|| Problem::refused(field.then("name"), "the resource needs a name, such as cpus"))
}

/// There is something of it, after rounding to three decimals.
///
/// Less than nothing is refused (`master/RESERVE_RESOURCES-negative`). Of nothing the master says 202, and then its process ends
/// (`master/fragile-RESERVE_RESOURCES-zero`, `-UNRESERVE_RESOURCES-zero`, `-CREATE_VOLUMES-zero`).
pub(super) fn some_of_it(field: &Field, resource: &Resource) -> Option<Problem> {
    let field = || field.then("value");
    match &resource.value {
        Value::Scalar(amount) if *amount < Scalar::ZERO => {
            Some(Problem::refused(field(), "the quantity must be more than 0"))
        }
        Value::Scalar(Scalar::ZERO) => Some(Problem::harmful(
            field(),
            "the quantity must be at least 0.001: 0 would end the master's process",
        )),
        value if value.is_empty() => {
            Some(Problem::harmful(field(), "there is nothing in it, which would end the master's process"))
        }
        _ => None,
    }
}

/// `allocation_info` is the master's to set (`src/master/validation.cpp`, `operation::validate` of RESERVE: an operator reserves what is
/// unallocated).
pub(super) fn unallocated(field: &Field, resource: &Resource) -> Option<Problem> {
    resource.allocation_role.as_ref().map(|role| {
        Problem::refused(
            field.clone(),
            format!("it is allocated to {role}; only what nothing uses can be changed"),
        )
    })
}

/// Only a disk has a disk's details (`src/common/resources.cpp`, `Resources::validate`).
pub(super) fn disk_only(field: &Field, resource: &Resource) -> Option<Problem> {
    (resource.disk.is_some() && resource.name != "disk")
        .then(|| Problem::refused(field.then("name"), "only disk can be a volume"))
}

/// GPUs come whole (`src/common/validation.cpp`, `validateGpus`).
pub(super) fn whole_gpus(field: &Field, resource: &Resource) -> Option<Problem> {
    let part = matches!(&resource.value, Value::Scalar(amount) if amount.milli() % 1000 != 0);
    (resource.name == "gpus" && part)
        .then(|| Problem::refused(field.then("value"), "GPUs can only be had whole"))
}

/// The agent must know roles below others, and reservations within others, to hold such a resource.
///
/// `src/master/validation.cpp` (`operation::validate` of RESERVE and CREATE).
pub(super) fn supported(agent: &AgentFacts, field: &Field, resource: &Resource) -> Option<Problem> {
    let nested = resource.reservations.iter().find(|level| roles::is_nested(&level.role));
    let refined = resource.reservations.len() > 1;
    match nested {
        Some(level) if !agent.can(Capability::HierarchicalRole) => Some(Problem::refused(
            field.then("role"),
            format!("the agent is too old for a role below another, such as {}", level.role),
        )),
        _ if refined && !agent.can(Capability::ReservationRefinement) => Some(Problem::refused(
            field.then("role"),
            "the agent is too old for a reservation within another",
        )),
        _ => None,
    }
}

/// Every level of a reservation is for a valid role other than `*`, below the role of the level before, and only the first is static.
///
/// `src/common/resources.cpp` (`Resources::validate`); `master/RESERVE_RESOURCES-bad-role`, `-role-star`, `-refined-child`.
pub(super) fn stack(field: &Field, levels: &[Reservation]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, level) in levels.iter().enumerate() {
        // The last level is what a form asks for; those before are the agent's.
        let path =
            if at + 1 == levels.len() { "role".to_owned() } else { format!("reservations[{at}].role") };
        let words = if level.role == UNRESERVED {
            Some("nothing can be reserved for the role *".to_owned())
        } else if let Err(error) = roles::validate(&level.role) {
            Some(error.to_string())
        } else {
            at.checked_sub(1).and_then(|before| refinement(&levels[before].role, level))
        };
        problems.extend(words.map(|words| Problem::refused(field.then(&path), words)));
    }
    problems
}

fn refinement(outer: &str, level: &Reservation) -> Option<String> {
    if level.kind == ReservationKind::Static {
        return Some("only the agent's flags make a static reservation, and never within another".to_owned());
    }
    let below = level.role != outer && roles::is_within(&level.role, outer);
    (!below).then(|| {
        format!(
            "it is reserved for {outer}, and can only be refined to a role below that, such as {outer}/web"
        )
    })
}

/// The last level of the reservation is dynamic: made by a call, not by the agent's flags.
///
/// `src/master/validation.cpp` (`resource::validateDynamicReservationInfo`); `master/RESERVE_RESOURCES-unreserved`, `-static`,
/// `master/UNRESERVE_RESOURCES-unreserved`.
pub(super) fn dynamic(field: &Field, resource: &Resource) -> Option<Problem> {
    match resource.reservations.last() {
        None => Some(Problem::refused(field.then("role"), "it is not reserved; name the role")),
        Some(level) if level.kind == ReservationKind::Static => Some(Problem::refused(
            field.then("role"),
            format!("it is reserved for {} by the agent's flags, which no call can change", level.role),
        )),
        Some(_) => None,
    }
}

/// The agent has all of it, and nothing uses it (409 otherwise).
///
/// `src/master/master.cpp` (`Master::apply`, on what is left when all offers of the agent are taken back); `master/RESERVE_RESOURCES-too-much`,
/// `master/UNRESERVE_RESOURCES-not-reserved`, `master/CREATE_VOLUMES-too-big`, `master/GROW_VOLUME-wrong-size`.
pub(super) fn held<'a>(
    agent: &AgentFacts,
    wanted: impl IntoIterator<Item = (Field, &'a Resource)>,
) -> Vec<Problem> {
    let mut left = agent.available();
    let mut problems = Vec::new();
    for (field, resource) in wanted {
        let one = Resources::from(resource.clone());
        if one.is_empty() {
            continue; // Said already, by the rule about that.
        }
        if left.contains(&one) {
            left -= &one;
        } else {
            problems.push(Problem::refused(field, missing(agent, &left, resource)));
        }
    }
    problems
}

fn missing(agent: &AgentFacts, left: &Resources, resource: &Resource) -> String {
    let there = left.filter(|held| held.is_like(resource));
    if let (true, Some(held)) = (resource.is_whole(), there.iter().next()) {
        return format!("the agent has it as {held}, and it can only be taken whole");
    }
    if !there.is_empty() {
        return format!("the agent has only {there} of it that nothing uses");
    }
    match agent.total.iter().any(|held| held.is_like(resource)) {
        true => "all of it is in use or asked for above".to_owned(),
        false => format!("the agent has no {resource}"),
    }
}
