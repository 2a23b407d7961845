//! Who lives in a world when it begins, and what they did before.

mod apps;
mod contest;
mod machines;
mod past;
mod rolling;
mod storage;
mod templates;
mod troubles;

use std::sync::Arc;

use rand::Rng;

use super::World;
use super::framework::Style;
use super::ids::FrameworkKey;
use super::maintenance::{Machine, Window};
use super::roles::Quota;
use super::task::SECOND;
use crate::scenario::Scenario;

/// An hour, in nanoseconds.
const HOUR: i64 = 3600 * SECOND;

impl World {
    /// Fills an empty world by its scenario.
    pub(super) fn populate(&mut self) {
        let scenario = self.settings.scenario.size();
        let size = scenario.with(self.settings.agents, self.settings.tasks);
        for number in 0..size.agents {
            self.add_machine(number);
        }
        self.settle_storage();
        if size.frameworks > 0 {
            let counts = self.add_apps(size.frameworks, size.tasks);
            self.share_volume();
            let mut placed = 0;
            for &(framework, count) in &counts {
                placed += self.fill(framework, count);
                for _ in 0..size.completed {
                    self.remember(framework);
                }
            }
            // What did not come out even elsewhere is made up for by the first, whose tasks come one by one.
            if let Some((first, _)) = counts.first() {
                placed += self.fill(*first, size.tasks.saturating_sub(placed));
            }
            self.unplaced = size.tasks - placed;
            self.add_former_framework();
            self.set_policies();
        }
        match self.settings.scenario {
            Scenario::Small => self.plan_maintenance(),
            Scenario::Unhealthy => {
                self.plan_maintenance();
                self.trouble();
            }
            Scenario::RollingDrain => self.start_rollout(),
            Scenario::QuotaFight => self.contest(),
            Scenario::Large | Scenario::Huge | Scenario::Empty => {}
        }
    }

    /// Starts tasks of a framework, some time ago, until it has as many of this number as its units allow. Says how many.
    fn fill(&mut self, framework: FrameworkKey, count: u32) -> u32 {
        let sizes: Vec<u32> = self.books[framework.index()]
            .units
            .iter()
            .map(|unit| u32::try_from(unit.len()).unwrap_or(u32::MAX))
            .collect();
        let servers = self.frameworks[framework.index()].style == Style::Servers;
        let mut placed = 0;
        let mut failures = 0;
        while failures < 1000 {
            let left = count - placed;
            let fitting: Vec<usize> = (0..sizes.len()).filter(|unit| sizes[*unit] <= left).collect();
            if left == 0 || fitting.is_empty() {
                break;
            }
            // Each server once; of the others any.
            let at =
                if servers { placed as usize + failures } else { self.rng.random_range(0..fitting.len()) };
            let tasks = self.settle(framework, fitting[at % fitting.len()]);
            placed += tasks;
            failures += usize::from(tasks == 0);
        }
        placed
    }

    /// Weights and quotas as a cluster of several teams has them.
    fn set_policies(&mut self) {
        let weights: [(&str, f64); 3] = [("eng", 4.0), ("analytics", 2.0), ("batch", 0.5)];
        self.weights.extend(weights.map(|(role, weight)| (Arc::from(role), weight)));
        let scale = i64::from(self.settings.agents);
        let amounts = |cpus: i64, mem: i64| [("cpus".to_owned(), cpus), ("mem".to_owned(), mem)].into();
        let quotas = [
            ("eng", Quota { guarantees: amounts(2_000 * scale, 4_096_000 * scale), limits: [].into() }),
            (
                "analytics",
                Quota { guarantees: [].into(), limits: amounts(8_000 * scale, 32_768_000 * scale) },
            ),
            (
                "batch",
                Quota {
                    guarantees: amounts(500 * scale, 1_024_000 * scale),
                    limits: amounts(6_000 * scale, 24_576_000 * scale),
                },
            ),
        ];
        self.quotas.extend(quotas.map(|(role, quota)| (Arc::from(role), quota)));
    }

    /// A window tomorrow for the last machine of the first rack.
    fn plan_maintenance(&mut self) {
        let Some(agent) = self.agents.get(7) else { return };
        let hostname = agent.hostname.to_string();
        let machine = Machine { hostname: Some(hostname), ip: Some(self.address_text()) };
        let start = self.now - self.now % HOUR + 26 * HOUR;
        self.maintenance.windows.push(Window { machines: vec![machine], start, duration: Some(2 * HOUR) });
    }
}
