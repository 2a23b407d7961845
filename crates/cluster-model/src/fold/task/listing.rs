//! The answer to `GET_TASKS`, folded in piece by piece.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use bytes::Bytes;
use operator_api::encoded::{GetTasks, TaskKey};
use operator_api::v1;
use prost::Message;

use super::bucket::Bucket;
use super::projection::stamp;
use super::{Around, List, Mark, Tasks};
use crate::fold::Scope;
use crate::fold::store::Store;

/// An answer on its way in.
#[derive(Debug)]
pub(in crate::fold) struct Listing {
    scope: Scope,
    mark: Mark,
    /// What is still encoded.
    left: std::vec::IntoIter<(Bytes, List)>,
    /// What is folded in next.
    ready: Vec<Ready>,
    repeated: Repeated,
    /// Tasks that share their id with others, oldest first.
    attempts: HashMap<TaskKey, Vec<Ready>>,
    /// By framework the ids of completed tasks, in their order.
    completed: HashMap<String, VecDeque<Box<str>>>,
    /// Agents whose tasks ended because an operator marked them gone.
    gone: HashSet<String>,
    begun: bool,
}

#[derive(Debug)]
struct Ready {
    task: v1::Task,
    encoded: Bytes,
    list: List,
    stamp: u64,
    /// Where it shares its id with others.
    key: Option<TaskKey>,
}

impl Listing {
    pub(in crate::fold) fn new(answer: GetTasks, scope: Scope, mark: Mark) -> Self {
        // Oldest first, so that the latest attempt of an id comes last.
        let lists = [
            (answer.completed_tasks, List::Completed),
            (answer.unreachable_tasks, List::Unreachable),
            (answer.orphan_tasks, List::Active),
            (answer.pending_tasks, List::Active),
            (answer.tasks, List::Active),
        ];
        let each =
            lists.into_iter().flat_map(|(tasks, list)| tasks.into_iter().map(move |task| (task, list)));
        let all: Vec<(Bytes, List)> = each.collect();
        Listing {
            scope,
            mark,
            repeated: Repeated::of(&all),
            left: all.into_iter(),
            ready: Vec::new(),
            attempts: HashMap::new(),
            completed: HashMap::new(),
            gone: HashSet::new(),
            begun: false,
        }
    }

    /// Decodes so many tasks; decoded they are many times as large.
    pub(in crate::fold) fn prepare(&mut self, most: usize) {
        while self.ready.len() < most {
            let Some((encoded, list)) = self.left.next() else { return };
            let Ok(task) = v1::Task::decode(encoded.clone()) else { continue };
            let (stamp, key) = (stamp(&task), self.repeated.get(&encoded));
            self.ready.push(Ready { task, encoded, list, stamp, key });
        }
    }

    /// Agents whose tasks ended because an operator marked them gone.
    pub(in crate::fold) fn gone(&mut self) -> HashSet<String> {
        std::mem::take(&mut self.gone)
    }
}

impl Tasks {
    /// Folds in what is ready. Answers whether there is more to come.
    pub(in crate::fold) fn listed(
        &mut self,
        store: &mut Store,
        around: Around<'_>,
        listing: &mut Listing,
    ) -> bool {
        if !std::mem::replace(&mut listing.begun, true) {
            self.generation = self.generation.wrapping_add(1);
            self.listing = true;
        }
        for ready in std::mem::take(&mut listing.ready) {
            if ready.task.state() == v1::TaskState::GoneByOperator {
                listing.gone.insert(ready.task.agent_id.value.clone());
            }
            match ready.key.clone() {
                Some(key) => listing.attempts.entry(key).or_default().push(ready),
                None => self.put_listed(store, around, ready, listing),
            }
        }
        if !listing.left.as_slice().is_empty() {
            return true;
        }
        for (key, attempts) in std::mem::take(&mut listing.attempts) {
            self.put_attempts(store, around, &key, attempts, listing);
        }
        self.sweep(store, around, listing);
        self.listing = false;
        false
    }

