//! Offer operations: one row for each that the master still knows of.

use super::columns;

columns! {
    UUID: Text None [searched] "uuid", "Operation", "The operation's UUID.";
    ID: Text None [searched] "id", "Id", "The id that its framework gave it; empty if it gave none.";
    TYPE: Name None [counted searched] "type", "Type", "What it does, as Mesos names it: `RESERVE`.";
    STATE: Name None [counted searched] "state", "State", "Its latest state, as Mesos names it.";
    FRAMEWORK_ID: Name None [] "framework_id", "Framework id", "The id of the framework that asked for it; empty for an operator's call.";
    FRAMEWORK: Name None [searched] "framework", "Framework", "The name of that framework.";
    AGENT_ID: Name None [] "agent_id", "Agent id", "The id of the agent it is carried out on.";
    HOST: Name None [searched] "host", "Host", "The host name of that agent.";
    PROVIDER: Name None [] "provider", "Provider", "The resource provider that carries it out; empty for the agent itself.";
    ROLE: Name None [searched] "role", "Role", "The role whose resources it changes; several roles if they are of several.";
    RESOURCES: Text None [searched] "resources", "Resources", "What it changes, as Mesos prints resources.";
    MESSAGE: Text None [searched] "message", "Message", "What its latest status says.";
    SEEN: Time None [] "seen", "Seen", "When this console first saw it.";
    UPDATED: Time None [] "updated", "Updated", "When this console saw its state change last.";
}
