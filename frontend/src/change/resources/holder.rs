//! An agent whose resources are about to change.

use std::sync::Arc;

use cluster_model::identity;
use operator_api::resources::{Reservation, Resources};
use operator_api::rules::AgentFacts;
use operator_api::rules::schedule::Schedule;
use serde_json::Value;

use super::words;
use crate::call::json::Read;

/// What is known of it.
#[derive(Clone, Debug, Default)]
pub struct Holder {
    /// Its host name; with its id where another one of those that are read has the same.
    pub host: String,
    /// What the rules have to know.
    pub facts: AgentFacts,
    /// What nothing uses. What is only on offer does not count: the master takes that back.
    pub available: Resources,
    /// What is on offer.
    pub offered: Resources,
}

impl Holder {
    /// Reads an entry of `GET_AGENTS`.
    pub fn read(agent: &Value) -> Self {
        let facts = AgentFacts::from_json(agent, &Schedule::default());
        Self {
            host: agent.text("agent_info.hostname").to_owned(),
            available: facts.available(),
            offered: Resources::from_json(agent.at("offered_resources")).unallocated(),
            facts,
        }
    }

    /// Reads all of them.
    pub fn read_all(agents: &[Arc<Value>]) -> Vec<Self> {
        let mut holders: Vec<Self> = agents.iter().map(|agent| Self::read(agent)).collect();
        let names: Vec<String> = holders.iter().map(|holder| holder.host.clone()).collect();
        for holder in &mut holders {
            if names.iter().filter(|name| **name == holder.host).count() > 1 {
                holder.host = format!("{} ({})", holder.host, holder.facts.id);
            }
        }
        holders
    }

    /// Its reservations, each stack once.
    pub fn stacks(&self) -> Vec<&[Reservation]> {
        let mut stacks: Vec<&[Reservation]> = Vec::new();
        for resource in &self.facts.total {
            let stack = resource.reservations.as_slice();
            if !stack.is_empty() && !stacks.contains(&stack) {
                stacks.push(stack);
            }
        }
        stacks
    }

    /// What a row of the list of reservations is known by.
    pub fn key_of(&self, stack: &[Reservation]) -> String {
        identity::text(identity::of_reservation(&self.facts.id, stack))
    }

    /// The reservation of this key.
    pub fn stack_of(&self, key: &str) -> Option<&[Reservation]> {
        self.stacks().into_iter().find(|stack| self.key_of(stack) == key)
    }

    /// The volume of this key.
    pub fn volume_of(&self, key: &str) -> Option<&operator_api::resources::Resource> {
        let is_it = |volume: &&operator_api::resources::Resource| {
            volume.volume_id().is_some() && identity::text(identity::of_volume(&self.facts.id, volume)) == key
        };
        self.facts.total.iter().find(is_it)
    }
}

/// A reservation that something can be taken from: what a form offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is called in the form's address and its list.
    pub value: String,
    /// What it is called for people.
    pub words: String,
    /// The stack; empty for what is not reserved.
    pub stack: Vec<Reservation>,
}

/// What can be reserved from: what is unreserved, and every reservation of any of these agents. `key` is that of one in the form's address.
pub fn sources(holders: &[Holder], key: &str) -> Vec<Source> {
    let mut sources =
        vec![Source { value: String::new(), words: "what is not reserved".to_owned(), stack: Vec::new() }];
    for holder in holders {
        for stack in holder.stacks() {
            if sources.iter().any(|source| source.stack == stack) {
                continue;
            }
            let printed: Vec<String> = stack.iter().map(ToString::to_string).collect();
            let is_in_address = !key.is_empty() && holder.key_of(stack) == key;
            let value = if is_in_address { key.to_owned() } else { printed.concat() };
            let words = format!("the reservation for {}", words::stack(stack));
            sources.push(Source { value, words, stack: stack.to_vec() });
        }
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(id: &str, total: &str) -> Holder {
        let total: Resources = total.parse().unwrap();
        Holder { facts: AgentFacts { total, ..AgentFacts::registered(id) }, ..Holder::default() }
    }

    #[test]
    fn a_reservation_is_found_by_the_key_of_its_row() {
        let holder = holder("S1", "cpus:4;cpus(eng):1;mem(eng):64;mem(ops):64");
        let key = holder.key_of(holder.stacks()[0]);
        assert_eq!(holder.stacks().len(), 2);
        assert_eq!(holder.stack_of(&key).map(|stack| stack[0].role.as_str()), Some("eng"));
        assert_eq!(holder.stack_of("0"), None);
    }

    #[test]
    fn agents_of_one_host_are_told_apart() {
        let agent = |id: &str, host: &str| {
            Arc::new(serde_json::json!({ "agent_info": { "id": { "value": id }, "hostname": host } }))
        };
        let holders = Holder::read_all(&[agent("S1", "a"), agent("S2", "a"), agent("S3", "b")]);
        let names: Vec<_> = holders.iter().map(|holder| holder.host.as_str()).collect();
        assert_eq!(names, ["a (S1)", "a (S2)", "b"]);
    }

    #[test]
    fn a_reservation_that_several_agents_have_is_offered_once() {
        let holders = [holder("S1", "cpus(eng):1"), holder("S2", "cpus(eng):2;cpus(ops):1")];
        let key = holders[1].key_of(holders[1].stacks()[1]);
        let sources = sources(&holders, &key);
        let words: Vec<_> = sources.iter().map(|source| source.words.as_str()).collect();
        assert_eq!(
            words,
            ["what is not reserved", "the reservation for eng (static)", "the reservation for ops (static)"]
        );
        assert_eq!((sources[0].value.as_str(), sources[2].value.as_str()), ("", key.as_str()));
    }
}
