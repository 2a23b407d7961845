//! `ADD_`, `UPDATE_` and `REMOVE_RESOURCE_PROVIDER_CONFIG`, `MARK_RESOURCE_PROVIDER_GONE`.

use serde_json::Value;

use super::{Change, Seen, Source};
use crate::member::{id, items, text};

#[derive(Debug)]
enum Kind {
    /// With the whole configuration.
    Add(Value),
    Update(Value),
    Remove {
        kind: String,
        name: String,
    },
    MarkGone(String),
}

#[derive(Debug)]
struct Provider {
    node: String,
    kind: Kind,
}

pub(super) fn of(name: &str, node: String, arguments: &Value) -> Option<Box<dyn Change>> {
    let info = || Some(arguments.get("info").filter(|info| info["name"].is_string())?.clone());
    let kind = match name {
        "ADD_RESOURCE_PROVIDER_CONFIG" => Kind::Add(info()?),
        "UPDATE_RESOURCE_PROVIDER_CONFIG" => Kind::Update(info()?),
        "REMOVE_RESOURCE_PROVIDER_CONFIG" => {
            Kind::Remove { kind: text(&arguments["type"])?, name: text(&arguments["name"])? }
        }
        _ => Kind::MarkGone(id(&arguments["resource_provider_id"])?.to_owned()),
    };
    Some(Box::new(Provider { node, kind }))
}

/// Whether `told` says all that `wanted` says.
fn says(told: &Value, wanted: &Value) -> bool {
    match (told, wanted) {
        (Value::Object(told), Value::Object(wanted)) => {
            wanted.iter().all(|(name, wanted)| told.get(name).is_some_and(|told| says(told, wanted)))
        }
        (Value::Array(told), Value::Array(wanted)) => {
            told.len() == wanted.len() && told.iter().zip(wanted).all(|(told, wanted)| says(told, wanted))
        }
        (Value::Number(told), Value::Number(wanted)) => told.as_f64() == wanted.as_f64(),
        (told, wanted) => told == wanted,
    }
}

impl Kind {
    /// A provider appears once its plugin has started, and stays without resources once its configuration is removed.
    fn is_done(&self, providers: &[Value]) -> bool {
        let mut all = providers.iter().map(|provider| (provider, &provider["resource_provider_info"]));
        match self {
            Self::Add(wanted) => {
                all.any(|(_, info)| info["type"] == wanted["type"] && info["name"] == wanted["name"])
            }
            Self::Update(wanted) => all.any(|(_, info)| says(info, wanted)),
            Self::Remove { kind, name } => !all.any(|(provider, info)| {
                let is_this = info["type"] == kind.as_str() && info["name"] == name.as_str();
                is_this && !items(&provider["total_resources"]).is_empty()
            }),
            Self::MarkGone(gone) => !all.any(|(_, info)| id(&info["id"]) == Some(gone)),
        }
    }
}

impl Change for Provider {
    fn title(&self) -> String {
        let name = |info: &Value| info["name"].as_str().unwrap_or_default().to_owned();
        let done = match &self.kind {
            Kind::Add(info) => format!("Add resource provider {}", name(info)),
            Kind::Update(info) => format!("Update resource provider {}", name(info)),
            Kind::Remove { name, .. } => format!("Remove resource provider {name}"),
            Kind::MarkGone(id) => format!("Mark resource provider {id} gone"),
        };
        format!("{done} on {}", self.node)
    }

    fn source(&self) -> Source {
        Source::AgentCall("GET_RESOURCE_PROVIDERS")
    }

    fn seen(&self, now: &Value) -> Seen {
        let told = now.get("get_resource_providers").is_some_and(Value::is_object);
        let providers = items(&now["get_resource_providers"]["resource_providers"]);
        if told && self.kind.is_done(providers) { Seen::Applied } else { Seen::NotYet }
    }
}
