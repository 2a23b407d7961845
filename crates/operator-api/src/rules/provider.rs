//! Local resource providers of an agent: `ADD_`, `UPDATE_` and `REMOVE_RESOURCE_PROVIDER_CONFIG`, `MARK_RESOURCE_PROVIDER_GONE`.

use serde_json::Value;

use super::capability::can_configure_providers;
use super::{AgentFacts, Field, Problem};
use crate::roles;

/// The type of the one kind of local resource provider that Mesos has.
pub const STORAGE: &str = "org.apache.mesos.rp.local.storage";

/// Whether a configuration is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// `ADD_RESOURCE_PROVIDER_CONFIG`
    Add,
    /// `UPDATE_RESOURCE_PROVIDER_CONFIG`
    Update,
}

/// All that is wrong with a configuration: `info` is a `ResourceProviderInfo`, `existing` are the types and names of those the agent has.
pub fn check(
    agent: &AgentFacts,
    existing: &[(String, String)],
    purpose: Purpose,
    info: &Value,
) -> Vec<Problem> {
    let rules = [
        folder(agent),
        without_id(info),
        kind(info),
        name(info),
        plugin(info),
        service(info),
        known(existing, purpose, info),
    ];
    rules.into_iter().flatten().chain(reservations(info)).collect()
}

/// The agent has a folder for configurations (500; `agent/REMOVE_RESOURCE_PROVIDER_CONFIG`).
pub fn folder(agent: &AgentFacts) -> Option<Problem> {
    let reason = can_configure_providers(agent).err()?;
    Some(Problem::refused(Field::new("agent"), reason.to_string()))
}

/// The agent gives the id (`agent/ADD_RESOURCE_PROVIDER_CONFIG-with-id`).
pub fn without_id(info: &Value) -> Option<Problem> {
    info["id"]
        .is_object()
        .then(|| Problem::refused(Field::new("id"), "the agent chooses the id; leave it out"))
}

/// The type is one that Mesos has (`src/resource_provider/local.cpp`, `LocalResourceProvider::validate`).
pub fn kind(info: &Value) -> Option<Problem> {
    (info["type"] != STORAGE)
        .then(|| Problem::refused(Field::new("type"), format!("the only type there is: {STORAGE}")))
}

/// Letters, digits and underscores (`src/resource_provider/storage/provider.cpp`, `isValidName`).
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

const NAME: &str = "a name is made of letters, digits and underscores";

/// The provider has a name (`src/resource_provider/storage/provider.cpp`, `isValidName`).
pub fn name(info: &Value) -> Option<Problem> {
    (!is_name(info["name"].as_str().unwrap_or_default())).then(|| Problem::refused(Field::new("name"), NAME))
}

/// The plugin has a type such as `org.example.lvm` and a name (`src/resource_provider/storage/provider.cpp`, `isValidType`).
pub fn plugin(info: &Value) -> Option<Problem> {
    let plugin = &info["storage"]["plugin"];
    let field = Field::new("storage").then("plugin");
    if !plugin.is_object() {
        return Some(Problem::refused(field, "a storage provider needs a CSI plugin"));
    }
    if !plugin["type"].as_str().unwrap_or_default().split('.').all(is_name) {
        return Some(Problem::refused(
            field.then("type"),
            "a type is made of names and dots, such as org.example.lvm",
        ));
    }
    (!is_name(plugin["name"].as_str().unwrap_or_default()))
        .then(|| Problem::refused(field.then("name"), NAME))
}

/// The plugin can mount what it makes (`agent/ADD_RESOURCE_PROVIDER_CONFIG`, `agent/UPDATE_RESOURCE_PROVIDER_CONFIG`).
pub fn service(info: &Value) -> Option<Problem> {
    let plugin = &info["storage"]["plugin"];
    let services = |list: &Value| {
        list.as_array().into_iter().flatten().any(|item| {
            item.as_str() == Some("NODE_SERVICE")
                || item["csi_service"] == "NODE_SERVICE"
                || item["services"].as_array().is_some_and(|all| all.iter().any(|one| one == "NODE_SERVICE"))
        })
    };
    (!services(&plugin["containers"]) && !services(&plugin["endpoints"])).then(|| {
        let words = "one of the plugin's containers must offer NODE_SERVICE, which mounts the volumes";
        Problem::refused(Field::new("storage").then("plugin").then("containers"), words)
    })
}

