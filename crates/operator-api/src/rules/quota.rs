//! `UPDATE_QUOTA`: all quotas of the call or none of them; each replaces what its role had.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use super::{Field, Problem};
use crate::calls::{self, Release, Target};
use crate::resources::Scalar;
use crate::roles;

pub use read::{configs_from_json, configs_of_call};

/// Quantities by the name of the resource, as a form has them: any number.
pub type Amounts = BTreeMap<String, f64>;
/// Quantities as Mesos counts them.
pub type Quantities = BTreeMap<String, Scalar>;

/// The quota of a role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Whose it is.
    pub role: String,
    /// What the role shall be able to have at any time. Deprecated since 1.9.
    pub guarantees: Amounts,
    /// The most it can have. What is not named has no limit.
    pub limits: Amounts,
}

impl Config {
    /// Whether it says nothing, and so takes the role's quota away.
    pub fn is_default(&self) -> bool {
        self.guarantees.is_empty() && self.limits.is_empty()
    }
}

/// A plan of `UPDATE_QUOTA`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Update {
    /// The quotas that change.
    pub configs: Vec<Config>,
    /// Whether the checks that can be forced are left out.
    pub force: bool,
}

/// What is known of quotas.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The quotas there are: `GET_QUOTA`'s `configs`.
    pub current: Vec<Config>,
    /// What each role consumes, with all roles below it: `GET_ROLES`.
    pub consumption: BTreeMap<String, Quantities>,
    /// What all registered agents have together. It is nothing right after another master begins to lead.
    pub capacity: Quantities,
}

/// Whether a master has `UPDATE_QUOTA`; with an older one, see [`legacy_quota`](super::legacy_quota).
pub fn has_update(master: Release) -> bool {
    calls::find(Target::Master, "UPDATE_QUOTA").is_some_and(|call| master >= call.since)
}

/// All that is wrong with new quotas. What [`Problem::forceable`] is left out if the plan forces it.
pub fn check(facts: &Facts, plan: &Update) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, config) in plan.configs.iter().enumerate() {
        let field = Field::item("configs", at);
        problems.extend(top_level(&field, &config.role));
        problems.extend(quantities(&field, config));
        problems.extend(guaranteed_within_limits(&field, config));
    }
    problems.extend(once(&plan.configs));
    if problems.is_empty() && !plan.force {
        for (at, config) in plan.configs.iter().enumerate() {
            problems.extend(room_for_consumption(facts, &Field::item("configs", at), config));
        }
        problems.extend(room_for_guarantees(facts, &plan.configs));
    }
    problems
}

/// The role is a valid one at the top: no quota below another (MESOS-7402; `master/UPDATE_QUOTA-nested`, `-bad-role`). `*` can have one
/// since 1.10 (`master/UPDATE_QUOTA-role-star`).
pub fn top_level(field: &Field, role: &str) -> Option<Problem> {
    let words = match roles::validate(role) {
        Err(error) => error.to_string(),
        Ok(()) if roles::is_nested(role) => {
            let top = role.split('/').next().unwrap_or_default();
            format!("only a role at the top can have a quota; that of {top} counts for all roles below it")
        }
        Ok(()) => return None,
    };
    Some(Problem::refused(field.then("role"), words))
}

/// More than an EiB of memory or disk, in MiB.
const MOST_MIB: f64 = 1_099_511_627_776.0;
const MOST: f64 = 1e12;

/// No quantity is negative, infinite or no number, and none too large for Mesos' fixed point (`src/master/quota.cpp`, `validate`;
/// `master/UPDATE_QUOTA-negative`, `-one-bad-of-two`).
pub fn quantities(field: &Field, config: &Config) -> Vec<Problem> {
    let lists = [("guarantees", &config.guarantees), ("limits", &config.limits)];
    let mut problems = Vec::new();
    for (list, amounts) in lists {
        for (name, &amount) in amounts {
            let most = if matches!(name.as_str(), "mem" | "disk") { MOST_MIB } else { MOST };
            let words = match amount {
                _ if name.is_empty() => "the resource needs a name, such as cpus".to_owned(),
                amount if amount.is_nan() => format!("{name} is not a number"),
                amount if amount < 0.0 => format!("{name} cannot be less than 0"),
                amount if amount.is_infinite() => {
                    format!("{name} cannot be infinite; leave a limit out to have none")
                }
                amount if amount > most => format!("{name} can be {most} at most"),
                _ => continue,
            };
            problems.push(Problem::refused(field.then(list).then(name), words));
        }
    }
    problems
}

