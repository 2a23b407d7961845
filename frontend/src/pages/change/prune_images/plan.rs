//! The plan of a pruning of images.

use std::sync::Arc;

use operator_api::rules::{Field, Problem, call, image};
use serde_json::Value;

use crate::change::plan::{DiffRow, Impact, Plan, Weight, unfit};
use crate::pages::change::to_agent;
use crate::ui::format::plural;

/// What is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// The images that are kept, one a line.
    pub kept: String,
    /// How many agents are asked at once.
    pub at_once: String,
}

/// Makes the plan: `agents` are entries of `GET_AGENTS`.
pub fn plan(inputs: &Inputs, agents: &[Arc<Value>]) -> Plan {
    let kept: Vec<String> =
        inputs.kept.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let call = call::prune_images(&kept);
    let action = match agents {
        [one] => format!("Prune images of {}", to_agent::host(one)),
        many => format!("Prune images of {}", plural(many.len() as i64, "agent", "agents")),
    };
    let steps = agents.iter().map(|agent| to_agent::step(agent, call.clone())).collect();
    let mut plan = Plan { stop_at_failure: false, ..Plan::many(action, steps) };
    // The lines share one field: each says itself which it is.
    plan.problems = image::check(&kept)
        .into_iter()
        .map(|problem| {
            let at = (0..kept.len()).find(|at| problem.field == Field::item("excluded", *at));
            let line = at.and_then(|at| kept.get(at)).map_or("", String::as_str);
            Problem { words: format!("\"{line}\": {}", problem.words), ..problem }
        })
        .collect();
    match inputs.at_once.trim().parse() {
        Ok(at_once) if at_once > 0 => plan.at_once = at_once,
        _ if agents.len() < 2 => plan.at_once = 1,
        _ => plan
            .problems
            .push(unfit("at_once", "how many agents are asked at once is a whole number above 0")),
    }
    let after = match kept.as_slice() {
        [] => "only those that containers use".to_owned(),
        kept => format!("those that containers use, and {}", kept.join(", ")),
    };
    let row = |agent: &Arc<Value>| DiffRow {
        what: format!("images of {}", to_agent::host(agent)),
        before: "all that were fetched".to_owned(),
        after: after.clone(),
    };
    plan.diff = agents.iter().map(row).collect();
    plan.impact = vec![
        Impact::new(
            Weight::Warn,
            "Images that are removed have to be fetched again before a task can start from them.",
        ),
        Impact::new(
            Weight::Note,
            "Mesos does not tell which images an agent has: that it accepts the call is all there is to see.",
        ),
    ];
    plan
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn agent(id: &str) -> Arc<Value> {
        Arc::new(json!({ "agent_info": { "id": { "value": id }, "hostname": format!("{id}.test") } }))
    }

    fn planned(kept: &str, at_once: &str, agents: &[Arc<Value>]) -> Plan {
        plan(&Inputs { kept: kept.to_owned(), at_once: at_once.to_owned() }, agents)
    }

    #[test]
    fn each_agent_is_called_with_what_is_kept() {
        let plan = planned("alpine:3.20\n\n  library/redis:7 ", "2", &[agent("a"), agent("b")]);
        assert_eq!(plan.problems, []);
        assert_eq!((plan.steps.len(), plan.at_once, plan.stop_at_failure), (2, 2, false));
        let images = &plan.steps[1].call["prune_images"]["excluded_images"];
        assert_eq!(images[1], json!({ "type": "DOCKER", "docker": { "name": "library/redis:7" } }));
        assert_eq!(plan.diff[0].after, "those that containers use, and alpine:3.20, library/redis:7");
    }

    #[test]
    fn what_keeps_nothing_is_said_with_its_line() {
        let plan = planned("alpine:3.20\nal pine", "x", &[agent("a"), agent("b")]);
        assert!(plan.problems[0].words.starts_with("\"al pine\": "));
        assert!(plan.problems[0].field.is_within("excluded"));
        assert_eq!(plan.problems[1].field.as_str(), "at_once");
    }
}
