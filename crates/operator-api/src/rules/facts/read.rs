//! Agents and frameworks as their master tells of them.

use serde_json::Value;

use super::{AgentFacts, Capability, FrameworkFacts, Presence, Standing};
use crate::member::{id, items, text};
use crate::resources::{Resource, Resources};
use crate::rules::schedule::{Machine, Schedule};

impl AgentFacts {
    /// An agent out of one entry of `GET_AGENTS`, which may say `"listed": false` beside for one that the master lists no more, and the
    /// schedule that its machine may be in. `null` is an agent that the master never heard of.
    ///
    /// An entry without a `pid` is of an agent that the leading master has from the registry only. One that is no longer listed counts as
    /// unreachable unless it was to be marked gone: no entry tells the two apart. Whether it takes providers is not told; see
    /// [`Self::with_flags`].
    pub fn from_json(agent: &Value, schedule: &Schedule) -> Self {
        let drain = &agent["drain_info"];
        let (deactivated, active) = (agent["deactivated"] == true, agent["active"] == true);
        Self {
            id: id(&agent["agent_info"]["id"]).unwrap_or_default().to_owned(),
            standing: standing(agent),
            // A deactivated agent is not active either, connected or not.
            connected: active || deactivated,
            deactivated,
            draining: drain["state"] == "DRAINING",
            scheduled: schedule.names(&Machine::of_agent(agent)),
            capabilities: items(&agent["capabilities"])
                .iter()
                .filter_map(|capability| Capability::from_name(capability["type"].as_str()?))
                .collect(),
            total: Resources::from_json(&agent["total_resources"]),
            allocated: Resources::from_json(&agent["allocated_resources"]),
            takes_providers: true,
        }
    }

    /// With what the agent's own flags tell: `flags` is the whole answer to its `GET_FLAGS`.
    #[must_use]
    pub fn with_flags(self, flags: &Value) -> Self {
        let set = |flag: &Value| {
            flag["name"] == "resource_provider_config_dir"
                && flag["value"].as_str().is_some_and(|folder| !folder.is_empty())
        };
        Self { takes_providers: items(&flags["get_flags"]["flags"]).iter().any(set), ..self }
    }
}

fn standing(agent: &Value) -> Standing {
    let was_to_go = agent["drain_info"]["config"]["mark_gone"] == true;
    match agent {
        Value::Null => Standing::Unknown,
        _ if agent["listed"] == false && was_to_go => Standing::Gone,
        _ if agent["listed"] == false => Standing::Unreachable,
        _ if agent["pid"].as_str().unwrap_or_default().is_empty() => Standing::Recovered,
        _ => Standing::Registered,
    }
}

impl FrameworkFacts {
    /// A framework out of one entry of `GET_FRAMEWORKS`, which may say `"listed": false` beside for one that has completed. `null` is one that
    /// the master never heard of.
    pub fn from_json(framework: &Value) -> Self {
        let presence = match framework {
            Value::Null => Presence::Unknown,
            _ if framework["listed"] == false => Presence::Completed,
            _ if framework["recovered"] == true => Presence::Recovered,
            _ => Presence::Present,
        };
        Self { id: id(&framework["framework_info"]["id"]).unwrap_or_default().to_owned(), presence }
    }
}

impl Resources {
    /// The resources of a list as `GET_AGENTS` reports it; what has no name or no quantity is left out.
    pub fn from_json(list: &Value) -> Self {
        items(list).iter().filter_map(Resource::from_json).collect()
    }
}

impl Machine {
    /// A machine out of a `MachineID`.
    pub fn from_json(machine: &Value) -> Self {
        let given = |member: &str| text(&machine[member]).unwrap_or_default();
        Self::new(&given("hostname"), &given("ip"))
    }

    /// The machine of an agent, out of its entry of `GET_AGENTS`: the host name that it has given, and the address in its `pid`.
    ///
    /// Mesos compares both (`src/master/master.cpp`, where an agent registers).
    pub fn of_agent(agent: &Value) -> Self {
        let pid = agent["pid"].as_str().unwrap_or_default();
        let address = pid.rsplit_once('@').map_or("", |(_, address)| address);
        let ip = address.rsplit_once(':').map_or(address, |(ip, _)| ip);
        Self::new(agent["agent_info"]["hostname"].as_str().unwrap_or_default(), ip)
    }
}
