//! Persistent volumes: those in the agents' totals, and the tasks that use them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use operator_api::resources::{Disk, Resource, Resources, SourceKind, Value};
use operator_api::v1;

use super::framework::Frameworks;
use super::holding::{Holding, once};
use super::owned::{Owned, Row};
use super::store::Store;
use crate::identity::{self, of_volume};
use crate::schema::Table;
use crate::schema::volumes as column;

/// A task: the ids of its framework and itself.
type TaskId = (Arc<str>, Box<str>);

#[derive(Debug)]
pub(super) struct Volumes {
    rows: Owned,
    /// The active tasks that use a volume, by its key.
    users: HashMap<u64, BTreeSet<TaskId>>,
    /// Volumes, by agent and key, whose users are others than their rows say.
    stale: HashSet<(Arc<str>, u64)>,
}

impl Default for Volumes {
    fn default() -> Self {
        Volumes { rows: Owned::new(Table::Volumes), users: HashMap::new(), stale: HashSet::new() }
    }
}

impl Volumes {
    /// The agent has these volumes.
    pub(super) fn told(&mut self, store: &mut Store, holding: &Holding) {
        let rows = rows(holding);
        if rows.is_empty() {
            self.rows.remove(store, &holding.agent_id);
            return;
        }
        let agent: Arc<str> = holding.agent_id.as_str().into();
        self.stale.extend(rows.iter().map(|row| (agent.clone(), row.key)));
        self.rows.replace(store, &agent, rows);
    }

    pub(super) fn forget_agent(&mut self, store: &mut Store, agent_id: &str) {
        self.rows.remove(store, agent_id);
    }

    /// An active task uses these volumes, or no longer does.
    pub(super) fn used(&mut self, agent: &Arc<str>, framework: &Arc<str>, task: &v1::Task, is_used: bool) {
        for resource in task.resources.iter().filter(|resource| is_volume(resource)) {
            let Ok(resource) = Resource::try_from(resource) else { continue };
            let key = of_volume(agent, &resource);
            let user = (framework.clone(), task.task_id.value.as_str().into());
            let users = self.users.entry(key).or_default();
            if is_used {
                users.insert(user);
            } else {
                users.remove(&user);
                if users.is_empty() {
                    self.users.remove(&key);
                }
            }
            self.stale.insert((agent.clone(), key));
        }
    }

    /// The framework has another name.
    pub(super) fn framework_renamed(&mut self, framework: &str) {
        let uses = |key: &u64| {
            self.users.get(key).is_some_and(|users| users.iter().any(|(id, _)| **id == *framework))
        };
        if !self.users.keys().any(uses) {
            return;
        }
        for agent in self.rows.owners() {
            let keys = self.rows.keys(&agent);
            self.stale.extend(keys.filter(uses).map(|key| (agent.clone(), key)));
        }
    }

    /// Writes who uses what.
    pub(super) fn project(&mut self, store: &mut Store, frameworks: &Frameworks) {
        for (agent, key) in std::mem::take(&mut self.stale) {
            let Some(slot) = self.rows.slot(&agent, key) else { continue };
            let users = self.users.get(&key).into_iter().flatten();
            let cell = column::used_by(users.map(|(framework_id, task_id)| column::User {
                framework: frameworks.name(store, framework_id),
                framework_id,
                task_id,
            }));
            store.update(Table::Volumes, slot, vec![(column::USED_BY, cell.into())]);
        }
    }
}

/// Whether a resource is a persistent volume.
pub(super) fn is_volume(resource: &v1::Resource) -> bool {
    resource.disk.as_ref().is_some_and(|disk| disk.persistence.is_some())
}

fn rows(holding: &Holding) -> Vec<Row<'_>> {
    let found: Vec<&Resource> =
        once(&holding.total).filter(|resource| resource.volume_id().is_some()).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let (allocated, offered) =
        (by_key(&holding.agent_id, &holding.allocated), by_key(&holding.agent_id, &holding.offered));
    let row = |volume: &'_ Resource| {
        let key = of_volume(&holding.agent_id, volume);
        let state = match (allocated.contains_key(&key), offered.contains_key(&key)) {
            (true, _) => column::USED,
            (false, true) => column::OFFERED,
            (false, false) => column::IDLE,
        };
        let roles = allocated.get(&key).map(|roles| roles.iter().copied().collect::<Vec<_>>().join(", "));
        let disk = volume.disk.clone().unwrap_or_default();
        let size = match volume.value {
            Value::Scalar(scalar) => Some(scalar.milli()),
            Value::Ranges(_) | Value::Set(_) => None,
        };
        let persistence = disk.persistence.clone();
        let cells = vec![
            (column::KEY, identity::text(key).into()),
            (column::ID, volume.volume_id().unwrap_or_default().to_owned().into()),
            (column::AGENT_ID, holding.agent_id.as_str().into()),
            (column::HOST, holding.host.as_str().into()),
            (column::ROLE, volume.reserved_role().unwrap_or_default().to_owned().into()),
            (column::PRINCIPAL, persistence.and_then(|volume| volume.principal).unwrap_or_default().into()),
            (column::STATE, state.into()),
            (column::SIZE, size.into()),
            (column::SOURCE, source(&disk).into()),
            (column::PATH, disk.mount.map(|mount| mount.container_path).unwrap_or_default().into()),
            (column::SHARED, if volume.shared { column::SHARED_YES } else { column::SHARED_NO }.into()),
            (column::PROVIDER, volume.provider.clone().unwrap_or_default().into()),
            (column::ALLOCATED_TO, roles.unwrap_or_default().into()),
        ];
        Row::new(key, cells)
    };
    found.into_iter().map(row).collect()
}

/// The volumes among them, each with the roles it is allocated to.
fn by_key<'a>(agent: &str, resources: &'a Resources) -> BTreeMap<u64, BTreeSet<&'a str>> {
    let mut volumes = BTreeMap::<u64, BTreeSet<&str>>::new();
    for volume in resources.iter().filter(|resource| resource.volume_id().is_some()) {
        let roles = volumes.entry(of_volume(agent, volume)).or_default();
        roles.extend(volume.allocation_role.as_deref());
    }
    volumes
}

/// The disk a volume is on: `root`, or its kind with what names it.
fn source(disk: &Disk) -> String {
    let Some(source) = &disk.source else { return "root".to_owned() };
    let kind = match source.kind {
        SourceKind::Unknown => "UNKNOWN",
        SourceKind::Path => "PATH",
        SourceKind::Mount => "MOUNT",
        SourceKind::Block => "BLOCK",
        SourceKind::Raw => "RAW",
    };
    let mut words = vec![kind];
    words.extend([&source.root, &source.profile, &source.id].into_iter().flatten().map(String::as_str));
    words.join(" ")
}