    fn put_listed(&mut self, store: &mut Store, around: Around<'_>, ready: Ready, listing: &mut Listing) {
        let Ready { task, encoded, list, stamp, .. } = ready;
        let (framework, id) = (task.framework_id.value.as_str(), task.task_id.value.as_str());
        if list == List::Completed {
            let order = match listing.completed.get_mut(framework) {
                Some(order) => order,
                None => listing.completed.entry(framework.to_owned()).or_default(),
            };
            order.push_back(id.into());
        }
        let generation = self.generation;
        if let Some(known) = self.buckets.get_mut(framework).and_then(|bucket| bucket.latest_mut(id)) {
            known.generation = generation;
            let same = known.list == list && known.stamp == stamp;
            if same || known.touched > listing.mark {
                return;
            }
        }
        let touched = if listing.mark == Mark(u64::MAX) { Mark(0) } else { listing.mark };
        self.put(store, around, task, Some(encoded), list, touched);
    }

    /// Several tasks with one id, oldest first: as many rows as the master lists.
    fn put_attempts(
        &mut self,
        store: &mut Store,
        around: Around<'_>,
        key: &TaskKey,
        attempts: Vec<Ready>,
        listing: &mut Listing,
    ) {
        let (framework, id) = (key.framework_id(), key.task_id());
        let newer = |bucket: &Bucket| bucket.latest(id).is_some_and(|entry| entry.touched > listing.mark);
        if self.buckets.get(framework).is_some_and(newer) {
            return;
        }
        self.take_out(store, framework, id);
        for ready in attempts {
            if let Some(bucket) = self.buckets.get_mut(framework) {
                bucket.keep_as_earlier(id);
            }
            self.put_listed(store, around, ready, listing);
        }
        let generation = self.generation;
        if let Some(bucket) = self.buckets.get_mut(framework) {
            for entry in bucket.earlier_mut(id) {
                entry.generation = generation;
            }
        }
    }

    fn take_out(&mut self, store: &mut Store, framework: &str, id: &str) {
        let Some((framework, _)) = self.buckets.get_key_value(framework) else { return };
        let framework = framework.clone();
        for entry in self.buckets.get_mut(&framework).map(|bucket| bucket.take_all(id)).unwrap_or_default() {
            self.dropped(store, &framework, &entry);
        }
    }

    /// Removes what the answer does not list, and takes over the order of what is completed.
    fn sweep(&mut self, store: &mut Store, around: Around<'_>, listing: &mut Listing) {
        let (generation, mark) = (self.generation, listing.mark);
        let ids: Vec<Arc<str>> = self.buckets.keys().cloned().collect();
        for framework in ids {
            let left_out = listing.scope == Scope::WithoutCompletedFrameworks;
            if left_out && around.frameworks.is_completed(&framework) {
                continue;
            }
            let Some(bucket) = self.buckets.get_mut(&framework) else { continue };
            bucket.set_completed(listing.completed.remove(&*framework).unwrap_or_default(), mark);
            let unlisted = bucket.drain(|entry| entry.generation != generation && entry.touched <= mark);
            for entry in unlisted {
                self.dropped(store, &framework, &entry);
            }
            // Meanwhile nothing was trimmed.
            self.stale.frameworks.insert(framework);
        }
    }
}

/// The tasks whose id an answer lists more than once: a framework may use an id again once its task has ended.
#[derive(Debug)]
struct Repeated {
    hasher: RandomState,
    /// Hashes of their keys: a task that is taken for a repeated one by mistake has one attempt.
    keys: HashSet<u64>,
}

impl Repeated {
    fn of(all: &[(Bytes, List)]) -> Self {
        let (hasher, mut seen) = (RandomState::new(), HashSet::with_capacity(all.len()));
        let keys = all.iter().filter_map(|(task, _)| TaskKey::read(task)).map(|key| hasher.hash_one(&key));
        let keys = keys.filter(|key| !seen.insert(*key)).collect();
        Repeated { hasher, keys }
    }

    fn get(&self, task: &Bytes) -> Option<TaskKey> {
        if self.keys.is_empty() {
            return None;
        }
        TaskKey::read(task).filter(|key| self.keys.contains(&self.hasher.hash_one(key)))
    }
}
