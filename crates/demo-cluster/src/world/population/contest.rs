//! A fight over quota: guarantees that the cluster cannot meet together, limits below what is used already, frameworks that
//! wait for resources, and one that holds on to the offers of two large agents.

use std::sync::Arc;

use super::super::World;
use super::super::framework::Style;
use super::super::ids::{AgentKey, FrameworkKey};
use super::super::roles::Quota;
use super::super::schedule::Action;
use super::super::task::SECOND;
use super::templates::{Template, job};

/// Agents whose offers are hoarded: two of the largest.
const HOARDED: [AgentKey; 2] = [AgentKey(4), AgentKey(10)];
/// More tasks than fit: whoever launches them takes what is left.
const MORE_THAN_FITS: u32 = 400;
/// How many launches wait for room, by framework.
const WAITING: usize = 6;

/// Those who fight, beside the six of every cluster.
const NOTEBOOKS: Template = Template {
    name: "notebooks",
    user: "jupyter",
    principal: Some("notebooks"),
    style: Style::Jobs,
    area: "research",
    roles: &["notebooks"],
    failover_timeout: 3600.0,
    webui: true,
    weight: 0,
    churn: 0,
    units: &[&[job("kernel", 1.0, 4096, "jupyter kernel")]],
};
const WAREHOUSE: Template = Template {
    name: "warehouse",
    user: "warehouse",
    principal: Some("warehouse"),
    style: Style::Jobs,
    area: "analytics",
    roles: &["warehouse"],
    failover_timeout: 3600.0,
    webui: true,
    weight: 0,
    churn: 4,
    units: &[
        &[job("nightly-cube", 6.0, 20_480, "./cube --rebuild")],
        &[job("compaction", 3.0, 10_240, "./compact --table events")],
    ],
};
const ETL: Template = Template {
    name: "etl",
    user: "etl",
    principal: Some("etl"),
    style: Style::Jobs,
    area: "etl",
    roles: &[""],
    failover_timeout: 3600.0,
    webui: false,
    weight: 0,
    churn: 0,
    units: &[&[job("ingest", 12.0, 40_960, "./ingest --source orders")]],
};

impl World {
    /// Lets the fight begin.
    pub(super) fn contest(&mut self) {
        let notebooks = self.join(&NOTEBOOKS);
        self.fill(notebooks, 3);
        self.hoards = HOARDED.map(|agent| (notebooks, agent)).to_vec();
        self.hoard();
        let warehouse = self.join(&WAREHOUSE);
        self.fill(warehouse, MORE_THAN_FITS);
        let etl = self.join(&ETL);
        self.collide();
        // The cluster is full for one, its role's limit is reached for the other.
        let batch = FrameworkKey(2);
        for (at, framework) in (0..WAITING).flat_map(|at| [(at, etl), (at, batch)]) {
            let delay = SECOND * i64::try_from(at).unwrap_or_default();
            self.schedule.at(self.now + delay, Action::Launch(framework, 0));
        }
    }

    fn join(&mut self, template: &Template) -> FrameworkKey {
        self.add_app(u32::try_from(self.frameworks.len()).unwrap_or(u32::MAX), template, false, 0)
    }

    /// Quotas that cannot all be met, and weights of every size.
    fn collide(&mut self) {
        let total = self.sums().total;
        let part = |percent: i64| {
            let of = |amount: i64| amount / 1000 * percent / 100 * 1000;
            [("cpus".to_owned(), of(total.cpus)), ("mem".to_owned(), of(total.mem))].into()
        };
        let used = |role: &str, percent: i64| {
            let used = self.allocated_to(role);
            [("cpus".to_owned(), used.cpus * percent / 100), ("mem".to_owned(), used.mem * percent / 100)]
                .into()
        };
        let quotas = [
            // Together more than there is.
            ("eng", Quota { guarantees: part(60), limits: [].into() }),
            ("analytics", Quota { guarantees: part(45), limits: part(70) }),
            // A guarantee without anything behind it: what is free is on offer to somebody else.
            ("etl", Quota { guarantees: part(20), limits: part(40) }),
            // Exactly what it has: whatever more it wants must wait.
            ("batch", Quota { guarantees: [].into(), limits: used("batch", 100) }),
            // Lowered after it had more.
            ("ml", Quota { guarantees: [].into(), limits: used("ml", 60) }),
        ];
        self.quotas = quotas.map(|(role, quota)| (Arc::from(role), quota)).into();
        let weights = [("eng", 8.0), ("etl", 4.0), ("analytics", 1.0), ("batch", 0.25), ("research", 0.1)];
        self.weights = weights.map(|(role, weight)| (Arc::from(role), weight)).into();
    }
}
