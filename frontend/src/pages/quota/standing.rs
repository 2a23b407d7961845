//! How quota stands against what counts against it and what the cluster has.

use cluster_model::replica::Replica;
use cluster_model::schema::roles::{self, figure};
use cluster_model::schema::{Table, agents};

use crate::components::quota_bar::QuotaUse;
use crate::components::resource_bar::{ResourceKind, Shares};
use crate::components::shares::shares;

/// A role with quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleQuota {
    /// Its name.
    pub role: String,
    /// How it stands for each kind of resource, in the order of [`ResourceKind::ALL`].
    pub uses: [QuotaUse; 4],
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The roles with quota, by name.
    pub roles: Vec<RoleQuota>,
    /// The roles at the top of the tree without.
    pub without: Vec<String>,
    /// Where the whole cluster's resources are.
    pub cluster: [Shares; 4],
}

impl Standing {
    /// Reads the rows of roles and agents.
    pub fn read(replica: &Replica) -> Self {
        let number = |slot, column| replica.number(Table::Roles, slot, column);
        let mut standing = Standing::default();
        for slot in replica.rows(Table::Roles).slots() {
            let role = replica.text(Table::Roles, slot, roles::NAME).to_owned();
            let uses = roles::RESOURCES
                .map(|(_, first)| QuotaUse::read(|offset| number(slot, first + figure::CONSUMED + offset)));
            if uses.iter().any(QuotaUse::is_set) {
                standing.roles.push(RoleQuota { role, uses });
            } else if number(slot, roles::DEPTH) == Some(0) {
                standing.without.push(role);
            }
        }
        standing.roles.sort_by(|a, b| a.role.cmp(&b.role));
        standing.without.sort_unstable();
        let totals = replica.totals(Table::Agents);
        debug_assert_eq!(agents::RESOURCES.len(), ResourceKind::ALL.len());
        standing.cluster = ResourceKind::ALL.map(|kind| shares(kind, |column| totals.sum(column)));
        standing
    }

    /// What all roles are guaranteed of a resource.
    pub fn guaranteed(&self, at: usize) -> i64 {
        self.sum(at, |quota| quota.guarantee.unwrap_or(0))
    }

    /// What all roles are guaranteed of it and have not got.
    pub fn owed(&self, at: usize) -> i64 {
        self.sum(at, QuotaUse::owed)
    }

    /// What of it could still be allocated to whoever is owed it. What is offered may come back.
    pub fn available(&self, at: usize) -> i64 {
        self.cluster[at].free + self.cluster[at].offered
    }

    fn sum(&self, at: usize, amount: impl Fn(&QuotaUse) -> i64) -> i64 {
        self.roles.iter().map(|role| amount(&role.uses[at])).sum()
    }
}
