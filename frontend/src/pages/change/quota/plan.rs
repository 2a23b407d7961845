//! The plan of new quotas.

use std::collections::BTreeSet;

use operator_api::calls::Release;
use operator_api::rules::quota::{self, Amounts, Config, Facts, Update};
use operator_api::rules::{Field, Problem, call, legacy_quota};
use serde_json::Value;

use super::amount;
use super::standing::{Standing, is_known};
use crate::change::plan::{DiffRow, Impact, Plan, Step, Weight, unfit};
use crate::paths::Page;
use crate::ui::format::plural;

/// The read call that quotas rest on.
pub const GET_QUOTA: &str = "GET_QUOTA";

/// What is filled in for one resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Its name.
    pub resource: String,
    /// The guarantee, as it is typed.
    pub guarantee: String,
    /// The limit, as it is typed.
    pub limit: String,
}

/// What is filled in for one role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub role: String,
    /// Whether its quota is taken away.
    pub removes: bool,
    /// Its resources.
    pub amounts: Vec<Amount>,
}

/// What is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// The roles.
    pub entries: Vec<Entry>,
    /// Whether the checks that can be forced are left out.
    pub force: bool,
}

/// What is known of the cluster.
pub struct Known<'a> {
    /// The whole answer of `GET_QUOTA`.
    pub quotas: &'a Value,
    /// What counts against quotas, and what there is.
    pub standing: &'a Standing,
    /// The leading master's release.
    pub master: Option<Release>,
}

impl Known<'_> {
    /// Whether the master has `UPDATE_QUOTA`. One whose release is not known yet is taken for a recent one.
    pub fn has_update(&self) -> bool {
        self.master.is_none_or(quota::has_update)
    }

    fn facts(&self, current: Vec<Config>) -> Facts {
        Facts {
            current,
            consumption: self.standing.consumption.clone(),
            capacity: self.standing.capacity.clone(),
        }
    }
}

/// The plan, and what is to be said of force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// The plan.
    pub plan: Plan,
    /// Why Mesos would take it only if forced; none where it need not be.
    pub needs_force: Vec<String>,
    /// What the console cannot tell, and Mesos may want to be forced for.
    pub doubts: Vec<String>,
}

impl Made {
    /// Whether force is there to be chosen.
    pub fn offers_force(&self) -> bool {
        !self.needs_force.is_empty() || !self.doubts.is_empty()
    }
}

/// Makes the plan.
pub fn plan(inputs: &Inputs, known: &Known<'_>) -> Made {
    let current = quota::configs_from_json(known.quotas);
    let mut unread = Vec::new();
    let configs: Vec<Config> =
        inputs.entries.iter().enumerate().map(|(at, entry)| config(at, entry, &mut unread)).collect();
    let facts = known.facts(current);
    let found = if known.has_update() {
        quota::check(&facts, &Update { configs: configs.clone(), force: false })
    } else {
        unread.extend(limits_of_their_own(&configs));
        legacy(&facts, inputs, &configs)
    };
    // A field that cannot be read is empty for the rules.
    let found = found.into_iter().filter(|problem| !unread.iter().any(|other| other.field == problem.field));
    let (forceable, mut problems): (Vec<_>, Vec<_>) = found.partition(Problem::forceable);
    // Of what nobody tells how much there is, the rules know no better than that there is none.
    let forceable: Vec<Problem> =
        forceable.into_iter().filter(|problem| is_known(resource_of(problem))).collect();
    let needs_force: Vec<String> = forceable.iter().map(|problem| problem.words.clone()).collect();
    let named = configs.iter().flat_map(|config| config.guarantees.keys().chain(config.limits.keys()));
    let unknown: BTreeSet<&String> = named.filter(|resource| !is_known(resource)).collect();
    let doubts: Vec<String> = unknown.into_iter().map(|resource| doubt(resource)).collect();
    problems.extend(unread);
    let offers_force = !needs_force.is_empty() || !doubts.is_empty();
    let force = inputs.force && offers_force;
    if !force {
        problems.extend(forceable);
    }
    let diff: Vec<DiffRow> = configs.iter().flat_map(|config| diff(&facts.current, config)).collect();
    problems.extend(idle(inputs, &configs, &facts.current));
    let steps = steps(inputs, known, configs.clone(), force);
    let mut plan = Plan { problems, diff, ..Plan::many(action(inputs), steps) };
    plan.impact = impact(known, &facts.current, &configs);
    Made { plan, needs_force, doubts }
}

