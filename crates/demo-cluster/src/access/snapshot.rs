//! What a principal sees of the world's tasks, executors and frameworks, and hears of what happens to them.

use std::sync::Arc;

use super::{Action, Viewer};
use crate::world::World;
use crate::world::change::Change;
use crate::world::executor::Executor;
use crate::world::framework::Framework;
use crate::world::ids::FrameworkKey;
use crate::world::snapshot::{Frameworks, State, Tasks};
use crate::world::task::Task;

impl Viewer {
    fn sees_framework(&self, framework: &Framework) -> bool {
        self.may_to(Action::ViewFramework, &framework.user)
    }

    /// A task is its framework's user's unless it names another one. Who does not see the framework sees none of its tasks.
    fn sees_task(&self, framework: &Framework, task: &Task) -> bool {
        let user = task.blueprint.user.as_deref().unwrap_or(&framework.user);
        self.sees_framework(framework) && self.may_to(Action::ViewTask, user)
    }

    fn sees_executor(&self, framework: &Framework) -> bool {
        self.sees_framework(framework) && self.may_to(Action::ViewExecutor, &framework.user)
    }

    /// Leaves out tasks.
    pub(crate) fn narrow_tasks(&self, world: &World, tasks: &mut Tasks) {
        if self.sees_everything() {
            return;
        }
        let sees = |task: &Arc<Task>| {
            framework(world, task.framework).is_some_and(|framework| self.sees_task(framework, task))
        };
        for list in [
            &mut tasks.active,
            &mut tasks.unreachable,
            &mut tasks.completed,
            &mut tasks.of_completed_frameworks,
        ] {
            list.retain(sees);
        }
    }

    /// Leaves out executors.
    pub(crate) fn narrow_executors(&self, world: &World, executors: &mut Vec<Arc<Executor>>) {
        if self.sees_everything() {
            return;
        }
        executors.retain(|executor| {
            framework(world, executor.framework).is_some_and(|framework| self.sees_executor(framework))
        });
    }

    /// Leaves out frameworks. What those that are left have is shown whole, of whatever role.
    pub(crate) fn narrow_frameworks(&self, frameworks: &mut Frameworks) {
        if self.sees_everything() {
            return;
        }
        for list in [&mut frameworks.present, &mut frameworks.completed] {
            list.retain(|member| self.sees_framework(&member.framework));
        }
    }

    /// Leaves out all of these. Agents are seen by everybody; their resources are left out when they are printed.
    pub(crate) fn narrow(&self, world: &World, state: &mut State) {
        self.narrow_tasks(world, &mut state.tasks);
        self.narrow_executors(world, &mut state.executors);
        self.narrow_frameworks(&mut state.frameworks);
    }

    /// Whether they are told of a change.
    pub(crate) fn hears(&self, world: &World, change: &Change) -> bool {
        if self.sees_everything() {
            return true;
        }
        match change {
            Change::TaskAdded(task) | Change::TaskUpdated(task, _) => {
                framework(world, task.framework).is_some_and(|framework| self.sees_task(framework, task))
            }
            Change::FrameworkAdded(framework)
            | Change::FrameworkUpdated(framework)
            | Change::FrameworkRemoved(framework) => self.sees_framework(framework),
            Change::AgentAdded(_) | Change::AgentRemoved(_) => true,
        }
    }
}

fn framework(world: &World, key: FrameworkKey) -> Option<&Framework> {
    world.frameworks().get(key.index()).map(|framework| &**framework)
}
