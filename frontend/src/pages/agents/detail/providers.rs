//! The resource providers of an agent.

use serde_json::Value;

use crate::call::{
    json::{Read, labels},
    resources::{Resource, line},
};
use crate::components::change_form::agents::AGENT;
use crate::components::listing::{Cells, ColumnHead, words};
use crate::components::shown::Shown;
use crate::paths::{Form, Query};

/// The heads of the list of providers.
pub static HEADS: [ColumnHead; 6] = [
    words("Provider"),
    words("Name"),
    words("Type"),
    words("Attributes"),
    words("Resources"),
    words("Change"),
];

/// A row for each resource provider, from an agent as the master lists it.
pub fn providers(agent: &Value) -> Vec<Cells> {
    let id = agent.text("agent_info.id.value");
    agent.list("resource_providers").iter().map(|provider| row(id, provider)).collect()
}

fn row(agent_id: &str, provider: &Value) -> Cells {
    let info = provider.at("resource_provider_info");
    let mut attributes: Vec<String> = info.list("attributes").iter().map(attribute).collect();
    attributes.extend(
        labels(info, "storage.plugin.labels").into_iter().map(|(key, value)| format!("{key}:{value}")),
    );
    let resources = line(&Resource::read_all(provider.list("total_resources")));
    let text = |text: &str| if text.is_empty() { Shown::None } else { Shown::Text(text.to_owned()) };
    vec![
        Shown::Id(info.text("id.value").to_owned()),
        text(info.text("name")),
        text(info.text("type")),
        text(&attributes.join(", ")),
        text(&resources),
        Shown::Many(changes(agent_id, info).to_vec()),
    ]
}

/// Links to what can be done to a provider.
fn changes(agent_id: &str, info: &Value) -> [Shown; 3] {
    let agent = Query::new().with(AGENT, agent_id);
    let named = agent.clone().with("type", info.text("type")).with("name", info.text("name"));
    let gone = agent.with("provider", info.text("id.value"));
    let link = |form: Form, query: &Query, words: &str| Shown::Form(form, query.clone(), words.to_owned());
    [
        link(Form::Provider, &named, "Update…"),
        link(Form::RemoveProvider, &named, "Remove…"),
        link(Form::ProviderGone, &gone, "Mark gone…"),
    ]
}

fn attribute(attribute: &Value) -> String {
    let name = attribute.text("name");
    let text = attribute.text("text.value");
    match attribute.number("scalar.value") {
        Some(number) => format!("{name}:{number}"),
        None => format!("{name}:{text}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_provider_in_a_row() {
        let agent = json!({"agent_info":{"id":{"value":"S1"}},"resource_providers":[{"resource_provider_info":{"id":{"value":"p"},"name":"ssd",
            "type":"org.apache.mesos.rp.local.storage"},"total_resources":[
            {"name":"disk","type":"SCALAR","scalar":{"value":1024.0},"role":"*"}]}]});
        let row = &providers(&agent)[0];
        assert_eq!(row[0], Shown::Id("p".into()));
        assert_eq!(row[3], Shown::None);
        assert_eq!(row[4], Shown::Text("disk 1 GiB".into()));
        let Shown::Many(links) = &row[5] else { panic!("links") };
        assert_eq!(links.len(), 3);
        let about = Query::new().with(AGENT, "S1").with("provider", "p");
        assert_eq!(links[2], Shown::Form(Form::ProviderGone, about, "Mark gone…".into()));
        assert!(providers(&json!({})).is_empty());
    }
}
