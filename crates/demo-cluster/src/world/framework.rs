//! Frameworks, with what they run and ran.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::amounts::Scalars;
use super::executor::Executor;
use super::ids::FrameworkKey;
use super::pool::Kind;
use super::slab::Key;
use super::task::{Blueprint, Nanos, Task};
use super::traffic::Traffic;

/// How a framework runs its tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Long-running services: what ends is started again.
    Services,
    /// Jobs that come and go.
    Jobs,
    /// Groups of tasks that share an executor of Mesos'.
    Pods,
    /// One stateful server an agent, on reserved resources and a volume, run by the framework's own executor.
    Servers,
}

/// Where a framework stands with the master.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Connected.
    Connected,
    /// Away, with time left to come back.
    Disconnected {
        /// Since when.
        since: Nanos,
    },
    /// Known from its tasks only, after the master came up.
    Recovered,
    /// Not heard of since the master came up, neither itself nor any of its tasks.
    Unheard,
    /// Among the completed ones.
    Completed {
        /// Since when.
        since: Nanos,
    },
}

/// One framework.
#[derive(Debug, Clone)]
pub struct Framework {
    /// Its key.
    pub key: FrameworkKey,
    /// Its name; not unique in Mesos, but here.
    pub name: Arc<str>,
    /// Who its tasks run as.
    pub user: Arc<str>,
    /// Who it is, if it says.
    pub principal: Option<Arc<str>>,
    /// Roles it takes offers for.
    pub roles: Vec<Arc<str>>,
    /// Its own web page.
    pub webui_url: Option<String>,
    /// The machine its scheduler is on.
    pub hostname: Arc<str>,
    /// How long its tasks may outlive it, in seconds.
    pub failover_timeout: f64,
    /// Whether agents keep its tasks over a restart.
    pub checkpoint: bool,
    /// `FrameworkInfo.Capability.Type` of the API.
    pub capabilities: Arc<[i32]>,
    /// Labels.
    pub labels: Vec<(String, String)>,
    /// How it runs its tasks.
    pub style: Style,
    /// Where it stands.
    pub presence: Presence,
    /// Since when the master knows it.
    pub registered: Nanos,
    /// Since when it is back.
    pub reregistered: Nanos,
}

/// `FrameworkInfo.Capability.Type.REVOCABLE_RESOURCES`
pub const REVOCABLE_RESOURCES: i32 = 1;
/// `FrameworkInfo.Capability.Type.TASK_KILLING_STATE`
pub const TASK_KILLING_STATE: i32 = 2;
/// `FrameworkInfo.Capability.Type.GPU_RESOURCES`
pub const GPU_RESOURCES: i32 = 3;
/// `FrameworkInfo.Capability.Type.SHARED_RESOURCES`
pub const SHARED_RESOURCES: i32 = 4;
/// `FrameworkInfo.Capability.Type.PARTITION_AWARE`
pub const PARTITION_AWARE: i32 = 5;
/// `FrameworkInfo.Capability.Type.MULTI_ROLE`
pub const MULTI_ROLE: i32 = 6;
/// `FrameworkInfo.Capability.Type.RESERVATION_REFINEMENT`
pub const RESERVATION_REFINEMENT: i32 = 7;

impl Framework {
    /// Whether its scheduler is there: what Mesos calls active and connected, which are the same here.
    pub fn is_connected(&self) -> bool {
        self.presence == Presence::Connected
    }

    /// Whether it is over.
    pub fn is_completed(&self) -> bool {
        matches!(self.presence, Presence::Completed { .. })
    }

    /// Whether the master knows it and it is not over.
    pub fn is_present(&self) -> bool {
        !self.is_completed() && self.presence != Presence::Unheard
    }

    /// Whether it has a capability, by its number in `FrameworkInfo.Capability.Type`.
    pub fn can(&self, capability: i32) -> bool {
        self.capabilities.contains(&capability)
    }
}

/// What a framework has of one role, over all agents. Ports are counted, since two agents have the same numbers.
#[derive(Debug, Clone, Default)]
pub struct Share {
    /// Scalars by kind, in the order they came.
    pub scalars: Vec<(Kind, Scalars)>,
    /// How many agents' port of this number it has.
    pub ports: BTreeMap<u64, u32>,
}

impl Share {
    /// All scalars together.
    pub fn sum(&self) -> Scalars {
        self.scalars.iter().fold(Scalars::default(), |mut sum, (_, scalars)| {
            sum += *scalars;
            sum
        })
    }
}

/// The master's books on one framework.
#[derive(Default)]
pub struct Books {
    /// What it has, by role.
    pub shares: BTreeMap<Arc<str>, Share>,
    /// Its tasks that are not completed; those that ended wait here for their acknowledgement.
    pub active: Vec<Key<Task>>,
    /// Its executors.
    pub executors: Vec<Key<Executor>>,
    /// Its last completed tasks, oldest first.
    pub completed: VecDeque<Arc<Task>>,
    /// Its tasks on agents that are unreachable.
    pub unreachable: VecDeque<Arc<Task>>,
    /// What it launches: groups of tasks that go to one agent together, most of them of one task.
    pub units: Vec<Arc<[Arc<Blueprint>]>>,
    /// How many of the active tasks are in each state, by the state's number.
    pub states: [u32; 16],
    /// How often a task of it reached a terminal state, by the state's number.
    pub ended: [u64; 16],
    /// How many tasks it launched.
    pub launched: u64,
    /// How many status updates it was sent.
    pub updates: u64,
    /// What else passed between it and the master.
    pub traffic: Traffic,
}
