//! Quotas that cannot be met, and those that are exceeded.

use super::{Lint, Severity, values};
use crate::replica::Replica;
use crate::schema::roles::figure;
use crate::schema::{Table, agents, roles};

/// What to say of each resource of [`roles::RESOURCES`] whose guarantees add up to more than there is, and the roles concerned.
const BEYOND: [(&str, &str); 4] = [
    ("guaranteed more CPUs than the cluster has", "cpus.guarantee>0"),
    ("guaranteed more memory than the cluster has", "mem.guarantee>0"),
    ("guaranteed more disk than the cluster has", "disk.guarantee>0"),
    ("guaranteed more GPUs than the cluster has", "gpus.guarantee>0"),
];

/// A role's figure, for roles at the top; those below share their parent's.
fn of_top<'a>(replica: &'a Replica, column: usize) -> impl Iterator<Item = (u32, i64)> + 'a {
    replica.rows(Table::Roles).slots().filter_map(move |slot| {
        let is_top = replica.number(Table::Roles, slot, roles::DEPTH) == Some(0);
        is_top.then(|| replica.number(Table::Roles, slot, column)).flatten().map(|number| (slot, number))
    })
}

/// Guarantees that add up to more than all agents have, a lint for each resource.
pub(super) fn overcommitted(replica: &Replica) -> Vec<Lint> {
    // What some roles have is not what there is.
    if replica.is_bound() {
        return Vec::new();
    }
    let totals = replica.totals(Table::Agents);
    let resources = roles::RESOURCES.into_iter().zip(agents::RESOURCES).zip(BEYOND);
    resources
        .filter_map(|(((_, first), (_, total)), (what, query))| {
            let column = first + figure::GUARANTEE;
            let guaranteed: i64 = of_top(replica, column).map(|(_, guarantee)| guarantee).sum();
            let rows = replica.rows(Table::Roles);
            let guarantee = |slot| replica.number(Table::Roles, slot, column);
            (guaranteed > totals.sum(total)).then(|| Lint {
                severity: Severity::Warning,
                table: Table::Roles,
                count: rows.slots().filter(|&slot| guarantee(slot).is_some_and(|amount| amount > 0)).count(),
                what,
                since_ms: None,
                hint: "not all of their quotas can be met",
                query: query.into(),
            })
        })
        .collect()
}

/// Roles that lack more of their guarantee than is free or offered.
pub(super) fn unmet(replica: &Replica) -> Option<Lint> {
    if replica.is_bound() {
        return None;
    }
    let totals = replica.totals(Table::Agents);
    let left = |total: usize| totals.sum(total + 5) + totals.sum(total + 3);
    let resources = roles::RESOURCES.into_iter().zip(agents::RESOURCES);
    let unmet = |slot: u32| {
        resources.clone().any(|((_, first), (_, total))| {
            let figure = |at| replica.number(Table::Roles, slot, first + at);
            figure(figure::GUARANTEE).is_some_and(|guarantee| {
                guarantee - figure(figure::CONSUMED).unwrap_or(0) > left(total).max(0)
            })
        })
    };
    named(
        replica,
        unmet,
        "short of their guarantee, with too little free",
        "more agents, or less for others, would help",
    )
}

/// Roles that have more than their limit: it was set when they had it already, or by force.
pub(super) fn exceeded(replica: &Replica) -> Option<Lint> {
    let exceeded = |slot: u32| {
        roles::RESOURCES.into_iter().any(|(_, first)| {
            let figure = |at| replica.number(Table::Roles, slot, first + at);
            figure(figure::LIMIT).is_some_and(|limit| figure(figure::CONSUMED).unwrap_or(0) > limit)
        })
    };
    named(replica, exceeded, "above their quota's limit", "they get no more until they have less")
}

fn named(
    replica: &Replica,
    is_concerned: impl Fn(u32) -> bool,
    what: &'static str,
    hint: &'static str,
) -> Option<Lint> {
    let slots: Vec<u32> = replica.rows(Table::Roles).slots().filter(|&slot| is_concerned(slot)).collect();
    let names = slots.iter().map(|&slot| replica.text(Table::Roles, slot, roles::NAME));
    (!slots.is_empty()).then(|| Lint {
        severity: Severity::Warning,
        table: Table::Roles,
        count: slots.len(),
        what,
        since_ms: None,
        hint,
        query: format!("name={}", values(names)).into(),
    })
}
