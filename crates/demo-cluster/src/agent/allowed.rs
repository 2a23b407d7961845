//! What a principal may do at an agent. Calls that are no valid ones are told so first, by those who answer them.

use operator_api::v1;
use operator_api::v1::agent::call::Type;

use super::call::Valid;
use super::launch::valid as valid_id;
use crate::access::{Action, Object, Viewer, outermost};
use crate::cluster::Cluster;
use crate::files;
use crate::http::reply::Reply;
use crate::world::agent::Agent;
use crate::world::ids::{FrameworkKey, uuid_text};

/// Refuses a call that somebody may not make.
pub(super) fn judge(cluster: &Cluster, agent: &Agent, viewer: &Viewer, valid: &Valid) -> Result<(), Reply> {
    let call = &valid.call;
    let judge = Judge { cluster, agent, viewer };
    let allowed = match valid.kind {
        Type::GetFlags => viewer.may_always(Action::ViewFlags),
        Type::SetLoggingLevel => viewer.may_always(Action::SetLogLevel),
        Type::PruneImages => viewer.may_always(Action::PruneImages),
        Type::MarkResourceProviderGone => viewer.may_always(Action::MarkResourceProviderGone),
        Type::RemoveResourceProviderConfig => viewer.may_always(Action::ModifyResourceProviderConfig),
        Type::AddResourceProviderConfig => {
            let given = call.add_resource_provider_config.as_ref();
            // Ids are given out, not taken.
            given.is_some_and(|given| given.info.id.is_some())
                || viewer.may_always(Action::ModifyResourceProviderConfig)
        }
        Type::UpdateResourceProviderConfig => {
            let given = call.update_resource_provider_config.as_ref();
            given.is_some_and(|given| given.info.id.is_some())
                || viewer.may_always(Action::ModifyResourceProviderConfig)
        }
        Type::ListFiles => {
            let path = call.list_files.as_ref().map_or("", |wanted| &wanted.path);
            return judge.file(path);
        }
        Type::ReadFile => return judge.file(call.read_file.as_ref().map_or("", |wanted| &wanted.path)),
        _ => judge.container(valid),
    };
    if allowed { Ok(()) } else { Err(Reply::forbidden()) }
}

/// Whether somebody may write to a container. Of one that is not there others tell.
pub(super) fn may_attach_input(
    cluster: &Cluster,
    agent: &Agent,
    viewer: &Viewer,
    container: &v1::ContainerId,
) -> bool {
    Judge { cluster, agent, viewer }.attach(Action::AttachContainerInput, container)
}

struct Judge<'a> {
    cluster: &'a Cluster,
    agent: &'a Agent,
    viewer: &'a Viewer,
}

