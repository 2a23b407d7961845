//! Reservations: one row for each agent and stack of reservations on it.

use super::columns;

columns! {
    KEY: Text None [] "key", "Key", "Names the reservation: the same for as long as the agent has it.";
    AGENT_ID: Name None [] "agent_id", "Agent id", "The id of the agent it is on.";
    HOST: Name None [searched] "host", "Host", "The host name of the agent it is on.";
    ROLE: Name None [searched] "role", "Role", "The role that has it: the innermost of the stack.";
    STACK: Name None [searched] "stack", "Refines", "The roles from the outermost reservation to the innermost, where one refines another.";
    KIND: Name None [counted searched] "kind", "Kind", "static (by the agent's flags) or dynamic (by a call).";
    STATE: Name None [counted searched] "state", "State", "used if anything of it is allocated, or else idle.";
    PRINCIPAL: Name None [searched] "principal", "Principal", "Who reserved it.";
    LABELS: Name None [searched] "labels", "Labels", "Its labels, as key:value.";
    CPUS: Milli None [] "cpus", "CPUs", "CPUs of it.";
    CPUS_ALLOCATED: Milli None [] "cpus.allocated", "CPUs allocated", "CPUs of it that are allocated.";
    MEM: Milli Mib [] "mem", "Memory", "Memory of it.";
    MEM_ALLOCATED: Milli Mib [] "mem.allocated", "Memory allocated", "Memory of it that is allocated.";
    DISK: Milli Mib [] "disk", "Disk", "Disk of it.";
    DISK_ALLOCATED: Milli Mib [] "disk.allocated", "Disk allocated", "Disk of it that is allocated.";
    GPUS: Milli None [] "gpus", "GPUs", "GPUs of it.";
    GPUS_ALLOCATED: Milli None [] "gpus.allocated", "GPUs allocated", "GPUs of it that are allocated.";
    PORTS: Text None [] "ports", "Ports", "Ports of it.";
    OTHER: Text None [searched] "other", "Other", "Resources of it other than these.";
    VOLUMES: Count None [] "volumes", "Volumes", "Persistent volumes on it.";
}

/// The two columns of each resource: how much it is, and how much of it is allocated.
pub const RESOURCES: [(&str, usize, usize); 4] = [
    ("cpus", CPUS, CPUS_ALLOCATED),
    ("mem", MEM, MEM_ALLOCATED),
    ("disk", DISK, DISK_ALLOCATED),
    ("gpus", GPUS, GPUS_ALLOCATED),
];

/// The word in [`KIND`] for what an agent's flags reserve.
pub const STATIC: &str = "static";
/// The word in [`KIND`] for what a call reserved.
pub const DYNAMIC: &str = "dynamic";
/// The word in [`STATE`] for a reservation of which something is allocated.
pub const USED: &str = "used";
/// The word in [`STATE`] for a reservation of which nothing is allocated.
pub const IDLE: &str = "idle";
