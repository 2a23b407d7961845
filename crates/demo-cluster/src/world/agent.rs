//! Agents as the master knows them.

use std::sync::Arc;

use super::amounts::Amounts;
use super::executor::Executor;
use super::ids::AgentKey;
use super::pool::{ByRole, Kind, Pools};
use super::provider::Provider;
use super::slab::Key;
use super::task::{Nanos, Task};

/// What an attribute says.
#[derive(Debug, Clone, PartialEq)]
pub enum Attribute {
    /// A word.
    Text(Arc<str>),
    /// A number.
    Scalar(f64),
    /// Numbers.
    Ranges(u64, u64),
}

/// Where the master has an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Among its agents.
    Registered,
    /// Known from the registry after the master came up; not heard of yet.
    Recovered,
    /// Not heard of for too long; may come back.
    Unreachable {
        /// Since when.
        since: Nanos,
    },
    /// Marked gone by an operator; must not come back.
    Gone,
    /// Its machine is down for maintenance.
    Down,
    /// Left in order.
    Removed,
}

/// A drain that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drain {
    /// All its tasks have ended and were acknowledged.
    pub drained: bool,
    /// How long tasks may take to end, in nanoseconds.
    pub grace: Option<Nanos>,
    /// Mark the agent gone in the end.
    pub mark_gone: bool,
    /// When it began.
    pub since: Nanos,
}

/// One agent.
#[derive(Debug, Clone)]
pub struct Agent {
    /// Its key.
    pub key: AgentKey,
    /// Its machine's name; unique.
    pub hostname: Arc<str>,
    /// What its operator says of it.
    pub attributes: Arc<[(Arc<str>, Attribute)]>,
    /// Fault domain.
    pub region: Arc<str>,
    /// Fault domain.
    pub zone: Arc<str>,
    /// Of the software.
    pub version: Arc<str>,
    /// `AgentInfo.Capability.Type` of the API.
    pub capabilities: Arc<[i32]>,
    /// What it started with.
    pub initial: Arc<Pools>,
    /// What it has now: the same, with what was reserved and made into volumes since.
    pub total: Pools,
    /// What tasks and executors have of it.
    pub allocated: ByRole,
    /// What is on offer of it.
    pub offered: ByRole,
    /// Since when the master knows it.
    pub registered: Nanos,
    /// Since when it is back, if it was away.
    pub reregistered: Option<Nanos>,
    /// Where the master has it.
    pub standing: Standing,
    /// Whether its connection stands.
    pub connected: bool,
    /// Set apart by an operator: no offers.
    pub deactivated: bool,
    /// What gives it disks that are not its own.
    pub providers: Vec<Provider>,
    /// Set while it drains or is drained.
    pub drain: Option<Drain>,
    /// Its tasks that the master has among the active ones.
    pub tasks: Vec<Key<Task>>,
    /// Its executors.
    pub executors: Vec<Key<Executor>>,
}

impl Agent {
    /// Whether the master shows it among its agents.
    pub fn is_registered(&self) -> bool {
        self.standing == Standing::Registered
    }

    /// Whether its process runs and can be reached.
    pub fn is_there(&self) -> bool {
        matches!(self.standing, Standing::Registered | Standing::Recovered) && self.connected
    }

    /// What Mesos calls active: connected and not set apart.
    pub fn is_active(&self) -> bool {
        self.is_registered() && self.connected && !self.deactivated
    }

    /// Whether it has a capability, by its number in `AgentInfo.Capability.Type`.
    pub fn can(&self, capability: i32) -> bool {
        self.capabilities.contains(&capability)
    }

    /// What is left of a kind, neither allocated nor offered.
    pub fn free(&self, kind: &Kind) -> Amounts {
        let mut left = self.total.of(kind).cloned().unwrap_or_default();
        left -= &self.allocated.of(kind);
        left -= &self.offered.of(kind);
        left
    }

    /// All that is left, of every kind.
    pub fn available(&self) -> Pools {
        self.total
            .iter()
            .map(|pool| super::pool::Pool { kind: pool.kind.clone(), amounts: self.free(&pool.kind) })
            .collect()
    }
}
