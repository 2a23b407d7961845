//! The forms of the app: one for each thing that can be changed.

use super::Page;

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `RESERVE_RESOURCES`, re-reservation included.
    Reserve,
    /// `UNRESERVE_RESOURCES`.
    Unreserve,
    /// `CREATE_VOLUMES`.
    CreateVolume,
    /// `DESTROY_VOLUMES`.
    DestroyVolume,
    /// `GROW_VOLUME`, `SHRINK_VOLUME`.
    ResizeVolume,
    /// `UPDATE_QUOTA`; `SET_QUOTA` and `REMOVE_QUOTA` of older masters.
    Quota,
    /// `UPDATE_WEIGHTS`.
    Weights,
    /// `UPDATE_MAINTENANCE_SCHEDULE`.
    Schedule,
    /// `START_MAINTENANCE`.
    StartMaintenance,
    /// `STOP_MAINTENANCE`.
    StopMaintenance,
    /// `DRAIN_AGENT`, of one agent or of many in turn.
    Drain,
    /// `DEACTIVATE_AGENT`.
    Deactivate,
    /// `REACTIVATE_AGENT`.
    Reactivate,
    /// `MARK_AGENT_GONE`.
    MarkGone,
    /// `TEARDOWN`.
    Teardown,
    /// `SET_LOGGING_LEVEL`, of the master or an agent.
    Logging,
    /// `ADD_RESOURCE_PROVIDER_CONFIG`, `UPDATE_RESOURCE_PROVIDER_CONFIG`.
    Provider,
    /// `REMOVE_RESOURCE_PROVIDER_CONFIG`.
    RemoveProvider,
    /// `MARK_RESOURCE_PROVIDER_GONE`.
    ProviderGone,
    /// `PRUNE_IMAGES`.
    PruneImages,
    /// `LAUNCH_CONTAINER`.
    LaunchContainer,
    /// `KILL_CONTAINER`.
    KillContainer,
    /// `REMOVE_CONTAINER`.
    RemoveContainer,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 23] = [
        Self::Reserve,
        Self::Unreserve,
        Self::CreateVolume,
        Self::DestroyVolume,
        Self::ResizeVolume,
        Self::Quota,
        Self::Weights,
        Self::Schedule,
        Self::StartMaintenance,
        Self::StopMaintenance,
        Self::Drain,
        Self::Deactivate,
        Self::Reactivate,
        Self::MarkGone,
        Self::Teardown,
        Self::Logging,
        Self::Provider,
        Self::RemoveProvider,
        Self::ProviderGone,
        Self::PruneImages,
        Self::LaunchContainer,
        Self::KillContainer,
        Self::RemoveContainer,
    ];

    /// The form whose address this path is.
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| Page::Form(*form).href() == path)
    }

    /// Its name in a URL.
    pub fn segment(self) -> &'static str {
        match self {
            Self::Reserve => "reserve",
            Self::Unreserve => "unreserve",
            Self::CreateVolume => "create-volume",
            Self::DestroyVolume => "destroy-volume",
            Self::ResizeVolume => "resize-volume",
            Self::Quota => "quota",
            Self::Weights => "weights",
            Self::Schedule => "schedule",
            Self::StartMaintenance => "start-maintenance",
            Self::StopMaintenance => "stop-maintenance",
            Self::Drain => "drain",
            Self::Deactivate => "deactivate",
            Self::Reactivate => "reactivate",
            Self::MarkGone => "mark-gone",
            Self::Teardown => "teardown",
            Self::Logging => "logging",
            Self::Provider => "provider",
            Self::RemoveProvider => "remove-provider",
            Self::ProviderGone => "provider-gone",
            Self::PruneImages => "prune-images",
            Self::LaunchContainer => "launch-container",
            Self::KillContainer => "kill-container",
            Self::RemoveContainer => "remove-container",
        }
    }

    /// The calls that it may send: which of them depends on what is filled in, and on the master's version.
    pub fn calls(self) -> &'static [&'static str] {
        match self {
            Self::Reserve => &["RESERVE_RESOURCES"],
            Self::Unreserve => &["UNRESERVE_RESOURCES"],
            Self::CreateVolume => &["CREATE_VOLUMES"],
            Self::DestroyVolume => &["DESTROY_VOLUMES"],
            Self::ResizeVolume => &["GROW_VOLUME", "SHRINK_VOLUME"],
            Self::Quota => &["UPDATE_QUOTA", "SET_QUOTA", "REMOVE_QUOTA"],
            Self::Weights => &["UPDATE_WEIGHTS"],
            Self::Schedule => &["UPDATE_MAINTENANCE_SCHEDULE"],
            Self::StartMaintenance => &["START_MAINTENANCE"],
            Self::StopMaintenance => &["STOP_MAINTENANCE"],
            Self::Drain => &["DRAIN_AGENT"],
            Self::Deactivate => &["DEACTIVATE_AGENT"],
            Self::Reactivate => &["REACTIVATE_AGENT"],
            Self::MarkGone => &["MARK_AGENT_GONE"],
            Self::Teardown => &["TEARDOWN"],
            Self::Logging => &["SET_LOGGING_LEVEL"],
            Self::Provider => &["ADD_RESOURCE_PROVIDER_CONFIG", "UPDATE_RESOURCE_PROVIDER_CONFIG"],
            Self::RemoveProvider => &["REMOVE_RESOURCE_PROVIDER_CONFIG"],
            Self::ProviderGone => &["MARK_RESOURCE_PROVIDER_GONE"],
            Self::PruneImages => &["PRUNE_IMAGES"],
            Self::LaunchContainer => &["LAUNCH_CONTAINER"],
            Self::KillContainer => &["KILL_CONTAINER"],
            Self::RemoveContainer => &["REMOVE_CONTAINER"],
        }
    }

    /// What a link or a button that leads to it says.
    pub fn title(self) -> &'static str {
        match self {
            Self::Reserve => "Reserve resources",
            Self::Unreserve => "Unreserve resources",
            Self::CreateVolume => "Create a volume",
            Self::DestroyVolume => "Destroy volumes",
            Self::ResizeVolume => "Resize a volume",
            Self::Quota => "Set quota",
            Self::Weights => "Set weights",
            Self::Schedule => "Schedule maintenance",
            Self::StartMaintenance => "Start maintenance",
            Self::StopMaintenance => "Stop maintenance",
            Self::Drain => "Drain",
            Self::Deactivate => "Deactivate",
            Self::Reactivate => "Reactivate",
            Self::MarkGone => "Mark gone",
            Self::Teardown => "Tear down",
            Self::Logging => "Set the logging level",
            Self::Provider => "Configure a resource provider",
            Self::RemoveProvider => "Remove a resource provider",
            Self::ProviderGone => "Mark a resource provider gone",
            Self::PruneImages => "Prune images",
            Self::LaunchContainer => "Launch a container",
            Self::KillContainer => "Kill a container",
            Self::RemoveContainer => "Remove a container",
        }
    }
}