/// No guarantee is above its limit (`master/UPDATE_QUOTA-guarantee-over-limit`). A limit that is not given is none.
pub fn guaranteed_within_limits(field: &Field, config: &Config) -> Vec<Problem> {
    let over = config.guarantees.iter().filter_map(|(name, &guarantee)| {
        let limit = *config.limits.get(name)?;
        (Scalar::from_f64(guarantee) > Scalar::from_f64(limit)).then(|| {
            let words = format!("the guarantee of {guarantee} {name} is above the limit of {limit}");
            Problem::refused(field.then("guarantees").then(name), words)
        })
    });
    over.collect()
}

/// Each role comes once: of two quotas for one role the last would count, and the other be lost without a word
/// (`src/master/quota.cpp`, `UpdateQuota::perform`).
pub fn once(configs: &[Config]) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let again = configs.iter().enumerate().filter(|(_, config)| !seen.insert(config.role.as_str()));
    again
        .map(|(at, config)| {
            let words = format!("{} is there twice; only the last would count", config.role);
            Problem::harmful(Field::item("configs", at).then("role"), words)
        })
        .collect()
}

/// No limit is below what the role consumes, unless forced (`master/UPDATE_QUOTA-limit-below-used`).
pub fn room_for_consumption(facts: &Facts, field: &Field, config: &Config) -> Vec<Problem> {
    let Some(consumed) = facts.consumption.get(&config.role) else { return Vec::new() };
    let over = config.limits.iter().filter_map(|(name, &limit)| {
        let used = consumed.get(name).copied().unwrap_or_default();
        (used > Scalar::from_f64(limit)).then(|| {
            let words = format!(
                "{} consumes {used} {name} now, more than the limit of {limit}; with force the limit holds for what is offered from now on, and nothing is taken away",
                config.role
            );
            Problem::needs_force(field.then("limits").then(name), words)
        })
    });
    over.collect()
}

/// All guarantees together, those of other roles too, fit the cluster, unless forced (`master/UPDATE_QUOTA-too-much`, `-none`).
pub fn room_for_guarantees(facts: &Facts, configs: &[Config]) -> Vec<Problem> {
    let totals = total_guarantees(&updated(&facts.current, configs));
    let short = totals.into_iter().filter_map(|(name, total)| {
        let capacity = facts.capacity.get(&name).copied().unwrap_or_default();
        (total > capacity).then(|| {
            let words = format!(
                "all guarantees together would be {total} {name}, more than the cluster's {capacity}; with force not all can be kept"
            );
            // It is about the first that asks for it; an older quota may be what is too much.
            let at = configs.iter().position(|config| config.guarantees.contains_key(&name));
            let field = at.map_or(Field::new("configs"), |at| Field::item("configs", at).then("guarantees").then(&name));
            Problem::needs_force(field, words)
        })
    });
    short.collect()
}

/// The quotas there would be, by role; those that say nothing are gone.
pub fn updated(current: &[Config], changes: &[Config]) -> Vec<Config> {
    let mut quotas: BTreeMap<&str, &Config> = BTreeMap::new();
    for config in current.iter().chain(changes) {
        quotas.insert(&config.role, config);
    }
    quotas.into_values().filter(|config| !config.is_default()).cloned().collect()
}

/// The sums of all guarantees, those of roles at the top: what is below counts in them.
pub fn total_guarantees(configs: &[Config]) -> Quantities {
    let mut totals = Quantities::new();
    for config in configs.iter().filter(|config| !roles::is_nested(&config.role)) {
        for (name, &amount) in &config.guarantees {
            *totals.entry(name.clone()).or_default() += Scalar::from_f64(amount);
        }
    }
    totals
}
