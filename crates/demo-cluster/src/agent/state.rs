//! What is on an agent: tasks, executors, frameworks.

use std::sync::Arc;

use operator_api::v1;
use operator_api::v1::agent::Response;
use operator_api::v1::agent::response::{
    GetExecutors, GetFrameworks, GetOperations, GetResourceProviders, GetState, GetTasks, Type,
    get_executors, get_frameworks,
};

use crate::cluster::Cluster;
use crate::print::{provider, resources};
use crate::world::agent::Agent;
use crate::world::executor::Executor;
use crate::world::framework::Framework;
use crate::world::task::Task;

/// What is there, at one moment.
struct Inventory {
    tasks: Vec<Arc<Task>>,
    completed: Vec<Arc<Task>>,
    executors: Vec<Arc<Executor>>,
    frameworks: Vec<Arc<Framework>>,
}

impl Inventory {
    fn of(cluster: &Cluster, agent: &Agent) -> Self {
        cluster.look(|world| {
            // The agent may have got and lost tasks since the request came in.
            let agent = world.agent(agent.key).map_or(agent, |agent| agent);
            let tasks: Vec<_> = world.tasks_on(agent).cloned().collect();
            let here = |framework: &&Arc<Framework>| tasks.iter().any(|task| task.framework == framework.key);
            let frameworks: Vec<_> = world.frameworks().iter().filter(here).cloned().collect();
            let completed = frameworks
                .iter()
                .filter_map(|framework| world.books(framework.key))
                .flat_map(|books| books.completed.iter())
                .filter(|task| task.agent == agent.key)
                .cloned()
                .collect();
            let executors = world.executors_on(agent).cloned().collect();
            Self { tasks, completed, executors, frameworks }
        })
    }

    fn tasks(&self, cluster: &Cluster) -> GetTasks {
        let print = |tasks: &mut dyn Iterator<Item = &Arc<Task>>| {
            tasks.map(|task| cluster.printer.task(task)).collect()
        };
        let staging = |task: &&Arc<Task>| task.state == crate::world::task::State::Staging;
        GetTasks {
            pending_tasks: Vec::new(),
            queued_tasks: print(&mut self.tasks.iter().filter(staging)),
            launched_tasks: print(
                &mut self.tasks.iter().filter(|task| !staging(task) && !task.state.is_terminal()),
            ),
            // Ended, and nobody has taken note yet.
            terminated_tasks: print(&mut self.tasks.iter().filter(|task| task.state.is_terminal())),
            completed_tasks: print(&mut self.completed.iter()),
        }
    }

    /// Agents show the executors of command tasks too, which the master does not know.
    fn executors(&self, cluster: &Cluster) -> GetExecutors {
        let commands = self
            .tasks
            .iter()
            .filter(|task| task.executor.is_none() && !task.state.is_terminal())
            .map(|task| command_executor(cluster, task));
        let own = self.executors.iter().map(|executor| cluster.printer.executor_info(executor));
        GetExecutors {
            executors: own
                .chain(commands)
                .map(|info| get_executors::Executor { executor_info: Box::new(info) })
                .collect(),
            completed_executors: self
                .completed
                .iter()
                .filter(|task| task.executor.is_none())
                .map(|task| get_executors::Executor {
                    executor_info: Box::new(command_executor(cluster, task)),
                })
                .collect(),
        }
    }

    fn frameworks(&self, cluster: &Cluster) -> GetFrameworks {
        GetFrameworks {
            frameworks: self
                .frameworks
                .iter()
                .map(|framework| get_frameworks::Framework {
                    framework_info: Box::new(cluster.printer.framework_info(framework)),
                })
                .collect(),
            completed_frameworks: Vec::new(),
        }
    }
}

/// The executor Mesos makes up for a task that is one command. Its name shows the beginning of that.
fn command_executor(cluster: &Cluster, task: &Task) -> v1::ExecutorInfo {
    v1::ExecutorInfo {
        r#type: Some(v1::executor_info::Type::Custom as i32),
        executor_id: v1::ExecutorId { value: task.id.to_string() },
        framework_id: Some(cluster.printer.framework_id(task.framework)),
        command: Some(Box::new(v1::CommandInfo {
            shell: Some(true),
            value: Some("/usr/libexec/mesos/mesos-executor".to_owned()),
            ..v1::CommandInfo::default()
        })),
        name: Some(command_executor_name(task)),
        source: Some(task.id.to_string()),
        resources: vec![resources::scalar("cpus", 100), resources::scalar("mem", 32_000)],
        ..v1::ExecutorInfo::default()
    }
}

/// `Command Executor (Task: x) (Command: sh -c 'sleep 1000...')`
pub(super) fn command_executor_name(task: &Task) -> String {
    let command = &task.blueprint.command;
    let shown: String = command.chars().take(15).collect();
    let dots = if command.chars().count() > 15 { "..." } else { "" };
    format!("Command Executor (Task: {}) (Command: sh -c '{shown}{dots}')", task.id)
}

/// `GET_STATE`
pub(crate) fn state(cluster: &Cluster, agent: &Agent) -> Response {
    let inventory = Inventory::of(cluster, agent);
    Response {
        r#type: Some(Type::GetState as i32),
        get_state: Some(Box::new(GetState {
            get_tasks: Some(Box::new(inventory.tasks(cluster))),
            get_executors: Some(inventory.executors(cluster)),
            get_frameworks: Some(inventory.frameworks(cluster)),
        })),
        ..Response::default()
    }
}

/// `GET_TASKS`
pub(crate) fn tasks(cluster: &Cluster, agent: &Agent) -> Response {
    Response {
        r#type: Some(Type::GetTasks as i32),
        get_tasks: Some(Box::new(Inventory::of(cluster, agent).tasks(cluster))),
        ..Response::default()
    }
}

/// `GET_EXECUTORS`
pub(crate) fn executors(cluster: &Cluster, agent: &Agent) -> Response {
    Response {
        r#type: Some(Type::GetExecutors as i32),
        get_executors: Some(Inventory::of(cluster, agent).executors(cluster)),
        ..Response::default()
    }
}

/// `GET_FRAMEWORKS`
pub(crate) fn frameworks(cluster: &Cluster, agent: &Agent) -> Response {
    Response {
        r#type: Some(Type::GetFrameworks as i32),
        get_frameworks: Some(Inventory::of(cluster, agent).frameworks(cluster)),
        ..Response::default()
    }
}

/// `GET_OPERATIONS`: those on this agent.
pub(crate) fn operations(cluster: &Cluster, agent: &Agent) -> Response {
    let operations = cluster.look(|world| world.operations_on(agent.key).cloned().collect::<Vec<_>>());
    let printer = &cluster.printer;
    Response {
        r#type: Some(Type::GetOperations as i32),
        get_operations: Some(GetOperations {
            operations: operations.iter().map(|operation| printer.operation(operation)).collect(),
        }),
        ..Response::default()
    }
}

/// `GET_RESOURCE_PROVIDERS`
pub(crate) fn resource_providers(cluster: &Cluster, agent: &Agent) -> Response {
    let now = cluster.look(|world| world.agent(agent.key).cloned());
    Response {
        r#type: Some(Type::GetResourceProviders as i32),
        get_resource_providers: Some(GetResourceProviders {
            resource_providers: now.as_deref().map(provider::at_agent).unwrap_or_default(),
        }),
        ..Response::default()
    }
}
