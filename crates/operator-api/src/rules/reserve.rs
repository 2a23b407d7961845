//! `RESERVE_RESOURCES` and `UNRESERVE_RESOURCES`: one level of reservation more or less, or another in its stead.

use super::conversion::{popped, pushed};
use super::resource::{self, held, present};
use super::{AgentFacts, Conversion, Field, Problem};
use crate::resources::{Reservation, ReservationKind, Resource, Resources};
use crate::roles;

/// A plan of `RESERVE_RESOURCES`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reserve {
    /// What is to be there: reserved, with the new level last.
    pub resources: Vec<Resource>,
    /// For another reservation in the stead of one: what is reserved now. Else empty. Masters know it since 1.10.
    pub source: Vec<Resource>,
}

/// A dynamic reservation for a role.
fn level(role: &str, principal: Option<&str>) -> Reservation {
    let principal = principal.map(str::to_owned);
    Reservation { kind: ReservationKind::Dynamic, role: role.to_owned(), principal, labels: Vec::new() }
}

impl Reserve {
    /// Reserves `of`, be it unreserved or reserved for a role above, for `role`, in the name of `principal`.
    pub fn new(role: &str, principal: Option<&str>, of: &Resources) -> Self {
        let resources = of.iter().map(|resource| pushed(resource, level(role, principal))).collect();
        Self { resources, source: Vec::new() }
    }

    /// Reserves for `role` what the last level of reservation of `source` has now. What is shared by the levels before it stays.
    pub fn instead(role: &str, principal: Option<&str>, source: &Resources) -> Self {
        let resources = source.iter().map(|resource| pushed(&popped(resource), level(role, principal)));
        Self { resources: resources.collect(), source: source.unallocated().into_iter().collect() }
    }

    /// What it takes and gives.
    pub fn conversion(&self) -> Conversion {
        match self.source.is_empty() {
            true => Conversion::new(self.resources.iter().map(popped), self.resources.iter().cloned()),
            false => Conversion::new(self.source.iter().cloned(), self.resources.iter().cloned()),
        }
    }
}

/// All that is wrong with a reservation; `caller` is the principal that the master will know the call by, if it asks for one.
pub fn check(agent: &AgentFacts, plan: &Reserve, caller: Option<&str>) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        present(agent).into_iter().chain(some("resources", &plan.resources)).collect();
    for (field, resource) in fields("resources", &plan.resources) {
        problems.extend(resource::check(agent, &field, resource));
        problems.extend(resource::dynamic(&field, resource));
        problems.extend(not_revocable(&field, resource));
        problems.extend(own_principal(&field, resource, caller));
    }
    problems.extend(one_provider("resources", &plan.resources));
    for (field, resource) in fields("source", &plan.source) {
        problems.extend(resource::check(agent, &field, resource));
    }
    if !problems.is_empty() {
        return problems;
    }
    if plan.source.is_empty() {
        let consumed: Vec<Resource> = plan.resources.iter().map(popped).collect();
        return held(agent, fields("resources", &consumed));
    }
    problems.extend(uniform("source", &plan.source));
    problems.extend(uniform("resources", &plan.resources));
    problems.extend(same_quantities(plan));
    problems.extend(movable(plan));
    problems.extend(held(agent, fields("source", &plan.source)));
    problems
}

/// A plan of `UNRESERVE_RESOURCES`: takes the last level of reservation away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unreserve {
    /// What is reserved now, exactly as the agent has it or a part of that.
    pub resources: Vec<Resource>,
}

impl Unreserve {
    /// What it takes and gives.
    pub fn conversion(&self) -> Conversion {
        Conversion::new(self.resources.iter().cloned(), self.resources.iter().map(popped))
    }
}

/// All that is wrong with giving resources back.
pub fn check_unreserve(agent: &AgentFacts, plan: &Unreserve) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        present(agent).into_iter().chain(some("resources", &plan.resources)).collect();
    for (field, resource) in fields("resources", &plan.resources) {
        problems.extend(resource::check(agent, &field, resource));
        problems.extend(resource::dynamic(&field, resource));
        problems.extend(destroyed_first(&field, resource));
    }
    problems.extend(one_provider("resources", &plan.resources));
    if problems.is_empty() {
        problems = held(agent, fields("resources", &plan.resources));
    }
    problems
}

pub(super) fn fields<'a>(
    list: &'a str,
    resources: &'a [Resource],
) -> impl Iterator<Item = (Field, &'a Resource)> {
    resources.iter().enumerate().map(move |(at, resource)| (Field::item(list, at), resource))
}