impl Judge<'_> {
    /// The log is a log; a sandbox is its framework's user's, whatever is looked for in it.
    fn file(&self, path: &str) -> Result<(), Reply> {
        let allowed = match files::agent::owner(self.cluster, self.agent, path) {
            Some(files::agent::Owner::Agent) => self.viewer.may_always(Action::AccessMesosLog),
            Some(files::agent::Owner::Framework(key)) => {
                self.user(key).is_none_or(|user| self.viewer.may_to(Action::AccessSandbox, &user))
            }
            None => true,
        };
        if allowed { Ok(()) } else { Err(Reply::forbidden_file()) }
    }

    fn user(&self, key: FrameworkKey) -> Option<std::sync::Arc<str>> {
        self.cluster.look(|world| world.frameworks().get(key.index()).map(|framework| framework.user.clone()))
    }

    /// Who the outermost container around one runs as, if it is a framework's.
    fn user_of(&self, container: &v1::ContainerId) -> Option<std::sync::Arc<str>> {
        let root = outermost(container);
        let key = self.cluster.look(|world| {
            let agent = world.agent(self.agent.key)?;
            let mut tasks = world.tasks_on(agent);
            let mut executors = world.executors_on(agent);
            let executor = executors.find(|executor| uuid_text(executor.container) == root);
            let task = tasks.find(|task| task.executor.is_none() && uuid_text(task.container) == root);
            executor.map(|executor| executor.framework).or(task.map(|task| task.framework))
        })?;
        self.user(key)
    }

    /// Who is bound to some users may do nothing to containers that are nobody's.
    fn may(&self, action: Action, container: &v1::ContainerId) -> bool {
        match self.user_of(container) {
            Some(user) => self.viewer.may_to(action, &user),
            None => self.viewer.may_always(action),
        }
    }

    fn attach(&self, action: Action, container: &v1::ContainerId) -> bool {
        self.user_of(container).is_none_or(|user| self.viewer.may_to(action, &user))
    }

    /// A program started in a container must be allowed for who it runs as and for who the container around it runs as.
    fn launch(
        &self,
        [inside, under]: [Action; 2],
        container: &v1::ContainerId,
        command: Option<&v1::CommandInfo>,
    ) -> bool {
        let user = command.and_then(|command| command.user.as_deref());
        self.viewer.may(inside, user.map_or(Object::Any, Object::One)) && self.may(under, container)
    }

    fn container(&self, valid: &Valid) -> bool {
        const NESTED: [Action; 2] = [Action::LaunchNestedContainer, Action::LaunchNestedContainerUnder];
        const SESSION: [Action; 2] =
            [Action::LaunchNestedContainerSession, Action::LaunchNestedContainerSessionUnder];
        let call = &valid.call;
        let wait = [Action::WaitNestedContainer, Action::WaitStandaloneContainer];
        let kill = [Action::KillNestedContainer, Action::KillStandaloneContainer];
        let remove = [Action::RemoveNestedContainer, Action::RemoveStandaloneContainer];
        let allowed = |id: &v1::ContainerId, nested: bool, [inner, alone]: [Action; 2]| {
            let action = if id.parent.is_some() { inner } else { alone };
            valid_id("", id, nested).is_err() || self.may(action, id)
        };
        if valid.kind == Type::LaunchNestedContainer
            && let Some(wanted) = &call.launch_nested_container
        {
            let id = &wanted.container_id;
            return valid_id("", id, true).is_err() || self.launch(NESTED, id, wanted.command.as_deref());
        }
        if valid.kind == Type::LaunchNestedContainerSession
            && let Some(wanted) = &call.launch_nested_container_session
        {
            let id = &wanted.container_id;
            return valid_id("", id, true).is_err() || self.launch(SESSION, id, wanted.command.as_deref());
        }
        if valid.kind == Type::LaunchContainer
            && let Some(wanted) = &call.launch_container
        {
            let id = &wanted.container_id;
            return valid_id("", id, false).is_err()
                || match id.parent {
                    Some(_) => self.launch(NESTED, id, wanted.command.as_deref()),
                    None => self.viewer.may_always(Action::LaunchStandaloneContainer),
                };
        }
        if valid.kind == Type::AttachContainerOutput
            && let Some(wanted) = &call.attach_container_output
        {
            let id = &wanted.container_id;
            return valid_id("", id, false).is_err() || self.attach(Action::AttachContainerOutput, id);
        }
        match valid.kind {
            Type::WaitContainer => {
                call.wait_container.as_ref().is_none_or(|wanted| allowed(&wanted.container_id, false, wait))
            }
            Type::WaitNestedContainer => call
                .wait_nested_container
                .as_ref()
                .is_none_or(|wanted| allowed(&wanted.container_id, true, wait)),
            Type::KillContainer => {
                call.kill_container.as_ref().is_none_or(|wanted| allowed(&wanted.container_id, false, kill))
            }
            Type::KillNestedContainer => call
                .kill_nested_container
                .as_ref()
                .is_none_or(|wanted| allowed(&wanted.container_id, true, kill)),
            Type::RemoveContainer => call
                .remove_container
                .as_ref()
                .is_none_or(|wanted| allowed(&wanted.container_id, false, remove)),
            Type::RemoveNestedContainer => call
                .remove_nested_container
                .as_ref()
                .is_none_or(|wanted| allowed(&wanted.container_id, true, remove)),
            _ => true,
        }
    }
}
