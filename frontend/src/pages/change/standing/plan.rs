//! The plan of agents that are deactivated, reactivated or marked gone.

use std::sync::Arc;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents};
use operator_api::rules::capability::{Reason, can_deactivate, can_mark_gone, can_reactivate};
use operator_api::rules::schedule::Schedule;
use operator_api::rules::{AgentFacts, call};
use serde_json::Value;

use crate::call::json::Read;
use crate::change::plan::{DiffRow, Impact, Plan, Step, Weight, unfit};
use crate::components::change_form::agents::FIELD;
use crate::pages::change::on_agents::{self, OnAgents, state_of};
use crate::ui::format::plural;

/// What is read of the model.
pub const TABLES: &[Table] = &[Table::Agents, Table::Tasks, Table::Volumes];

/// What becomes of agents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No more offers of their resources are made; tasks go on.
    Deactivated,
    /// Offers are made again.
    Active,
    /// They can never come back.
    Gone,
}

impl Standing {
    /// The form's title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Deactivated => "Deactivate agents",
            Self::Active => "Reactivate agents",
            Self::Gone => "Mark agents gone",
        }
    }

    /// What it does.
    pub fn lead(self) -> &'static str {
        match self {
            Self::Deactivated => {
                "No more offers of the agent's resources are made. What runs there goes on. It can be undone at any time."
            }
            Self::Active => {
                "Offers of the agent's resources are made again. An agent that drains has to be drained before."
            }
            Self::Gone => {
                "For machines that never come back. The agent's process ends and can never register again, its tasks are gone, and its volumes are lost. It cannot be undone."
            }
        }
    }

    fn verb(self) -> &'static str {
        match self {
            Self::Deactivated => "Deactivate",
            Self::Active => "Reactivate",
            Self::Gone => "Mark gone",
        }
    }

    fn allowed(self, agent: &AgentFacts) -> Result<(), Reason> {
        match self {
            Self::Deactivated => can_deactivate(agent),
            Self::Active => can_reactivate(agent),
            Self::Gone => can_mark_gone(agent),
        }
    }

    fn call(self, id: &str) -> Value {
        match self {
            Self::Deactivated => call::deactivate(id),
            Self::Active => call::reactivate(id),
            Self::Gone => call::mark_gone(id),
        }
    }

    fn state(self) -> &'static str {
        match self {
            Self::Deactivated => agents::state::DEACTIVATED,
            Self::Active => agents::state::ACTIVE,
            Self::Gone => agents::state::GONE,
        }
    }
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
pub fn plan(standing: Standing, known: &Known<'_>) -> Plan {
    let schedule = Schedule::from_json(known.schedule);
    let action = match known.agents {
        [one] => format!("{} {}", standing.verb(), one.text("agent_info.hostname")),
        many => format!("{} {}", standing.verb(), plural(many.len() as i64, "agent", "agents")),
    };
    let mut plan = Plan::many(action, Vec::new());
    for agent in known.agents {
        let facts = AgentFacts::from_json(agent, &schedule);
        let host = agent.text("agent_info.hostname");
        if let Err(reason) = standing.allowed(&facts) {
            plan.problems.push(unfit(FIELD, format!("{host}: {reason}")));
        }
        plan.steps.push(Step::master(standing.call(&facts.id)));
        plan.diff.push(DiffRow {
            what: host.to_owned(),
            before: state_of(known.replica, &facts.id),
            after: standing.state().to_owned(),
        });
    }
    let hit = OnAgents::count(known.replica, known.agents);
    plan.impact = match standing {
        Standing::Deactivated => vec![Impact::new(
            Weight::Note,
            format!("{} there go on. Outstanding offers are taken back.", plural(hit.tasks, "task", "tasks")),
        )],
        Standing::Active => vec![Impact::new(Weight::Note, "Its resources are offered to frameworks again.")],
        Standing::Gone => hit.lost(known.agents),
    };
    plan.typed = (standing == Standing::Gone)
        .then(|| on_agents::typed(known.agents, "An agent that is marked gone can never come back."));
    plan
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn planned(standing: Standing, deactivated: bool) -> Plan {
        let agent = Arc::new(json!({
            "agent_info": { "id": { "value": "S1" }, "hostname": "n-1" },
            "pid": "slave(1)@10.0.0.1:5051", "active": !deactivated, "deactivated": deactivated,
        }));
        plan(standing, &Known { agents: &[agent], schedule: &Value::Null, replica: &Replica::default() })
    }

    #[test]
    fn what_cannot_be_done_says_why_at_the_agents() {
        assert_eq!(planned(Standing::Deactivated, false).problems, []);
        let refused = planned(Standing::Active, false);
        assert_eq!(refused.problems[0].to_string(), "agent: n-1: the agent is active");
        assert_eq!(planned(Standing::Active, true).problems, []);
        assert_eq!(planned(Standing::Deactivated, true).problems.len(), 1);
    }

    #[test]
    fn only_what_cannot_be_undone_asks_for_the_name() {
        assert_eq!(planned(Standing::Gone, false).typed.map(|typed| typed.name), Some("n-1".into()));
        assert_eq!(planned(Standing::Deactivated, false).typed, None);
    }
}
