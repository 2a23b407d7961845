//! What a browser asks for: `POST /api/changes`. All of it is read and judged before any of it is sent.

use operator_api::calls::{self, Kind, Target};
use operator_api::effect::Effect;
use serde::Deserialize;
use serde_json::Value;

use super::change::{Order, Wait};
use super::expected::Expected;
use crate::access::Permission;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::relay::{Call, policy};

/// How many steps a change may have.
pub const MOST_STEPS: usize = 10_000;

/// How many of them may be under way at the same time.
pub const MOST_AT_ONCE: usize = 1000;

/// How long a title may be; ids of Mesos may have any length.
const LONGEST_TITLE: usize = 300;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    steps: Vec<BodyStep>,
    #[serde(default = "one")]
    at_once: usize,
    #[serde(default = "yes")]
    stop_at_failure: bool,
    #[serde(default)]
    wait: Wait,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyStep {
    #[serde(default)]
    agent_id: Option<String>,
    call: Value,
    #[serde(default)]
    expects: Vec<Expected>,
}

fn one() -> usize {
    1
}

fn yes() -> bool {
    true
}

/// A change that may be made.
#[derive(Debug)]
pub struct Request {
    /// How its steps follow each other.
    pub order: Order,
    /// Its steps.
    pub steps: Vec<Planned>,
}

/// One step of it.
#[derive(Debug)]
pub struct Planned {
    /// The agent to send it to; `None` is the leading master.
    pub agent_id: Option<String>,
    /// The call's type.
    pub kind: &'static str,
    /// What it does, in a few words.
    pub title: String,
    /// The call.
    pub call: Value,
    /// What must still be so.
    pub expects: Vec<Expected>,
}

/// Why a change may not be made, and the call it is about, for the audit log.
#[derive(Debug)]
pub struct Refused {
    /// What the browser is told.
    pub error: Error,
    /// The call's type, as the browser sent it.
    pub kind: String,
    /// `master`, or the agent's id.
    pub target: String,
}

impl Request {
    /// Reads a change.
    ///
    /// # Errors
    /// What is wrong with it: 400, or 403 if a call of it must not be sent.
    pub fn read(body: &[u8], read_only: bool) -> std::result::Result<Self, Box<Refused>> {
        let nothing = |error| Box::new(Refused { error, kind: String::new(), target: "master".to_owned() });
        let body: Body = serde_json::from_slice(body).map_err(|error| {
            nothing(Error::bad_request("this is no change").with_detail(error.to_string()))
        })?;
        let count = body.steps.len();
        if !(1..=MOST_STEPS).contains(&count) {
            let words = format!("a change has 1 to {MOST_STEPS} steps; this one has {count}");
            return Err(nothing(Error::bad_request(words)));
        }
        if !(1..=MOST_AT_ONCE).contains(&body.at_once) {
            let words = format!("1 to {MOST_AT_ONCE} steps can be under way at once");
            return Err(nothing(Error::bad_request(words)));
        }
        let order = Order { at_once: body.at_once, stop_at_failure: body.stop_at_failure, wait: body.wait };
        let mut steps = Vec::with_capacity(count);
        for (at, step) in body.steps.into_iter().enumerate() {
            let kind = step.call["type"].as_str().unwrap_or_default().to_owned();
            let target = step.agent_id.clone().unwrap_or_else(|| "master".to_owned());
            let step = plan(step, read_only);
            steps.push(step.map_err(|error| Box::new(Refused { error: error.with_step(at), kind, target }))?);
        }
        Ok(Self { order, steps })
    }

    /// Whether somebody may make it: every step of it, and may see all that it rests on.
    ///
    /// # Errors
    /// The first step that he may not make.
    pub async fn judge(&self, app: &App, caller: &Caller) -> std::result::Result<(), Box<Refused>> {
        for (at, step) in self.steps.iter().enumerate() {
            let judged = match step.judge(app, caller) {
                Ok(()) => {
                    policy::may(
                        app,
                        caller,
                        step.agent_id.as_deref(),
                        Permission::Change(step.kind),
                        &step.call,
                    )
                    .await
                }
                refused => refused,
            };
            judged.map_err(|error| {
                let target = step.agent_id.clone().unwrap_or_else(|| "master".to_owned());
                Box::new(Refused { error: error.with_step(at), kind: step.kind.to_owned(), target })
            })?;
        }
        Ok(())
    }

    /// A change of one call that has been judged.
    #[must_use]
    pub fn of_call(agent_id: Option<String>, known: &'static calls::Call, call: Value) -> Self {
        let order = Order { at_once: 1, stop_at_failure: true, wait: Wait::Applied };
        Self { order, steps: vec![planned(agent_id, known, call, Vec::new())] }
    }
}

