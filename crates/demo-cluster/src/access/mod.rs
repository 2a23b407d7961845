//! Who may ask, what they may see of the cluster and change in it: Mesos' credentials and access control lists.
//!
//! Reads are narrowed without a word: what a principal may not see is not there. Calls that are allowed as a whole are
//! answered 403 if they are not. Where an action is about users that is the one tasks run as, not the one who asks.

mod acls;
mod answer;
mod snapshot;

use std::sync::Arc;

pub(crate) use self::acls::Object;
pub use self::acls::{Acls, BadAcls};
pub(crate) use self::answer::outermost;
use crate::options::Credential;

/// Access control lists for two principals: see [`two_principals`].
const ACLS: &str = include_str!("acls.json");

/// Who is let in, and to what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    /// Who may ask, by HTTP's basic authentication; everybody if empty.
    pub credentials: Vec<Credential>,
    /// What each of them may see and do; everything if empty.
    pub acls: Acls,
}

/// `operator` may see and do everything; `analyst` sees what the user `spark` runs and the role `analytics` with all below
/// it, reserves and makes volumes for that, and tears down the frameworks of the principal `spark`. The secret of each is
/// its name with `-secret` behind it.
pub fn two_principals() -> Result<Access, BadAcls> {
    let credential = |principal: &str| Credential {
        principal: principal.to_owned(),
        secret: format!("{principal}-secret"),
    };
    Ok(Access { credentials: ["operator", "analyst"].map(credential).into(), acls: Acls::read(ACLS)? })
}

/// What can be allowed. Named as in Mesos' authorizer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    AccessMesosLog,
    AccessSandbox,
    AttachContainerInput,
    AttachContainerOutput,
    CreateVolume,
    DeactivateAgent,
    DestroyVolume,
    DrainAgent,
    GetMaintenanceSchedule,
    GetMaintenanceStatus,
    GetQuota,
    KillNestedContainer,
    KillStandaloneContainer,
    LaunchNestedContainer,
    LaunchNestedContainerUnder,
    LaunchNestedContainerSession,
    LaunchNestedContainerSessionUnder,
    LaunchStandaloneContainer,
    MarkAgentGone,
    MarkResourceProviderGone,
    ModifyResourceProviderConfig,
    PruneImages,
    ReactivateAgent,
    RemoveNestedContainer,
    RemoveStandaloneContainer,
    ReserveResources,
    ResizeVolume,
    SetLogLevel,
    StartMaintenance,
    StopMaintenance,
    TeardownFramework,
    UnreserveResources,
    UpdateMaintenanceSchedule,
    UpdateQuota,
    UpdateWeight,
    ViewContainer,
    ViewExecutor,
    ViewFlags,
    ViewFramework,
    ViewResourceProvider,
    ViewRole,
    ViewStandaloneContainer,
    ViewTask,
    WaitNestedContainer,
    WaitStandaloneContainer,
}

impl Action {
    /// The name of its list in `--acls`.
    fn list(self) -> &'static str {
        match self {
            Self::AccessMesosLog => "access_mesos_logs",
            Self::AccessSandbox => "access_sandboxes",
            Self::AttachContainerInput => "attach_containers_input",
            Self::AttachContainerOutput => "attach_containers_output",
            Self::CreateVolume => "create_volumes",
            Self::DeactivateAgent => "deactivate_agents",
            Self::DestroyVolume => "destroy_volumes",
            Self::DrainAgent => "drain_agents",
            Self::GetMaintenanceSchedule => "get_maintenance_schedules",
            Self::GetMaintenanceStatus => "get_maintenance_statuses",
            Self::GetQuota => "get_quotas",
            Self::KillNestedContainer => "kill_nested_containers",
            Self::KillStandaloneContainer => "kill_standalone_containers",
            Self::LaunchNestedContainer => "launch_nested_containers_as_user",
            Self::LaunchNestedContainerUnder => "launch_nested_containers_under_parent_with_user",
            Self::LaunchNestedContainerSession => "launch_nested_container_sessions_as_user",
            Self::LaunchNestedContainerSessionUnder => {
                "launch_nested_container_sessions_under_parent_with_user"
            }
            Self::LaunchStandaloneContainer => "launch_standalone_containers",
            Self::MarkAgentGone => "mark_agents_gone",
            Self::MarkResourceProviderGone => "mark_resource_providers_gone",
            Self::ModifyResourceProviderConfig => "modify_resource_provider_configs",
            Self::PruneImages => "prune_images",
            Self::ReactivateAgent => "reactivate_agents",
            Self::RemoveNestedContainer => "remove_nested_containers",
            Self::RemoveStandaloneContainer => "remove_standalone_containers",
            Self::ReserveResources => "reserve_resources",
            Self::ResizeVolume => "resize_volumes",
            Self::SetLogLevel => "set_log_level",
            Self::StartMaintenance => "start_maintenances",
            Self::StopMaintenance => "stop_maintenances",
            Self::TeardownFramework => "teardown_frameworks",
            Self::UnreserveResources => "unreserve_resources",
            Self::UpdateMaintenanceSchedule => "update_maintenance_schedules",
            Self::UpdateQuota => "update_quotas",
            Self::UpdateWeight => "update_weights",
            Self::ViewContainer => "view_containers",
            Self::ViewExecutor => "view_executors",
            Self::ViewFlags => "view_flags",
            Self::ViewFramework => "view_frameworks",
            Self::ViewResourceProvider => "view_resource_providers",
            Self::ViewRole => "view_roles",
            Self::ViewStandaloneContainer => "view_standalone_containers",
            Self::ViewTask => "view_tasks",
            Self::WaitNestedContainer => "wait_nested_containers",
            Self::WaitStandaloneContainer => "wait_standalone_containers",
        }
    }

    /// Those that narrow what is read.
    const VIEWS: [Self; 10] = [
        Self::GetMaintenanceSchedule,
        Self::GetMaintenanceStatus,
        Self::GetQuota,
        Self::ViewContainer,
        Self::ViewExecutor,
        Self::ViewFramework,
        Self::ViewResourceProvider,
        Self::ViewRole,
        Self::ViewStandaloneContainer,
        Self::ViewTask,
    ];
}

/// Who asks, and by which rules they are judged.
#[derive(Debug, Clone)]
pub(crate) struct Viewer {
    principal: Option<Arc<str>>,
    acls: Arc<Acls>,
    sees_everything: bool,
}

impl Viewer {
    /// Somebody whose credentials are good, or who was not asked for any.
    pub(crate) fn new(principal: Option<&str>, acls: Arc<Acls>) -> Self {
        let everything = |action: &Action| acls.allow(principal, action.list(), Object::Any);
        let sees_everything = acls.is_empty() || Action::VIEWS.iter().all(everything);
        Self { principal: principal.map(Arc::from), acls, sees_everything }
    }

    /// As whom they came in, if anybody was asked.
    pub(crate) fn principal(&self) -> Option<&str> {
        self.principal.as_deref()
    }

    /// Whether nothing is to be left out of what they read.
    pub(crate) fn sees_everything(&self) -> bool {
        self.sees_everything
    }

    /// Whether they may do something.
    pub(crate) fn may(&self, action: Action, object: Object<'_>) -> bool {
        self.acls.allow(self.principal(), action.list(), object)
    }

    /// Whether they may do something to anything.
    pub(crate) fn may_always(&self, action: Action) -> bool {
        self.may(action, Object::Any)
    }

    /// The same of something that has a user, a role or a principal.
    pub(crate) fn may_to(&self, action: Action, name: &str) -> bool {
        self.may(action, Object::One(name))
    }
}
