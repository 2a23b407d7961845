//! What an executor is, as its agent tells and as the row knows.

use std::sync::Arc;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents, executors, frameworks};
use serde_json::Value;

use crate::call::json::{Read, labels, words};
use crate::components::{lines::LineList, shown::Shown};
use crate::paths::Page;
use crate::ui::format::span_exact;

/// What an agent says of an executor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Its entry, if the agent has one.
    pub value: Option<Arc<Value>>,
    /// Whether it has ended.
    pub is_completed: bool,
}

impl Found {
    /// Whether the agent knows it.
    pub const fn is_found(&self) -> bool {
        self.value.is_some()
    }

    /// Its `executor_info`; `null` if the agent knows none.
    pub fn info(&self) -> &Value {
        self.value.as_deref().map_or(&Value::Null, |value| value.at("executor_info"))
    }
}

/// Finds an executor in an agent's answer to `GET_EXECUTORS`, one that runs before one that has ended.
pub fn find(answer: &Value, framework_id: &str, executor_id: &str) -> Found {
    let is_it = |entry: &&Value| {
        let info = entry.at("executor_info");
        info.text("executor_id.value") == executor_id && info.text("framework_id.value") == framework_id
    };
    let within = |list: &str| answer.at("get_executors").list(list).iter().find(is_it);
    let (running, completed) = (within("executors"), within("completed_executors"));
    Found {
        value: running.or(completed).cloned().map(Arc::new),
        is_completed: running.is_none() && completed.is_some(),
    }
}

/// What the rows know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    framework_id: String,
    /// The name of its framework.
    pub framework: String,
    agent_id: String,
    /// The host of its agent.
    pub host: String,
    executor_id: String,
    name: String,
    kind: String,
    role: String,
    source: String,
}

impl Around {
    /// Reads the rows of the executor, its framework and its agent, as far as they are there.
    pub fn read(replica: &Replica, agent_id: &str, framework_id: &str, executor_id: &str) -> Self {
        let key = [
            (executors::ID, executor_id),
            (executors::AGENT_ID, agent_id),
            (executors::FRAMEWORK_ID, framework_id),
        ];
        let slot = replica.find(Table::Executors, &key);
        let text = |column| slot.map_or("", |slot| replica.text(Table::Executors, slot, column)).to_owned();
        let of = |table, id_column, id: &str, column| {
            let slot = replica.find(table, &[(id_column, id)]);
            slot.map_or("", |slot| replica.text(table, slot, column)).to_owned()
        };
        Self {
            framework: of(Table::Frameworks, frameworks::ID, framework_id, frameworks::NAME),
            host: of(Table::Agents, agents::ID, agent_id, agents::HOST),
            framework_id: framework_id.to_owned(),
            agent_id: agent_id.to_owned(),
            executor_id: executor_id.to_owned(),
            name: text(executors::NAME),
            kind: text(executors::TYPE),
            role: text(executors::ROLE),
            source: text(executors::SOURCE),
        }
    }
}

/// The facts of an executor.
pub fn facts(found: &Found, around: &Around) -> LineList {
    let info = found.info();
    let either = |path: &str, row: &str| {
        let told = info.text(path);
        if told.is_empty() { row.to_owned() } else { told.to_owned() }
    };
    let named = |page: Page, name: &str| (!name.is_empty()).then(|| Shown::Link(page, name.to_owned()));
    let role = info.list("resources").first().map_or("", |resource| resource.text("allocation_info.role"));
    let role = if role.is_empty() { around.role.as_str() } else { role };
    let kind = either("type", &around.kind);
    LineList::default()
        .id("Executor id", around.executor_id.as_str())
        .text("Name", either("name", &around.name))
        .text("Type", words(&kind, ""))
        .some("Framework", named(Page::Framework { id: around.framework_id.clone() }, &around.framework))
        .id_of("Framework id", &around.framework_id, |id| Page::Framework { id })
        .some("Agent", named(Page::Agent { id: around.agent_id.clone() }, &around.host))
        .id_of("Agent id", &around.agent_id, |id| Page::Agent { id })
        .some("Role", named(Page::Role { name: role.to_owned() }, role))
        .text("Source", either("source", &around.source))
        .code("Command", command(info.at("command")))
        .text("User", info.text("command.user"))
        .many("Fetches", info.texts("command.uris", "value").into_iter().map(Shown::Code).collect())
        .text("Containerizer", words(info.text("container.type"), ""))
        .code("Image", image(info.at("container")))
        .text("Time to end", info.ms("shutdown_grace_period").map(span_exact).unwrap_or_default())
        .text("Discovery", info.text("discovery.name"))
        .labels("Labels", labels(info, "labels"))
}

/// The command line: as the shell gets it, or the program and its arguments.
fn command(command: &Value) -> String {
    let arguments = command.texts("arguments", "");
    let value = command.text("value");
    // With arguments the first of them only names the program.
    let rest = arguments.iter().skip(1).map(String::as_str);
    if command.at("shell").as_bool() == Some(false) {
        std::iter::once(value).chain(rest).collect::<Vec<_>>().join(" ")
    } else {
        value.to_owned()
    }
}

fn image(container: &Value) -> &str {
    let names = ["docker.image", "mesos.image.docker.name", "mesos.image.appc.name"];
    names.into_iter().map(|path| container.text(path)).find(|name| !name.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer() -> Value {
        let executor = |id: &str| {
            json!({"executor_info":{"type":"CUSTOM","executor_id":{"value":id},"framework_id":{"value":"F"},
                "name":"kafka","command":{"shell":false,"value":"/bin/java","arguments":["java","-jar","k.jar"]},
                "resources":[{"name":"cpus","scalar":{"value":0.5},"allocation_info":{"role":"eng"}}]}})
        };
        json!({"get_executors":{"executors":[executor("one")],"completed_executors":[executor("one"),executor("two")]}})
    }

    #[test]
    fn one_that_runs_comes_before_one_that_has_ended() {
        assert!(!find(&answer(), "F", "one").is_completed);
        assert!(find(&answer(), "F", "two").is_completed);
        assert_eq!(find(&answer(), "G", "one"), Found::default());
    }

    #[test]
    fn its_facts_are_of_agent_and_row() {
        let around = Around {
            framework: "kafka".into(),
            framework_id: "F".into(),
            source: "row".into(),
            ..Around::default()
        };
        let lines = facts(&find(&answer(), "F", "one"), &around).0;
        let of = |name: &str| lines.iter().find(|(other, _)| *other == name).map(|(_, shown)| shown.clone());
        assert_eq!(of("Type"), Some(Shown::Text("custom".into())));
        assert_eq!(of("Command"), Some(Shown::Code("/bin/java -jar k.jar".into())));
        assert_eq!(of("Role"), Some(Shown::Link(Page::Role { name: "eng".into() }, "eng".into())));
        assert_eq!(of("Source"), Some(Shown::Text("row".into())));
        assert_eq!(of("Agent"), None);
    }
}
