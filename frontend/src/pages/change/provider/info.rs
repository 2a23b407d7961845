//! A `ResourceProviderInfo` as it is filled in: what the form has fields for, and the rest as JSON.

use operator_api::resources::{Resource, Resources};
use operator_api::rules::Problem;
use operator_api::rules::provider::STORAGE;
use serde_json::{Map, Value, json};

use crate::call::json::Read;
use crate::change::plan::unfit;

/// A container of the plugin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Container {
    /// Whether it offers `CONTROLLER_SERVICE`, which makes volumes.
    pub controls: bool,
    /// Whether it offers `NODE_SERVICE`, which mounts them.
    pub mounts: bool,
    /// The command: a line for the shell, or a program.
    pub command: String,
    /// Whether a shell runs it.
    pub shell: bool,
    /// The program's arguments, one a line.
    pub arguments: String,
    /// What it may use, as `cpus:0.1;mem:64`.
    pub resources: String,
    /// The `ContainerInfo` it runs in, as JSON, if it needs one.
    pub image: String,
}

/// A reservation that all of the provider's resources begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// For whom.
    pub role: String,
    /// Whose it is, if anybody's.
    pub principal: String,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The provider's name.
    pub name: String,
    /// The reservations, the outermost first.
    pub reservations: Vec<Level>,
    /// The plugin's type, as `org.example.lvm`.
    pub plugin_type: String,
    /// The plugin's name.
    pub plugin_name: String,
    /// The plugin's containers.
    pub containers: Vec<Container>,
    /// How often the provider looks whether its disks have changed, in seconds; nothing for never.
    pub reconciles: String,
    /// What the form has no field for, as a JSON object.
    pub rest: String,
}

impl Info {
    /// What a provider is configured with, as `GET_RESOURCE_PROVIDERS` tells; its id is the agent's.
    pub fn read(info: &Value) -> Self {
        let plugin = info.at("storage.plugin");
        let level = |level: &Value| Level {
            role: level.text("role").to_owned(),
            principal: level.text("principal").to_owned(),
        };
        Self {
            name: info.text("name").to_owned(),
            reservations: info.list("default_reservations").iter().map(level).collect(),
            plugin_type: plugin.text("type").to_owned(),
            plugin_name: plugin.text("name").to_owned(),
            containers: plugin.list("containers").iter().map(Container::read).collect(),
            reconciles: info
                .number("storage.reconciliation_interval_seconds")
                .map(|seconds| seconds.to_string())
                .unwrap_or_default(),
            rest: rest(info).map(|rest| pretty(&rest)).unwrap_or_default(),
        }
    }

    /// The JSON of it; what cannot be read goes to `unread`, with its field.
    pub fn to_json(&self, unread: &mut Vec<Problem>) -> Value {
        let mut info = match object(&self.rest) {
            Ok(rest) => rest,
            Err(words) => {
                unread.push(unfit("rest", words));
                json!({})
            }
        };
        info["type"] = STORAGE.into();
        info["name"] = self.name.trim().into();
        if !self.reservations.is_empty() {
            info["default_reservations"] = self.reservations.iter().map(Level::to_json).collect();
        }
        let containers: Vec<Value> = self
            .containers
            .iter()
            .enumerate()
            .map(|(at, container)| container.to_json(&format!("storage.plugin.containers[{at}]"), unread))
            .collect();
        let seconds = match self.reconciles.trim() {
            "" => None,
            typed => match typed.parse::<f64>() {
                Ok(seconds) if seconds.is_finite() && seconds >= 0.0 => Some(seconds),
                _ => {
                    let words = format!("\"{typed}\" is no number of seconds");
                    unread.push(unfit("storage.reconciliation_interval_seconds", words));
                    None
                }
            },
        };
        let Some(storage) = member(&mut info, "storage") else {
            unread.push(unfit("rest", "storage is an object"));
            return info;
        };
        if let Some(seconds) = seconds {
            storage.insert("reconciliation_interval_seconds".to_owned(), json!(seconds));
        }
        let Some(plugin) = storage.entry("plugin").or_insert_with(|| json!({})).as_object_mut() else {
            unread.push(unfit("rest", "storage.plugin is an object"));
            return info;
        };
        plugin.insert("type".to_owned(), self.plugin_type.trim().into());
        plugin.insert("name".to_owned(), self.plugin_name.trim().into());
        if !containers.is_empty() {
            plugin.insert("containers".to_owned(), containers.into());
        }
        info
    }
}

impl Level {
    fn to_json(&self) -> Value {
        let mut level = json!({ "type": "DYNAMIC", "role": self.role.trim() });
        if !self.principal.trim().is_empty() {
            level["principal"] = self.principal.trim().into();
        }
        level
    }
}

impl Container {
    fn read(container: &Value) -> Self {
        let offers = |service: &str| container.list("services").iter().any(|offered| offered == service);
        let command = container.at("command");
        let arguments: Vec<&str> = command.list("arguments").iter().filter_map(Value::as_str).collect();
        Self {
            controls: offers("CONTROLLER_SERVICE"),
            mounts: offers("NODE_SERVICE"),
            command: command.text("value").to_owned(),
            // What is not said is true.
            shell: command.at("shell").as_bool().unwrap_or(true),
            arguments: arguments.join("\n"),
            resources: Resources::from_json(container.at("resources")).to_string(),
            image: container.get("container").map(pretty).unwrap_or_default(),
        }
    }

