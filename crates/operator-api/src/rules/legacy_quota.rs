//! `SET_QUOTA` and `REMOVE_QUOTA`, for masters before 1.9: a guarantee that is the limit too.

use super::quota::{Amounts, Config, Facts, quantities, total_guarantees, updated};
use super::{Field, Problem};
use crate::resources::Scalar;
use crate::roles;

/// A plan of `SET_QUOTA`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Set {
    /// Whose quota.
    pub role: String,
    /// What it guarantees.
    pub guarantee: Amounts,
    /// Whether more may be guaranteed than there is.
    pub force: bool,
}

impl Set {
    /// The quota it makes.
    pub fn config(&self) -> Config {
        Config { role: self.role.clone(), guarantees: self.guarantee.clone(), limits: self.guarantee.clone() }
    }
}

/// All that is wrong with a first quota of a role.
pub fn check(facts: &Facts, plan: &Set) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        [valid_role(&plan.role), some(plan), first(facts, plan), within_parent(facts, plan)]
            .into_iter()
            .flatten()
            .collect();
    let config = Config { limits: Amounts::new(), ..plan.config() };
    problems.extend(quantities(&Field::new("quota"), &config));
    if problems.is_empty() && !plan.force {
        problems.extend(room(facts, plan));
    }
    problems
}

/// The role can be called so (`master/SET_QUOTA-no-role`).
pub fn valid_role(role: &str) -> Option<Problem> {
    roles::validate(role).err().map(|error| Problem::refused(Field::new("role"), error.to_string()))
}

/// It guarantees something (`master/SET_QUOTA-no-guarantee`).
pub fn some(plan: &Set) -> Option<Problem> {
    plan.guarantee
        .is_empty()
        .then(|| Problem::refused(Field::new("guarantees"), "guarantee at least one resource"))
}

/// The role has no quota yet (`master/SET_QUOTA-again`, `-again-force`).
pub fn first(facts: &Facts, plan: &Set) -> Option<Problem> {
    has_quota(facts, &plan.role).then(|| {
        let words =
            format!("{} has a quota already, which this master can only remove and set anew", plan.role);
        Problem::refused(Field::new("role"), words)
    })
}

/// The role above guarantees as much as all below it together (`master/SET_QUOTA-child-without-parent`).
pub fn within_parent(facts: &Facts, plan: &Set) -> Option<Problem> {
    let parent = roles::parent(&plan.role)?;
    let guaranteed = |name: &str, config: &Config| {
        config.guarantees.get(name).map_or(Scalar::ZERO, |&amount| Scalar::from_f64(amount))
    };
    let short = plan.guarantee.iter().find(|&(name, &amount)| {
        let siblings = facts
            .current
            .iter()
            .filter(|config| roles::parent(&config.role) == Some(parent) && config.role != plan.role);
        let children: Scalar = siblings.map(|config| guaranteed(name, config)).sum();
        let above = facts.current.iter().find(|config| config.role == parent);
        children + Scalar::from_f64(amount) > above.map_or(Scalar::ZERO, |config| guaranteed(name, config))
    })?;
    let words =
        format!("the quota of {parent} must guarantee as much {} as all roles below it together", short.0);
    Some(Problem::refused(Field::new("quota").then("guarantees").then(short.0), words))
}

/// All guarantees fit the cluster, unless forced (409; `master/SET_QUOTA-too-much`).
pub fn room(facts: &Facts, plan: &Set) -> Vec<Problem> {
    let totals = total_guarantees(&updated(&facts.current, &[plan.config()]));
    let short = totals.into_iter().filter_map(|(name, total)| {
        let capacity = facts.capacity.get(&name).copied().unwrap_or_default();
        (total > capacity).then(|| {
            let words = format!(
                "all guarantees together would be {total} {name}, more than the cluster's {capacity}"
            );
            Problem::needs_force(Field::new("quota").then("guarantees").then(&name), words)
        })
    });
    short.collect()
}

/// `REMOVE_QUOTA`: the role must have one, for the master's process ends otherwise (`master/fragile-REMOVE_QUOTA-unknown`).
pub fn check_remove(facts: &Facts, role: &str) -> Vec<Problem> {
    match has_quota(facts, role) {
        true => Vec::new(),
        false => vec![Problem::harmful(
            Field::new("role"),
            format!("{role} has no quota, and removing one that is not there ends the master's process"),
        )],
    }
}

fn has_quota(facts: &Facts, role: &str) -> bool {
    facts.current.iter().any(|config| config.role == role)
}
