//! Roles: what the master says of them, and what agents hold for them.

mod share;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use operator_api::roles::{ancestors, parent};
use operator_api::v1;
use operator_api::v1::master::response::{GetQuota, GetRoles, GetWeights};
use operator_api::v1::value::Scalar;

use super::Noticed;
use super::framework::roles_of;
use super::holding::Holding;
use super::owned::{Owned, Row, key};
use super::quantity::{NAMES, thousandths};
use super::store::{Draft, Store, Value};
use crate::schema::Table;
use crate::schema::roles as column;
use crate::schema::roles::figure;

use share::{Figures, shares};

/// Guarantees and limits of the resources that rows have columns for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Quota {
    guarantees: [Option<i64>; 4],
    limits: [Option<i64>; 4],
}

/// Roles, and what an agent adds to each.
type Shares = Box<[(Arc<str>, Figures)]>;

#[derive(Debug)]
pub(super) struct Roles {
    rows: Owned,
    /// What each agent adds to which roles, so that it can be taken away again.
    held: HashMap<Arc<str>, Shares>,
    /// What all agents add up to, for each role without those below it, and how many agents hold something of it.
    sums: BTreeMap<Arc<str>, (Figures, usize)>,
    /// The roles of each framework that is there.
    subscribed: HashMap<Arc<str>, Vec<String>>,
    /// The roles that the master lists, with their weights.
    listed: BTreeMap<String, i64>,
    /// `None` until the master has told.
    weights: Option<BTreeMap<String, i64>>,
    quotas: Option<BTreeMap<String, Quota>>,
    stale: bool,
}

/// All roles have one owner.
const ALL: &str = "";

impl Default for Roles {
    fn default() -> Self {
        Roles {
            rows: Owned::new(Table::Roles),
            held: HashMap::new(),
            sums: BTreeMap::new(),
            subscribed: HashMap::new(),
            listed: BTreeMap::new(),
            weights: None,
            quotas: None,
            stale: false,
        }
    }
}

impl Roles {
    /// The agent holds this.
    pub(super) fn told(&mut self, holding: &Holding) {
        let shares: Shares = shares(holding)
            .into_iter()
            .map(|(role, figures)| {
                let known = self.sums.get_key_value(role).map(|(role, _)| role.clone());
                (known.unwrap_or_else(|| role.into()), figures)
            })
            .collect();
        if self.held.get(holding.agent_id.as_str()).map_or(&[][..], |held| held) == &*shares {
            return;
        }
        self.forget_agent(&holding.agent_id);
        for (role, figures) in &shares {
            let (sum, holders) = self.sums.entry(role.clone()).or_default();
            weigh(sum, figures, 1);
            *holders += 1;
        }
        self.stale = true;
        if !shares.is_empty() {
            self.held.insert(holding.agent_id.as_str().into(), shares);
        }
    }

    /// The agent holds nothing any more.
    pub(super) fn forget_agent(&mut self, agent_id: &str) {
        for (role, figures) in self.held.remove(agent_id).unwrap_or_default() {
            if let Some((sum, holders)) = self.sums.get_mut(&role) {
                weigh(sum, &figures, -1);
                *holders -= 1;
                if *holders == 0 {
                    self.sums.remove(&role);
                }
            }
            self.stale = true;
        }
    }

    /// The framework is subscribed to its roles; `None` once it is gone.
    pub(super) fn subscribed(&mut self, framework_id: &str, info: Option<&v1::FrameworkInfo>) {
        let roles = info.map(roles_of);
        if self.subscribed.get(framework_id) == roles.as_ref() {
            return;
        }
        self.stale = true;
        match roles {
            Some(roles) => self.subscribed.insert(framework_id.into(), roles),
            None => self.subscribed.remove(framework_id),
        };
    }

    /// The answer to `GET_ROLES`.
    pub(super) fn polled(&mut self, answer: &GetRoles) {
        let listed = answer.roles.iter().map(|role| (role.name.clone(), thousandths(role.weight))).collect();
        self.stale |= self.listed != listed;
        self.listed = listed;
    }

    /// The answer to `GET_WEIGHTS`.
    pub(super) fn weights_polled(&mut self, answer: &GetWeights, noticed: &mut Vec<Noticed>) {
        let weights: BTreeMap<String, i64> = answer
            .weight_infos
            .iter()
            .filter_map(|info| Some((info.role.clone()?, thousandths(info.weight))))
            .collect();
        if let Some(before) = &self.weights {
            let weight =
                |weights: &BTreeMap<String, i64>, role: &str| weights.get(role).copied().unwrap_or(1000);
            for role in before.keys().chain(weights.keys()).collect::<BTreeSet<_>>() {
                let (from, to) = (weight(before, role), weight(&weights, role));
                if from != to {
                    let [from, to] = [from, to].map(print);
                    noticed.push(Noticed::Weight { role: role.clone(), from, to });
                }
            }
        }
        self.stale |= self.weights.as_ref() != Some(&weights);
        self.weights = Some(weights);
    }

