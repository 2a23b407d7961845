//! Quotas set, updated, removed.

use std::collections::BTreeMap;
use std::sync::Arc;

use operator_api::v1;
use operator_api::v1::master::Call;

use crate::access::{Action, Viewer};
use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::world::World;
use crate::world::roles::{Quota, invalid, is_within};

/// Amounts by name, in thousandths.
type Amounts = BTreeMap<String, i64>;

/// `SET_QUOTA`: a guarantee that is a limit too. Deprecated, and not for roles that have a quota.
pub(crate) fn set(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = call.set_quota.as_ref().map(|set| &set.quota_request) else { return Reply::done() };
    let role = wanted.role.as_deref().unwrap_or_default();
    let refuse = |reason: &str| Reply::bad_request(format!("Failed to validate set quota request: {reason}"));
    if let Some(reason) = unfit(role, &wanted.guarantee) {
        return refuse(&reason);
    }
    let guarantees: Amounts = wanted
        .guarantee
        .iter()
        .filter_map(|resource| Some((resource.name.clone(), thousandths(resource.scalar.as_ref()?.value))))
        .collect();
    cluster.act(|world| {
        if world.quotas.contains_key(role) {
            return refuse(&format!("Cannot set quota for role '{role}' which already has quota"));
        }
        if let Some((parent, _)) = role.rsplit_once('/') {
            let parents = world.quotas.get(parent).map(|quota| quota.guarantees.clone()).unwrap_or_default();
            if !contains(&parents, &guarantees) {
                return refuse(&format!(
                    "Invalid quota configuration. Parent role '{parent}' with guarantees ({}) does not contain the sum of its children's guarantees ({})",
                    braced(&parents),
                    quantities(&guarantees)
                ));
            }
        }
        if !viewer.may_to(Action::UpdateQuota, role) {
            return Reply::forbidden();
        }
        let mut quotas = world.quotas.clone();
        quotas.insert(Arc::from(role), Quota { guarantees: guarantees.clone(), limits: guarantees });
        if let Some((total, capacity)) = overcommitted(world, &quotas).filter(|_| !wanted.force.unwrap_or(false)) {
            return Reply::conflict(format!(
                "Quota guarantees overcommit the cluster (use 'force' to bypass this check): Total quota guarantees '{}' exceed cluster capacity '{}'",
                quantities(&total),
                quantities(&capacity)
            ));
        }
        world.quotas = quotas;
        world.rescind_all();
        Reply::done()
    })
}

fn unfit(role: &str, guarantee: &[v1::Resource]) -> Option<String> {
    if let Some(reason) = invalid(role) {
        return Some(format!("QuotaInfo with invalid role: {reason}"));
    }
    if guarantee.is_empty() {
        return Some("QuotaInfo with empty 'guarantee'".to_owned());
    }
    guarantee.iter().enumerate().find_map(|(at, resource)| {
        if !resource.reservations.is_empty() || resource.reservation.is_some() {
            return Some("QuotaInfo must not contain any ReservationInfo".to_owned());
        }
        if resource.scalar.is_none() {
            return Some("QuotaInfo must not include non-scalar resources".to_owned());
        }
        let again = guarantee[..at].iter().any(|other| other.name == resource.name);
        again.then(|| format!("QuotaInfo contains duplicate resource name '{}'", resource.name))
    })
}

/// `REMOVE_QUOTA`: for a role without quota a real master ends, whoever asks, so there is no answer.
pub(crate) fn remove(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.remove_quota else { return Reply::done() };
    cluster.act(|world| {
        if !world.quotas.contains_key(&*wanted.role) {
            return Reply::hang_up();
        }
        if !viewer.may_to(Action::UpdateQuota, &wanted.role) {
            return Reply::forbidden();
        }
        world.quotas.remove(&*wanted.role);
        Reply::done()
    })
}

/// `UPDATE_QUOTA`: all of them or none; each replaces what its role had.
pub(crate) fn update(cluster: &Cluster, call: &Call, viewer: &Viewer) -> Reply {
    let Some(wanted) = &call.update_quota else { return Reply::done() };
    let force = wanted.force.unwrap_or(false);
    let refuse = |reason: String| Reply::bad_request(format!("Invalid QuotaConfig: {reason}"));
    let mut configs: Vec<(&str, Quota)> = Vec::new();
    for config in &wanted.quota_configs {
        if config.role.contains('/') {
            return Reply::bad_request(format!(
                "Updating quota on nested role '{}' is not supported yet",
                config.role
            ));
        }
        if let Some(reason) = invalid(&config.role) {
            return refuse(format!("Invalid role '{}': {reason}", config.role));
        }
        match read(config) {
            Ok(quota) => configs.push((&config.role, quota)),
            Err(reason) => return refuse(reason),
        }
    }
    cluster.act(|world| {
        let mut quotas = world.quotas.clone();
        for (role, quota) in &configs {
            if quota.is_default() { quotas.remove(*role) } else { quotas.insert(Arc::from(*role), quota.clone()) };
        }
        if !force {
            for (role, quota) in &configs {
                if let Some(used) = consumed(world, role).filter(|used| exceeds(used, &quota.limits)) {
                    return refuse(format!(
                        "Role '{role}' is already consuming '{}'; this is more than the requested limits '{}' (use 'force' flag to bypass this check)",
                        quantities(&used),
                        quantities(&quota.limits)
                    ));
                }
            }
            if let Some((total, capacity)) = overcommitted(world, &quotas) {
                return refuse(format!(
                    "total quota guarantees '{}' exceed cluster capacity '{}' (use 'force' flag to bypass this check)",
                    quantities(&total),
                    quantities(&capacity)
                ));
            }
        }
        if !configs.iter().all(|(role, _)| viewer.may_to(Action::UpdateQuota, role)) {
            return Reply::forbidden();
        }
        world.quotas = quotas;
        world.rescind_all();
        Reply::done()
    })
}

