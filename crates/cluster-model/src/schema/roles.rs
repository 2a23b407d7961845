//! Roles: one row for each role that the master lists, that has a quota or a weight, or that holds anything on an agent, and for each role above one.

use super::columns;

columns! {
    NAME: Name None [searched] "name", "Role", "The role's whole name.";
    PARENT: Name None [] "parent", "Parent", "The role above it; empty at the top.";
    DEPTH: Count None [] "depth", "Depth", "How many roles are above it.";
    WEIGHT: Milli None [] "weight", "Weight", "Its weight among its siblings: 1 unless it was given another.";
    FRAMEWORKS: Count None [] "frameworks", "Frameworks", "Frameworks that are subscribed to this very role.";
    CPUS_ALLOCATED: Milli None [] "cpus.allocated", "CPUs allocated", "CPUs allocated to the role and those below it.";
    CPUS_OFFERED: Milli None [] "cpus.offered", "CPUs offered", "CPUs in outstanding offers to the role and those below it.";
    CPUS_RESERVED: Milli None [] "cpus.reserved", "CPUs reserved", "CPUs reserved to the role and those below it, used or not.";
    CPUS_CONSUMED: Milli None [] "cpus.consumed", "CPUs of quota", "CPUs that count against its limit: allocated, or reserved and not allocated.";
    CPUS_GUARANTEE: Milli None [] "cpus.guarantee", "CPUs guaranteed", "CPUs that its quota guarantees; nothing if it has no guarantee.";
    CPUS_LIMIT: Milli None [] "cpus.limit", "CPUs limit", "CPUs beyond which it gets no more; nothing if unlimited.";
    MEM_ALLOCATED: Milli Mib [] "mem.allocated", "Memory allocated", "Memory allocated to the role and those below it.";
    MEM_OFFERED: Milli Mib [] "mem.offered", "Memory offered", "Memory in outstanding offers to the role and those below it.";
    MEM_RESERVED: Milli Mib [] "mem.reserved", "Memory reserved", "Memory reserved to the role and those below it, used or not.";
    MEM_CONSUMED: Milli Mib [] "mem.consumed", "Memory of quota", "Memory that counts against its limit: allocated, or reserved and not allocated.";
    MEM_GUARANTEE: Milli Mib [] "mem.guarantee", "Memory guaranteed", "Memory that its quota guarantees; nothing if it has no guarantee.";
    MEM_LIMIT: Milli Mib [] "mem.limit", "Memory limit", "Memory beyond which it gets no more; nothing if unlimited.";
    DISK_ALLOCATED: Milli Mib [] "disk.allocated", "Disk allocated", "Disk allocated to the role and those below it.";
    DISK_OFFERED: Milli Mib [] "disk.offered", "Disk offered", "Disk in outstanding offers to the role and those below it.";
    DISK_RESERVED: Milli Mib [] "disk.reserved", "Disk reserved", "Disk reserved to the role and those below it, used or not.";
    DISK_CONSUMED: Milli Mib [] "disk.consumed", "Disk of quota", "Disk that counts against its limit: allocated, or reserved and not allocated.";
    DISK_GUARANTEE: Milli Mib [] "disk.guarantee", "Disk guaranteed", "Disk that its quota guarantees; nothing if it has no guarantee.";
    DISK_LIMIT: Milli Mib [] "disk.limit", "Disk limit", "Disk beyond which it gets no more; nothing if unlimited.";
    GPUS_ALLOCATED: Milli None [] "gpus.allocated", "GPUs allocated", "GPUs allocated to the role and those below it.";
    GPUS_OFFERED: Milli None [] "gpus.offered", "GPUs offered", "GPUs in outstanding offers to the role and those below it.";
    GPUS_RESERVED: Milli None [] "gpus.reserved", "GPUs reserved", "GPUs reserved to the role and those below it, used or not.";
    GPUS_CONSUMED: Milli None [] "gpus.consumed", "GPUs of quota", "GPUs that count against its limit: allocated, or reserved and not allocated.";
    GPUS_GUARANTEE: Milli None [] "gpus.guarantee", "GPUs guaranteed", "GPUs that its quota guarantees; nothing if it has no guarantee.";
    GPUS_LIMIT: Milli None [] "gpus.limit", "GPUs limit", "GPUs beyond which it gets no more; nothing if unlimited.";
}

/// The first of the six columns of each resource: allocated, offered, reserved, consumed, guarantee, limit.
pub const RESOURCES: [(&str, usize); 4] =
    [("cpus", CPUS_ALLOCATED), ("mem", MEM_ALLOCATED), ("disk", DISK_ALLOCATED), ("gpus", GPUS_ALLOCATED)];

/// Where a figure stands after a resource's first column, as in [`RESOURCES`].
pub mod figure {
    /// Allocated to the role's subtree.
    pub const ALLOCATED: usize = 0;
    /// Offered to the role's subtree.
    pub const OFFERED: usize = 1;
    /// Reserved to the role's subtree.
    pub const RESERVED: usize = 2;
    /// Counts against the quota.
    pub const CONSUMED: usize = 3;
    /// The quota's guarantee.
    pub const GUARANTEE: usize = 4;
    /// The quota's limit.
    pub const LIMIT: usize = 5;
}
