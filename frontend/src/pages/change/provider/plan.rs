//! The plan of a configuration.

use operator_api::rules::provider::{Purpose, check};
use operator_api::rules::{AgentFacts, Field, Problem, call};
use serde_json::Value;

use super::info::Info;
use crate::call::json::Read;
use crate::call::resources::{Resource, line};
use crate::change::plan::{DiffRow, Impact, Plan, Weight, unfit};
use crate::pages::change::to_agent;

/// The agent's read call that tells of its providers.
pub const GET_RESOURCE_PROVIDERS: &str = "GET_RESOURCE_PROVIDERS";

/// What is known of the agent.
pub struct Known<'a> {
    /// Its entry of `GET_AGENTS`.
    pub agent: &'a Value,
    /// What its flags tell besides.
    pub facts: &'a AgentFacts,
    /// Its answer to [`GET_RESOURCE_PROVIDERS`].
    pub providers: &'a Value,
}

/// The providers that an agent tells of, each with its `resource_provider_info` and its `total_resources`.
pub fn providers(answer: &Value) -> &[Value] {
    answer.list("get_resource_providers.resource_providers")
}

/// The `ResourceProviderInfo` of each of them.
pub fn infos(answer: &Value) -> impl Iterator<Item = &Value> {
    providers(answer).iter().map(|provider| provider.at("resource_provider_info"))
}

/// What a provider has, in words.
pub fn held(provider: &Value) -> String {
    match line(&Resource::read_all(provider.list("total_resources"))) {
        nothing if nothing.is_empty() => "without resources".to_owned(),
        held => held,
    }
}

/// The provider of a type and a name.
pub fn find<'a>(providers: &'a Value, kind: &str, name: &str) -> Option<&'a Value> {
    infos(providers).find(|info| info.text("type") == kind && info.text("name") == name)
}

/// Makes the plan.
pub fn plan(purpose: Purpose, inputs: &Info, known: &Known<'_>) -> Plan {
    let mut problems = Vec::new();
    let info = inputs.to_json(&mut problems);
    let existing: Vec<_> = infos(known.providers)
        .map(|info| (info.text("type").to_owned(), info.text("name").to_owned()))
        .collect();
    problems.extend(check(known.facts, &existing, purpose, &info).into_iter().map(renamed));
    let host = to_agent::host(known.agent);
    let name = info.text("name");
    let before = find(known.providers, info.text("type"), name);
    let diff = diff(before, &info, name);
    let (action, words) = match purpose {
        Purpose::Add => (
            format!("Add provider {name} on {host}"),
            "The agent starts the plugin. Its disks appear once the plugin has answered: the change is tracked until the agent lists the provider.",
        ),
        Purpose::Update => (
            format!("Update provider {name} on {host}"),
            "The agent stops the plugin and starts it again as it is configured then. Until it has answered, nothing can be done with the provider's disks.",
        ),
    };
    if purpose == Purpose::Update && diff.is_empty() && problems.is_empty() {
        problems
            .push(unfit("unchanged", "the provider is configured like this already: nothing would change"));
    }
    let step = to_agent::step(known.agent, call::put_provider(purpose, &info));
    let mut plan = Plan { problems, diff, ..Plan::one(action, step) };
    let weight = if purpose == Purpose::Update { Weight::Warn } else { Weight::Note };
    plan.impact.push(Impact::new(weight, words));
    plan
}

/// A rule about all containers is said where the first one says what it offers.
fn renamed(problem: Problem) -> Problem {
    match problem.field.as_str() {
        "storage.plugin.containers" => {
            Problem { field: Field::new("storage.plugin.containers[0].services"), ..problem }
        }
        _ => problem,
    }
}

/// A row for each text, number or flag that is another then.
fn diff(before: Option<&Value>, after: &Value, name: &str) -> Vec<DiffRow> {
    let mut rows = Vec::new();
    let mut old = before.cloned().unwrap_or_default();
    if let Some(old) = old.as_object_mut() {
        // The agent's to give, and not to be sent.
        old.remove("id");
    }
    compare(&mut rows, &format!("provider {name}"), &old, after);
    rows
}

fn compare(rows: &mut Vec<DiffRow>, what: &str, before: &Value, after: &Value) {
    let is_tree = |value: &Value| value.is_object() || value.is_array() || value.is_null();
    if !(is_tree(before) && is_tree(after)) || before.is_null() && after.is_null() {
        if before != after && !(before.is_number() && before.as_f64() == after.as_f64()) {
            rows.push(DiffRow { what: what.to_owned(), before: said(before), after: said(after) });
        }
        return;
    }
    for name in names(before, after) {
        let what = format!("{what} · {name}");
        compare(rows, &what, part(before, &name), part(after, &name));
    }
}

