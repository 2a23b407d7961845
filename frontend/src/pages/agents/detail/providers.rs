//! The resource providers of an agent.

use serde_json::Value;

use crate::call::{
    json::{Read, labels},
    resources::{Resource, line},
};
use crate::components::listing::{Cells, ColumnHead, words};
use crate::components::shown::Shown;

/// The heads of the list of providers.
pub static HEADS: [ColumnHead; 5] =
    [words("Provider"), words("Name"), words("Type"), words("Attributes"), words("Resources")];

/// A row for each resource provider, from an agent as the master lists it.
pub fn providers(agent: &Value) -> Vec<Cells> {
    agent.list("resource_providers").iter().map(row).collect()
}

fn row(provider: &Value) -> Cells {
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
        let agent = json!({"resource_providers":[{"resource_provider_info":{"id":{"value":"p"},"name":"ssd",
            "type":"org.apache.mesos.rp.local.storage"},"total_resources":[
            {"name":"disk","type":"SCALAR","scalar":{"value":1024.0},"role":"*"}]}]});
        let row = &providers(&agent)[0];
        assert_eq!(row[0], Shown::Id("p".into()));
        assert_eq!(row[3], Shown::None);
        assert_eq!(row[4], Shown::Text("disk 1 GiB".into()));
        assert!(providers(&json!({})).is_empty());
    }
}