/// At least one resource (`master/fragile-RESERVE_RESOURCES-no-resources`, `-UNRESERVE_RESOURCES-no-resources`, `-CREATE_VOLUMES-none`).
pub(super) fn some(list: &str, resources: &[Resource]) -> Option<Problem> {
    resources.is_empty().then(|| Problem::refused(Field::new(list), "choose at least one resource"))
}

/// All resources of a call are the agent's own, or all of one resource provider.
///
/// `src/master/validation.cpp` (`resource::internal::validateSingleResourceProvider`, asked by RESERVE, UNRESERVE, CREATE and DESTROY).
pub(super) fn one_provider(list: &str, resources: &[Resource]) -> Option<Problem> {
    let first = resources.first()?;
    let other = resources.iter().position(|resource| resource.provider != first.provider)?;
    let words = "it is of another resource provider than the first; change these one after another";
    Some(Problem::refused(Field::item(list, other), words))
}

/// What can be taken back at any time cannot be reserved (`src/master/validation.cpp`, `resource::validateDynamicReservationInfo`).
fn not_revocable(field: &Field, resource: &Resource) -> Option<Problem> {
    resource.revocable.then(|| Problem::refused(field.clone(), "revocable resources cannot be reserved"))
}

/// A caller whom the master knows reserves in its own name.
///
/// `src/master/validation.cpp` (`operation::validate` of RESERVE); `auth/master-admin-RESERVE_RESOURCES-principal-missing`, `-principal-other`.
pub fn own_principal(field: &Field, resource: &Resource, caller: Option<&str>) -> Option<Problem> {
    let caller = caller?;
    match resource.reservations.last()?.principal.as_deref() {
        Some(principal) if principal == caller => None,
        _ => Some(Problem::refused(
            field.then("principal"),
            format!("the master knows you as {caller}, and the reservation must be in that name"),
        )),
    }
}

/// For a change of reservation, all resources of a list are reserved alike.
///
/// `src/master/validation.cpp` (`operation::validate` of RESERVE, with `source`), MESOS-9941.
pub fn uniform(list: &str, resources: &[Resource]) -> Option<Problem> {
    let first = resources.first()?;
    let other = resources.iter().position(|resource| resource.reservations != first.reservations)?;
    Some(Problem::refused(
        Field::item(list, other),
        "its reservation differs from that of the first; change these one after another",
    ))
}

/// A change of reservation changes nothing else (as [`uniform`]).
pub fn same_quantities(plan: &Reserve) -> Option<Problem> {
    let plain = |list: &[Resource]| -> Resources {
        list.iter().map(|resource| Resource { reservations: Vec::new(), ..resource.clone() }).collect()
    };
    (plain(&plan.source) != plain(&plan.resources)).then(|| {
        Problem::refused(
            Field::new("resources"),
            "a change of reservation must be of exactly what is reserved now",
        )
    })
}

/// The levels that a change takes away were made by calls: a static one stays.
///
/// `src/common/resources_utils.cpp` (`getResourceConversions`: the reservations are popped to their common ancestor).
pub fn movable(plan: &Reserve) -> Option<Problem> {
    let (source, target) = (plan.source.first()?, plan.resources.first()?);
    let common =
        source.reservations.iter().zip(&target.reservations).take_while(|(one, other)| one == other).count();
    let fixed = source.reservations[common..].iter().find(|level| level.kind == ReservationKind::Static)?;
    Some(Problem::refused(
        Field::item("source", 0).then("role"),
        format!(
            "the agent's flags reserve it for {}; it can be refined to a role below that, but not moved",
            fixed.role
        ),
    ))
}

/// A volume is destroyed before its disk is given back (`master/UNRESERVE_RESOURCES-holding-volume`).
fn destroyed_first(field: &Field, resource: &Resource) -> Option<Problem> {
    resource
        .volume_id()
        .map(|id| Problem::refused(field.clone(), format!("it holds the volume {id}; destroy that first")))
}

/// The role that resources can be refined to, said to a form before anything is typed: `eng/`, or nothing if any role will do.
pub fn refinement_prefix(resources: &Resources) -> Option<String> {
    let roles: Vec<&str> = resources.iter().filter_map(Resource::reserved_role).collect();
    let deepest = roles.iter().copied().max_by_key(|role| role.len())?;
    roles.iter().all(|role| roles::is_within(deepest, role)).then(|| format!("{deepest}/"))
}
