//! Executors: one row for each that the master lists. It does not list the built-in executor of single tasks.

use super::columns;

columns! {
    ID: Text None [searched] "id", "Executor", "The executor's id, unique within its framework on its agent.";
    NAME: Name None [searched] "name", "Name", "The name its framework gave it.";
    TYPE: Name None [counted searched] "type", "Type", "default (of Mesos, for groups of tasks) or custom (the framework's own).";
    FRAMEWORK_ID: Name None [] "framework_id", "Framework id", "The id of its framework.";
    FRAMEWORK: Name None [searched] "framework", "Framework", "The name of its framework.";
    AGENT_ID: Name None [] "agent_id", "Agent id", "The id of the agent it runs on.";
    HOST: Name None [searched] "host", "Host", "The host name of the agent it runs on.";
    ROLE: Name None [searched] "role", "Role", "The role its resources are allocated to.";
    TASKS: Count None [] "tasks", "Tasks", "Tasks of its that the master holds as active.";
    CPUS: Milli None [] "cpus", "CPUs", "CPUs allocated to the executor itself.";
    MEM: Milli Mib [] "mem", "Memory", "Memory allocated to the executor itself.";
    DISK: Milli Mib [] "disk", "Disk", "Disk allocated to the executor itself.";
    GPUS: Milli None [] "gpus", "GPUs", "GPUs allocated to the executor itself.";
    SOURCE: Name None [searched] "source", "Source", "Where it comes from, as its framework says.";
}

/// The word in [`TYPE`] for Mesos' own executor of groups of tasks.
pub const DEFAULT: &str = "default";
/// The word in [`TYPE`] for a framework's own.
pub const CUSTOM: &str = "custom";
/// The word in [`TYPE`] for the built-in executor of single tasks, where a master lists one.
pub const COMMAND: &str = "command";
