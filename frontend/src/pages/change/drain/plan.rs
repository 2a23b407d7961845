//! The plan of a drain.

use std::sync::Arc;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents, tasks};
use operator_api::rules::schedule::Schedule;
use operator_api::rules::{AgentFacts, Problem, call, drain};
use serde_json::Value;

use crate::call::json::Read;
use crate::change::plan::{DiffRow, Impact, Plan, Step, Typed, Wait, Weight, unfit};
use crate::paths::{Page, exactly};
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
                    field: operator_api::rules::Field::new("agents"),
                    words: format!("{host}: {}", problem.words),
                    ..problem
                },
            ),
        );
        let step = Step::master(call::drain(&facts.id, &drain));
        plan.steps.push(step);
        let state = row_of(known.replica, &facts.id)
            .map(|slot| known.replica.text(Table::Agents, slot, agents::STATE));
        let after = if inputs.mark_gone { "draining, then gone" } else { "draining, then drained" };
        plan.diff.push(DiffRow {
            what: host.to_owned(),
            before: state.unwrap_or_default().to_owned(),
            after: format!("{after}; grace: {}", inputs.grace.words()),
        });
    }
    plan.impact = impact(inputs, known);
    plan.typed = inputs.mark_gone.then(|| typed(known.agents));
    plan
}

fn action(agents: &[Arc<Value>]) -> String {
    match agents {
        [one] => format!("Drain {}", one.text("agent_info.hostname")),
        many => format!("Drain {}", plural(many.len() as i64, "agent", "agents")),
    }
}

fn typed(agents: &[Arc<Value>]) -> Typed {
    let why =
        "An agent that is marked gone can never come back, and its persistent volumes are lost.".to_owned();
    match agents {
        [one] => Typed { name: one.text("agent_info.hostname").to_owned(), what: "host name", why },
        many => Typed { name: many.len().to_string(), what: "number of agents", why },
    }
}

fn row_of(replica: &Replica, id: &str) -> Option<u32> {
    replica.find_all(Table::Agents, &[(agents::ID, id)]).next()
}

/// Who is hit: tasks, their frameworks, volumes.
fn impact(inputs: &Inputs, known: &Known<'_>) -> Vec<Impact> {
    let replica = known.replica;
    let mut frameworks = std::collections::BTreeSet::new();
    let (mut killed, mut volumes) = (0_i64, 0_i64);
    for agent in known.agents {
        let id = agent.text("agent_info.id.value");
        for slot in replica.find_all(Table::Tasks, &[(tasks::AGENT_ID, id)]) {
            if replica.text(Table::Tasks, slot, tasks::LIST) == tasks::ACTIVE {
                killed += 1;
                frameworks.insert(replica.text(Table::Tasks, slot, tasks::FRAMEWORK_ID).to_owned());
            }
        }
        volumes += replica.find_all(Table::Volumes, &[(cluster_model::schema::volumes::AGENT_ID, id)]).count()
            as i64;
    }
    let mut impact = Vec::new();
    if killed > 0 {
        let words = format!(
            "{} of {} are killed.",
            plural(killed, "task", "tasks"),
            plural(frameworks.len() as i64, "framework", "frameworks")
        );
        let one = known.agents.first().filter(|_| known.agents.len() == 1);
        let shown = Impact::new(if inputs.mark_gone { Weight::Harm } else { Weight::Warn }, words);
        impact.push(match one {
            Some(agent) => {
                shown.in_list(&Page::Tasks, &exactly("agent_id", agent.text("agent_info.id.value")))
            }
            None => shown,
        });
    } else {
        impact.push(Impact::new(Weight::Note, "No task runs there: nothing is killed."));
    }
    if inputs.mark_gone && volumes > 0 {
        impact.push(Impact::new(
            Weight::Harm,
            format!(
                "{} with their data are lost.",
                plural(volumes, "persistent volume", "persistent volumes")
            ),
        ));
    }
    impact
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
