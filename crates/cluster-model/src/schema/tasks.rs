//! Tasks: one row for each task the master lists as active, unreachable or completed.

use super::columns;

columns! {
    ID: Text None [searched] "id", "Task", "The task's id, unique within its framework.";
    NAME: Text None [searched] "name", "Name", "The name its framework gave it.";
    LIST: Name None [counted] "list", "List", "Where the master lists it: active, unreachable or completed.";
    STATE: Name None [counted searched] "state", "State", "The task's state, as Mesos names it.";
    HEALTH: Name None [counted] "health", "Health", "What its health check said last: healthy or unhealthy.";
    FRAMEWORK_ID: Name None [] "framework_id", "Framework id", "The id of the framework that runs it.";
    FRAMEWORK: Name None [searched] "framework", "Framework", "The name of the framework that runs it.";
    ROLE: Name None [searched] "role", "Role", "The role its resources are allocated to.";
    AGENT_ID: Name None [] "agent_id", "Agent id", "The id of the agent it runs on.";
    HOST: Name None [searched] "host", "Host", "The host name of the agent it runs on.";
    EXECUTOR: Text None [] "executor", "Executor", "Its executor's id; empty for the built-in command executor.";
    USER: Name None [] "user", "User", "The user it runs as, where one is set.";
    REASON: Name None [] "reason", "Reason", "The reason of its latest status, where there is one.";
    CPUS: Milli None [] "cpus", "CPUs", "CPUs allocated to it.";
    MEM: Milli Mib [] "mem", "Memory", "Memory allocated to it.";
    DISK: Milli Mib [] "disk", "Disk", "Disk allocated to it.";
    GPUS: Milli None [] "gpus", "GPUs", "GPUs allocated to it.";
    STARTED: Time None [] "started", "Started", "When it was first seen running.";
    UPDATED: Time None [] "updated", "Updated", "When its latest status was made.";
}

/// The word in [`LIST`] for tasks that the master holds as active, terminal but unacknowledged ones included.
pub const ACTIVE: &str = "active";
/// The word in [`LIST`] for tasks on agents that the master cannot reach.
pub const UNREACHABLE: &str = "unreachable";
/// The word in [`LIST`] for tasks that have ended and that the master remembers.
pub const COMPLETED: &str = "completed";