/// The members or the places of both.
fn names(before: &Value, after: &Value) -> Vec<String> {
    let of = |value: &Value| -> Vec<String> {
        match value {
            Value::Object(members) => members.keys().cloned().collect(),
            Value::Array(items) => (0..items.len()).map(|at| at.to_string()).collect(),
            _ => Vec::new(),
        }
    };
    let mut names = of(before);
    let more: Vec<String> = of(after).into_iter().filter(|name| !names.contains(name)).collect();
    names.extend(more);
    names
}

fn part<'a>(value: &'a Value, name: &str) -> &'a Value {
    let item = value.as_array().and_then(|items| items.get(name.parse::<usize>().ok()?));
    item.or_else(|| value.get(name)).unwrap_or(&Value::Null)
}

fn said(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use operator_api::rules::provider::STORAGE;
    use serde_json::json;

    use super::super::info::{Container, Level};
    use super::*;

    fn providers() -> Value {
        json!({ "get_resource_providers": { "resource_providers": [{ "resource_provider_info": {
            "id": { "value": "P" }, "type": STORAGE, "name": "lvm",
            "storage": { "plugin": { "type": "org.example.lvm", "name": "spare",
                "containers": [{ "services": ["NODE_SERVICE"] }] } },
        } }] } })
    }

    fn info(name: &str) -> Info {
        Info {
            name: name.into(),
            plugin_type: "org.example.lvm".into(),
            plugin_name: "spare".into(),
            containers: vec![Container { mounts: true, ..Container::default() }],
            ..Info::default()
        }
    }

    fn planned(purpose: Purpose, inputs: &Info, takes_providers: bool) -> Plan {
        let agent = json!({ "agent_info": { "id": { "value": "S1" }, "hostname": "n-1" } });
        let facts = AgentFacts { takes_providers, ..AgentFacts::registered("S1") };
        plan(purpose, inputs, &Known { agent: &agent, facts: &facts, providers: &providers() })
    }

    fn fields(plan: &Plan) -> Vec<&str> {
        plan.problems.iter().map(|problem| problem.field.as_str()).collect()
    }

    #[test]
    fn a_new_one_is_sent_to_the_agent() {
        let plan = planned(Purpose::Add, &info("ssd"), true);
        assert_eq!(plan.problems, []);
        assert_eq!(plan.steps[0].agent_id.as_deref(), Some("S1"));
        assert_eq!(plan.steps[0].call["type"], "ADD_RESOURCE_PROVIDER_CONFIG");
        assert_eq!(plan.steps[0].call["add_resource_provider_config"]["info"]["name"], "ssd");
        assert!(plan.diff.iter().any(|row| row.after == "ssd" && row.before.is_empty()));
    }

    #[test]
    fn an_update_tells_what_changes() {
        let changed = Info { plugin_name: "fast".into(), ..info("lvm") };
        let plan = planned(Purpose::Update, &changed, true);
        assert_eq!(plan.problems, []);
        assert_eq!(
            plan.diff,
            [DiffRow {
                what: "provider lvm · storage · plugin · name".into(),
                before: "spare".into(),
                after: "fast".into(),
            }]
        );
        assert_eq!(fields(&planned(Purpose::Update, &info("lvm"), true)), ["unchanged"]);
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let container = vec![Container::default()];
        let level = vec![Level { role: "*".into(), principal: String::new() }];
        let wrong = [
            (Purpose::Add, info("lvm"), "name"),
            (Purpose::Update, info("ssd"), "name"),
            (Purpose::Add, info("a b"), "name"),
            (Purpose::Add, Info { plugin_type: "x..y".into(), ..info("ssd") }, "storage.plugin.type"),
            (Purpose::Add, Info { plugin_name: String::new(), ..info("ssd") }, "storage.plugin.name"),
            (
                Purpose::Add,
                Info { containers: container, ..info("ssd") },
                "storage.plugin.containers[0].services",
            ),
            (Purpose::Add, Info { reservations: level, ..info("ssd") }, "default_reservations[0].role"),
            (Purpose::Add, Info { rest: r#"{"id":{"value":"x"}}"#.into(), ..info("ssd") }, "id"),
        ];
        for (purpose, info, field) in wrong {
            assert_eq!(fields(&planned(purpose, &info, true)), [field]);
        }
        let plan = planned(Purpose::Add, &info("ssd"), false);
        assert_eq!(fields(&plan), ["agent"]);
        assert!(plan.problems[0].words.contains("--resource_provider_config_dir"));
    }
}
