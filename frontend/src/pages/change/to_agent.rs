//! Calls that go to an agent itself.

use serde_json::Value;

use crate::call::json::Read;
use crate::change::plan::Step;

/// The call to an agent: `agent` is its entry of `GET_AGENTS`.
pub fn step(agent: &Value, call: Value) -> Step {
    let address = agent.text("pid").split_once('@').map(|(process, address)| format!("{address}/{process}"));
    Step { address, ..Step::agent(agent.text("agent_info.id.value"), call) }
}

/// What people call it.
pub fn host(agent: &Value) -> &str {
    agent.text("agent_info.hostname")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_agent_is_reached_where_its_process_is() {
        let agent = json!({
            "agent_info": { "id": { "value": "S1" }, "hostname": "n-1" },
            "pid": "slave(1)@10.0.0.7:5051",
        });
        let step = step(&agent, json!({ "type": "PRUNE_IMAGES" }));
        assert_eq!(step.agent_id.as_deref(), Some("S1"));
        assert_eq!(step.address.as_deref(), Some("10.0.0.7:5051/slave(1)"));
        assert_eq!(host(&agent), "n-1");
    }
}
