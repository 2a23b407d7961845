//! Agents: what the master lists, and what it has stopped listing.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use operator_api::v1;
use operator_api::v1::master::response::get_agents::Agent;
use prost::Message;

use super::quantity::Quantities;
use super::store::{Draft, Store, Value};
use super::{Detail, Identified, Mark, milliseconds};
use crate::schema::Table;
use crate::schema::agents as column;
use crate::schema::agents::state;

#[derive(Debug)]
struct Entry {
    slot: u32,
    /// `GET_AGENTS`' `Agent`, encoded.
    raw: Box<[u8]>,
    pid: Box<str>,
    listed: bool,
    touched: Mark,
}

#[derive(Debug, Default)]
pub(super) struct Agents {
    entries: HashMap<Arc<str>, Entry>,
    /// Agents that an event removed, and when: a poll asked before that must not bring them back.
    removed: HashMap<Box<str>, Mark>,
    /// Agents whose tasks ended as gone by an operator.
    gone: HashSet<Box<str>>,
}

/// An agent's id and host name.
pub(super) type Host = (Arc<str>, String);

/// What the master's telling of an agent changed.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// Whether anything is other than it was.
    pub changed: bool,
    /// The host, if it is news.
    pub host: Option<Host>,
    /// The state it was in, if it is in another now.
    pub was: Option<String>,
}

impl Agents {
    /// Whether an event told of this agent after the mark.
    pub(super) fn is_newer(&self, id: &str, mark: Mark) -> bool {
        self.entries.get(id).is_some_and(|entry| entry.touched > mark)
            || self.removed.get(id).is_some_and(|removed| *removed > mark)
    }

    /// Whether an event after the mark removed this agent.
    pub(super) fn is_removed(&self, id: &str, mark: Mark) -> bool {
        self.removed.get(id).is_some_and(|removed| *removed > mark)
    }

