//! `DRAIN_AGENT`.

use serde_json::Value;

use super::{Change, Seen, Source, registered};
use crate::member::{id, integer};
use crate::resources::Resources;

/// How an agent is drained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Config {
    /// In nanoseconds.
    grace: Option<i64>,
    mark_gone: bool,
}

#[derive(Debug)]
struct Drain {
    id: String,
    config: Config,
    /// The drain that there was before.
    before: Option<Config>,
}

pub(super) fn of(arguments: &Value) -> Option<Box<dyn Change>> {
    let grace = arguments.get("max_grace_period").filter(|grace| !grace.is_null());
    let nanoseconds = |grace: &Value| {
        let of = |member: &str| integer(&grace[member]).unwrap_or_default();
        of("seconds").saturating_mul(1_000_000_000).saturating_add(of("nanos"))
    };
    let config = Config { grace: grace.map(nanoseconds), mark_gone: arguments["mark_gone"] == true };
    Some(Box::new(Drain { id: id(&arguments["agent_id"])?.to_owned(), config, before: None }))
}

/// The drain that the master tells of.
fn told(agent: &Value) -> Option<Config> {
    let config = &agent.get("drain_info")?["config"];
    let grace = integer(&config["max_grace_period"]["nanoseconds"]);
    Some(Config { grace, mark_gone: config["mark_gone"] == true })
}

impl Drain {
    /// Whether the drain that is told is not the one there was before. If it is neither that nor this one, another has taken the place of
    /// both, and the agent drains all the same.
    fn is_new(&self, told: Config) -> bool {
        told == self.config || self.before != Some(told)
    }
}

impl Change for Drain {
    fn title(&self) -> String {
        let gone = if self.config.mark_gone { " and mark it gone" } else { "" };
        format!("Drain agent {}{gone}", self.id)
    }

    fn source(&self) -> Source {
        Source::Agent(self.id.clone())
    }

    fn remember(&mut self, before: &Value) {
        self.before = told(before);
    }

    fn seen(&self, now: &Value) -> Seen {
        let known = told(now).filter(|told| self.is_new(*told));
        match known {
            // What a remembered agent said last: it was draining, and has left.
            Some(_) if !registered(now) && self.config.mark_gone => Seen::Applied,
            Some(_) if !registered(now) => Seen::Underway(
                "the agent is not registered; it goes on draining when it comes back".to_owned(),
            ),
            None if now.is_null() && self.before.is_some() && self.config.mark_gone => Seen::Applied,
            None => Seen::NotYet,
            Some(_) if now["drain_info"]["state"] != "DRAINED" => Seen::Underway(draining(now)),
            Some(_) if self.config.mark_gone => Seen::Underway("drained; it is being marked gone".to_owned()),
            Some(_) => Seen::Applied,
        }
    }
}

fn draining(agent: &Value) -> String {
    let held = Resources::from_json(&agent["allocated_resources"]);
    let sums: Vec<String> = held.sums().iter().map(|(name, sum)| format!("{name}:{sum}")).collect();
    match sums.is_empty() {
        false => format!("draining; its tasks still hold {}", sums.join(";")),
        true => "draining; no task runs any more, and frameworks have yet to acknowledge that".to_owned(),
    }
}
