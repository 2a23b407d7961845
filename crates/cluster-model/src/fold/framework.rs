//! Frameworks: those that are there, and those that have been.

use std::collections::HashMap;
use std::sync::Arc;

use operator_api::v1;
use operator_api::v1::master::response::GetFrameworks;
use operator_api::v1::master::response::get_frameworks::Framework;
use prost::Message;

use super::quantity::Quantities;
use super::store::{Draft, Store};
use super::task::FrameworkCounts;
use super::{Detail, Identified, Mark, milliseconds};
use crate::schema::Table;
use crate::schema::frameworks as column;
use crate::schema::frameworks::state;

#[derive(Debug)]
struct Entry {
    slot: u32,
    /// `GET_FRAMEWORKS`' `Framework`, encoded.
    raw: Box<[u8]>,
    completed: bool,
    touched: Mark,
}

#[derive(Debug, Default)]
pub(super) struct Frameworks {
    entries: HashMap<Arc<str>, Entry>,
}

/// What a polled list changed beside the rows.
#[derive(Debug, Default)]
pub(super) struct Polled<'a> {
    /// Frameworks that are other than they were, and whether they are completed.
    pub changed: Vec<(&'a Framework, bool)>,
    /// Frameworks whose name is news.
    pub renamed: Vec<Renamed>,
    /// Frameworks in another state, by id and name, with the state they were in and the one they are in now.
    pub moved: Vec<(Renamed, String, &'static str)>,
    /// Frameworks that the master does not remember any more.
    pub forgotten: Vec<Arc<str>>,
}

/// A framework's id and name.
pub(super) type Renamed = (Arc<str>, String);

/// What the master's telling of a framework changed.
#[derive(Debug, Default)]
pub(super) struct Put {
    /// Whether anything is other than it was.
    changed: bool,
    /// The name, if it is news.
    pub renamed: Option<Renamed>,
    /// The state it was in and the one it is in now, if they differ.
    moved: Option<(String, &'static str)>,
}

impl Frameworks {
    /// The name of a framework, if it is known.
    pub(super) fn name<'a>(&self, store: &'a Store, id: &str) -> &'a str {
        self.entries.get(id).map_or("", |entry| store.name(Table::Frameworks, entry.slot, column::NAME))
    }

    pub(super) fn is_completed(&self, id: &str) -> bool {
        self.entries.get(id).is_some_and(|entry| entry.completed)
    }

    /// An event tells of a framework. Events never carry offers and what is allocated: those stay as polled.
    pub(super) fn told(&mut self, store: &mut Store, framework: &Framework, at: Mark, now_ms: i64) -> Put {
        let mut framework = framework.clone();
        let id = framework.framework_info.id();
        if let Some(known) =
            self.entries.get(id.as_str()).and_then(|entry| Framework::decode(&*entry.raw).ok())
        {
            framework.offers = known.offers;
            framework.inverse_offers = known.inverse_offers;
            framework.allocated_resources = known.allocated_resources;
            framework.offered_resources = known.offered_resources;
        }
        self.put(store, &framework, false, at, now_ms)
    }

    /// The framework is gone; the master remembers it as completed.
    pub(super) fn removed(
        &mut self,
        store: &mut Store,
        info: &v1::FrameworkInfo,
        at: Mark,
        now_ms: i64,
    ) -> Arc<str> {
        let id = info.id();
        let known = self.entries.get(id.as_str()).and_then(|entry| Framework::decode(&*entry.raw).ok());
        let framework = Framework {
            framework_info: Box::new(info.clone()),
            active: false,
            connected: false,
            offers: Vec::new(),
            inverse_offers: Vec::new(),
            allocated_resources: Vec::new(),
            offered_resources: Vec::new(),
            unregistered_time: Some(v1::TimeInfo { nanoseconds: now_ms.saturating_mul(1_000_000) }),
            ..known.unwrap_or_default()
        };
        self.put(store, &framework, true, at, now_ms);
        id.into()
    }

    pub(super) fn polled<'a>(
        &mut self,
        store: &mut Store,
        answer: &'a GetFrameworks,
        mark: Mark,
        now_ms: i64,
    ) -> Polled<'a> {
        let mut polled = Polled::default();
        let mut seen = std::collections::HashSet::new();
        let lists = answer
            .completed_frameworks
            .iter()
            .map(|framework| (framework, true))
            .chain(answer.frameworks.iter().map(|framework| (framework, false)));
        for (framework, completed) in lists {
            let id = framework.framework_info.id();
            if self.entries.get(id.as_str()).is_none_or(|entry| entry.touched <= mark) {
                let put = self.put(store, framework, completed, mark, now_ms);
                if put.changed {
                    polled.changed.push((framework, completed));
                }
                if let Some((from, to)) = put.moved {
                    let name = framework.framework_info.name.clone();
                    polled.moved.push(((id.as_str().into(), name), from, to));
                }
                polled.renamed.extend(put.renamed);
            }
            seen.insert(id);
        }
        polled.forgotten = self
            .entries
            .iter()
            .filter(|(id, entry)| entry.touched <= mark && !seen.contains(&***id))
            .map(|(id, _)| id.clone())
            .collect();
        for id in &polled.forgotten {
            self.forget(store, id);
        }
        polled
    }

    /// Forgets completed frameworks beyond the number that the master keeps, oldest first.
    pub(super) fn forget_beyond(&mut self, store: &mut Store, keep: usize) -> Vec<Arc<str>> {
        let mut completed: Vec<(i64, Arc<str>)> = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.completed)
            .map(|(id, entry)| {
                let left = store.number(Table::Frameworks, entry.slot, column::UNREGISTERED);
                (left.unwrap_or(0), id.clone())
            })
            .collect();
        completed.sort();
        completed.truncate(completed.len().saturating_sub(keep));
        completed
            .into_iter()
            .map(|(_, id)| {
                self.forget(store, &id);
                id
            })
            .collect()
    }

    fn forget(&mut self, store: &mut Store, id: &str) {
        if let Some(entry) = self.entries.remove(id) {
            store.remove(Table::Frameworks, entry.slot);
        }
    }

    fn put(
        &mut self,
        store: &mut Store,
        framework: &Framework,
        completed: bool,
        at: Mark,
        now_ms: i64,
    ) -> Put {
        let touched = if at == Mark(u64::MAX) { Mark(0) } else { at };
        let id = framework.framework_info.id();
        let raw = framework.encode_to_vec();
        if let Some(entry) = self.entries.get_mut(id.as_str())
            && entry.completed == completed
            && *entry.raw == *raw
        {
            entry.touched = touched;
            return Put::default();
        }
        let name = framework.framework_info.name.clone();
        let old = self.entries.get(id.as_str()).map(|entry| entry.slot);
        let news = old.is_none_or(|slot| store.name(Table::Frameworks, slot, column::NAME) != name);
        let state = state_of(framework, completed);
        let was =
            old.map(|slot| store.name(Table::Frameworks, slot, column::STATE)).filter(|was| *was != state);
        let moved = was.map(|was| (was.to_owned(), state));
        let mut draft = facts(framework, completed);
        draft.push((column::STATE, state.into()));
        draft.push((column::SINCE, since(store, old, state, now_ms).into()));
        let slot = match old {
            Some(slot) => {
                store.update(Table::Frameworks, slot, draft);
                slot
            }
            None => {
                draft.push((column::ID, id.clone().into()));
                draft.extend((column::TASKS..=column::FAILED).map(|at| (at, 0.into())));
                store.insert(Table::Frameworks, draft)
            }
        };
        let id: Arc<str> = id.into();
        self.entries.insert(id.clone(), Entry { slot, raw: raw.into(), completed, touched });
        Put { changed: true, renamed: news.then_some((id, name)), moved }
    }

    pub(super) fn set_tasks(&self, store: &mut Store, id: &str, counts: FrameworkCounts) {
        if let Some(entry) = self.entries.get(id) {
            store.update(Table::Frameworks, entry.slot, counts.cells());
        }
    }

    pub(super) fn detail(&self, id: &str) -> Option<Detail<Framework>> {
        let entry = self.entries.get(id)?;
        Some(Detail { object: Framework::decode(&*entry.raw).ok()?, listed: !entry.completed })
    }
}

