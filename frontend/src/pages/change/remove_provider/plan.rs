//! The plan of a removal.

use operator_api::resources::Resources;
use operator_api::rules::{AgentFacts, call, provider};

use crate::call::json::Read;
use crate::call::resources::{Resource, line};
use crate::change::plan::{DiffRow, Impact, Plan, Weight, unfit};
use crate::pages::change::provider::{Known, find};
use crate::pages::change::to_agent;
use crate::paths::Page;

/// A provider, by its type and its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// Its type.
    pub kind: String,
    /// Its name.
    pub name: String,
}

/// Makes the plan.
pub fn plan(which: &Which, known: &Known<'_>) -> Plan {
    let host = to_agent::host(known.agent);
    let Which { kind, name } = which;
    let found = find(known.providers, kind, name);
    let step = to_agent::step(known.agent, call::remove_provider(kind, name));
    let mut plan = Plan::one(format!("Remove provider {name} from {host}"), step);
    plan.problems.extend(provider::folder(known.facts).map(crate::pages::change::provider::at_agent));
    if name.is_empty() {
        plan.problems.push(unfit("name", "choose a provider"));
    } else if found.is_none() {
        plan.problems.push(unfit("name", "the agent tells of no such provider: nothing would be removed"));
    }
    let id = found.map_or("", |info| info.text("id.value"));
    let has = held(known.facts, id);
    plan.diff.push(DiffRow {
        what: format!("provider {name} of {host}"),
        before: if has.is_empty() { "configured".to_owned() } else { format!("configured, with {has}") },
        after: "not configured, without resources".to_owned(),
    });
    plan.impact = impact(known, id, &has);
    plan
}

/// What a provider has, in words; nothing if it has nothing.
pub fn held(facts: &AgentFacts, id: &str) -> String {
    let of = |resources: &Resources| -> Vec<Resource> {
        let its = resources.iter().filter(|resource| resource.provider.as_deref() == Some(id));
        its.map(|resource| Resource::read(&resource.to_json())).collect()
    };
    if id.is_empty() { String::new() } else { line(&of(&facts.total)) }
}

fn impact(known: &Known<'_>, id: &str, has: &str) -> Vec<Impact> {
    let page = Page::Agent { id: known.agent.text("agent_info.id.value").to_owned() };
    let is_its = |resource: &&operator_api::resources::Resource| resource.provider.as_deref() == Some(id);
    let mut impact = Vec::new();
    let used = !id.is_empty() && known.facts.allocated.iter().any(|resource| is_its(&resource));
    if used {
        let words = "Tasks use disks of this provider: nobody looks after their volumes any more.";
        impact.push(Impact::new(Weight::Harm, words).at(&page));
    }
    if !has.is_empty() {
        let words = format!(
            "The agent loses {has}: no offer has it any more. What is on it stays, and it comes back if the same provider is added again."
        );
        impact.push(Impact::new(Weight::Warn, words).at(&page));
    }
    impact.push(Impact::new(
        Weight::Note,
        "The agent goes on listing the provider, without resources, until it is marked gone.",
    ));
    impact
}

#[cfg(test)]
mod tests {
    use operator_api::rules::provider::STORAGE;
    use serde_json::json;

    use super::*;

    fn planned(name: &str, takes_providers: bool) -> Plan {
        let agent = json!({ "agent_info": { "id": { "value": "S1" }, "hostname": "n-1" },
            "total_resources": [{ "name": "disk", "type": "SCALAR", "scalar": { "value": 1024.0 },
                "provider_id": { "value": "P" } }] });
        let facts = AgentFacts::from_json(&agent, &operator_api::rules::schedule::Schedule::default());
        let facts = AgentFacts { takes_providers, connected: true, standing: Default::default(), ..facts };
        let providers = json!({ "get_resource_providers": { "resource_providers": [
            { "resource_provider_info": { "id": { "value": "P" }, "type": STORAGE, "name": "lvm" } },
        ] } });
        let which = Which { kind: STORAGE.into(), name: name.into() };
        plan(&which, &Known { agent: &agent, facts: &facts, providers: &providers })
    }

    #[test]
    fn what_is_lost_is_told() {
        let plan = planned("lvm", true);
        assert_eq!(plan.problems, []);
        assert_eq!(
            plan.steps[0].call["remove_resource_provider_config"],
            json!({ "type": STORAGE, "name": "lvm" })
        );
        assert_eq!(plan.diff[0].before, "configured, with disk 1 GiB");
        assert_eq!(plan.weight(), Weight::Warn);
    }

    #[test]
    fn what_is_not_there_is_not_removed() {
        let fields =
            |plan: Plan| plan.problems.iter().map(|problem| problem.field.to_string()).collect::<Vec<_>>();
        assert_eq!(fields(planned("ssd", true)), ["name"]);
        assert_eq!(fields(planned("", true)), ["name"]);
        assert_eq!(fields(planned("lvm", false)), ["agent"]);
    }
}
