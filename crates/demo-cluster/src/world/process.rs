//! The master's own process: how long its work took, and how busy its machine is.

use std::collections::VecDeque;

use rand::Rng;

use super::World;

/// How many of the last durations a timer keeps.
const KEPT: usize = 128;

/// How long something took, the last times it was done; in milliseconds.
#[derive(Debug, Clone, Default)]
pub struct Timer {
    last: VecDeque<f64>,
    /// How often it was done.
    pub count: u64,
}

/// What a timer knows, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Times {
    /// The last one.
    pub last: f64,
    /// The longest.
    pub max: f64,
    /// The shortest.
    pub min: f64,
    /// 50, 90, 95, 99, 99.9 and 99.99 of a hundred took no longer.
    pub percentiles: [f64; 6],
}

impl Timer {
    fn take(&mut self, milliseconds: f64) {
        self.count += 1;
        self.last.push_back(milliseconds);
        if self.last.len() > KEPT {
            self.last.pop_front();
        }
    }

    /// What is known, if it was ever done.
    pub fn times(&self) -> Option<Times> {
        let mut sorted: Vec<f64> = self.last.iter().copied().collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let (min, max) = (*sorted.first()?, *sorted.last()?);
        // Between two values in proportion, as Mesos does.
        let at = |share: f64| {
            #[expect(clippy::cast_precision_loss, reason = "a hundred")]
            let place = share * (sorted.len() - 1) as f64;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the list")]
            let below = place as usize;
            let above = (below + 1).min(sorted.len() - 1);
            sorted[below] + (sorted[above] - sorted[below]) * place.fract()
        };
        Some(Times {
            last: *self.last.back()?,
            max,
            min,
            percentiles: [0.5, 0.9, 0.95, 0.99, 0.999, 0.9999].map(at),
        })
    }
}

/// Averages of the load over one, five and fifteen minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Load(pub [f64; 3]);

/// The master's process and the machine under it.
#[derive(Debug, Clone, Default)]
pub struct Process {
    /// `allocator/mesos/allocation_run_ms`
    pub allocation: Timer,
    /// `allocator/mesos/allocation_run_latency_ms`
    pub latency: Timer,
    /// `registrar/state_store_ms`
    pub store: Timer,
    /// `registrar/state_fetch_ms`
    pub fetch: f64,
    /// `system/load_1min` and the others.
    pub load: Load,
    /// Of the machine's memory, what is in use; between 0 and 1.
    pub memory: f64,
    /// What waits in the queues of the master and the allocator.
    pub queued: [u64; 3],
}

/// Processors of the master's machine.
pub const MASTER_CPUS: u32 = 16;
/// Memory of the master's machine, in bytes.
pub const MASTER_MEMORY: f64 = 68_719_476_736.0;

impl World {
    /// What the process is like when it has run for a while.
    pub(super) fn warm_up(&mut self) {
        self.process.fetch = self.rng.random_range(4.0..9.0);
        self.process.load = Load([self.busyness(); 3]);
        self.process.memory = 0.3;
        for _ in 0..32 {
            self.time_allocation();
        }
        for _ in 0..self.counters.registrations.min(KEPT as u64) {
            self.store_registry();
        }
    }

    /// Another process leads, on a machine that is as busy.
    pub(super) fn restart_process(&mut self) {
        let Process { load, memory, .. } = std::mem::take(&mut self.process);
        let fetch = self.rng.random_range(4.0..9.0);
        self.process = Process { fetch, load, memory, ..Process::default() };
        self.time_allocation();
        self.store_registry();
    }

    /// One second of the process' life.
    pub(super) fn breathe(&mut self) {
        let now = self.busyness();
        for (average, minutes) in self.process.load.0.iter_mut().zip([1.0, 5.0, 15.0]) {
            let kept = (-1.0_f64 / (60.0 * minutes)).exp();
            *average = *average * kept + now * (1.0 - kept);
        }
        let drift = self.rng.random_range(-0.004..0.004);
        self.process.memory = (self.process.memory + drift).clamp(0.2, 0.7);
        self.process.queued = std::array::from_fn(|_| self.rng.random_range(0_u64..4).saturating_sub(1));
        self.time_allocation();
    }

    /// How much there is to do: more agents, more events, more load.
    #[expect(clippy::cast_precision_loss, reason = "thousands")]
    fn busyness(&mut self) -> f64 {
        let base = 0.2 + self.agents.len() as f64 / 10_000.0 + self.settings.updates_per_second / 200.0;
        base * self.rng.random_range(0.4..1.8)
    }

    /// An allocation ran: the more agents, the longer.
    #[expect(clippy::cast_precision_loss, reason = "thousands")]
    fn time_allocation(&mut self) {
        let scale = 0.02 + self.agents.len() as f64 * 0.004;
        let run = scale * self.rng.random_range(0.5..2.0);
        self.counters.allocations += 1;
        self.process.allocation.take(run);
        let latency = self.rng.random_range(0.002..0.02);
        self.process.latency.take(latency);
    }

    /// The registry was written: agents, quotas, weights, the schedule.
    pub fn store_registry(&mut self) {
        let took = self.rng.random_range(3.0..9.0);
        self.process.store.take(took);
    }
}
