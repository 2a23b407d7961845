//! What an operator is about to do, as a form has it: the calls, what is wrong with them, and what would come of them.

use operator_api::rules::{Problem, Verdict};
use serde_json::{Value, json};

use crate::components::resource_bar::{ResourceKind, Shares};
use crate::paths::Page;

/// One call, to the leading master or to an agent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// The agent that is called; `None` is the master.
    pub agent_id: Option<String>,
    /// Where that agent is, for those who send it themselves: `10.0.0.7:5051/slave(1)`.
    pub address: Option<String>,
    /// The call, as Mesos gets it.
    pub call: Value,
    /// What the call rests on: read calls of the same node, each with the answer that the operator has seen. The server reads them again
    /// right before it sends, and sends nothing if they tell something else by then.
    pub expects: Vec<(&'static str, Value)>,
}

impl Step {
    /// A call to the master.
    #[must_use]
    pub fn master(call: Value) -> Self {
        Self { call, ..Self::default() }
    }

    /// A call to an agent.
    #[must_use]
    pub fn agent(id: &str, call: Value) -> Self {
        Self { agent_id: Some(id.to_owned()), ..Self::master(call) }
    }

    /// The same, resting on what a read call has answered.
    #[must_use]
    pub fn expecting(mut self, call: &'static str, answer: Value) -> Self {
        self.expects.push((call, answer));
        self
    }

    fn to_json(&self) -> Value {
        let expects: Vec<_> =
            self.expects.iter().map(|(call, answer)| json!({ "call": call, "answer": answer })).collect();
        json!({ "agent_id": self.agent_id, "call": self.call, "expects": expects })
    }
}

/// Before and after of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiffRow {
    /// What it is: `cpus reserved for eng/web on n-0418`.
    pub what: String,
    /// How it is now; empty if there is none.
    pub before: String,
    /// How it would be; empty if there would be none.
    pub after: String,
}

/// A resource of an agent, a role or the cluster now and then, as two bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bars {
    /// Which.
    pub resource: ResourceKind,
    /// Now.
    pub now: Shares,
    /// Then.
    pub then: Shares,
}

/// How much something that would happen matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Good to know.
    #[default]
    Note,
    /// Somebody will notice it: offers are rescinded, tasks move.
    Warn,
    /// Something is lost: tasks are killed, data are destroyed.
    Harm,
}

/// Something that would happen besides.
#[derive(Clone, Debug, PartialEq)]
pub struct Impact {
    /// How much it matters.
    pub weight: Weight,
    /// What would happen, as a sentence.
    pub words: String,
    /// Where it can be looked at.
    pub page: Option<String>,
}

impl Impact {
    /// Something that would happen.
    #[must_use]
    pub fn new(weight: Weight, words: impl Into<String>) -> Self {
        Self { weight, words: words.into(), page: None }
    }

    /// With a link to where it can be looked at.
    #[must_use]
    pub fn at(mut self, page: &Page) -> Self {
        self.page = Some(page.href());
        self
    }

    /// With a link to a list that shows it.
    #[must_use]
    pub fn in_list(mut self, page: &Page, filter: &str) -> Self {
        self.page = Some(page.filtered(filter));
        self
    }
}

/// What has to be typed before something that cannot be undone is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The name that has to be typed, or the number of things if there are several.
    pub name: String,
    /// What it is the name of: `host name`, `framework's name`, `number of agents`.
    pub what: &'static str,
    /// What cannot be undone, as a sentence.
    pub why: String,
}

/// When the next step may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wait {
    /// When the cluster shows the one before.
    #[default]
    Applied,
    /// When the one before is at its end: an agent has drained.
    Ended,
}

/// What an operator is about to do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// What the last button says: `Drain 3 agents`.
    pub action: String,
    /// The calls, in order. None while the form is not filled in.
    pub steps: Vec<Step>,
    /// How many are under way at once.
    pub at_once: usize,
    /// Whether the first failure keeps back what is not sent yet.
    pub stop_at_failure: bool,
    /// When the next one may go.
    pub wait: Wait,
    /// What is wrong, each with the field it is about.
    pub problems: Vec<Problem>,
    /// What would change.
    pub diff: Vec<DiffRow>,
    /// The same as bars, where it is a matter of resources.
    pub bars: Vec<Bars>,
    /// What would happen besides.
    pub impact: Vec<Impact>,
    /// What has to be typed, if it cannot be undone.
    pub typed: Option<Typed>,
}

impl Plan {
    /// A plan of one call.
    #[must_use]
    pub fn one(action: impl Into<String>, step: Step) -> Self {
        Self::many(action, vec![step])
    }

    /// A plan of several calls, one at a time until one fails.
    #[must_use]
    pub fn many(action: impl Into<String>, steps: Vec<Step>) -> Self {
        Self { action: action.into(), steps, at_once: 1, stop_at_failure: true, ..Self::default() }
    }

    /// With what is wrong.
    #[must_use]
    pub fn with_problems(mut self, problems: impl IntoIterator<Item = Problem>) -> Self {
        self.problems.extend(problems);
        self
    }

    /// Whether it can be compared and sent as it is. `NeedsForce` counts: a form that offers force leaves those out when it is asked for.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty() && !self.steps.is_empty()
    }

    /// The worst that would happen.
    pub fn weight(&self) -> Weight {
        let worst = self.impact.iter().map(|impact| impact.weight).max().unwrap_or_default();
        if self.typed.is_some() { Weight::Harm } else { worst }
    }

    /// The change, as the server takes it.
    pub fn to_json(&self) -> Value {
        let wait = match self.wait {
            Wait::Applied => "applied",
            Wait::Ended => "ended",
        };
        json!({
            "steps": self.steps.iter().map(Step::to_json).collect::<Vec<_>>(),
            "at_once": self.at_once.max(1),
            "stop_at_failure": self.stop_at_failure,
            "wait": wait,
        })
    }
}

/// A problem that the form itself finds: something is not filled in, or cannot be read.
#[must_use]
pub fn unfit(field: &str, words: impl Into<String>) -> Problem {
    Problem { field: operator_api::rules::Field::new(field), words: words.into(), verdict: Verdict::Refused }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_is_told_what_the_operator_has_seen() {
        let step =
            Step::master(json!({ "type": "UPDATE_WEIGHTS" })).expecting("GET_WEIGHTS", json!({ "a": 1 }));
        let plan = Plan { at_once: 0, wait: Wait::Ended, ..Plan::one("Set weights", step) };
        assert_eq!(
            plan.to_json(),
            json!({
                "steps": [{
                    "agent_id": null,
                    "call": { "type": "UPDATE_WEIGHTS" },
                    "expects": [{ "call": "GET_WEIGHTS", "answer": { "a": 1 } }],
                }],
                "at_once": 1,
                "stop_at_failure": true,
                "wait": "ended",
            })
        );
    }

    #[test]
    fn a_plan_with_a_problem_or_without_a_call_is_not_sent() {
        let plan = Plan::one("Drain", Step::agent("S1", json!({})));
        assert!(plan.is_sound());
        assert!(!plan.with_problems([unfit("grace", "is no number")]).is_sound());
        assert!(!Plan::default().is_sound());
    }

    #[test]
    fn what_cannot_be_undone_is_harm() {
        let mut plan =
            Plan { impact: vec![Impact::new(Weight::Warn, "Offers are rescinded.")], ..Plan::default() };
        assert_eq!(plan.weight(), Weight::Warn);
        plan.typed = Some(Typed { name: "n-1".into(), what: "host name", why: String::new() });
        assert_eq!(plan.weight(), Weight::Harm);
    }
}
