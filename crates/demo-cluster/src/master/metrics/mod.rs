//! The master's metrics: what the state adds up to, what was counted, and how the process is.

mod allocator;
mod frameworks;
mod operations;
mod process;
mod state;

use operator_api::v1;
use operator_api::v1::master::Response;
use operator_api::v1::master::response::{GetMetrics, Type};

use crate::cluster::{Cluster, now};
use crate::world::amounts::Scalars;
use crate::world::process::Times;
use crate::world::task::SECOND;

/// Metrics in the making.
#[derive(Default)]
pub(crate) struct Gauges(Vec<(String, f64)>);

/// Resources in all and of them what is used, each with what of it can be taken back at any time.
pub(crate) struct Use {
    pub(crate) total: Scalars,
    pub(crate) used: Scalars,
    pub(crate) revocable: Scalars,
    pub(crate) revocable_used: Scalars,
}

impl Gauges {
    pub(crate) fn set(&mut self, name: impl Into<String>, value: f64) {
        self.0.push((name.into(), value));
    }

    #[expect(clippy::cast_precision_loss, reason = "metrics are doubles")]
    pub(crate) fn count(&mut self, name: impl Into<String>, value: u64) {
        self.set(name, value as f64);
    }

    /// Sorted by name, as Mesos prints them.
    pub(crate) fn finish(mut self) -> Vec<v1::Metric> {
        self.0.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        self.0.into_iter().map(|(name, value)| v1::Metric { name, value: Some(value) }).collect()
    }

    /// Total, used and share of each resource, and of the revocable ones, which are not among the others.
    pub(crate) fn resources(&mut self, of: &str, given: &Use) {
        let (mut total, mut used) = (given.total, given.used);
        total -= given.revocable;
        used -= given.revocable_used;
        for (infix, total, used) in [("", total, used), ("_revocable", given.revocable, given.revocable_used)]
        {
            for ((name, total), (_, used)) in total.named().into_iter().zip(used.named()) {
                self.set(format!("{of}/{name}{infix}_total"), whole(total));
                self.set(format!("{of}/{name}{infix}_used"), whole(used));
                self.set(
                    format!("{of}/{name}{infix}_percent"),
                    if total == 0 { 0.0 } else { whole(used) / whole(total) },
                );
            }
        }
    }

    /// What a timer knows.
    fn times(&mut self, name: &str, count: u64, times: &Times) {
        self.set(name, times.last);
        self.count(format!("{name}/count"), count);
        self.set(format!("{name}/max"), times.max);
        self.set(format!("{name}/min"), times.min);
        for (percentile, value) in ["p50", "p90", "p95", "p99", "p999", "p9999"].iter().zip(times.percentiles)
        {
            self.set(format!("{name}/{percentile}"), value);
        }
    }

    /// A machine: its processors, their load over one, five and fifteen minutes, its memory.
    pub(crate) fn system(&mut self, cpus: u32, load: [f64; 3], memory: f64, free: f64) {
        self.count("system/cpus_total", u64::from(cpus));
        for (minutes, load) in [1, 5, 15].into_iter().zip(load) {
            self.set(format!("system/load_{minutes}min"), load);
        }
        self.set("system/mem_total_bytes", memory);
        // Whole pages.
        self.set("system/mem_free_bytes", (free / 4096.0).floor() * 4096.0);
    }
}

/// Thousandths as Mesos shows them.
#[expect(clippy::cast_precision_loss, reason = "metrics are doubles")]
fn whole(thousandths: i64) -> f64 {
    thousandths as f64 / 1000.0
}

/// `GET_METRICS`
pub(crate) fn metrics(cluster: &Cluster) -> Response {
    let subscribers = cluster.subscribers.count();
    let mut gauges = Gauges::default();
    cluster.look(|world| {
        let sums = world.sums();
        state::agents(&mut gauges, world);
        state::tasks(&mut gauges, world);
        state::messages(&mut gauges, world);
        frameworks::frameworks(&mut gauges, world);
        operations::operations(&mut gauges, world);
        allocator::allocator(&mut gauges, world, &sums);
        process::process(&mut gauges, world);
        gauges.resources(
            "master",
            &Use {
                total: sums.total,
                used: sums.used,
                revocable: sums.revocable,
                revocable_used: sums.revocable_used,
            },
        );
        #[expect(clippy::cast_precision_loss, reason = "metrics are doubles")]
        let uptime = (now() - world.started) as f64 / SECOND as f64;
        gauges.set("master/uptime_secs", uptime);
        gauges.count("master/outstanding_offers", world.offers().len() as u64);
    });
    gauges.set("master/elected", 1.0);
    gauges.count("master/operator_event_stream_subscribers", subscribers as u64);
    Response {
        r#type: Some(Type::GetMetrics as i32),
        get_metrics: Some(GetMetrics { metrics: gauges.finish() }),
        ..Response::default()
    }
}
