//! What an agent is, where it stands and what it can do.

use serde_json::Value;

use crate::call::json::{Label, Read, words};
use crate::call::resources::Amount;
use crate::components::{lines::LineList, shown::Shown};

/// The facts of an agent.
pub fn facts(agent: &Value) -> LineList {
    let info = agent.at("agent_info");
    let domain = info.at("domain.fault_domain");
    let pid = agent.text("pid");
    let address = pid.split_once('@').map_or("", |(_, address)| address);
    LineList::default()
        .id("Agent id", info.text("id.value"))
        .text("Host", info.text("hostname"))
        .id("Address", address)
        .id("Process id", pid)
        .text("Version", agent.text("version"))
        .text("Region", domain.text("region.name"))
        .text("Zone", domain.text("zone.name"))
        .labels("Attributes", attributes(info))
        .time("Registered", agent.ms("registered_time"))
        .time("Re-registered", agent.ms("reregistered_time"))
        .text("Checkpoints", if info.flag("checkpoint") { "yes" } else { "" })
        .text("Capabilities", capabilities(agent))
        .many("Resource providers", providers(agent))
}

/// Attributes look like labels: a name and what it is.
fn attributes(info: &Value) -> Vec<Label> {
    let attribute = |attribute: &Value| {
        let name = attribute.text("name").to_owned();
        let value = match attribute.text("text.value") {
            "" => Amount::read(attribute).words(&name),
            text => text.to_owned(),
        };
        (name, value)
    };
    info.list("attributes").iter().map(attribute).collect()
}

/// What it can do, in words: `multi role, agent draining`. Mesos leaves those unnamed that it does not know itself.
pub fn capabilities(of: &Value) -> String {
    let names = of.texts("capabilities", "type").into_iter().map(|name| words(&name, ""));
    names.collect::<Vec<_>>().join(", ")
}

fn providers(agent: &Value) -> Vec<Shown> {
    let provider = |provider: &Value| {
        let info = provider.at("resource_provider_info");
        let name = Shown::Text(format!("{} ({})", info.text("name"), info.text("type")));
        Shown::Many(vec![name, Shown::Id(info.text("id.value").to_owned())])
    };
    agent.list("resource_providers").iter().map(provider).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// An agent of a real master, without its resources.
    fn agent() -> Value {
        json!({"agent_info":{"hostname":"agent2.test","port":15052,"attributes":[
            {"name":"rack","type":"TEXT","text":{"value":"r1"}},
            {"name":"slots","type":"SCALAR","scalar":{"value":2.5}},
            {"name":"vlans","type":"RANGES","ranges":{"range":[{"begin":1,"end":3}]}}],
            "id":{"value":"1008521c-a184-4155-8669-53ae6ee68b27-S2"},
            "domain":{"fault_domain":{"region":{"name":"region-1"},"zone":{"name":"zone-2"}}},"checkpoint":true},
            "active":true,"version":"1.11.0","pid":"slave(1)@127.0.0.1:15052",
            "registered_time":{"nanoseconds":1_795_307_710_581_771_008_i64},
            "capabilities":[{"type":"MULTI_ROLE"},{},{"type":"AGENT_DRAINING"}]})
    }

    #[test]
    fn a_real_agent_s_facts() {
        let lines = facts(&agent()).0;
        let names: Vec<_> = lines.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            names,
            [
                "Agent id",
                "Host",
                "Address",
                "Process id",
                "Version",
                "Region",
                "Zone",
                "Attributes",
                "Registered",
                "Checkpoints",
                "Capabilities"
            ]
        );
        assert_eq!(lines[2].1, Shown::Id("127.0.0.1:15052".into()));
        assert_eq!(lines[10].1, Shown::Text("multi role, agent draining".into()));
    }

    #[test]
    fn attributes_of_every_type() {
        let pairs = attributes(agent().at("agent_info"));
        let values: Vec<_> = pairs.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, ["r1", "2.5", "1-3"]);
    }

    #[test]
    fn an_agent_known_by_id_only() {
        let lines =
            facts(&json!({ "agent_info": { "id": { "value": "S1" }, "hostname": "" }, "active": false }));
        assert_eq!(lines.0, [("Agent id", Shown::Id("S1".into()))]);
    }
}
