//! Frameworks: one row for each framework that the master lists, completed ones included.

use super::columns;

columns! {
    ID: Name None [searched] "id", "Framework", "The framework's id.";
    NAME: Name None [searched] "name", "Name", "The name it registered with.";
    STATE: Name None [counted searched] "state", "State", "active, inactive, disconnected, recovered or completed.";
    SINCE: Time None [] "since", "Since", "Since when it has been in a state other than active, as far as this console saw it.";
    ROLES: Name None [searched] "roles", "Roles", "The roles it is subscribed to.";
    PRINCIPAL: Name None [searched] "principal", "Principal", "The principal it authenticated as.";
    USER: Name None [] "user", "User", "The user its tasks run as.";
    HOST: Name None [searched] "host", "Host", "The host its scheduler runs on.";
    WEBUI: Text None [] "webui", "Web UI", "The address of its own web interface.";
    TASKS: Count None [] "tasks", "Tasks", "Tasks that the master holds as active.";
    STAGING: Count None [] "staging", "Staging", "Active tasks that are staging or starting.";
    RUNNING: Count None [] "running", "Running", "Active tasks that are running.";
    UNREACHABLE: Count None [] "unreachable", "Unreachable", "Tasks on agents that the master cannot reach.";
    COMPLETED: Count None [] "completed", "Completed", "Ended tasks that the master remembers.";
    FAILED: Count None [] "failed", "Failed", "Ended tasks that failed, were lost, dropped or gone, as far as the master remembers.";
    CPUS: Milli None [] "cpus", "CPUs", "CPUs allocated to it.";
    MEM: Milli Mib [] "mem", "Memory", "Memory allocated to it.";
    DISK: Milli Mib [] "disk", "Disk", "Disk allocated to it.";
    GPUS: Milli None [] "gpus", "GPUs", "GPUs allocated to it.";
    CPUS_OFFERED: Milli None [] "cpus.offered", "CPUs offered", "CPUs in offers it has not answered.";
    MEM_OFFERED: Milli Mib [] "mem.offered", "Memory offered", "Memory in offers it has not answered.";
    OFFERS: Count None [] "offers", "Offers", "Offers it has not answered.";
    FAILOVER: Count Seconds [] "failover", "Failover timeout", "How long the master keeps its tasks when it disconnects.";
    REGISTERED: Time None [] "registered", "Registered", "When it first registered with this master.";
    REREGISTERED: Time None [] "reregistered", "Re-registered", "When it last registered again.";
    UNREGISTERED: Time None [] "unregistered", "Unregistered", "When it left or was removed.";
}

/// The words in [`STATE`].
pub mod state {
    /// Connected and offered resources.
    pub const ACTIVE: &str = "active";
    /// Connected, but gets no offers.
    pub const INACTIVE: &str = "inactive";
    /// Its connection is gone; its tasks run until the failover timeout.
    pub const DISCONNECTED: &str = "disconnected";
    /// Known from its tasks after a master's failover, not yet subscribed again.
    pub const RECOVERED: &str = "recovered";
    /// Gone for good.
    pub const COMPLETED: &str = "completed";
}
