//! Offers: one row for each offer that a framework has not answered.

use super::columns;

columns! {
    ID: Text None [searched] "id", "Offer", "The offer's id.";
    KIND: Name None [counted searched] "kind", "Kind", "offer, or inverse where the master asks for resources back.";
    FRAMEWORK_ID: Name None [] "framework_id", "Framework id", "The id of the framework it was made to.";
    FRAMEWORK: Name None [searched] "framework", "Framework", "The name of the framework it was made to.";
    AGENT_ID: Name None [] "agent_id", "Agent id", "The id of the agent whose resources they are.";
    HOST: Name None [searched] "host", "Host", "The host name of that agent.";
    ROLE: Name None [searched] "role", "Role", "The role the resources are offered to.";
    CPUS: Milli None [] "cpus", "CPUs", "CPUs offered.";
    MEM: Milli Mib [] "mem", "Memory", "Memory offered.";
    DISK: Milli Mib [] "disk", "Disk", "Disk offered.";
    GPUS: Milli None [] "gpus", "GPUs", "GPUs offered.";
    PORTS: Text None [] "ports", "Ports", "Ports offered.";
    SINCE: Time None [] "since", "Since", "Since when it has been unanswered, as far as this console saw it.";
}

/// The word in [`KIND`] for resources offered to a framework.
pub const OFFER: &str = "offer";
/// The word in [`KIND`] for resources asked back for maintenance.
pub const INVERSE: &str = "inverse";
