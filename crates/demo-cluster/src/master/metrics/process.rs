//! The process and its machine: queues, the registrar, load and memory.

use super::Gauges;
use crate::world::World;
use crate::world::agent::Standing;
use crate::world::process::{MASTER_CPUS, MASTER_MEMORY};

/// Bytes of the registry that an agent takes, and anything else that is kept there.
const AGENT_BYTES: u64 = 290;
const ENTRY_BYTES: u64 = 60;

pub(super) fn process(gauges: &mut Gauges, world: &World) {
    let process = &world.process;
    let [master, allocator, inner] = process.queued;
    gauges.count("master/event_queue_dispatches", master);
    gauges.count("master/event_queue_http_requests", 0);
    gauges.count("master/event_queue_messages", 0);
    gauges.count("allocator/event_queue_dispatches", allocator);
    gauges.count("allocator/mesos/event_queue_dispatches", inner);
    gauges.count("registrar/log/ensemble_size", 1);
    gauges.count("registrar/log/recovered", 1);
    gauges.count("registrar/queued_operations", 0);
    gauges.set("registrar/state_fetch_ms", process.fetch);
    if let Some(times) = process.store.times() {
        gauges.times("registrar/state_store_ms", process.store.count, &times);
    }
    gauges.count("registrar/registry_size_bytes", registry(world));
    gauges.system(MASTER_CPUS, process.load.0, MASTER_MEMORY, MASTER_MEMORY * (1.0 - process.memory));
}

/// How big the registry is: agents, those that are away or gone, weights, quotas, the maintenance schedule.
fn registry(world: &World) -> u64 {
    let kept = |standing: Standing| !matches!(standing, Standing::Gone | Standing::Removed);
    let agents = world.agents().iter().filter(|agent| kept(agent.standing)).count();
    let machines: usize = world.maintenance.windows.iter().map(|window| window.machines.len()).sum();
    let entries = 1 + world.agents().len() - agents + world.weights.len() + world.quotas.len() + machines;
    agents as u64 * AGENT_BYTES + entries as u64 * ENTRY_BYTES
}
