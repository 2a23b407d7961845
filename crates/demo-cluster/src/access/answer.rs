//! What is left out of answers and events that are printed already.

use std::collections::HashMap;

use operator_api::v1;
use operator_api::v1::master::Event;
use operator_api::v1::master::response::get_agents::Agent;
use operator_api::v1::{agent, master};

use super::{Action, Viewer};
use crate::print::Printer;
use crate::world::World;

impl Viewer {
    /// Whether they may see all roles a resource has to do with: those it is reserved for and the one it is allocated to.
    fn sees_resource(&self, resource: &v1::Resource) -> bool {
        let sees = |role: &str| self.may_to(Action::ViewRole, role);
        let allocated = resource.allocation_info.as_ref().and_then(|info| info.role.as_deref());
        resource.role.as_deref().is_none_or(|role| role == "*" || sees(role))
            && resource.reservations.iter().all(|reservation| reservation.role.as_deref().is_none_or(sees))
            && allocated.is_none_or(sees)
    }

    /// Leaves out resources of roles they may not see.
    pub(crate) fn narrow_resources(&self, resources: &mut Vec<v1::Resource>) {
        if !self.sees_everything() {
            resources.retain(|resource| self.sees_resource(resource));
        }
    }

    /// An agent with the resources they may see.
    pub(crate) fn agent(&self, mut agent: Agent) -> Agent {
        self.narrow_resources(&mut agent.agent_info.resources);
        self.narrow_resources(&mut agent.total_resources);
        self.narrow_resources(&mut agent.allocated_resources);
        self.narrow_resources(&mut agent.offered_resources);
        agent
    }

    /// An agent that is only known from the registry, with the resources they may see.
    pub(crate) fn agent_info(&self, mut info: v1::AgentInfo) -> v1::AgentInfo {
        self.narrow_resources(&mut info.resources);
        info
    }

    /// An event with the resources they may see: of an agent that was added these are only its total ones.
    pub(crate) fn event(&self, mut event: Event) -> Event {
        if let Some(added) = &mut event.agent_added {
            self.narrow_resources(&mut added.agent.total_resources);
        }
        event
    }

    /// Leaves out of a master's answer what they may not see: roles, weights, quotas, maintenance, operations.
    pub(crate) fn narrow_master(&self, response: &mut master::Response) {
        if self.sees_everything() {
            return;
        }
        if let Some(roles) = &mut response.get_roles {
            roles.roles.retain(|role| self.may_to(Action::ViewRole, &role.name));
        }
        if let Some(weights) = &mut response.get_weights {
            weights
                .weight_infos
                .retain(|info| info.role.as_deref().is_none_or(|role| self.may_to(Action::ViewRole, role)));
        }
        // Without any weight there is no answer but the type.
        response.get_weights.take_if(|weights| weights.weight_infos.is_empty());
        if let Some(quota) = &mut response.get_quota {
            let sees = |role: &str| self.may_to(Action::GetQuota, role);
            quota.status.infos.retain(|info| info.role.as_deref().is_none_or(sees));
            quota.status.configs.retain(|config| sees(&config.role));
        }
        if let Some(operations) = &mut response.get_operations {
            operations.operations.retain(|operation| {
                consumed(&operation.info).iter().all(|resource| self.sees_resource(resource))
            });
        }
        if let Some(schedule) = &mut response.get_maintenance_schedule
            && !self.may_always(Action::GetMaintenanceSchedule)
        {
            schedule.schedule.windows.clear();
        }
        if let Some(status) = &mut response.get_maintenance_status
            && !self.may_always(Action::GetMaintenanceStatus)
        {
            status.status.draining_machines.clear();
            status.status.down_machines.clear();
        }
    }

    /// Leaves out of an agent's answer what they may not see: frameworks, and the tasks, executors and containers of those.
    pub(crate) fn narrow_agent(&self, world: &World, printer: &Printer, response: &mut agent::Response) {
        if self.sees_everything() {
            return;
        }
        let users = Users { viewer: self, world, printer };
        if let Some(state) = &mut response.get_state {
            users.frameworks(state.get_frameworks.as_mut());
            users.tasks(state.get_tasks.as_deref_mut());
            users.executors(state.get_executors.as_mut());
        }
        users.frameworks(response.get_frameworks.as_mut());
        users.tasks(response.get_tasks.as_deref_mut());
        users.executors(response.get_executors.as_mut());
        if let Some(containers) = &mut response.get_containers {
            users.containers(containers);
        }
        response.get_containers.take_if(|containers| containers.containers.is_empty());
        if let Some(providers) = &mut response.get_resource_providers
            && !self.may_always(Action::ViewResourceProvider)
        {
            providers.resource_providers.clear();
        }
    }
}

