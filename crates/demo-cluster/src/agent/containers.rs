//! An agent's containers, with what they use.

use operator_api::v1;
use operator_api::v1::agent::response::get_containers::Container;
use operator_api::v1::agent::response::{GetContainers, Type};
use operator_api::v1::agent::{Call, Response};

use crate::cluster::{Cluster, now};
use crate::print::seconds;
use crate::print::task::container_id;
use crate::world::World;
use crate::world::agent::Agent;
use crate::world::amounts::Scalars;
use crate::world::executor::Executor;
use crate::world::task::{Nanos, SECOND, Task};

use super::processes::id;
use super::state::command_executor_name;

/// A MiB, which is what Mesos calls MB.
const MIB: u64 = 1 << 20;

/// `GET_CONTAINERS`
pub(crate) fn containers(cluster: &Cluster, agent: &Agent, call: &Call) -> Response {
    let nested = call.get_containers.as_ref().and_then(|wanted| wanted.show_nested).unwrap_or(false);
    let time = now();
    let containers = cluster.look(|world| {
        let agent = world.agent(agent.key).map_or(agent, |agent| agent);
        let running: Vec<_> = world.tasks_on(agent).filter(|task| !task.state.is_terminal()).collect();
        let commands =
            running.iter().filter(|task| task.executor.is_none()).map(|task| of_task(cluster, task, time));
        let executors =
            world.executors_on(agent).map(|executor| of_executor(cluster, world, executor, agent, time));
        let mut all: Vec<Container> = executors.chain(commands).collect();
        if nested {
            all.extend(running.iter().filter_map(|task| nested_in_pod(task, time)));
        }
        all
    });
    let mut containers = containers;
    let standalone = call.get_containers.as_ref().and_then(|wanted| wanted.show_standalone).unwrap_or(false);
    let launched = cluster.processes.running(agent.key);
    let shown = launched.iter().filter(|path| if path.len() > 1 { nested } else { standalone });
    containers.extend(shown.map(|path| launched_container(path, time)));
    Response {
        r#type: Some(Type::GetContainers as i32),
        get_containers: (!containers.is_empty()).then_some(GetContainers { containers }),
        ..Response::default()
    }
}

fn of_task(cluster: &Cluster, task: &Task, time: Nanos) -> Container {
    let mut limits = task.blueprint.pools.iter().fold(Scalars::default(), |mut sum, pool| {
        sum += pool.amounts.scalars;
        sum
    });
    // The executor that Mesos puts around a command.
    limits += Scalars::of(0.1, 32, 0);
    let started = task.started().unwrap_or(time);
    Container {
        framework_id: Some(cluster.printer.framework_id(task.framework)),
        executor_id: Some(v1::ExecutorId { value: task.id.to_string() }),
        executor_name: Some(command_executor_name(task)),
        container_id: container_id(task.container, None),
        container_status: Some(status(container_id(task.container, None), task.pid)),
        resource_statistics: Some(Box::new(statistics(&limits, task.container, time - started, time))),
    }
}

fn of_executor(
    cluster: &Cluster,
    world: &World,
    executor: &Executor,
    agent: &Agent,
    time: Nanos,
) -> Container {
    let mut limits = executor.pool.amounts.scalars;
    let mut started = time;
    for task in world.tasks_on(agent) {
        if task.executor.as_ref().is_some_and(|runner| runner.container == executor.container) {
            for pool in &task.blueprint.pools {
                limits += pool.amounts.scalars;
            }
            started = started.min(task.started().unwrap_or(time));
        }
    }
    Container {
        framework_id: Some(cluster.printer.framework_id(executor.framework)),
        executor_id: Some(v1::ExecutorId { value: executor.id.to_string() }),
        executor_name: Some(executor.name.to_string()),
        container_id: container_id(executor.container, None),
        container_status: Some(status(container_id(executor.container, None), executor.pid)),
        resource_statistics: Some(Box::new(statistics(&limits, executor.container, time - started, time))),
    }
}

/// A task's own container in its pod's. Its own id is alone; its status' one has the parent.
fn nested_in_pod(task: &Task, time: Nanos) -> Option<Container> {
    let runner = task.executor.as_ref().filter(|runner| runner.default)?;
    Some(Container {
        container_id: container_id(task.container, None),
        container_status: Some(status(container_id(task.container, Some(runner.container)), task.pid)),
        resource_statistics: Some(Box::new(v1::ResourceStatistics {
            timestamp: seconds(time),
            ..v1::ResourceStatistics::default()
        })),
        ..Container::default()
    })
}

/// A container that was launched through the agent's API.
fn launched_container(path: &[String], time: Nanos) -> Container {
    let whole = id(path);
    Container {
        container_id: v1::ContainerId { value: whole.value.clone(), parent: None },
        container_status: Some(status(whole, 4242)),
        resource_statistics: Some(Box::new(v1::ResourceStatistics {
            timestamp: seconds(time),
            ..v1::ResourceStatistics::default()
        })),
        ..Container::default()
    }
}

fn status(container_id: v1::ContainerId, pid: u32) -> v1::ContainerStatus {
    v1::ContainerStatus {
        container_id: Some(container_id),
        executor_pid: Some(pid),
        ..v1::ContainerStatus::default()
    }
}

/// What a container uses: a steady part of its share that is its own, and a little that changes.
#[expect(clippy::cast_precision_loss, reason = "seconds and CPUs")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bytes of memory, from a share of a limit"
)]
fn statistics(limits: &Scalars, container: u128, age: Nanos, time: Nanos) -> v1::ResourceStatistics {
    let cpus = limits.cpus as f64 / 1000.0;
    let own = 0.15 + (container % 61) as f64 / 100.0;
    let wave = ((time / SECOND) as f64 / 17.0 + (container % 97) as f64).sin() * 0.08;
    let used = age.max(0) as f64 / SECOND as f64 * cpus * own;
    let limit = (limits.mem.max(0) as u64) * MIB / 1000;
    let resident = (limit as f64 * (own + wave).clamp(0.05, 0.97)) as u64;
    v1::ResourceStatistics {
        timestamp: seconds(time),
        processes: Some(1 + (container % 4) as u32),
        threads: Some(3 + (container % 40) as u32),
        cpus_user_time_secs: Some(used * 0.8),
        cpus_system_time_secs: Some(used * 0.2),
        cpus_limit: Some(cpus),
        cpus_soft_limit: Some(cpus),
        mem_limit_bytes: Some(limit),
        mem_soft_limit_bytes: Some(limit),
        mem_rss_bytes: Some(resident),
        mem_total_bytes: Some(resident + resident / 8),
        disk_limit_bytes: (limits.disk > 0).then(|| limits.disk as u64 * MIB / 1000),
        disk_used_bytes: (limits.disk > 0).then(|| limits.disk as u64 * MIB / 1000 / 5),
        ..v1::ResourceStatistics::default()
    }
}