impl Planned {
    fn target(&self) -> Target {
        if self.agent_id.is_some() { Target::Agent } else { Target::Master }
    }

    /// What it rests on is told by whether it is sent.
    fn judge(&self, app: &App, caller: &Caller) -> Result<()> {
        let reads = self.expects.iter().filter_map(|expected| expected.readable(self.target()));
        reads.into_iter().try_for_each(|name| caller.may(app, Permission::Read(name)))
    }
}

fn plan(step: BodyStep, read_only: bool) -> Result<Planned> {
    let target = if step.agent_id.is_some() { Target::Agent } else { Target::Master };
    let call = Call::of(step.call)?;
    let known =
        policy::decide(target, &call, read_only).map_err(|refusal| Error::forbidden(refusal.to_string()))?;
    if known.kind != Kind::Change {
        return Err(Error::bad_request(format!("{} changes nothing", known.name)));
    }
    if let Some(expected) = step.expects.iter().find(|expected| expected.readable(target).is_none()) {
        let words = "only what a call without arguments reads can be expected";
        return Err(Error::bad_request(words).with_detail(expected.call.clone()));
    }
    Ok(planned(step.agent_id, known, call.into_value(), step.expects))
}

fn planned(
    agent_id: Option<String>,
    known: &'static calls::Call,
    call: Value,
    expects: Vec<Expected>,
) -> Planned {
    let effect = Effect::of(known.target, agent_id.as_deref(), &call);
    let title: String = match effect {
        Some(effect) => effect.title().chars().take(LONGEST_TITLE).collect(),
        // Mesos will say what is wrong with it.
        None => known.name.to_owned(),
    };
    Planned { agent_id, kind: known.name, title, call, expects }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Request;

    fn read(body: &Value, read_only: bool) -> Result<usize, (u16, Option<usize>, String)> {
        Request::read(body.to_string().as_bytes(), read_only).map(|request| request.steps.len()).map_err(
            |refused| {
                let error = refused.error;
                (error.status().as_u16(), error.step(), error.words().to_owned())
            },
        )
    }

    fn drain(id: &str) -> Value {
        json!({ "call": { "type": "DRAIN_AGENT", "drain_agent": { "agent_id": { "value": id } } } })
    }

    #[test]
    fn a_change_is_steps() {
        let body = json!({ "steps": [drain("a"), drain("b")], "at_once": 2, "wait": "ended" });
        assert_eq!(read(&body, false), Ok(2));
        let request = Request::read(body.to_string().as_bytes(), false).unwrap();
        assert_eq!((request.order.at_once, request.order.stop_at_failure), (2, true));
        assert_eq!(request.steps[1].title, "Drain agent b");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_step() {
        let deadly = json!({ "call": { "type": "RESERVE_RESOURCES", "reserve_resources": {
            "resources": [{ "name": "cpus", "type": "SCALAR", "scalar": { "value": 0 } }] } } });
        let lists =
            json!({ "call": drain("a")["call"], "expects": [{ "call": "LIST_FILES", "answer": {} }] });
        let bodies = [
            json!({}),
            json!({ "steps": [] }),
            json!({ "steps": vec![drain("a"); 10_001] }),
            json!({ "steps": [drain("a")], "at_once": 0 }),
            json!({ "steps": [drain("a")], "hurry": true }),
            json!({ "steps": [drain("a"), { "call": {} }] }),
            json!({ "steps": [drain("a"), { "call": { "type": "GET_AGENTS" } }] }),
            json!({ "steps": [drain("a"), { "call": { "type": "GET_EVERYTHING" } }] }),
            json!({ "steps": [drain("a"), { "call": { "type": "SUBSCRIBE" } }] }),
            json!({ "steps": [drain("a"), { "agent_id": "a", "call": { "type": "DRAIN_AGENT" } }] }),
            json!({ "steps": [{ "agent_id": "a", "call": { "type": "LAUNCH_NESTED_CONTAINER_SESSION" } }] }),
            json!({ "steps": [drain("a"), deadly] }),
            json!({ "steps": [lists] }),
        ];
        let refused: Vec<_> = bodies.iter().map(|body| read(body, false).unwrap_err()).collect();
        insta::assert_debug_snapshot!(refused);
        let (status, step, words) = read(&json!({ "steps": [drain("a")] }), true).unwrap_err();
        assert_eq!((status, step), (403, Some(0)));
        assert_eq!(words, "DRAIN_AGENT changes the cluster; this console is read-only");
    }
}
