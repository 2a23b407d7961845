//! The plan of marking a provider gone.

use operator_api::rules::{call, provider};

use crate::call::json::Read;
use crate::change::plan::{DiffRow, Impact, Plan, Typed, Weight, unfit};
use crate::pages::change::provider::{Known, infos};
use crate::pages::change::to_agent;

/// Makes the plan: of the provider of this id.
pub fn plan(id: &str, known: &Known<'_>) -> Plan {
    let host = to_agent::host(known.agent);
    let found = infos(known.providers).find(|info| info.text("id.value") == id);
    // One that nobody lists any more still has its id.
    let name = found.map(|info| info.text("name")).filter(|name| !name.is_empty()).unwrap_or(id);
    let step = to_agent::step(known.agent, call::mark_provider_gone(id));
    let mut plan = Plan::one(format!("Mark provider {name} of {host} gone"), step);
    plan.problems = provider::check_mark_gone(known.facts, id);
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
        "Operations on its disks that nobody has heard the end of end as gone by operator. Its id can never come back.",
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
    use operator_api::rules::AgentFacts;
    use operator_api::rules::schedule::Schedule;
    use serde_json::json;

    use super::*;

    fn planned(id: &str) -> Plan {
        let agent = json!({ "agent_info": { "id": { "value": "S1" }, "hostname": "n-1" },
            "total_resources": [{ "name": "disk", "type": "SCALAR", "scalar": { "value": 1024.0 },
                "provider_id": { "value": "full" } }] });
        let facts = AgentFacts::from_json(&agent, &Schedule::default());
        let providers = json!({ "get_resource_providers": { "resource_providers": [
            { "resource_provider_info": { "id": { "value": "full" }, "name": "lvm" } },
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