/// A new configuration has another type or name than those that are there, an update is of one of them (409 both). Of a new one that says the
/// same as the one that is there Mesos says yes, and does nothing.
///
/// `src/slave/http.cpp` (`Http::addResourceProviderConfig`, `updateResourceProviderConfig`), `src/resource_provider/daemon.cpp`
/// (`LocalResourceProviderDaemonProcess::add`, `update`).
pub fn known(existing: &[(String, String)], purpose: Purpose, info: &Value) -> Option<Problem> {
    let is_this =
        |(kind, name): &(String, String)| info["type"] == kind.as_str() && info["name"] == name.as_str();
    let words = match (purpose, existing.iter().any(is_this)) {
        (Purpose::Add, true) => {
            "the agent has a provider of this type and name; update that, or choose another name"
        }
        (Purpose::Update, false) => "the agent has no provider of this type and name; add it",
        _ => return None,
    };
    Some(Problem::refused(Field::new("name"), words))
}

/// What the provider reserves by default is for valid roles (`src/common/resources.cpp`, as for every reservation).
pub fn reservations(info: &Value) -> Vec<Problem> {
    let list = info["default_reservations"].as_array().into_iter().flatten().enumerate();
    list.filter_map(|(at, level)| {
        let role = level["role"].as_str().unwrap_or_default();
        let words = match roles::validate(role) {
            Err(error) => error.to_string(),
            Ok(()) if role == roles::UNRESERVED => "nothing can be reserved for the role *".to_owned(),
            Ok(()) => return None,
        };
        Some(Problem::refused(Field::item("default_reservations", at).then("role"), words))
    })
    .collect()
}

/// `MARK_RESOURCE_PROVIDER_GONE`: the provider has no resources any more (500, "Resource provider has resources";
/// `src/slave/slave.cpp`, `Slave::markResourceProviderGone`).
pub fn check_mark_gone(agent: &AgentFacts, id: &str) -> Vec<Problem> {
    let has = agent.total.iter().any(|resource| resource.provider.as_deref() == Some(id));
    let problem = has.then(|| {
        let words = "the provider still has resources; only one that has none can be marked gone";
        Problem::refused(Field::new("provider"), words)
    });
    problem.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn info() -> Value {
        json!({
            "type": STORAGE, "name": "lvm", "default_reservations": [{ "type": "DYNAMIC", "role": "storage" }],
            "storage": { "plugin": { "type": "org.example.csi", "name": "lvm_1",
                "containers": [{ "services": ["CONTROLLER_SERVICE", "NODE_SERVICE"] }] } }
        })
    }

    fn fields(existing: &[(String, String)], purpose: Purpose, info: &Value) -> Vec<String> {
        let problems = check(&AgentFacts::registered("S"), existing, purpose, info);
        problems.iter().map(|problem| problem.field.to_string()).collect()
    }

    #[test]
    fn a_configuration_is_new_or_known() {
        let there = [(STORAGE.to_owned(), "lvm".to_owned())];
        assert_eq!(fields(&[], Purpose::Add, &info()), [""; 0]);
        assert_eq!(fields(&there, Purpose::Update, &info()), [""; 0]);
        assert_eq!(fields(&there, Purpose::Add, &info()), ["name"]);
        assert_eq!(fields(&[], Purpose::Update, &info()), ["name"]);
    }

    #[test]
    fn each_part_of_a_configuration_has_its_rule() {
        let wrong = [
            ("/type", "x", "type"),
            ("/name", "a-b", "name"),
            ("/default_reservations/0/role", "*", "default_reservations[0].role"),
            ("/storage/plugin/type", "org..x", "storage.plugin.type"),
            ("/storage/plugin/name", "a b", "storage.plugin.name"),
            ("/storage/plugin/containers/0/services/1", "OTHER", "storage.plugin.containers"),
        ];
        for (pointer, value, field) in wrong {
            let mut info = info();
            *info.pointer_mut(pointer).unwrap() = value.into();
            assert_eq!(fields(&[], Purpose::Add, &info), [field]);
        }
    }

    #[test]
    fn a_provider_with_resources_is_not_gone() {
        let mut disk = crate::resources::Resource::new(
            "disk",
            crate::resources::Value::Scalar(crate::resources::Scalar::from_milli(1)),
        );
        disk.provider = Some("P".into());
        let agent = AgentFacts { total: disk.into(), ..AgentFacts::registered("S") };
        assert_eq!(check_mark_gone(&agent, "P").len(), 1);
        assert_eq!(check_mark_gone(&agent, "Q"), []);
    }
}