/// The quota that an entry asks for; what cannot be read goes to `unread`, with its field.
fn config(at: usize, entry: &Entry, unread: &mut Vec<Problem>) -> Config {
    let mut config = Config { role: entry.role.trim().to_owned(), ..Config::default() };
    if entry.removes {
        return config;
    }
    let field = Field::item("configs", at);
    let mut read = |list: &str, resource: &str, typed: &str, amounts: &mut Amounts| match amount::read(
        typed, resource,
    ) {
        Ok(Some(amount)) => {
            amounts.insert(resource.to_owned(), amount);
        }
        Ok(None) => {}
        Err(words) => unread.push(unfit(field.then(list).then(resource).as_str(), words)),
    };
    for Amount { resource, guarantee, limit } in &entry.amounts {
        read("guarantees", resource, guarantee, &mut config.guarantees);
        read("limits", resource, limit, &mut config.limits);
    }
    config
}

/// What is wrong for a master that knows no `UPDATE_QUOTA`, with the fields named as of one that does.
fn legacy(facts: &Facts, inputs: &Inputs, configs: &[Config]) -> Vec<Problem> {
    let entries = inputs.entries.iter().zip(configs).enumerate();
    let found = entries.flat_map(|(at, (entry, config))| {
        let found = if entry.removes {
            legacy_quota::check_remove(facts, &config.role)
        } else {
            legacy_quota::check(facts, &set(config, false))
        };
        found.into_iter().map(move |problem| {
            let within = problem.field.as_str().strip_prefix("quota.").unwrap_or(problem.field.as_str());
            let field = Field::item("configs", at);
            // An empty quota is not the fault of one of its resources.
            let field = if within == "guarantees" { field } else { field.then(within) };
            Problem { field, ..problem }
        })
    });
    found.collect()
}

/// An old master has no limits but the guarantees.
fn limits_of_their_own(configs: &[Config]) -> Vec<Problem> {
    let words = "this master is too old for limits: what it guarantees is the limit, too";
    let fields = configs.iter().enumerate().flat_map(|(at, config)| {
        config.limits.keys().map(move |name| Field::item("configs", at).then("limits").then(name))
    });
    fields.map(|field| unfit(field.as_str(), words)).collect()
}

fn set(config: &Config, force: bool) -> legacy_quota::Set {
    legacy_quota::Set { role: config.role.clone(), guarantee: config.guarantees.clone(), force }
}

/// The resource that a problem is about: the last part of its field.
fn resource_of(problem: &Problem) -> &str {
    let field = problem.field.as_str();
    ["guarantees.", "limits."].iter().find_map(|list| field.split_once(list)).map_or("", |(_, name)| name)
}

fn doubt(resource: &str) -> String {
    format!(
        "The console does not know how much {resource} there is and who has it. Mesos may refuse the quota unless it is forced."
    )
}

/// Entries that would change nothing.
fn idle(inputs: &Inputs, configs: &[Config], current: &[Config]) -> Vec<Problem> {
    let entries = inputs.entries.iter().zip(configs).enumerate();
    let found = entries.filter_map(|(at, (entry, config))| {
        let now = of(current, &config.role);
        let words = match () {
            () if config.role.is_empty() => return None,
            () if entry.removes && now.is_default() => "the role has no quota that could be removed",
            () if !same(&now, config) => return None,
            () if config.is_default() => "fill in a guarantee or a limit",
            () => "the role has this very quota: nothing would change",
        };
        let is_unread = |typed: &str, resource| amount::read(typed, resource).is_err();
        let is_wrong = !entry.removes
            && entry.amounts.iter().any(|Amount { resource, guarantee, limit }| {
                is_unread(guarantee, resource) || is_unread(limit, resource)
            });
        (!is_wrong).then(|| unfit(Field::item("configs", at).as_str(), words))
    });
    found.collect()
}

/// The quota that a role has; one that says nothing if it has none.
fn of(current: &[Config], role: &str) -> Config {
    let found = current.iter().find(|config| config.role == role).cloned();
    found.unwrap_or_else(|| Config { role: role.to_owned(), ..Config::default() })
}

