//! What is going to happen, in the order of logical time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use super::ids::{AgentKey, FrameworkKey};
use super::operation::Operation;
use super::slab::Key;
use super::task::{Nanos, Task};
use super::visit::Visit;

/// Something that will happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// A staged task is heard of, a starting one runs.
    Progress(Key<Task>),
    /// A flapping task fails again.
    Flap(Key<Task>),
    /// A task that was asked to end does so.
    Die(Key<Task>),
    /// A framework acknowledges the end of its task.
    Acknowledge(Key<Task>),
    /// The health check of a task found something else than before.
    Heal(Key<Task>, bool),
    /// A framework launches one of its units.
    Launch(FrameworkKey, usize),
    /// Something ends or is checked somewhere: the everyday life of the cluster.
    Churn,
    /// Offers are made and taken back.
    Offers,
    /// Time for the scenario to make something happen.
    Story,
    /// Time to look after the rolling upgrade.
    Rollout,
    /// An agent was not heard of for too long.
    PingTimeout(AgentKey),
    /// An agent did not come back in time after a master came up.
    ReregisterTimeout(AgentKey),
    /// An agent that was away comes back.
    Return(AgentKey),
    /// A framework did not come back in time.
    FailoverTimeout(FrameworkKey),
    /// A framework that was away comes back.
    Resubscribe(FrameworkKey),
    /// A framework that came by goes on.
    Visit(FrameworkKey, Visit),
    /// An operation has taken its time.
    Operate(Key<Operation>),
    /// A framework acknowledges how its operation ended.
    AcknowledgeOperation(Key<Operation>),
    /// A framework takes back what its operation did.
    Undo(Box<Operation>),
    /// Time for a framework that keeps data to work on its resources.
    Store,
    /// A resource provider, by its type and its name, has come up.
    Provide(AgentKey, Arc<str>, Arc<str>),
    /// The logging level goes back to what it was.
    RevertLogging(u64),
}

/// Actions by time; those of one moment in the order they were scheduled.
#[derive(Default)]
pub struct Schedule {
    heap: BinaryHeap<Reverse<Due>>,
    sequence: u64,
}

struct Due {
    time: Nanos,
    sequence: u64,
    action: Action,
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.sequence == other.sequence
    }
}
impl Eq for Due {}
impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Due {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.time, self.sequence).cmp(&(other.time, other.sequence))
    }
}

impl Schedule {
    /// Lets something happen at a time.
    pub fn at(&mut self, time: Nanos, action: Action) {
        self.sequence += 1;
        self.heap.push(Reverse(Due { time, sequence: self.sequence, action }));
    }

    /// The next thing that happens no later than this, and when.
    pub fn next(&mut self, until: Nanos) -> Option<(Nanos, Action)> {
        if self.heap.peek()?.0.time > until {
            return None;
        }
        self.heap.pop().map(|Reverse(due)| (due.time, due.action))
    }
}
