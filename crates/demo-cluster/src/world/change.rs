//! What subscribers of the master are told. Everything else changes in silence, as with the real one.

use std::sync::Arc;

use super::agent::Agent;
use super::framework::Framework;
use super::ids::AgentKey;
use super::task::{Status, Task};

/// One event, with the thing as it was at that moment.
#[derive(Debug, Clone)]
pub enum Change {
    /// A task was launched, or came back with its agent.
    TaskAdded(Arc<Task>),
    /// A task's status was updated. The task's own state can be another one: a task that ended stays ended.
    TaskUpdated(Arc<Task>, Status),
    /// An agent registered.
    AgentAdded(Arc<Agent>),
    /// An agent left in order or its machine went down.
    AgentRemoved(AgentKey),
    /// A framework subscribed for the first time.
    FrameworkAdded(Arc<Framework>),
    /// A framework subscribed again or changed itself.
    FrameworkUpdated(Arc<Framework>),
    /// A framework is over.
    FrameworkRemoved(Arc<Framework>),
}