    /// The state of an agent, if it is known.
    pub(super) fn state<'a>(&self, store: &'a Store, id: &str) -> &'a str {
        self.entries.get(id).map_or("", |entry| store.name(Table::Agents, entry.slot, column::STATE))
    }

    /// The host name of an agent, if it is known.
    pub(super) fn host<'a>(&self, store: &'a Store, id: &str) -> &'a str {
        self.entries.get(id).map_or("", |entry| store.name(Table::Agents, entry.slot, column::HOST))
    }

    /// The master lists this agent. Answers whether it has told the very same of it before, and nothing else since.
    pub(super) fn listed_again(&mut self, id: &str, encoded: &[u8], at: Mark) -> bool {
        self.gone.remove(id);
        self.is_same(id, encoded, at)
    }

    /// The master lists this agent, which it told so.
    pub(super) fn listed(
        &mut self,
        store: &mut Store,
        agent: &Agent,
        encoded: &[u8],
        at: Mark,
        now_ms: i64,
    ) -> Listed {
        let id = agent.agent_info.id();
        if self.listed_again(&id, encoded, at) {
            return Listed::default();
        }
        let state = state_of(agent);
        let mut draft = facts(&agent.agent_info);
        draft.push((column::VERSION, agent.version.as_str().into()));
        draft.push((
            column::ADDRESS,
            agent.pid.as_deref().and_then(|pid| pid.split_once('@')).map(|(_, at)| at).into(),
        ));
        draft.push((column::REGISTERED, milliseconds(agent.registered_time.as_ref()).into()));
        draft.push((column::REREGISTERED, milliseconds(agent.reregistered_time.as_ref()).into()));
        draft.push((column::DRAIN_ENDS, drain_ends(agent).into()));
        draft.extend(bars(agent));
        let pid = agent.pid.clone().unwrap_or_default();
        self.put(store, id, draft, state, Told { raw: encoded.to_vec(), pid, listed: true, at, now_ms })
    }

    /// The master knows this agent from its registry only.
    pub(super) fn recovering(
        &mut self,
        store: &mut Store,
        info: &v1::AgentInfo,
        at: Mark,
        now_ms: i64,
    ) -> Listed {
        let agent = Agent { agent_info: Box::new(info.clone()), ..Agent::default() };
        let raw = agent.encode_to_vec();
        if self.is_same(&info.id(), &raw, at) {
            return Listed::default();
        }
        let told = Told { raw, pid: String::new(), listed: true, at, now_ms };
        let mut draft = facts(info);
        draft.extend(bars(&agent));
        self.put(store, info.id(), draft, state::RECOVERING, told)
    }

    /// Whether the master has told the very same of this agent before, and nothing else since.
    fn is_same(&mut self, id: &str, raw: &[u8], at: Mark) -> bool {
        match self.entries.get_mut(id) {
            Some(entry) if entry.listed && *entry.raw == *raw => {
                entry.touched = moment(at);
                true
            }
            _ => false,
        }
    }

    fn put<'a>(
        &mut self,
        store: &mut Store,
        id: String,
        mut draft: Draft<'a>,
        state: &'a str,
        told: Told,
    ) -> Listed {
        let touched = moment(told.at);
        let old = self.entries.get(id.as_str()).map(|entry| entry.slot);
        let was = old.map(|slot| store.name(Table::Agents, slot, column::STATE)).filter(|was| *was != state);
        let was = was.map(str::to_owned);
        draft.push((column::STATE, state.into()));
        draft.push((column::SINCE, since(store, old, state, told.now_ms).into()));
        let host = draft
            .iter()
            .find(|(at, _)| *at == column::HOST)
            .and_then(|(_, value)| if let Value::Text(text) = value { Some(text.to_string()) } else { None })
            .unwrap_or_default();
        let news = old.is_none_or(|slot| store.name(Table::Agents, slot, column::HOST) != host);
        let slot = match old {
            Some(slot) => {
                store.update(Table::Agents, slot, draft);
                slot
            }
            None => {
                draft.push((column::ID, id.clone().into()));
                draft.push((column::TASKS, 0.into()));
                store.insert(Table::Agents, draft)
            }
        };
        let id: Arc<str> = id.into();
        self.removed.remove(&*id);
        self.entries.insert(
            id.clone(),
            Entry { slot, raw: told.raw.into(), pid: told.pid.into(), listed: told.listed, touched },
        );
        Listed { changed: true, host: news.then_some((id, host)), was }
    }

    /// An event says that the agent is out of the cluster: nothing of it is left to show.
    pub(super) fn removed(&mut self, store: &mut Store, id: &str, at: Mark) {
        if let Some(entry) = self.entries.remove(id) {
            store.remove(Table::Agents, entry.slot);
        }
        self.removed.insert(id.into(), at);
    }

    /// Agents that an answer lacks are no longer the master's: unreachable, or marked gone. No event tells, and no call lists them.
    /// Answers those that were listed until now, each with the state it was in.
    pub(super) fn unlist_others(
        &mut self,
        store: &mut Store,
        listed: &HashSet<String>,
        mark: Mark,
        now_ms: i64,
    ) -> Vec<(Arc<str>, String)> {
        let mut unlisted = Vec::new();
        for (id, entry) in &mut self.entries {
            if entry.listed && entry.touched <= mark && !listed.contains(&**id) {
                entry.listed = false;
                unlisted.push((id.clone(), store.name(Table::Agents, entry.slot, column::STATE).to_owned()));
                unlist(store, entry.slot, self.gone.contains(&**id), now_ms);
            }
        }
        self.removed.retain(|_, removed| *removed > mark);
        unlisted
    }

    /// A task is unreachable on this agent: if the master does not list it, it is to be shown all the same.
    pub(super) fn known_from_tasks(&mut self, store: &mut Store, id: &str, now_ms: i64) {
        if self.entries.contains_key(id) {
            return;
        }
        let info =
            v1::AgentInfo { id: Some(v1::AgentId { value: id.to_owned() }), ..v1::AgentInfo::default() };
        let agent = Agent { agent_info: Box::new(info), ..Agent::default() };
        let told =
            Told { raw: agent.encode_to_vec(), pid: String::new(), listed: false, at: Mark(0), now_ms };
        let state = if self.gone.contains(id) { state::GONE } else { state::UNREACHABLE };
        self.put(store, id.to_owned(), Vec::new(), state, told);
    }

    /// A task on this agent ended because an operator marked the agent gone.
    pub(super) fn marked_gone(&mut self, store: &mut Store, id: &str) {
        self.gone.insert(id.into());
        if let Some(entry) = self.entries.get(id).filter(|entry| !entry.listed) {
            store.update(Table::Agents, entry.slot, vec![(column::STATE, state::GONE.into())]);
        }
    }

    pub(super) fn set_tasks(&self, store: &mut Store, id: &str, active: i64) {
        if let Some(entry) = self.entries.get(id) {
            store.update(Table::Agents, entry.slot, vec![(column::TASKS, active.into())]);
        }
    }

    pub(super) fn pid(&self, id: &str) -> Option<&str> {
        self.entries.get(id).map(|entry| &*entry.pid).filter(|pid| !pid.is_empty())
    }

    pub(super) fn detail(&self, id: &str) -> Option<Detail<Agent>> {
        let entry = self.entries.get(id)?;
        Some(Detail { object: Agent::decode(&*entry.raw).ok()?, listed: entry.listed })
    }
}