fn read(config: &v1::quota::QuotaConfig) -> Result<Quota, String> {
    let amounts = |kind: &str, given: &BTreeMap<String, v1::value::Scalar>| {
        let mut amounts = Amounts::new();
        for (name, scalar) in given {
            let refuse = |why: &str| {
                Err(format!("Invalid {kind} configuration {{'{name}': {}}}: {why}", scalar.value))
            };
            if !scalar.value.is_finite() {
                return refuse("Infinite values not supported");
            }
            if scalar.value < 0.0 {
                return refuse("Negative values not supported");
            }
            let most = if matches!(name.as_str(), "mem" | "disk") { 1e12 * 1.1 } else { 1e12 };
            if scalar.value > most {
                return refuse("Values this large are not supported");
            }
            amounts.insert(name.clone(), thousandths(scalar.value));
        }
        Ok(amounts)
    };
    let quota = Quota {
        guarantees: amounts("guarantee", &config.guarantees)?,
        limits: amounts("limit", &config.limits)?,
    };
    // A limit that is not given is none.
    let over = quota
        .guarantees
        .iter()
        .any(|(name, amount)| quota.limits.get(name).is_some_and(|limit| limit < amount));
    if over {
        return Err(format!(
            "'QuotaConfig.guarantees' {} is not contained within the 'QuotaConfig.limits' {}",
            spaced(&quota.guarantees),
            spaced(&quota.limits)
        ));
    }
    Ok(quota)
}

#[expect(clippy::cast_possible_truncation, reason = "checked to be below 2^53")]
fn thousandths(value: f64) -> i64 {
    (value * 1000.0).round() as i64
}

fn contains(amounts: &Amounts, others: &Amounts) -> bool {
    others.iter().all(|(name, amount)| amounts.get(name).copied().unwrap_or_default() >= *amount)
}

/// Whether more is used than a limit allows.
fn exceeds(used: &Amounts, limits: &Amounts) -> bool {
    limits.iter().any(|(name, limit)| used.get(name).copied().unwrap_or_default() > *limit)
}

/// What a role and those below it have: what is allocated to them, and what is reserved for them and idle.
fn consumed(world: &World, role: &str) -> Option<Amounts> {
    let mut used = Amounts::new();
    let mut ports = 0;
    let mut add = |amounts: &crate::world::amounts::Amounts| {
        for (name, amount) in amounts.scalars.named() {
            *used.entry(name.to_owned()).or_default() += amount;
        }
        ports += i64::try_from(amounts.ports.count()).unwrap_or_default() * 1000;
    };
    for agent in world.agents().iter().filter(|agent| agent.is_registered()) {
        for (owner, pools) in agent.allocated.iter() {
            if is_within(owner, role) {
                pools.iter().for_each(|pool| add(&pool.amounts));
            }
        }
        for pool in agent.total.iter() {
            if pool.kind.role().is_some_and(|owner| is_within(owner, role)) {
                let mut idle = pool.amounts.clone();
                idle -= &agent.allocated.of(&pool.kind);
                add(&idle);
            }
        }
    }
    used.insert("ports".to_owned(), ports);
    used.retain(|_, amount| *amount != 0);
    (!used.is_empty()).then_some(used)
}

/// All guarantees and what there is, if that is not enough.
fn overcommitted(world: &World, quotas: &BTreeMap<Arc<str>, Quota>) -> Option<(Amounts, Amounts)> {
    let mut total = Amounts::new();
    // Those of nested roles are within their parents'.
    for quota in quotas.iter().filter(|(role, _)| !role.contains('/')).map(|(_, quota)| quota) {
        for (name, amount) in &quota.guarantees {
            *total.entry(name.clone()).or_default() += amount;
        }
    }
    let mut capacity: Amounts =
        world.sums().total.named().into_iter().map(|(name, amount)| (name.to_owned(), amount)).collect();
    capacity.retain(|_, amount| *amount != 0);
    (!contains(&capacity, &total)).then_some((total, capacity))
}

/// `1.5`, `2`
pub(super) fn number(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, part) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{part:03}").trim_end_matches('0'))
}

/// `cpus:1; mem:512`
fn quantities(amounts: &Amounts) -> String {
    amounts.iter().map(|(name, amount)| format!("{name}:{}", number(*amount))).collect::<Vec<_>>().join("; ")
}

/// The same, with braces around nothing.
fn braced(amounts: &Amounts) -> String {
    if amounts.is_empty() { "{}".to_owned() } else { quantities(amounts) }
}

/// `{ cpus: 3 }`
fn spaced(amounts: &Amounts) -> String {
    let items: Vec<_> = amounts.iter().map(|(name, amount)| format!("{name}: {}", number(*amount))).collect();
    format!("{{ {} }}", items.join(", "))
}
