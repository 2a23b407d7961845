//! Operations on resources: what they make of what, for whom, and how far they are.

use std::sync::Arc;

use super::ids::{AgentKey, FrameworkKey};
use super::pool::{Pools, SourceKind};

/// `Offer.Operation.Type` of the API, but for launches, which are no operations on resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are Mesos' own")]
pub enum OperationKind {
    Reserve = 2,
    Unreserve = 3,
    Create = 4,
    Destroy = 5,
    GrowVolume = 11,
    ShrinkVolume = 12,
    CreateDisk = 13,
    DestroyDisk = 14,
}

impl OperationKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Reserve,
        Self::Unreserve,
        Self::Create,
        Self::Destroy,
        Self::GrowVolume,
        Self::ShrinkVolume,
        Self::CreateDisk,
        Self::DestroyDisk,
    ];

    /// The word in metrics' names.
    pub fn metric(self) -> &'static str {
        match self {
            Self::Reserve => "reserve",
            Self::Unreserve => "unreserve",
            Self::Create => "create",
            Self::Destroy => "destroy",
            Self::GrowVolume => "grow_volume",
            Self::ShrinkVolume => "shrink_volume",
            Self::CreateDisk => "create_disk",
            Self::DestroyDisk => "destroy_disk",
        }
    }

    /// What takes back what this did.
    pub fn inverse(self) -> Self {
        match self {
            Self::Reserve => Self::Unreserve,
            Self::Unreserve => Self::Reserve,
            Self::Create => Self::Destroy,
            Self::Destroy => Self::Create,
            Self::GrowVolume => Self::ShrinkVolume,
            Self::ShrinkVolume => Self::GrowVolume,
            Self::CreateDisk => Self::DestroyDisk,
            Self::DestroyDisk => Self::CreateDisk,
        }
    }

    /// Whether the master takes its success for granted, and its effect with it.
    pub fn is_speculative(self) -> bool {
        !matches!(self, Self::CreateDisk | Self::DestroyDisk)
    }
}

/// `OperationState` of the API, by its numbers there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are Mesos' own")]
pub enum OperationState {
    Pending = 1,
    Finished = 2,
    Failed = 3,
    Error = 4,
    Dropped = 5,
    Unreachable = 6,
    GoneByOperator = 7,
    Recovering = 8,
}

impl OperationState {
    /// Every state an operation can be in.
    pub const ALL: [Self; 8] = [
        Self::Pending,
        Self::Finished,
        Self::Failed,
        Self::Error,
        Self::Dropped,
        Self::Unreachable,
        Self::GoneByOperator,
        Self::Recovering,
    ];

    /// Whether nothing will come of it any more.
    pub fn is_terminal(self) -> bool {
        !matches!(self, Self::Pending | Self::Unreachable | Self::Recovering)
    }

    /// The word in metrics' names.
    pub fn metric(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Finished => "finished",
            Self::Failed => "failed",
            Self::Error => "error",
            Self::Dropped => "dropped",
            Self::Unreachable => "unreachable",
            Self::GoneByOperator => "gone_by_operator",
            Self::Recovering => "recovering",
        }
    }
}

/// What was said of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationStatus {
    /// The state told.
    pub state: OperationState,
    /// Of what is kept until it is acknowledged; 0 for what the master makes up.
    pub uuid: u128,
    /// For people.
    pub message: Option<Arc<str>>,
}

/// Who wants an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requester {
    /// The framework.
    pub framework: FrameworkKey,
    /// The role it acts in.
    pub role: Arc<str>,
    /// What it calls the operation, if it wants to hear of it.
    pub id: Option<Arc<str>>,
}

/// One operation on an agent's resources.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// What it does.
    pub kind: OperationKind,
    /// Where.
    pub agent: AgentKey,
    /// For whom; for an operator if it is for no framework.
    pub requester: Option<Requester>,
    /// Its own number.
    pub uuid: u128,
    /// What there is before.
    pub consumed: Pools,
    /// What there is after, in its stead.
    pub converted: Pools,
    /// What a disk is to become.
    pub target: Option<SourceKind>,
    /// What was said of it, oldest first; nothing while it is pending.
    pub statuses: Vec<OperationStatus>,
}

impl Operation {
    /// Where it stands.
    pub fn state(&self) -> OperationState {
        self.statuses.last().map_or(OperationState::Pending, |status| status.state)
    }

    /// The resource provider it is for, if its resources are not the agent's own.
    pub fn provider(&self) -> Option<&Arc<str>> {
        self.consumed.iter().find_map(|pool| pool.kind.provided()).map(|provided| &provided.provider)
    }

    /// Whether it holds what it consumes until it is over. The others have their effect already.
    pub fn holds(&self) -> bool {
        self.requester.is_some() && !self.kind.is_speculative() && !self.state().is_terminal()
    }

    /// What its framework wants to hear of it by.
    pub fn id(&self) -> Option<&Arc<str>> {
        self.requester.as_ref()?.id.as_ref()
    }
}
