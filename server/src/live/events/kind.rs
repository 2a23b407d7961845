//! What kinds of events there are: those of the master's stream, and those that the console makes of what the stream does not tell.

/// A kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::live) enum Kind {
    /// A task was launched, or its agent came back with it.
    TaskAdded,
    /// A task has another status.
    TaskUpdated,
    /// An agent registered.
    AgentAdded,
    /// An agent left in order.
    AgentRemoved,
    /// A framework subscribed.
    FrameworkAdded,
    /// A framework subscribed again or changed itself.
    FrameworkUpdated,
    /// A framework was torn down, or its failover timeout is over.
    FrameworkRemoved,
    /// A poll found an agent in another state.
    AgentState,
    /// A poll found a framework in another state.
    FrameworkState,
    /// A poll found another quota.
    Quota,
    /// A poll found another weight.
    Weight,
    /// Another master leads, or the same was elected anew.
    Leader,
    /// The console's connection to the leading master.
    Connection,
}

impl Kind {
    const ALL: [Self; 13] = [
        Self::TaskAdded,
        Self::TaskUpdated,
        Self::AgentAdded,
        Self::AgentRemoved,
        Self::FrameworkAdded,
        Self::FrameworkUpdated,
        Self::FrameworkRemoved,
        Self::AgentState,
        Self::FrameworkState,
        Self::Quota,
        Self::Weight,
        Self::Leader,
        Self::Connection,
    ];

    /// Its name; for those of the stream, Mesos' own.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::TaskAdded => "TASK_ADDED",
            Self::TaskUpdated => "TASK_UPDATED",
            Self::AgentAdded => "AGENT_ADDED",
            Self::AgentRemoved => "AGENT_REMOVED",
            Self::FrameworkAdded => "FRAMEWORK_ADDED",
            Self::FrameworkUpdated => "FRAMEWORK_UPDATED",
            Self::FrameworkRemoved => "FRAMEWORK_REMOVED",
            Self::AgentState => "AGENT_STATE",
            Self::FrameworkState => "FRAMEWORK_STATE",
            Self::Quota => "QUOTA",
            Self::Weight => "WEIGHT",
            Self::Leader => "LEADER",
            Self::Connection => "CONNECTION",
        }
    }

    /// The kind of that name, in any case.
    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn names_are_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of(&kind.name().to_lowercase()), Some(kind));
        }
        assert_eq!(Kind::of("HEARTBEAT"), None);
    }
}