/// What an operation takes, by which it is judged who may see it.
fn consumed(info: &v1::offer::Operation) -> Vec<v1::Resource> {
    let mut taken = Vec::new();
    if let Some(reserve) = &info.reserve {
        match reserve.source.is_empty() {
            true => taken.extend(reserve.resources.iter().cloned().map(|mut resource| {
                resource.reservations.pop();
                resource
            })),
            false => taken.extend_from_slice(&reserve.source),
        }
    }
    let lists = [
        info.unreserve.as_ref().map(|unreserve| &unreserve.resources),
        info.create.as_ref().map(|create| &create.volumes),
        info.destroy.as_ref().map(|destroy| &destroy.volumes),
    ];
    taken.extend(lists.into_iter().flatten().flatten().cloned());
    let single = [
        info.grow_volume.as_ref().map(|grow| &grow.volume),
        info.grow_volume.as_ref().map(|grow| &grow.addition),
        info.shrink_volume.as_ref().map(|shrink| &shrink.volume),
        info.create_disk.as_ref().map(|create| &create.source),
        info.destroy_disk.as_ref().map(|destroy| &destroy.source),
    ];
    taken.extend(single.into_iter().flatten().map(|resource| (**resource).clone()));
    taken
}

/// Whose things are on an agent, by the ids of their frameworks.
struct Users<'a> {
    viewer: &'a Viewer,
    world: &'a World,
    printer: &'a Printer,
}

impl Users<'_> {
    /// Whether something of a framework's user may be done.
    fn may(&self, action: Action, framework: &v1::FrameworkId) -> bool {
        let key = self.printer.ids.parse_framework(&framework.value);
        let framework = key.and_then(|key| self.world.frameworks().get(key.index()));
        framework.is_some_and(|framework| self.viewer.may_to(action, &framework.user))
    }

    fn frameworks(&self, frameworks: Option<&mut agent::response::GetFrameworks>) {
        let Some(frameworks) = frameworks else { return };
        for list in [&mut frameworks.frameworks, &mut frameworks.completed_frameworks] {
            list.retain(|framework| {
                self.viewer.may_to(Action::ViewFramework, &framework.framework_info.user)
            });
        }
    }

    fn tasks(&self, tasks: Option<&mut agent::response::GetTasks>) {
        let Some(tasks) = tasks else { return };
        let sees = |task: &v1::Task| match task.user.as_deref() {
            Some(user) => {
                self.may(Action::ViewFramework, &task.framework_id)
                    && self.viewer.may_to(Action::ViewTask, user)
            }
            None => {
                self.may(Action::ViewFramework, &task.framework_id)
                    && self.may(Action::ViewTask, &task.framework_id)
            }
        };
        for list in [
            &mut tasks.pending_tasks,
            &mut tasks.queued_tasks,
            &mut tasks.launched_tasks,
            &mut tasks.terminated_tasks,
            &mut tasks.completed_tasks,
        ] {
            list.retain(sees);
        }
    }

    fn executors(&self, executors: Option<&mut agent::response::GetExecutors>) {
        let Some(executors) = executors else { return };
        for list in [&mut executors.executors, &mut executors.completed_executors] {
            list.retain(|executor| {
                let framework = executor.executor_info.framework_id.as_ref();
                framework.is_some_and(|framework| {
                    self.may(Action::ViewFramework, framework) && self.may(Action::ViewExecutor, framework)
                })
            });
        }
    }

    /// A container that is nested is seen by whoever sees the outermost one around it.
    fn containers(&self, containers: &mut agent::response::GetContainers) {
        let mut seen: HashMap<String, bool> = HashMap::new();
        for container in &containers.containers {
            if let Some(framework) = &container.framework_id {
                seen.insert(container.container_id.value.clone(), self.may(Action::ViewContainer, framework));
            }
        }
        let alone = self.viewer.may_always(Action::ViewStandaloneContainer);
        containers.containers.retain(|container| {
            let id = container.container_status.as_ref().and_then(|status| status.container_id.as_ref());
            let outermost = outermost(id.unwrap_or(&container.container_id));
            seen.get(outermost).copied().unwrap_or(alone)
        });
    }
}

/// The value of the id of the container around all others.
pub(crate) fn outermost(id: &v1::ContainerId) -> &str {
    id.parent.as_deref().map_or(&id.value, outermost)
}
