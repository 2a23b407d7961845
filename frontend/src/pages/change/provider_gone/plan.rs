//! The plan of marking a provider gone.

use operator_api::resources::Resources;
use operator_api::rules::{AgentFacts, call, provider};

use crate::call::json::Read;
use crate::change::plan::{DiffRow, Impact, Plan, Typed, Weight, unfit};
use crate::pages::change::provider::{Known, providers};
use crate::pages::change::to_agent;

/// Makes the plan: of the provider of this id.
pub fn plan(id: &str, known: &Known<'_>) -> Plan {
    let host = to_agent::host(known.agent);
    let is_this = |provider: &&serde_json::Value| provider.text("resource_provider_info.id.value") == id;
    let found = providers(known.providers).iter().find(is_this);
    // One that nobody lists any more still has its id.
    let name = found
        .map(|provider| provider.text("resource_provider_info.name"))
        .filter(|name| !name.is_empty())
        .unwrap_or(id);
    let step = to_agent::step(known.agent, call::mark_provider_gone(id));
    let mut plan = Plan::one(format!("Mark provider {name} of {host} gone"), step);
    // It is the agent that refuses, by what it has itself: the master hears of that later.
    let total = found.map(|provider| Resources::from_json(provider.at("total_resources")));
    let facts = AgentFacts { total: total.unwrap_or_default(), ..known.facts.clone() };
    plan.problems = provider::check_mark_gone(&facts, id);
    if id.is_empty() {
        plan.problems.push(unfit("provider", "choose a provider"));
    } else if found.is_none() {
        plan.problems.push(unfit("provider", "the agent tells of no provider of this id"));
    }
    plan.diff.push(DiffRow {
        what: format!("provider {name} of {host}"),
        before: "listed, without resources".to_owned(),
        after: "gone for ever".to_owned(),
    });
    plan.impact.push(Impact::new(
        Weight::Harm,
        "Operations on its disks whose end nobody has heard of become gone by operator. The provider's id can never come back.",
    ));
    plan.typed = Some(Typed {
        name: name.to_owned(),
        what: "provider's name",
        why: "A provider that is marked gone cannot subscribe again; one that is configured anew is another one.".to_owned(),
    });
    plan
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn planned(id: &str) -> Plan {
        let agent = json!({ "agent_info": { "id": { "value": "S1" }, "hostname": "n-1" } });
        let disk = json!([{ "name": "disk", "type": "SCALAR", "scalar": { "value": 1024.0 },
            "provider_id": { "value": "full" } }]);
        let facts = AgentFacts::registered("S1");
        let providers = json!({ "get_resource_providers": { "resource_providers": [
            { "resource_provider_info": { "id": { "value": "full" }, "name": "lvm" }, "total_resources": disk },
            { "resource_provider_info": { "id": { "value": "bare" }, "name": "ssd" } },
        ] } });
        plan(id, &Known { agent: &agent, facts: &facts, providers: &providers })
    }

    #[test]
    fn its_name_is_typed() {
        let plan = planned("bare");
        assert_eq!(plan.problems, []);
        assert_eq!(plan.typed.map(|typed| typed.name), Some("ssd".into()));
        assert_eq!(
            plan.steps[0].call["mark_resource_provider_gone"]["resource_provider_id"]["value"],
            "bare"
        );
    }

    #[test]
    fn one_with_resources_is_not_gone() {
        for id in ["full", "other", ""] {
            let plan = planned(id);
            assert_eq!(plan.problems.len(), 1, "{id}");
            assert_eq!(plan.problems[0].field.as_str(), "provider");
        }
    }
}