/// The roles a framework is subscribed to: none, if it has left them all.
pub(super) fn roles_of(info: &v1::FrameworkInfo) -> Vec<String> {
    use v1::framework_info::capability::Type;
    let has_many = info.capabilities.iter().any(|capability| capability.r#type() == Type::MultiRole);
    if has_many || !info.roles.is_empty() {
        return info.roles.clone();
    }
    // Old frameworks have one role in the old field; `*` is Mesos' default there.
    vec![info.role.as_deref().unwrap_or("*").to_owned()]
}

fn state_of(framework: &Framework, completed: bool) -> &'static str {
    match framework {
        _ if completed => state::COMPLETED,
        Framework { recovered: true, .. } => state::RECOVERED,
        Framework { connected: false, .. } => state::DISCONNECTED,
        Framework { active: false, .. } => state::INACTIVE,
        _ => state::ACTIVE,
    }
}

fn since(store: &Store, old: Option<u32>, state: &str, now_ms: i64) -> Option<i64> {
    match old.filter(|&slot| store.name(Table::Frameworks, slot, column::STATE) == state) {
        _ if state == state::ACTIVE || state == state::COMPLETED => None,
        Some(slot) => store.number(Table::Frameworks, slot, column::SINCE),
        None => Some(now_ms),
    }
}

fn facts(framework: &Framework, completed: bool) -> Draft<'_> {
    let info = &framework.framework_info;
    let allocated = Quantities::of(&framework.allocated_resources);
    let offered = Quantities::of(&framework.offered_resources);
    let roles = roles_of(info).join(", ");
    vec![
        (column::NAME, info.name.as_str().into()),
        (column::ROLES, roles.into()),
        (column::PRINCIPAL, info.principal.as_deref().into()),
        (column::USER, info.user.as_str().into()),
        (column::HOST, info.hostname.as_deref().into()),
        (column::WEBUI, info.webui_url.as_deref().into()),
        (column::CPUS, allocated.total(0).into()),
        (column::MEM, allocated.total(1).into()),
        (column::DISK, allocated.total(2).into()),
        (column::GPUS, allocated.total(3).into()),
        (column::CPUS_OFFERED, offered.total(0).into()),
        (column::MEM_OFFERED, offered.total(1).into()),
        (column::OFFERS, i64::try_from(framework.offers.len()).unwrap_or(0).into()),
        (column::FAILOVER, (info.failover_timeout.unwrap_or(0.0).clamp(0.0, 9e15) as i64).into()),
        (column::REGISTERED, milliseconds(framework.registered_time.as_ref()).into()),
        (column::REREGISTERED, milliseconds(framework.reregistered_time.as_ref()).into()),
        (
            column::UNREGISTERED,
            milliseconds(framework.unregistered_time.as_ref()).filter(|_| completed).into(),
        ),
    ]
}