/// A guarantee of nothing is none.
fn same(one: &Config, other: &Config) -> bool {
    let promised = |config: &Config| -> Amounts {
        config
            .guarantees
            .iter()
            .filter(|(_, amount)| **amount > 0.0)
            .map(|(name, amount)| (name.clone(), *amount))
            .collect()
    };
    promised(one) == promised(other) && one.limits == other.limits
}

fn steps(inputs: &Inputs, known: &Known<'_>, configs: Vec<Config>, force: bool) -> Vec<Step> {
    let step = |call| Step::master(call).expecting(GET_QUOTA, known.quotas.clone());
    if configs.is_empty() {
        return Vec::new();
    }
    if known.has_update() {
        return vec![step(call::update_quota(&Update { configs, force }))];
    }
    let calls = inputs.entries.iter().zip(&configs).map(|(entry, config)| {
        if entry.removes { call::remove_quota(&config.role) } else { call::set_quota(&set(config, force)) }
    });
    calls.map(step).collect()
}

fn action(inputs: &Inputs) -> String {
    let verb = if inputs.entries.iter().all(|entry| entry.removes) { "Remove" } else { "Set" };
    match inputs.entries.as_slice() {
        [one] => format!("{verb} the quota of {}", one.role.trim()),
        many => format!("{verb} {}", plural(many.len() as i64, "quota", "quotas")),
    }
}

fn diff(current: &[Config], config: &Config) -> Vec<DiffRow> {
    let now = of(current, &config.role);
    let lists: [(_, _, &Amounts, &Amounts); 2] = [
        ("guarantee", "none", &now.guarantees, &config.guarantees),
        ("limit", "no limit", &now.limits, &config.limits),
    ];
    let rows = lists.into_iter().flat_map(|(what, none, before, after)| {
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let said = move |name: &str, amounts: &Amounts| {
            amounts.get(name).map_or_else(|| none.to_owned(), |amount| amount::said(name, *amount))
        };
        names.into_iter().filter(|name| before.get(*name) != after.get(*name)).map(move |name| DiffRow {
            what: format!("{what} of {name} for {}", config.role),
            before: said(name, before),
            after: said(name, after),
        })
    });
    rows.collect()
}

/// What would come of it: who gets no more, what is held back for whom, which offers are taken back.
fn impact(known: &Known<'_>, current: &[Config], configs: &[Config]) -> Vec<Impact> {
    let standing = known.standing;
    let mut impact: Vec<Impact> = Vec::new();
    for config in configs {
        let role = &config.role;
        // What guarantees are is the limit for an old master.
        let limits = if known.has_update() { &config.limits } else { &config.guarantees };
        let consumed = |name: &str| standing.consumed(role, name).unwrap_or(0);
        let over: Vec<&str> = limits
            .iter()
            .filter(|(name, limit)| consumed(name) > thousandths(**limit))
            .map(|(name, _)| name.as_str())
            .collect();
        if !over.is_empty() {
            let frameworks = standing.frameworks.get(role).copied().unwrap_or(0);
            let words = format!(
                "{role} has more {} than the limit: nothing is taken away, and its {} no offers with it until it has less.",
                over.join(" and "),
                plural(frameworks, "framework gets", "frameworks get"),
            );
            impact.push(Impact::new(Weight::Warn, words).at(&Page::Role { name: role.clone() }));
        }
        let now = of(current, role);
        let owed = config.guarantees.iter().filter(|(name, guarantee)| {
            let before = now.guarantees.get(*name).copied().unwrap_or(0.0);
            **guarantee > before && thousandths(**guarantee) > consumed(name)
        });
        let owed: Vec<String> = owed
            .map(|(name, guarantee)| {
                let left = thousandths(*guarantee) - consumed(name);
                format!("{} {name}", amount::in_thousandths(name, left))
            })
            .collect();
        if !owed.is_empty() {
            let words =
                format!("{} are held back for {role} before other roles get offers.", owed.join(" and "));
            impact.push(Impact::new(Weight::Note, words));
        }
    }
    if standing.offers > 0 {
        let offers = plural(standing.offers, "outstanding offer", "outstanding offers");
        let words = format!("Mesos takes back what it needs of {offers}.");
        impact.push(Impact::new(Weight::Warn, words).at(&Page::Offers));
    }
    impact
}

fn thousandths(amount: f64) -> i64 {
    operator_api::resources::Scalar::from_f64(amount).milli()
}

#[cfg(test)]
mod tests;
