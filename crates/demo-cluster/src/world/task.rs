//! Tasks as they are kept: small, with all that several tasks have in common in one shared blueprint.

use std::sync::Arc;

use super::amounts::{Amounts, Ranges};
use super::executor::Executor;
use super::ids::{AgentKey, FrameworkKey};
use super::pool::{Kind, Pool};
use super::slab::Key;

/// Nanoseconds since 1970.
pub type Nanos = i64;

/// One second.
pub const SECOND: Nanos = 1_000_000_000;

/// `TaskState` of the API, by its numbers there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are Mesos' own")]
pub enum State {
    Starting = 0,
    Running = 1,
    Finished = 2,
    Failed = 3,
    Killed = 4,
    Lost = 5,
    Staging = 6,
    Error = 7,
    Killing = 8,
    Dropped = 9,
    Unreachable = 10,
    Gone = 11,
    GoneByOperator = 12,
}

impl State {
    /// Every state a task can be in here.
    pub const ALL: [Self; 13] = [
        Self::Starting,
        Self::Running,
        Self::Finished,
        Self::Failed,
        Self::Killed,
        Self::Lost,
        Self::Staging,
        Self::Error,
        Self::Killing,
        Self::Dropped,
        Self::Unreachable,
        Self::Gone,
        Self::GoneByOperator,
    ];

    /// Whether a task in this state will never do anything again and holds no resources.
    pub fn is_terminal(self) -> bool {
        matches!(
            self,
            Self::Finished
                | Self::Failed
                | Self::Killed
                | Self::Lost
                | Self::Error
                | Self::Dropped
                | Self::Gone
                | Self::GoneByOperator
        )
    }

    /// The word in metrics' names.
    pub fn metric(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Failed => "failed",
            Self::Killed => "killed",
            Self::Lost => "lost",
            Self::Staging => "staging",
            Self::Error => "error",
            Self::Killing => "killing",
            Self::Dropped => "dropped",
            Self::Unreachable => "unreachable",
            Self::Gone => "gone",
            Self::GoneByOperator => "gone_by_operator",
        }
    }
}

/// `TaskStatus.Source` of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are Mesos' own")]
pub enum Origin {
    Master = 0,
    Agent = 1,
    Executor = 2,
}

/// `TaskStatus.Reason` of the API: those that happen here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are Mesos' own")]
pub enum Reason {
    CommandExecutorFailed = 0,
    ExecutorTerminated = 1,
    FrameworkRemoved = 3,
    ContainerLimitationMemory = 8,
    AgentRemoved = 11,
    ContainerLaunchFailed = 21,
    HealthCheckStatusUpdated = 29,
    AgentRemovedByOperator = 31,
    AgentReregistered = 32,
    AgentDraining = 34,
}

impl Reason {
    /// The word in metrics' names.
    pub fn metric(self) -> &'static str {
        match self {
            Self::CommandExecutorFailed => "reason_command_executor_failed",
            Self::ExecutorTerminated => "reason_executor_terminated",
            Self::FrameworkRemoved => "reason_framework_removed",
            Self::ContainerLimitationMemory => "reason_container_limitation_memory",
            Self::AgentRemoved => "reason_slave_removed",
            Self::ContainerLaunchFailed => "reason_container_launch_failed",
            Self::HealthCheckStatusUpdated => "reason_task_health_check_status_updated",
            Self::AgentRemovedByOperator => "reason_slave_removed_by_operator",
            Self::AgentReregistered => "reason_slave_reregistered",
            Self::AgentDraining => "reason_slave_draining",
        }
    }
}

/// One status update.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// When.
    pub time: Nanos,
    /// Of updates that an agent keeps until they are acknowledged; 0 for those the master makes up.
    pub uuid: u128,
    /// For people.
    pub message: Option<Arc<str>>,
    /// The state told.
    pub state: State,
    /// Who says so.
    pub origin: Origin,
    /// Why.
    pub reason: Option<Reason>,
    /// What the health check found, if there is one and it ran.
    pub healthy: Option<bool>,
}

/// How a blueprint's health is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// A command that must succeed.
    Command(Arc<str>),
    /// A path that must answer.
    Http(Arc<str>),
    /// A port that must accept.
    Tcp,
}