    /// The answer to `GET_QUOTA`.
    pub(super) fn quota_polled(&mut self, answer: &GetQuota, noticed: &mut Vec<Noticed>) {
        let quotas = quotas(&answer.status);
        if let Some(before) = &self.quotas {
            for role in before.keys().chain(quotas.keys()).collect::<BTreeSet<_>>() {
                let [from, to] =
                    [before, &quotas].map(|quotas| quotas.get(role).copied().unwrap_or_default());
                if from != to {
                    let [from, to] = [from, to].map(Quota::print);
                    noticed.push(Noticed::Quota { role: role.clone(), from, to });
                }
            }
        }
        self.stale |= self.quotas.as_ref() != Some(&quotas);
        self.quotas = Some(quotas);
    }

    /// Writes the rows, if anything changed.
    pub(super) fn project(&mut self, store: &mut Store) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        let mut roles = BTreeMap::<&str, Figures>::new();
        let mut frameworks = HashMap::<&str, i64>::new();
        for role in self.subscribed.values().flatten() {
            *frameworks.entry(role).or_default() += 1;
        }
        let named = self.listed.keys().chain(self.weights.iter().flat_map(BTreeMap::keys));
        let named = named.chain(self.quotas.iter().flat_map(BTreeMap::keys));
        for role in named.map(String::as_str).chain(frameworks.keys().copied()) {
            std::iter::once(role).chain(ancestors(role)).for_each(|role| {
                roles.entry(role).or_default();
            });
        }
        for (role, (figures, _)) in &self.sums {
            for role in std::iter::once(&**role).chain(ancestors(role)) {
                weigh(roles.entry(role).or_default(), figures, 1);
            }
        }
        let rows = roles
            .into_iter()
            .map(|(role, figures)| {
                let quota = self.quotas.as_ref().and_then(|quotas| quotas.get(role)).copied();
                let frameworks = frameworks.get(role).copied().unwrap_or(0);
                let cells = cells(role, self.weight(role), frameworks, &figures, quota.unwrap_or_default());
                Row::new(key(&[role]), cells)
            })
            .collect();
        self.rows.replace(store, ALL, rows);
    }

    fn weight(&self, role: &str) -> i64 {
        let given = self.weights.as_ref().and_then(|weights| weights.get(role));
        given.or_else(|| self.listed.get(role)).copied().unwrap_or(1000)
    }
}

fn weigh(sum: &mut Figures, figures: &Figures, sign: i64) {
    for (sum, figure) in sum.as_flattened_mut().iter_mut().zip(figures.as_flattened()) {
        *sum += sign * figure;
    }
}

fn cells<'a>(role: &'a str, weight: i64, frameworks: i64, figures: &Figures, quota: Quota) -> Draft<'a> {
    let depth = i64::try_from(ancestors(role).count()).unwrap_or(0);
    let mut cells: Draft<'a> = vec![
        (column::NAME, role.into()),
        (column::PARENT, parent(role).into()),
        (column::DEPTH, depth.into()),
        (column::WEIGHT, weight.into()),
        (column::FRAMEWORKS, frameworks.into()),
    ];
    for (at, (_, first)) in column::RESOURCES.into_iter().enumerate() {
        for (figure, four) in figures.iter().enumerate() {
            cells.push((first + figure, four[at].into()));
        }
        cells.push((first + figure::GUARANTEE, Value::from(quota.guarantees[at])));
        cells.push((first + figure::LIMIT, Value::from(quota.limits[at])));
    }
    cells
}

/// Quotas that differ from the default. Masters before 1.9 have no configs: what they guarantee is the limit as well.
fn quotas(status: &v1::quota::QuotaStatus) -> BTreeMap<String, Quota> {
    let amounts = |map: &BTreeMap<String, Scalar>| {
        NAMES.map(|name| map.get(name).map(|scalar| thousandths(scalar.value)))
    };
    let configs = status.configs.iter().map(|config| {
        let (guarantees, limits) = (amounts(&config.guarantees), amounts(&config.limits));
        (config.role.clone(), Quota { guarantees, limits })
    });
    let infos = status.infos.iter().filter(|_| status.configs.is_empty()).filter_map(|info| {
        let of = |name: &&str| {
            let resource = info.guarantee.iter().find(|resource| resource.name == **name)?;
            resource.scalar.as_ref().map(|scalar| thousandths(scalar.value))
        };
        let guarantees = NAMES.map(|name| of(&name));
        Some((info.role.clone()?, Quota { guarantees, limits: guarantees }))
    });
    configs.chain(infos).filter(|(_, quota)| *quota != Quota::default()).collect()
}

impl Quota {
    /// `guarantees cpus:2; limits cpus:4;mem:1024`, or `none`.
    fn print(self) -> String {
        let list = |amounts: [Option<i64>; 4]| {
            let amounts = NAMES.iter().zip(amounts);
            amounts
                .filter_map(|(name, amount)| Some(format!("{name}:{}", print(amount?))))
                .collect::<Vec<_>>()
                .join(";")
        };
        let parts = [("guarantees", list(self.guarantees)), ("limits", list(self.limits))];
        let said: Vec<String> = parts
            .into_iter()
            .filter(|(_, list)| !list.is_empty())
            .map(|(what, list)| format!("{what} {list}"))
            .collect();
        if said.is_empty() { "none".to_owned() } else { said.join(", ") }
    }
}

fn print(milli: i64) -> String {
    operator_api::resources::Scalar::from_milli(milli).to_string()
}
