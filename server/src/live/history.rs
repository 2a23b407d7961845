//! `GET /api/history`: what the cluster added up to since the console started, sampled every few seconds and thinned as it grows.
//!
//! `{"every_ms","from_ms","samples","series":{"cpus.total":[…],…}}`: each series has `samples` numbers, the first of `from_ms`, `null` while there
//! was no connection. Whoever is bound to some roles has series of what is seen of them, since somebody who is bound to the same looked first, and none of
//! what is free. Memory and disk are in MiB; `updates`, `finished` and `failed` are tasks' events a second.

mod samples;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::State;
use cluster_model::bound::Projection;
use cluster_model::live::Upstream;
use cluster_model::schema::{Kind, Table, agents, frameworks};
use http::HeaderName;
use http::header::CACHE_CONTROL;
use serde::Serialize;

use super::edge::Edge;
use super::events::Counts;
use super::hub::{Shared, milliseconds, now_ms};
use crate::access::Permission;
use crate::app::AppState;
use crate::caller::Caller;
use crate::error::Result;
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

/// What was sampled, and from what the next rates are reckoned.
pub(super) struct History {
    samples: Samples,
    last: (Instant, Counts),
}

impl History {
    /// None yet; these events are not of the time that is sampled.
    pub(super) fn new(every: Duration, counts: Counts) -> Self {
        let samples = Samples::new(SUMS.len() + RATES.len(), milliseconds(every).max(1));
        Self { samples, last: (Instant::now(), counts) }
    }

    /// A sample; of what is not known if there are no sums.
    fn push(&mut self, sums: Option<[Option<f64>; SUMS.len()]>, counts: Counts) {
        let now = (Instant::now(), counts);
        let last = std::mem::replace(&mut self.last, now);
        let sample = match sums {
            Some(sums) => sums.into_iter().chain(rates(last, now).into_iter().map(Some)).collect(),
            None => vec![None; SUMS.len() + RATES.len()],
        };
        self.samples.push(sample, now_ms());
    }

    fn answer(&self) -> Answer {
        let names = SUMS.into_iter().map(|(name, ..)| name).chain(RATES.into_iter().map(|(name, _)| name));
        Answer {
            every_ms: self.samples.every_ms(),
            from_ms: self.samples.first_ms(),
            samples: self.samples.len(),
            series: names.enumerate().map(|(at, name)| (name, self.samples.series(at))).collect(),
        }
    }
}

/// Samples, for ever.
pub(super) async fn sample(shared: Arc<Shared>) {
    let mut tick = tokio::time::interval(shared.pace.sample_every);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        let is_known = is_known(&shared);
        let whole = if is_known {
            let cluster = shared.cluster.lock().await;
            Some(sums(|table, column| Some(cluster.sum(table, column))))
        } else {
            None
        };
        push(&shared.edge, whole);
        shared.bounds.forget_unused(shared.pace.bound_kept);
        for bound in shared.bounds.all() {
            let part = |projection: &Projection| {
                sums(|table, column| is_told(table, column).then(|| projection.sum(table, column)))
            };
            let part = if is_known { Some(bound.ask(part).await) } else { None };
            push(&bound.edge, part);
        }
    }
}

fn push(edge: &Edge, sums: Option<[Option<f64>; SUMS.len()]>) {
    let counts = edge.events().counts();
    edge.history().push(sums, counts);
}

/// Whether a projection has the column: what is free is told to nobody who sees a part only.
fn is_told(table: Table, column: usize) -> bool {
    const FREE: [usize; 4] = [agents::CPUS_FREE, agents::MEM_FREE, agents::DISK_FREE, agents::GPUS_FREE];
    table != Table::Agents || !FREE.contains(&column)
}

/// Whether there is a cluster, and the console hears of it.
fn is_known(shared: &Shared) -> bool {
    let is_heard = matches!(shared.standing.borrow().upstream, Upstream::Live | Upstream::Quiet { .. });
    is_heard && shared.has_cluster()
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn sums(sum: impl Fn(Table, usize) -> Option<i64>) -> [Option<f64>; SUMS.len()] {
    SUMS.map(|(_, table, column)| {
        let sum = sum(table, column)? as f64;
        Some(if table.columns()[column].kind == Kind::Milli { sum / 1000.0 } else { sum })
    })
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn rates(last: (Instant, Counts), now: (Instant, Counts)) -> [f64; RATES.len()] {
    let seconds = now.0.duration_since(last.0).as_secs_f64().max(0.001);
    RATES.map(|(_, count)| (count(&now.1) - count(&last.1)) as f64 / seconds)
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
pub async fn history(
    State(app): State<AppState>,
    caller: Caller,
) -> Result<([(HeaderName, &'static str); 1], Json<Answer>)> {
    caller.may(&app, Permission::See)?;
    let sight = caller.sight().await?;
    let answer = sight.edge().history().answer();
    Ok(([(CACHE_CONTROL, "no-store")], Json(answer)))
}