    fn to_json(&self, field: &str, unread: &mut Vec<Problem>) -> Value {
        let services: Vec<&str> = [(self.controls, "CONTROLLER_SERVICE"), (self.mounts, "NODE_SERVICE")]
            .into_iter()
            .filter_map(|(offered, service)| offered.then_some(service))
            .collect();
        let mut container = json!({ "services": services });
        if !self.command.trim().is_empty() {
            let mut command = json!({ "shell": self.shell, "value": self.command.trim() });
            let arguments: Vec<&str> = self.arguments.lines().filter(|line| !line.is_empty()).collect();
            if !self.shell && !arguments.is_empty() {
                command["arguments"] = arguments.into();
            }
            container["command"] = command;
        }
        match self.resources.trim().parse::<Resources>() {
            Ok(resources) if resources.is_empty() => {}
            Ok(resources) => container["resources"] = resources.iter().map(Resource::to_json).collect(),
            Err(error) => unread.push(unfit(&format!("{field}.resources"), error.to_string())),
        }
        match object(&self.image) {
            Ok(image) if image.as_object().is_some_and(Map::is_empty) => {}
            Ok(image) => container["container"] = image,
            Err(words) => unread.push(unfit(&format!("{field}.container"), words)),
        }
        container
    }
}

/// What the form has no field for; `None` if that is nothing.
fn rest(info: &Value) -> Option<Value> {
    let mut rest = info.as_object()?.clone();
    for known in ["id", "type", "name", "default_reservations"] {
        rest.remove(known);
    }
    if let Some(storage) = rest.get_mut("storage").and_then(Value::as_object_mut) {
        storage.remove("reconciliation_interval_seconds");
        if let Some(plugin) = storage.get_mut("plugin").and_then(Value::as_object_mut) {
            for known in ["type", "name", "containers"] {
                plugin.remove(known);
            }
            if plugin.is_empty() {
                storage.remove("plugin");
            }
        }
        if storage.is_empty() {
            rest.remove("storage");
        }
    }
    (!rest.is_empty()).then_some(Value::Object(rest))
}

/// An object; nothing at all is one without members.
fn object(typed: &str) -> Result<Value, String> {
    if typed.trim().is_empty() {
        return Ok(json!({}));
    }
    match serde_json::from_str(typed) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err("a JSON object stands between { and }".to_owned()),
        Err(error) => Err(format!("this is not JSON: {error}")),
    }
}

fn member<'a>(object: &'a mut Value, name: &str) -> Option<&'a mut Map<String, Value>> {
    object.as_object_mut()?.entry(name).or_insert_with(|| json!({})).as_object_mut()
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lvm() -> Value {
        json!({
            "type": STORAGE, "name": "lvm",
            "attributes": [{ "name": "rack", "type": "TEXT", "text": { "value": "r1" } }],
            "default_reservations": [{ "type": "DYNAMIC", "role": "storage" }],
            "storage": {
                "plugin": {
                    "type": "org.example.lvm", "name": "spare", "target_path_exists": true,
                    "containers": [{
                        "services": ["CONTROLLER_SERVICE", "NODE_SERVICE"],
                        "command": { "shell": false, "value": "/opt/lvm", "arguments": ["lvm", "--group=a b"] },
                        "resources": [{ "name": "cpus", "type": "SCALAR", "scalar": { "value": 0.1 } }],
                        "container": { "type": "MESOS" },
                    }],
                },
                "reconciliation_interval_seconds": 300.0,
            },
        })
    }

    #[test]
    fn what_is_there_is_written_as_it_was() {
        let mut known = lvm();
        known["id"] = json!({ "value": "P" });
        let info = Info::read(&known);
        assert_eq!(info.containers[0].arguments, "lvm\n--group=a b");
        assert_eq!(info.containers[0].resources, "cpus:0.1");
        assert!(info.rest.contains("rack") && info.rest.contains("target_path_exists"));
        let mut unread = Vec::new();
        assert_eq!(info.to_json(&mut unread), lvm());
        assert_eq!(unread, []);
    }

    #[test]
    fn what_cannot_be_read_is_said_at_its_field() {
        let container = Container { resources: "cpus".into(), image: "[]".into(), ..Container::default() };
        let info = Info {
            containers: vec![container],
            reconciles: "often".into(),
            rest: "{".into(),
            ..Info::default()
        };
        let mut unread = Vec::new();
        info.to_json(&mut unread);
        let fields: Vec<_> = unread.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "rest",
                "storage.plugin.containers[0].resources",
                "storage.plugin.containers[0].container",
                "storage.reconciliation_interval_seconds",
            ]
        );
    }

    #[test]
    fn the_rest_must_not_break_what_the_form_says() {
        let info = Info { rest: r#"{ "storage": 5 }"#.into(), ..Info::default() };
        let mut unread = Vec::new();
        info.to_json(&mut unread);
        assert_eq!(unread[0].field.as_str(), "rest");
    }
}
