//! How roles and the cluster stand: what a quota is measured against.

use std::collections::BTreeMap;

use cluster_model::replica::Replica;
use cluster_model::schema::roles::{self, figure};
use cluster_model::schema::{Table, agents, offers};
use operator_api::resources::Scalar;
use operator_api::rules::quota::Quantities;

use crate::components::resource_bar::ResourceKind;

/// What is read of the model.
pub const TABLES: &[Table] = &[Table::Roles, Table::Agents, Table::Offers];

/// What counts against quotas, and what there is. Of resources other than cpus, mem, disk and gpus neither is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The roles at the top of the tree, by name.
    pub roles: Vec<String>,
    /// What each of them consumes, with all roles below it.
    pub consumption: BTreeMap<String, Quantities>,
    /// How many frameworks are subscribed to each of them, or to a role below it.
    pub frameworks: BTreeMap<String, i64>,
    /// What all agents have together.
    pub capacity: Quantities,
    /// Outstanding offers.
    pub offers: i64,
}

impl Standing {
    /// Reads the rows.
    pub fn read(replica: &Replica) -> Self {
        let mut standing = Self::default();
        for slot in replica.rows(Table::Roles).slots() {
            let name = replica.text(Table::Roles, slot, roles::NAME);
            let number = |column| replica.number(Table::Roles, slot, column);
            let top = name.split('/').next().unwrap_or_default();
            *standing.frameworks.entry(top.to_owned()).or_default() += number(roles::FRAMEWORKS).unwrap_or(0);
            if number(roles::DEPTH) != Some(0) {
                continue;
            }
            let consumed = roles::RESOURCES.iter().filter_map(|(resource, first)| {
                let milli = number(first + figure::CONSUMED)?;
                Some(((*resource).to_owned(), Scalar::from_milli(milli)))
            });
            standing.consumption.insert(name.to_owned(), consumed.collect());
            standing.roles.push(name.to_owned());
        }
        standing.roles.sort_unstable();
        let totals = replica.totals(Table::Agents);
        standing.capacity = agents::RESOURCES
            .iter()
            .map(|(name, first)| ((*name).to_owned(), Scalar::from_milli(totals.sum(*first))))
            .collect();
        standing.offers = replica.count(Table::Offers, offers::KIND, offers::OFFER) as i64;
        standing
    }

    /// What a role consumes of a resource, in thousandths, if that is known.
    pub fn consumed(&self, role: &str, resource: &str) -> Option<i64> {
        let known = is_known(resource).then(|| self.consumption.get(role))?;
        Some(known.and_then(|known| known.get(resource)).map_or(0, |amount| amount.milli()))
    }
}

/// Whether it is told how much of a resource there is, and who has it.
pub fn is_known(resource: &str) -> bool {
    ResourceKind::ALL.iter().any(|kind| kind.name() == resource)
}