/// In what a task is shut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Image {
    /// Nothing but the host's file system.
    None,
    /// Mesos' own containerizer with a Docker image.
    Mesos(Arc<str>),
    /// The Docker engine.
    Docker(Arc<str>),
}

/// What few tasks have.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extras {
    /// Its container has a terminal.
    pub tty: bool,
    /// How long it may take to end when it is asked to.
    pub grace: Option<Nanos>,
    /// Up to how much memory it may use beyond what it was promised, in thousandths of a MB.
    pub memory_limit: Option<i64>,
}

/// What many tasks have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Blueprint {
    /// The task's name.
    pub name: Arc<str>,
    /// The role its resources are allocated to.
    pub role: Arc<str>,
    /// What it takes, but for ports.
    pub pools: Vec<Pool>,
    /// How many ports it takes.
    pub ports: u16,
    /// Labels.
    pub labels: Vec<(String, String)>,
    /// Whether it can be found by others, under its name.
    pub discoverable: bool,
    /// How its health is checked.
    pub check: Option<Check>,
    /// What it runs in.
    pub image: Image,
    /// What it runs.
    pub command: Arc<str>,
    /// The container network it is on, if not the host's.
    pub network: Option<Arc<str>>,
    /// Who it runs as, if not as its framework's user.
    pub user: Option<Arc<str>>,
    /// What few tasks have.
    pub extras: Extras,
    /// Fails soon after it starts, every time.
    pub flapping: bool,
    /// The only agent it can run on: where its volume is.
    pub home: Option<AgentKey>,
}

/// The executor of a task, as the task remembers it when the executor is long gone.
#[derive(Debug, Clone, PartialEq)]
pub struct Runner {
    /// Its key while it lives.
    pub key: Key<Executor>,
    /// Its id.
    pub id: Arc<str>,
    /// Its container, the parent of the tasks' ones.
    pub container: u128,
    /// Its process.
    pub pid: u32,
    /// Mesos' default executor, which gives each task a container of its own.
    pub default: bool,
}

/// One task.
#[derive(Debug, Clone)]
pub struct Task {
    /// Unique in its framework.
    pub id: Box<str>,
    /// Whose it is.
    pub framework: FrameworkKey,
    /// Where it is.
    pub agent: AgentKey,
    /// The executor that runs it; none for a command task.
    pub executor: Option<Arc<Runner>>,
    /// All it shares with others of its kind.
    pub blueprint: Arc<Blueprint>,
    /// First of its ports; 0 without.
    pub port: u16,
    /// What the master holds it for.
    pub state: State,
    /// The last update of each state it went through.
    pub statuses: Vec<Status>,
    /// Its container.
    pub container: u128,
    /// The container's address, as a number.
    pub address: u32,
    /// The process of its executor.
    pub pid: u32,
}

impl Task {
    /// When it was first heard of from its agent.
    pub fn started(&self) -> Option<Nanos> {
        self.statuses.first().map(|status| status.time)
    }

    /// The last status that came from its agent: what acknowledgements are about.
    pub fn latest_update(&self) -> Option<&Status> {
        self.statuses.iter().rev().find(|status| status.uuid != 0)
    }

    /// The ports it has.
    pub fn ports(&self) -> Ranges {
        match self.blueprint.ports {
            0 => Ranges::default(),
            count => Ranges::of(u64::from(self.port), u64::from(self.port) + u64::from(count) - 1),
        }
    }

    /// All it takes, ports included: they come from the kind of its first pool.
    pub fn pools(&self) -> impl Iterator<Item = Pool> + '_ {
        self.blueprint.pools.iter().enumerate().map(|(at, pool)| Pool {
            kind: pool.kind.clone(),
            amounts: Amounts {
                scalars: pool.amounts.scalars,
                ports: if at == 0 { self.ports() } else { Ranges::default() },
            },
        })
    }
}

impl Blueprint {
    /// The kind its ports come from.
    pub fn port_kind(&self) -> Option<&Kind> {
        self.pools.first().map(|pool| &pool.kind)
    }
}
