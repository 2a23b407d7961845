//! Executors: what runs the tasks of a pod or of a framework with an executor of its own.

use std::sync::Arc;

use super::ids::{AgentKey, FrameworkKey};
use super::pool::Pool;

/// One executor.
#[derive(Debug, Clone)]
pub struct Executor {
    /// Unique in its framework.
    pub id: Arc<str>,
    /// Shown to people; the default executor has none.
    pub name: Arc<str>,
    /// Whose it is.
    pub framework: FrameworkKey,
    /// Where it is.
    pub agent: AgentKey,
    /// The default executor of Mesos, which runs pods, rather than one the framework brings.
    pub default: bool,
    /// The role its resources are allocated to.
    pub role: Arc<str>,
    /// What it takes for itself.
    pub pool: Pool,
    /// What it runs, if it is the framework's own.
    pub command: Option<Arc<str>>,
    /// Its container, the parent of its tasks' ones.
    pub container: u128,
    /// Its process.
    pub pid: u32,
    /// How many of its tasks have not ended.
    pub tasks: u32,
}
