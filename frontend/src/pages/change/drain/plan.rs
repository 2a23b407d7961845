//! The plan of a drain.

use std::sync::Arc;

use cluster_model::replica::Replica;
use cluster_model::schema::Table;
use operator_api::rules::schedule::Schedule;
use operator_api::rules::{AgentFacts, Problem, call, drain};
use serde_json::Value;

use crate::call::json::Read;
use crate::change::plan::{DiffRow, Plan, Step, Wait, Weight, unfit};
use crate::pages::change::on_agents::{self, OnAgents, state_of};
use crate::ui::format::{plural, span};

/// What is read of the model.
pub const TABLES: &[Table] = &[Table::Agents, Table::Tasks, Table::Volumes];

/// The grace as it was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grace {
    /// What each task says itself.
    Own,
    /// So many seconds at most.
    Seconds(i64),
    /// What was typed is no number.
    Unreadable(String),
}

impl Grace {
    /// Reads the two fields: the choice, and the seconds.
    pub fn read(kind: &str, seconds: &str) -> Self {
        match kind {
            "own" => Self::Own,
            "none" => Self::Seconds(0),
            _ => seconds
                .trim()
                .parse()
                .map_or_else(|_| Self::Unreadable(seconds.trim().to_owned()), Self::Seconds),
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Own => "what each task says itself".to_owned(),
            Self::Seconds(0) => "none".to_owned(),
            Self::Seconds(seconds) => span(seconds.saturating_mul(1_000)),
            Self::Unreadable(_) => String::new(),
        }
    }
}

/// What is filled in.
pub struct Inputs {
    /// The grace.
    pub grace: Grace,
    /// Whether the agents are marked gone once they have drained.
    pub mark_gone: bool,
    /// How many drain at once.
    pub at_once: String,
}

/// What is known of the cluster.
pub struct Known<'a> {
    /// The agents, as `GET_AGENTS` has them.
    pub agents: &'a [Arc<Value>],
    /// The answer of `GET_MAINTENANCE_SCHEDULE`.
    pub schedule: &'a Value,
    /// The rows.
    pub replica: &'a Replica,
}

/// Makes the plan.
pub fn plan(inputs: &Inputs, known: &Known<'_>) -> Plan {
    let schedule = Schedule::from_json(known.schedule);
    let drain = drain::Drain {
        grace_seconds: match inputs.grace {
            Grace::Seconds(seconds) => Some(seconds),
            Grace::Own | Grace::Unreadable(_) => None,
        },
        mark_gone: inputs.mark_gone,
    };
    let mut plan = Plan { wait: Wait::Ended, ..Plan::many(action(known.agents), Vec::new()) };
    plan.problems.extend(drain::grace(&drain));
    if let Grace::Unreadable(text) = &inputs.grace {
        plan.problems.push(unfit("grace", format!("\"{text}\" is no whole number of seconds")));
    }
    let count = known.agents.len();
    match inputs.at_once.trim().parse::<usize>() {
        Ok(at_once) if at_once > 0 => plan.at_once = at_once,
        _ if count < 2 => plan.at_once = 1,
        _ => plan.problems.push(unfit("at_once", "how many agents drain at once is a whole number above 0")),
    }
    for agent in known.agents {
        let facts = AgentFacts::from_json(agent, &schedule);
        let host = agent.text("agent_info.hostname");
        plan.problems.extend(
            drain::check(&facts, &drain).into_iter().filter(|problem| problem.field.is_within("agent")).map(
                |problem| Problem {
                    field: operator_api::rules::Field::new("agent"),
                    words: format!("{host}: {}", problem.words),
                    ..problem
                },
            ),
        );
        let step = Step::master(call::drain(&facts.id, &drain));
        plan.steps.push(step);
        let after = if inputs.mark_gone { "draining, then gone" } else { "draining, then drained" };
        plan.diff.push(DiffRow {
            what: host.to_owned(),
            before: state_of(known.replica, &facts.id),
            after: format!("{after}; grace: {}", inputs.grace.words()),
        });
    }
    let hit = OnAgents::count(known.replica, known.agents);
    plan.impact =
        if inputs.mark_gone { hit.lost(known.agents) } else { vec![hit.killed(known.agents, Weight::Warn)] };
    plan.typed = inputs.mark_gone.then(|| {
        on_agents::typed(
            known.agents,
            "An agent that is marked gone can never come back, and its persistent volumes are lost.",
        )
    });
    plan
}

fn action(agents: &[Arc<Value>]) -> String {
    match agents {
        [one] => format!("Drain {}", one.text("agent_info.hostname")),
        many => format!("Drain {}", plural(many.len() as i64, "agent", "agents")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn agent(id: &str) -> Arc<Value> {
        Arc::new(json!({
            "agent_info": { "id": { "value": id }, "hostname": format!("{id}.test") },
            "pid": "slave(1)@10.0.0.1:5051",
            "active": true,
            "capabilities": [{ "type": "AGENT_DRAINING" }],
        }))
    }

    fn planned(grace: Grace, at_once: &str, agents: &[Arc<Value>], schedule: &Value) -> Plan {
        let inputs = Inputs { grace, mark_gone: false, at_once: at_once.to_owned() };
        plan(&inputs, &Known { agents, schedule, replica: &Replica::default() })
    }

    #[test]
    fn agents_drain_in_turn_each_waiting_for_the_one_before() {
        let plan = planned(Grace::Seconds(60), "2", &[agent("a"), agent("b"), agent("c")], &Value::Null);
        assert_eq!(plan.problems, []);
        assert_eq!((plan.at_once, plan.wait, plan.stop_at_failure), (2, Wait::Ended, true));
        assert_eq!(plan.steps[1].call["drain_agent"]["max_grace_period"], json!({ "seconds": 60 }));
        assert_eq!(plan.action, "Drain 3 agents");
    }

    #[test]
    fn an_agent_in_the_schedule_is_refused_by_its_name() {
        let schedule = json!({ "get_maintenance_schedule": { "schedule": { "windows": [{
            "machine_ids": [{ "hostname": "a.test", "ip": "10.0.0.1" }],
            "unavailability": { "start": { "nanoseconds": 1 } },
        }] } } });
        let plan = planned(Grace::Own, "1", &[agent("a")], &schedule);
        assert_eq!(plan.problems.len(), 1);
        assert!(
            plan.problems[0].words.starts_with("a.test: the agent's machine is in the maintenance schedule")
        );
    }

    #[test]
    fn what_is_no_number_is_said_at_its_field() {
        let plan = planned(Grace::read("given", "5 min"), "none", &[agent("a"), agent("b")], &Value::Null);
        let fields: Vec<_> = plan.problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["grace", "at_once"]);
    }

    #[test]
    fn marking_gone_asks_for_the_name() {
        let inputs = Inputs { grace: Grace::Own, mark_gone: true, at_once: "1".into() };
        let known = Known { agents: &[agent("a")], schedule: &Value::Null, replica: &Replica::default() };
        assert_eq!(plan(&inputs, &known).typed.map(|typed| typed.name), Some("a.test".into()));
    }
}
