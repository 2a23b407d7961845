//! Executors. No event tells of them; that their tasks come and go, events do.

use operator_api::resources::Resources;
use operator_api::v1;
use operator_api::v1::executor_info::Type;
use operator_api::v1::master::response::get_executors::Executor;

use super::agent::Agents;
use super::framework::Frameworks;
use super::holding::sums;
use super::owned::{Row, key};
use super::store::Store;
use crate::schema::executors as column;

/// What an executor is known by on its agent.
pub(super) fn executor_key(framework_id: &str, executor_id: &str) -> u64 {
    key(&[framework_id, executor_id])
}

/// The row of an executor. How many tasks it has is told by `tasks`, given its framework's and its own id.
pub(super) fn row<'a>(
    store: &Store,
    agents: &Agents,
    frameworks: &Frameworks,
    executor: &'a Executor,
    tasks: impl FnOnce(u64) -> i64,
) -> Row<'a> {
    let info = &executor.executor_info;
    let (agent_id, framework_id) = (executor.agent_id.value.as_str(), framework_of(info));
    let id = info.executor_id.value.as_str();
    let key = executor_key(framework_id, id);
    let resources = Resources::from_messages(&info.resources);
    let role = resources.iter().find_map(|resource| resource.allocation_role.clone());
    let [cpus, mem, disk, gpus] = sums(&resources);
    let cells = vec![
        (column::ID, id.into()),
        (column::NAME, info.name.as_deref().into()),
        (column::TYPE, type_of(info).into()),
        (column::FRAMEWORK_ID, framework_id.into()),
        (column::FRAMEWORK, frameworks.name(store, framework_id).to_owned().into()),
        (column::AGENT_ID, agent_id.into()),
        (column::HOST, agents.host(store, agent_id).to_owned().into()),
        (column::ROLE, role.unwrap_or_default().into()),
        (column::TASKS, tasks(key).into()),
        (column::CPUS, cpus.into()),
        (column::MEM, mem.into()),
        (column::DISK, disk.into()),
        (column::GPUS, gpus.into()),
        (column::SOURCE, info.source.as_deref().into()),
    ];
    Row::new(key, cells)
}

pub(super) fn framework_of(info: &v1::ExecutorInfo) -> &str {
    info.framework_id.as_ref().map_or("", |id| id.value.as_str())
}

/// The built-in executor of single tasks is known by its binary; the API has no type for it.
fn type_of(info: &v1::ExecutorInfo) -> &'static str {
    let command = info.command.as_ref().and_then(|command| command.value.as_deref());
    match info.r#type() {
        Type::Default => column::DEFAULT,
        Type::Custom => column::CUSTOM,
        Type::Unknown if command.is_some_and(|value| value.ends_with("mesos-executor")) => column::COMMAND,
        Type::Unknown => column::CUSTOM,
    }
}
