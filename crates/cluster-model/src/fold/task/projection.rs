//! What of a task is in its row.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use operator_api::json::WireEnum;
use operator_api::v1::{self, TaskState};

use super::List;
use crate::fold::quantity::Quantities;
use crate::fold::store::{Draft, Value};
use crate::schema::tasks as column;

/// States that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Staging,
    Running,
    Failed,
    Other,
}

impl Group {
    pub(crate) const fn of(state: TaskState) -> Self {
        match state {
            TaskState::Staging | TaskState::Starting => Group::Staging,
            TaskState::Running => Group::Running,
            TaskState::Failed
            | TaskState::Error
            | TaskState::Lost
            | TaskState::Dropped
            | TaskState::Gone
            | TaskState::GoneByOperator => Group::Failed,
            _ => Group::Other,
        }
    }
}

/// Where a task of that state is listed, as far as an event can tell: a task that has ended and is not acknowledged yet is still
/// active to the master, for moments as a rule; the next poll says so where it stays.
pub(crate) const fn list_of(state: TaskState) -> List {
    match state {
        TaskState::Unreachable => List::Unreachable,
        TaskState::Staging
        | TaskState::Starting
        | TaskState::Running
        | TaskState::Killing
        | TaskState::Unknown => List::Active,
        _ => List::Completed,
    }
}

/// A number that differs when a polled task differs from what is known in anything that changes in a task's life.
pub(super) fn stamp(task: &v1::Task) -> u64 {
    let mut hasher = DefaultHasher::new();
    task.state.hash(&mut hasher);
    task.status_update_state.hash(&mut hasher);
    task.agent_id.value.hash(&mut hasher);
    task.statuses.len().hash(&mut hasher);
    if let Some(last) = task.statuses.last() {
        last.uuid.hash(&mut hasher);
        last.healthy.hash(&mut hasher);
        last.timestamp.map(f64::to_bits).hash(&mut hasher);
    }
    hasher.finish()
}

/// The row of a task. `started` is what the row says already: a later status of the same state must not make a task look younger.
pub(super) fn project(
    task: &v1::Task,
    list: List,
    started: Option<i64>,
    host: String,
    framework: String,
) -> Draft<'_> {
    let last = task.statuses.last();
    let running = task.statuses.iter().filter(|status| status.state() == TaskState::Running);
    let seen_running = running.filter_map(|status| status.timestamp).map(ms).min();
    let active = matches!(list_of(task.state()), List::Active);
    let health = last.and_then(|status| status.healthy).filter(|_| active && list == List::Active);
    let allocated = Quantities::of(&task.resources);
    let role = task.resources.iter().find_map(|resource| resource.allocation_info.as_ref()?.role.as_deref());
    vec![
        (column::ID, task.task_id.value.as_str().into()),
        (column::NAME, task.name.as_str().into()),
        (column::LIST, list.name().into()),
        (column::STATE, Value::Text(state_name(task))),
        (column::HEALTH, health.map(|healthy| if healthy { "healthy" } else { "unhealthy" }).into()),
        (column::FRAMEWORK_ID, task.framework_id.value.as_str().into()),
        (column::FRAMEWORK, framework.into()),
        (column::ROLE, role.into()),
        (column::AGENT_ID, task.agent_id.value.as_str().into()),
        (column::HOST, host.into()),
        (column::EXECUTOR, task.executor_id.as_ref().map(|id| id.value.as_str()).into()),
        (column::USER, task.user.as_deref().into()),
        (
            column::REASON,
            last.filter(|status| status.reason.is_some()).map(|status| status.reason().name()).into(),
        ),
        (column::CPUS, allocated.total(0).into()),
        (column::MEM, allocated.total(1).into()),
        (column::DISK, allocated.total(2).into()),
        (column::GPUS, allocated.total(3).into()),
        (column::STARTED, started.into_iter().chain(seen_running).min().into()),
        (column::UPDATED, last.and_then(|status| status.timestamp).map(ms).into()),
    ]
}

/// The state as Mesos names it; a state of a newer Mesos is shown by its number rather than as another.
fn state_name(task: &v1::Task) -> Cow<'static, str> {
    match task.state {
        Some(number) => TaskState::from_number(number)
            .map_or_else(|| format!("state {number}").into(), |state| state.name().into()),
        None => "".into(),
    }
}

fn ms(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}
