//! Agents: one row for each agent that the master lists, and for each it has listed before and no longer does.

use super::columns;

columns! {
    ID: Name None [searched] "id", "Agent", "The agent's id.";
    HOST: Name None [searched] "host", "Host", "The host name it registered with.";
    STATE: Name None [counted searched] "state", "State", "active, deactivated, draining, drained, disconnected, recovering, unreachable or gone.";
    SINCE: Time None [] "since", "Since", "Since when it has been in a state other than active, as far as this console saw it.";
    VERSION: Name None [counted searched] "version", "Version", "The Mesos version it runs.";
    REGION: Name None [counted searched] "region", "Region", "The region of its fault domain.";
    ZONE: Name None [searched] "zone", "Zone", "The zone of its fault domain.";
    ATTRIBUTES: Text None [searched] "attributes", "Attributes", "Its attributes, as name:value.";
    ADDRESS: Text None [searched] "address", "Address", "Where its process listens.";
    TASKS: Count None [] "tasks", "Tasks", "Tasks that the master holds as active on it.";
    CPUS_TOTAL: Milli None [] "cpus.total", "CPUs", "All its CPUs.";
    CPUS_ALLOCATED: Milli None [] "cpus.allocated", "CPUs allocated", "CPUs allocated from what is not reserved.";
    CPUS_FROM_RESERVATION: Milli None [] "cpus.from_reservation", "CPUs allocated from reservations", "CPUs allocated from what is reserved.";
    CPUS_OFFERED: Milli None [] "cpus.offered", "CPUs offered", "CPUs in outstanding offers.";
    CPUS_RESERVED: Milli None [] "cpus.reserved", "CPUs reserved, idle", "CPUs reserved and neither allocated nor offered.";
    CPUS_FREE: Milli None [] "cpus.free", "CPUs free", "CPUs that are none of these.";
    MEM_TOTAL: Milli Mib [] "mem.total", "Memory", "All its memory.";
    MEM_ALLOCATED: Milli Mib [] "mem.allocated", "Memory allocated", "Memory allocated from what is not reserved.";
    MEM_FROM_RESERVATION: Milli Mib [] "mem.from_reservation", "Memory allocated from reservations", "Memory allocated from what is reserved.";
    MEM_OFFERED: Milli Mib [] "mem.offered", "Memory offered", "Memory in outstanding offers.";
    MEM_RESERVED: Milli Mib [] "mem.reserved", "Memory reserved, idle", "Memory reserved and neither allocated nor offered.";
    MEM_FREE: Milli Mib [] "mem.free", "Memory free", "Memory that is none of these.";
    DISK_TOTAL: Milli Mib [] "disk.total", "Disk", "All its disk.";
    DISK_ALLOCATED: Milli Mib [] "disk.allocated", "Disk allocated", "Disk allocated from what is not reserved.";
    DISK_FROM_RESERVATION: Milli Mib [] "disk.from_reservation", "Disk allocated from reservations", "Disk allocated from what is reserved.";
    DISK_OFFERED: Milli Mib [] "disk.offered", "Disk offered", "Disk in outstanding offers.";
    DISK_RESERVED: Milli Mib [] "disk.reserved", "Disk reserved, idle", "Disk reserved and neither allocated nor offered.";
    DISK_FREE: Milli Mib [] "disk.free", "Disk free", "Disk that is none of these.";
    GPUS_TOTAL: Milli None [] "gpus.total", "GPUs", "All its GPUs.";
    GPUS_ALLOCATED: Milli None [] "gpus.allocated", "GPUs allocated", "GPUs allocated from what is not reserved.";
    GPUS_FROM_RESERVATION: Milli None [] "gpus.from_reservation", "GPUs allocated from reservations", "GPUs allocated from what is reserved.";
    GPUS_OFFERED: Milli None [] "gpus.offered", "GPUs offered", "GPUs in outstanding offers.";
    GPUS_RESERVED: Milli None [] "gpus.reserved", "GPUs reserved, idle", "GPUs reserved and neither allocated nor offered.";
    GPUS_FREE: Milli None [] "gpus.free", "GPUs free", "GPUs that are none of these.";
    REGISTERED: Time None [] "registered", "Registered", "When it first registered with this master.";
    REREGISTERED: Time None [] "reregistered", "Re-registered", "When it last registered again.";
    DRAIN_ENDS: Time None [] "drain.ends", "Drain ends", "When a drain's grace period is over, as the master estimates it.";
}

/// The first of the six columns of each resource, in the order of the resource bar: total, allocated, from a reservation,
/// offered, reserved but idle, free.
pub const RESOURCES: [(&str, usize); 4] =
    [("cpus", CPUS_TOTAL), ("mem", MEM_TOTAL), ("disk", DISK_TOTAL), ("gpus", GPUS_TOTAL)];

/// The words in [`STATE`].
pub mod state {
    /// Registered, connected, offered to frameworks.
    pub const ACTIVE: &str = "active";
    /// Deactivated by an operator: no offers.
    pub const DEACTIVATED: &str = "deactivated";
    /// Deactivated, its tasks being killed.
    pub const DRAINING: &str = "draining";
    /// Deactivated, with no task left.
    pub const DRAINED: &str = "drained";
    /// Registered, but its connection to the master is gone.
    pub const DISCONNECTED: &str = "disconnected";
    /// Known from the registry after a master's failover, not yet registered again.
    pub const RECOVERING: &str = "recovering";
    /// No longer listed by the master: it could not be reached.
    pub const UNREACHABLE: &str = "unreachable";
    /// No longer listed by the master: an operator marked it gone.
    pub const GONE: &str = "gone";
}
