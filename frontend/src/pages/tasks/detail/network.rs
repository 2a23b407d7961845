//! Where a task can be reached, and as what it wants to be found.

use serde_json::Value;

use crate::call::json::{Label, Read, labels, words};
use crate::components::{lines::LineList, shown::Shown};

/// The networks of the task's container, as its latest status with one tells, and what it announces.
pub fn network(task: &Value) -> LineList {
    let statuses = task.list("statuses").iter().rev();
    let networks =
        statuses.map(|status| status.list("container_status.network_infos")).find(|list| !list.is_empty());
    let lines = networks.unwrap_or_default().iter().fold(LineList::default(), add_network);
    add_discovery(lines, task.at("discovery"))
}

fn add_network(lines: LineList, network: &Value) -> LineList {
    let addresses = network.texts("ip_addresses", "ip_address").into_iter().map(Shown::Id).collect();
    let name = match network.text("name") {
        "" => "the agent's own",
        name => name,
    };
    lines
        .text("Network", name)
        .many("Address", addresses)
        .text("Groups", network.texts("groups", "").join(", "))
        .many("Port mappings", port_mappings(network).into_iter().map(Shown::Code).collect())
}

/// Ports of the host that lead to ports of the container: `31080 → 80/tcp`.
pub fn port_mappings(of: &Value) -> Vec<String> {
    let mapping = |mapping: &Value| {
        let (host, container) = (mapping.whole("host_port")?, mapping.whole("container_port")?);
        Some(format!("{host} → {container}{}", protocol(mapping)))
    };
    of.list("port_mappings").iter().filter_map(mapping).collect()
}

fn protocol(of: &Value) -> String {
    match of.text("protocol") {
        "" => String::new(),
        protocol => format!("/{}", protocol.to_lowercase()),
    }
}

fn add_discovery(lines: LineList, discovery: &Value) -> LineList {
    let place = ["environment", "location", "version"].map(|path| discovery.text(path));
    let place: Vec<_> = place.into_iter().filter(|text| !text.is_empty()).collect();
    let ports = discovery.list("ports.ports").iter().map(announced).collect();
    lines
        .text("Announced as", discovery.text("name"))
        .text("Visible to", words(discovery.text("visibility"), ""))
        .text("Environment", place.join(" · "))
        .many("Announced ports", ports)
        .labels("Discovery labels", labels(discovery, "labels"))
}

/// A port that the task announces: `33000/tcp http, visible to external`, and its labels.
fn announced(port: &Value) -> Shown {
    let number = port.whole("number").map(|number| number.to_string()).unwrap_or_default();
    let name = match port.text("name") {
        "" => String::new(),
        name => format!(" {name}"),
    };
    let visibility = match port.text("visibility") {
        "" => String::new(),
        visibility => format!(", visible to {}", words(visibility, "")),
    };
    let text = format!("{number}{}{name}{visibility}", protocol(port));
    let labels: Vec<Label> = labels(port, "labels");
    if labels.is_empty() {
        Shown::Text(text)
    } else {
        Shown::Many(vec![Shown::Text(text), Shown::Labels(labels)])
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_real_task_on_the_agent_s_network() {
        let task = json!({"statuses":[
            {"container_status":{"network_infos":[{"ip_addresses":[{"protocol":"IPv4","ip_address":"127.0.0.1"}]}]}},
            {"state":"TASK_KILLED"},
        ]});
        assert_eq!(
            network(&task).0,
            [
                ("Network", Shown::Text("the agent's own".into())),
                ("Address", Shown::Many(vec![Shown::Id("127.0.0.1".into())])),
            ]
        );
    }

    #[test]
    fn a_real_discovery() {
        let task = json!({"discovery":{"visibility":"CLUSTER","name":"printer","environment":"test","location":"loopback",
            "version":"v1","ports":{"ports":[{"number":33000,"name":"http","protocol":"tcp","visibility":"EXTERNAL",
            "labels":{"labels":[{"key":"vip","value":"/printer:80"}]}}]}}});
        let port = Shown::Many(vec![
            Shown::Text("33000/tcp http, visible to external".into()),
            Shown::Labels(vec![("vip".into(), "/printer:80".into())]),
        ]);
        assert_eq!(
            network(&task).0,
            [
                ("Announced as", Shown::Text("printer".into())),
                ("Visible to", Shown::Text("cluster".into())),
                ("Environment", Shown::Text("test · loopback · v1".into())),
                ("Announced ports", Shown::Many(vec![port])),
            ]
        );
    }

    #[test]
    fn mapped_ports_lead_from_host_to_container() {
        let mapped =
            json!({ "port_mappings": [{ "host_port": 31080, "container_port": 80, "protocol": "TCP" }, {}] });
        assert_eq!(port_mappings(&mapped), ["31080 → 80/tcp"]);
    }
}
