//! What a call that changes something brings about, as the cluster itself shows it: most answers only say that the call was accepted.
//!
//! An [`Effect`] is made of the call, [told](Effect::remember) what its [`Source`] said right before the call was sent, and asked
//! of everything the source says from then on whether the change is [`Seen`]. What others change meanwhile, and is not about the same thing,
//! makes no difference.
//!
//! ```
//! use operator_api::calls::Target;
//! use operator_api::effect::{Effect, Seen, Source};
//! use serde_json::json;
//!
//! let call = json!({ "type": "DEACTIVATE_AGENT", "deactivate_agent": { "agent_id": { "value": "S1" } } });
//! let mut effect = Effect::of(Target::Master, None, &call).unwrap();
//! assert_eq!(effect.title(), "Deactivate agent S1");
//! assert_eq!(effect.source(), Source::Agent("S1".into()));
//! let agent = |deactivated| json!({ "pid": "slave(1)@10.0.0.1:5051", "deactivated": deactivated });
//! effect.remember(&agent(false));
//! assert_eq!(effect.seen(&agent(false)), Seen::NotYet);
//! assert_eq!(effect.seen(&agent(true)), Seen::Applied);
//! ```

mod agent;
mod container;
mod drain;
mod framework;
mod image;
mod logging;
mod maintenance;
mod provider;
mod quota;
mod resources;
mod schedule;
mod title;
mod volume;
mod weight;

use std::fmt::Debug;

use serde_json::Value;

use crate::calls::{self, Kind, Target};

/// Who tells whether a change is done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The agent of this id: its entry of `GET_AGENTS`, with `"listed": false` beside if that is a remembered one; `null` if there is none.
    Agent(String),
    /// The framework of this id: its entry of `GET_FRAMEWORKS`, likewise.
    Framework(String),
    /// The leading master's whole answer to this call, which reads and takes no arguments.
    Call(&'static str),
    /// The whole answer of the agent that the call is sent to; that to `GET_CONTAINERS` with nested and standalone containers.
    AgentCall(&'static str),
    /// Nobody: that the call was accepted is all there is to know.
    Nothing,
}

/// What is shown of a change.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    /// Nothing.
    NotYet,
    /// It is shown, and still goes on: how, in a few words.
    Underway(String),
    /// It is shown, and at its end.
    Applied,
    /// It will not come to its end any more: why, in a few words.
    Undone(String),
}

impl Seen {
    /// With what was seen the last time: a change that was under way and is not shown any more is undone.
    #[must_use]
    pub fn after(self, last: &Self) -> Self {
        match (last, self) {
            (Self::Underway(_), Self::NotYet) => Self::Undone(
                "it was under way and is not any more; somebody may have taken it back, or done something else"
                    .to_owned(),
            ),
            (_, now) => now,
        }
    }
}

/// One kind of change.
trait Change: Debug + Send + Sync {
    fn title(&self) -> String;
    fn source(&self) -> Source;
    /// Told what the source says before the call is sent.
    fn remember(&mut self, _before: &Value) {}
    fn seen(&self, now: &Value) -> Seen;
}

/// What a call brings about.
#[derive(Debug)]
pub struct Effect(Box<dyn Change>);

impl Effect {
    /// The effect of a call that is sent to the leading master, or to the agent of this id. `None` of a call that changes nothing, and of one
    /// whose arguments cannot be read: Mesos refuses those.
    pub fn of(target: Target, agent_id: Option<&str>, call: &Value) -> Option<Self> {
        let kind = calls::of(target, call).filter(|kind| kind.kind == Kind::Change)?;
        let node = title::node(target, agent_id);
        let arguments = &call[kind.arguments.member()?];
        let change = match (target, kind.name) {
            (_, "SET_LOGGING_LEVEL") => logging::of(target, node, arguments)?,
            (Target::Master, name) => of_master(name, call, arguments)?,
            (Target::Agent, name) => of_agent(name, node, arguments)?,
        };
        Some(Self(change))
    }

    /// Who tells whether it is done.
    pub fn source(&self) -> Source {
        self.0.source()
    }

    /// Takes notice of what the source tells right before the call is sent: later than the effects of all calls about the same thing that
    /// were sent before.
    pub fn remember(&mut self, before: &Value) {
        self.0.remember(before);
    }

    /// What the source shows of it now.
    pub fn seen(&self, now: &Value) -> Seen {
        self.0.seen(now)
    }

    /// What is done, in a line: `Drain agent 4a1f…-S3`.
    pub fn title(&self) -> String {
        self.0.title()
    }
}

fn of_master(name: &str, call: &Value, arguments: &Value) -> Option<Box<dyn Change>> {
    Some(match name {
        "RESERVE_RESOURCES" => resources::reserve(arguments)?,
        "UNRESERVE_RESOURCES" => resources::unreserve(arguments)?,
        "CREATE_VOLUMES" | "DESTROY_VOLUMES" => volume::of(name, arguments)?,
        "GROW_VOLUME" | "SHRINK_VOLUME" => volume::resized(name, arguments)?,
        "UPDATE_QUOTA" | "SET_QUOTA" | "REMOVE_QUOTA" => quota::of(call)?,
        "UPDATE_WEIGHTS" => weight::of(call)?,
        "UPDATE_MAINTENANCE_SCHEDULE" => schedule::of(call)?,
        "START_MAINTENANCE" | "STOP_MAINTENANCE" => maintenance::of(call)?,
        "DRAIN_AGENT" => drain::of(arguments)?,
        "DEACTIVATE_AGENT" | "REACTIVATE_AGENT" | "MARK_AGENT_GONE" => agent::of(name, arguments)?,
        "TEARDOWN" => framework::of(arguments)?,
        _ => return None,
    })
}

fn of_agent(name: &str, node: String, arguments: &Value) -> Option<Box<dyn Change>> {
    Some(match name {
        "LAUNCH_CONTAINER"
        | "LAUNCH_NESTED_CONTAINER"
        | "KILL_CONTAINER"
        | "KILL_NESTED_CONTAINER"
        | "REMOVE_CONTAINER"
        | "REMOVE_NESTED_CONTAINER" => container::of(name, node, arguments)?,
        "ADD_RESOURCE_PROVIDER_CONFIG"
        | "UPDATE_RESOURCE_PROVIDER_CONFIG"
        | "REMOVE_RESOURCE_PROVIDER_CONFIG"
        | "MARK_RESOURCE_PROVIDER_GONE" => provider::of(name, node, arguments)?,
        "PRUNE_IMAGES" => image::of(node, arguments),
        _ => return None,
    })
}

/// The entry of an agent that is registered: of others the master does not tell what they have.
fn registered(agent: &Value) -> bool {
    agent["listed"] != false && agent["pid"].as_str().is_some_and(|pid| !pid.is_empty())
}
