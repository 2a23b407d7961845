//! What the master's flags say, as far as the world goes by them.

use super::task::{Nanos, SECOND};
use crate::scenario::Scenario;

/// How a world is made and run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Size and story.
    pub scenario: Scenario,
    /// Agents at the beginning.
    pub agents: u32,
    /// Running tasks at the beginning.
    pub tasks: u32,
    /// The same seed makes the same history.
    pub seed: u64,
    /// How many status updates of tasks there are a second.
    pub updates_per_second: f64,
    /// `--max_completed_tasks_per_framework`
    pub max_completed_tasks: usize,
    /// `--max_unreachable_tasks_per_framework`
    pub max_unreachable_tasks: usize,
    /// `--max_completed_frameworks`
    pub max_completed_frameworks: usize,
    /// `--agent_reregister_timeout`
    pub reregister_timeout: Nanos,
    /// `--agent_ping_timeout`
    pub ping_timeout: Nanos,
    /// `--max_agent_ping_timeouts`
    pub max_ping_timeouts: u32,
    /// A framework takes at most this long to acknowledge how an operation ended.
    pub operation_acknowledgement: Nanos,
}

impl Settings {
    /// Mesos' own defaults, for a scenario.
    pub fn new(scenario: Scenario, seed: u64) -> Self {
        let size = scenario.size();
        Self {
            scenario,
            agents: size.agents,
            tasks: size.tasks,
            seed,
            updates_per_second: size.updates,
            max_completed_tasks: 1000,
            max_unreachable_tasks: 1000,
            max_completed_frameworks: 50,
            reregister_timeout: 600 * SECOND,
            ping_timeout: 15 * SECOND,
            max_ping_timeouts: 5,
            // On a bad day schedulers are slow.
            operation_acknowledgement: if scenario == Scenario::Unhealthy { 120 } else { 12 } * SECOND,
        }
    }
}
