//! An agent's metrics: what is on it, what it counted, and how its machine is.

use operator_api::v1::agent::Response;
use operator_api::v1::agent::response::{GetMetrics, Type};

use crate::cluster::{Cluster, now};
use crate::master::metrics::{Gauges, Use};
use crate::world::World;
use crate::world::agent::Agent;
use crate::world::provider::Link;
use crate::world::task::{Nanos, SECOND, State};

/// What does not happen on an agent of this cluster.
const QUIET: [&str; 18] = [
    "containerizer/fetcher/cache_size_used_bytes",
    "containerizer/fetcher/task_fetches_failed",
    "containerizer/mesos/container_destroy_errors",
    "containerizer/mesos/provisioner/bind/remove_rootfs_errors",
    "containerizer/mesos/provisioner/remove_container_errors",
    "gc/path_removals_failed",
    "gc/path_removals_succeeded",
    "slave/container_launch_errors",
    "slave/executors_preempted",
    "slave/executors_registering",
    "slave/executors_terminating",
    "slave/invalid_framework_messages",
    "slave/invalid_status_updates",
    "slave/recovery_errors",
    "slave/tasks_gone",
    "slave/tasks_lost",
    "slave/valid_framework_messages",
    "resource_provider_manager/events/disconnect",
];

/// `--fetcher_cache_size`
const FETCHER_CACHE: f64 = 2_147_483_648.0;
/// `--gc_delay`, a week, and what is left of it while `--gc_disk_headroom` of the disk is free.
const GC_SECONDS: f64 = 604_800.0 * 0.9;

/// `GET_METRICS`
pub(crate) fn metrics(cluster: &Cluster, agent: &Agent) -> Response {
    let mut gauges = Gauges::default();
    cluster.look(|world| {
        // The agent may have got and lost tasks since the request came in.
        let agent = world.agent(agent.key).map_or(agent, |agent| agent);
        gauges.resources(
            "slave",
            &Use {
                total: agent.total.scalars(),
                used: agent.allocated.scalars(),
                revocable: agent.total.revocable(),
                revocable_used: agent.allocated.revocable(),
            },
        );
        tasks(&mut gauges, world, agent);
        counts(&mut gauges, world, agent);
        machine(&mut gauges, agent, world.now());
    });
    Response {
        r#type: Some(Type::GetMetrics as i32),
        get_metrics: Some(GetMetrics { metrics: gauges.finish() }),
        ..Response::default()
    }
}

fn tasks(gauges: &mut Gauges, world: &World, agent: &Agent) {
    let tasks: Vec<_> = world.tasks_on(agent).collect();
    for state in [State::Staging, State::Starting, State::Running, State::Killing] {
        let count = tasks.iter().filter(|task| task.state == state).count();
        gauges.count(format!("slave/tasks_{}", state.metric()), count as u64);
    }
    let commands = tasks.iter().filter(|task| task.executor.is_none() && !task.state.is_terminal()).count();
    gauges.count("slave/executors_running", (commands + world.executors_on(agent).count()) as u64);
    let mut frameworks: Vec<_> = tasks.iter().map(|task| task.framework).collect();
    frameworks.sort_unstable();
    frameworks.dedup();
    gauges.count("slave/frameworks_active", frameworks.len() as u64);
}

fn counts(gauges: &mut Gauges, world: &World, agent: &Agent) {
    let tally = world.tally(agent.key);
    for state in [State::Finished, State::Failed, State::Killed] {
        gauges.count(format!("slave/tasks_{}", state.metric()), u64::from(tally.ended(state)));
    }
    for (name, count) in [
        ("slave/valid_status_updates", tally.updates),
        ("slave/executors_terminated", tally.executors),
        // The sandbox of each executor that ended waits for a week, and was fetched when it started.
        ("gc/path_removals_pending", tally.executors),
        ("containerizer/fetcher/task_fetches_succeeded", tally.executors),
    ] {
        gauges.count(name, u64::from(count));
    }
    let providers = agent.providers.iter();
    let (known, subscribed) = providers.fold((0, 0), |(known, subscribed), provider| match provider.link {
        Link::Starting => (known, subscribed),
        Link::Subscribed => (known + 1, subscribed + 1),
        Link::Disconnected => (known + 1, subscribed),
    });
    gauges.count("resource_provider_manager/subscribed", subscribed);
    gauges.count("resource_provider_manager/events/subscribe", known);
    for name in QUIET {
        gauges.count(name, if name.ends_with("/disconnect") { known - subscribed } else { 0 });
    }
    gauges.count("slave/registered", u64::from(agent.is_registered()));
}

/// Load that follows what is allocated, and memory that follows it too, in waves of minutes; all of it by the clock alone.
#[expect(clippy::cast_precision_loss, reason = "metrics are doubles")]
fn machine(gauges: &mut Gauges, agent: &Agent, time: Nanos) {
    gauges.set("containerizer/fetcher/cache_size_total_bytes", FETCHER_CACHE);
    gauges.set("slave/executor_directory_max_allowed_age_secs", GC_SECONDS);
    let number = f64::from(agent.key.0);
    gauges.set("slave/recovery_time_secs", 0.01 + (number * 0.37).fract() * 0.02);
    gauges.set("slave/uptime_secs", (now() - agent.registered) as f64 / SECOND as f64);
    let seconds = (time / SECOND) as f64;
    let wave =
        |period: f64| 1.0 + 0.4 * ((seconds / period + number * 0.618).fract() * std::f64::consts::TAU).sin();
    let (all, used) = (agent.initial.scalars(), agent.allocated.scalars());
    let busy = 0.1 + used.cpus as f64 / 1000.0 * 0.7;
    let load = [busy * wave(47.0), busy * wave(211.0), busy * wave(907.0)];
    // What is promised is in GiB; one more is the machine's own.
    let memory = (all.mem as f64 / 1000.0 + 1024.0) * 1_048_576.0;
    let taken = (used.mem as f64 / 1000.0 * 0.75 * wave(331.0) + 700.0) * 1_048_576.0;
    let cpus = u32::try_from(all.cpus / 1000).unwrap_or_default();
    gauges.system(cpus, load, memory, (memory - taken).max(memory * 0.02));
}
