//! `GET /api/history`: what the cluster added up to since the console started, sampled every few seconds and thinned as it grows.
//!
//! `{"every_ms","from_ms","samples","series":{"cpus.total":[…],…}}`: each series has `samples` numbers, the first of `from_ms`, `null` while there
//! was no connection. Memory and disk are in MiB; `updates`, `finished` and `failed` are tasks' events a second.

mod samples;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::extract::State;
use cluster_model::fold::Cluster;
use cluster_model::live::Upstream;
use cluster_model::schema::{Kind, Table, agents, frameworks};
use http::header::CACHE_CONTROL;
use serde::Serialize;

use super::events::Counts;
use super::hub::{Shared, now_ms};
use crate::app::AppState;
use samples::Samples;

/// Sums of columns that are series, and what the series are called.
const SUMS: [(&str, Table, usize); 28] = {
    use Table::{Agents, Frameworks};
    [
        ("cpus.total", Agents, agents::CPUS_TOTAL),
        ("cpus.allocated", Agents, agents::CPUS_ALLOCATED),
        ("cpus.from_reservation", Agents, agents::CPUS_FROM_RESERVATION),
        ("cpus.offered", Agents, agents::CPUS_OFFERED),
        ("cpus.reserved", Agents, agents::CPUS_RESERVED),
        ("cpus.free", Agents, agents::CPUS_FREE),
        ("mem.total", Agents, agents::MEM_TOTAL),
        ("mem.allocated", Agents, agents::MEM_ALLOCATED),
        ("mem.from_reservation", Agents, agents::MEM_FROM_RESERVATION),
        ("mem.offered", Agents, agents::MEM_OFFERED),
        ("mem.reserved", Agents, agents::MEM_RESERVED),
        ("mem.free", Agents, agents::MEM_FREE),
        ("disk.total", Agents, agents::DISK_TOTAL),
        ("disk.allocated", Agents, agents::DISK_ALLOCATED),
        ("disk.from_reservation", Agents, agents::DISK_FROM_RESERVATION),
        ("disk.offered", Agents, agents::DISK_OFFERED),
        ("disk.reserved", Agents, agents::DISK_RESERVED),
        ("disk.free", Agents, agents::DISK_FREE),
        ("gpus.total", Agents, agents::GPUS_TOTAL),
        ("gpus.allocated", Agents, agents::GPUS_ALLOCATED),
        ("gpus.from_reservation", Agents, agents::GPUS_FROM_RESERVATION),
        ("gpus.offered", Agents, agents::GPUS_OFFERED),
        ("gpus.reserved", Agents, agents::GPUS_RESERVED),
        ("gpus.free", Agents, agents::GPUS_FREE),
        ("tasks.active", Frameworks, frameworks::TASKS),
        ("tasks.staging", Frameworks, frameworks::STAGING),
        ("tasks.running", Frameworks, frameworks::RUNNING),
        ("tasks.unreachable", Frameworks, frameworks::UNREACHABLE),
    ]
};

/// One of what is counted.
type Counter = fn(&Counts) -> u64;

/// Events a second that are series.
const RATES: [(&str, Counter); 3] = [
    ("updates", |counts| counts.updates),
    ("finished", |counts| counts.finished),
    ("failed", |counts| counts.failed),
];

/// What was sampled.
pub(super) struct History(Samples);

impl History {
    pub(super) fn new(every_ms: i64) -> Self {
        Self(Samples::new(SUMS.len() + RATES.len(), every_ms.max(1)))
    }
}

/// Samples, for ever.
pub(super) async fn sample(shared: Arc<Shared>) {
    let mut tick = tokio::time::interval(shared.pace.sample_every);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut last = (Instant::now(), Counts::default());
    loop {
        tick.tick().await;
        let now = (Instant::now(), shared.events().counts());
        let sample = if is_known(&shared) {
            let cluster = shared.cluster.lock().await;
            sums(&cluster).into_iter().chain(rates(last, now)).map(Some).collect()
        } else {
            vec![None; SUMS.len() + RATES.len()]
        };
        last = now;
        shared.history().0.push(sample, now_ms());
    }
}

/// Whether there is a cluster, and the console hears of it.
fn is_known(shared: &Shared) -> bool {
    let is_heard = matches!(shared.standing.borrow().upstream, Upstream::Live | Upstream::Quiet { .. });
    is_heard && shared.has_cluster()
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn sums(cluster: &Cluster) -> Vec<f64> {
    let sum = |(_, table, column): (&str, Table, usize)| {
        let sum = cluster.sum(table, column) as f64;
        if table.columns()[column].kind == Kind::Milli { sum / 1000.0 } else { sum }
    };
    SUMS.into_iter().map(sum).collect()
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn rates(last: (Instant, Counts), now: (Instant, Counts)) -> Vec<f64> {
    let seconds = now.0.duration_since(last.0).as_secs_f64().max(0.001);
    RATES.into_iter().map(|(_, count)| (count(&now.1) - count(&last.1)) as f64 / seconds).collect()
}

/// The answer.
#[derive(Debug, Serialize)]
pub struct Answer {
    /// Milliseconds between two samples.
    every_ms: i64,
    /// When the first sample was taken.
    from_ms: i64,
    /// How many samples there are.
    samples: usize,
    /// By name.
    series: BTreeMap<&'static str, Vec<Option<f64>>>,
}

/// The door.
pub async fn history(State(app): State<AppState>) -> ([(http::HeaderName, &'static str); 1], Json<Answer>) {
    let history = app.hub.shared().history();
    let names = SUMS.into_iter().map(|(name, ..)| name).chain(RATES.into_iter().map(|(name, _)| name));
    let answer = Answer {
        every_ms: history.0.every_ms(),
        from_ms: history.0.first_ms(),
        samples: history.0.len(),
        series: names.enumerate().map(|(at, name)| (name, history.0.series(at))).collect(),
    };
    drop(history);
    ([(CACHE_CONTROL, "no-store")], Json(answer))
}