/// What is known of an agent beside its row.
struct Told {
    raw: Vec<u8>,
    pid: String,
    listed: bool,
    at: Mark,
    now_ms: i64,
}

/// A full replacement is newer than everything; its own moment is the beginning.
fn moment(at: Mark) -> Mark {
    if at == Mark(u64::MAX) { Mark(0) } else { at }
}

fn unlist(store: &mut Store, slot: u32, gone: bool, now_ms: i64) {
    let state = if gone { state::GONE } else { state::UNREACHABLE };
    let was_away = store.name(Table::Agents, slot, column::STATE) == state::DISCONNECTED;
    let since = store.number(Table::Agents, slot, column::SINCE).filter(|_| was_away).unwrap_or(now_ms);
    let mut draft: Draft<'_> = vec![(column::STATE, state.into()), (column::SINCE, since.into())];
    // What it had is not the cluster's any more.
    draft.extend((column::CPUS_TOTAL..=column::GPUS_FREE).map(|at| (at, Value::None)));
    store.update(Table::Agents, slot, draft);
}

/// Since when it has been in that state; nothing for active agents.
fn since(store: &Store, old: Option<u32>, state: &str, now_ms: i64) -> Option<i64> {
    let unchanged = old.filter(|&slot| store.name(Table::Agents, slot, column::STATE) == state);
    match unchanged {
        _ if state == state::ACTIVE => None,
        Some(slot) => store.number(Table::Agents, slot, column::SINCE),
        None => Some(now_ms),
    }
}

/// What the stock web interface shows, with the connection before all else.
fn state_of(agent: &Agent) -> &'static str {
    use v1::DrainState;
    if !agent.active && agent.deactivated != Some(true) {
        return state::DISCONNECTED;
    }
    match agent.drain_info.as_ref().map(v1::DrainInfo::state) {
        Some(DrainState::Draining) => state::DRAINING,
        Some(DrainState::Drained) => state::DRAINED,
        _ if agent.deactivated == Some(true) => state::DEACTIVATED,
        _ => state::ACTIVE,
    }
}

/// When the master expects a drain to be over: its start and the grace period given.
fn drain_ends(agent: &Agent) -> Option<i64> {
    let start = milliseconds(agent.estimated_drain_start_time.as_ref())?;
    let config = &agent.drain_info.as_ref()?.config;
    let grace = config.max_grace_period.as_ref().map_or(0, |grace| grace.nanoseconds / 1_000_000);
    Some(start + grace)
}

fn facts(info: &v1::AgentInfo) -> Draft<'_> {
    let fault_domain = info.domain.as_ref().and_then(|domain| domain.fault_domain.as_ref());
    vec![
        (column::HOST, info.hostname.as_str().into()),
        (column::REGION, fault_domain.map(|domain| domain.region.name.as_str()).into()),
        (column::ZONE, fault_domain.map(|domain| domain.zone.name.as_str()).into()),
        (column::ATTRIBUTES, attributes(&info.attributes).into()),
    ]
}

fn attributes(attributes: &[v1::Attribute]) -> String {
    let shown: Vec<String> = attributes
        .iter()
        .map(|attribute| {
            let value = match (&attribute.text, &attribute.scalar, &attribute.ranges, &attribute.set) {
                (Some(text), ..) => text.value.clone(),
                (_, Some(scalar), ..) => scalar.value.to_string(),
                (_, _, Some(ranges), _) => {
                    let ranges: Vec<String> =
                        ranges.range.iter().map(|range| format!("{}-{}", range.begin, range.end)).collect();
                    format!("[{}]", ranges.join(","))
                }
                (_, _, _, Some(set)) => format!("{{{}}}", set.item.join(",")),
                _ => String::new(),
            };
            format!("{}:{value}", attribute.name)
        })
        .collect();
    shown.join(" ")
}

/// The six numbers of each resource's bar.
fn bars(agent: &Agent) -> Draft<'static> {
    let total = Quantities::of(&agent.total_resources);
    let allocated = Quantities::of(&agent.allocated_resources);
    let offered = Quantities::of(&agent.offered_resources);
    let mut draft = Vec::with_capacity(24);
    for (at, (_, first)) in column::RESOURCES.into_iter().enumerate() {
        let idle = (total.reserved[at] - allocated.reserved[at] - offered.reserved[at]).max(0);
        let used = allocated.total(at) + offered.total(at) + idle;
        let numbers = [
            total.total(at),
            allocated.unreserved[at],
            allocated.reserved[at],
            offered.total(at),
            idle,
            (total.total(at) - used).max(0),
        ];
        draft.extend(numbers.into_iter().enumerate().map(|(offset, number)| (first + offset, number.into())));
    }
    draft
}
