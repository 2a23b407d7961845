//! `CREATE_VOLUMES` and `DESTROY_VOLUMES`.

use std::collections::BTreeSet;

use super::conversion::bare;
use super::name::id_fault;
use super::reserve::{fields, one_provider, some};
use super::resource::{self, held, present};
use super::{AgentFacts, Conversion, Field, Problem};
use crate::resources::{Disk, Mount, Persistence, Resource, Scalar, SourceKind, Value};

/// A plan of `CREATE_VOLUMES`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Create {
    /// The volumes: reserved disk, with its persistence and mount.
    pub volumes: Vec<Resource>,
}

/// What a form asks for a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Unique among the role's volumes on the agent.
    pub id: &'a str,
    /// Where a task sees it.
    pub container_path: &'a str,
    /// The principal the master knows the caller by.
    pub principal: Option<&'a str>,
    /// In MiB.
    pub size: Scalar,
    /// Whether several tasks may use it at once.
    pub shared: bool,
}

impl Wanted<'_> {
    /// The volume on `disk`, which is reserved disk of an agent.
    pub fn on(&self, disk: &Resource) -> Resource {
        let source = disk.disk.as_ref().and_then(|disk| disk.source.clone());
        let persistence =
            Persistence { id: self.id.to_owned(), principal: self.principal.map(str::to_owned) };
        let mount =
            Mount { container_path: self.container_path.to_owned(), host_path: None, read_only: false };
        Resource {
            disk: Some(Disk { persistence: Some(persistence), source, mount: Some(mount) }),
            shared: self.shared,
            allocation_role: None,
            value: Value::Scalar(self.size),
            ..disk.clone()
        }
    }
}

impl Create {
    /// What it takes and gives.
    pub fn conversion(&self) -> Conversion {
        Conversion::new(self.volumes.iter().map(bare), self.volumes.iter().cloned())
    }
}

/// All that is wrong with new volumes; `caller` is the principal that the master will know the call by.
pub fn check(agent: &AgentFacts, plan: &Create, caller: Option<&str>) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        present(agent).into_iter().chain(some("volumes", &plan.volumes)).collect();
    for (field, volume) in fields("volumes", &plan.volumes) {
        problems.extend(resource::check(agent, &field, volume));
        problems.extend(rules_of_one(&field, volume, caller));
    }
    problems.extend(one_provider("volumes", &plan.volumes));
    problems.extend(unique(agent, &plan.volumes));
    if problems.is_empty() {
        let consumed: Vec<Resource> = plan.volumes.iter().map(bare).collect();
        problems = held(agent, fields("volumes", &consumed));
    }
    problems
}

fn rules_of_one(field: &Field, volume: &Resource, caller: Option<&str>) -> Vec<Problem> {
    let all = [
        persistent(field, volume),
        reserved(field, volume),
        not_revocable(field, volume),
        good_id(field, volume),
        mounted(field, volume),
        on_a_file_system(field, volume),
        own_principal(field, volume, caller),
    ];
    all.into_iter().flatten().collect()
}

/// It has an id (`master/CREATE_VOLUMES-no-persistence`).
pub fn persistent(field: &Field, volume: &Resource) -> Option<Problem> {
    volume.volume_id().is_none().then(|| Problem::refused(field.then("id"), "a volume needs an id"))
}

/// It is of reserved disk (`src/common/resources.cpp`, `validatePersistentVolume`; `master/CREATE_VOLUMES-unreserved`).
pub fn reserved(field: &Field, volume: &Resource) -> Option<Problem> {
    volume.reservations.is_empty().then(|| {
        Problem::refused(field.then("role"), "a volume is made of reserved disk; reserve the disk first")
    })
}

/// It is of disk that stays (`src/master/validation.cpp`, `resource::validateDiskInfo`).
pub fn not_revocable(field: &Field, volume: &Resource) -> Option<Problem> {
    volume.revocable.then(|| Problem::refused(field.clone(), "a volume cannot be made of revocable disk"))
}

/// Its id can be the name of a folder (`master/CREATE_VOLUMES-bad-id`).
pub fn good_id(field: &Field, volume: &Resource) -> Option<Problem> {
    id_fault(volume.volume_id()?).map(|words| Problem::refused(field.then("id"), words))
}

/// It is mounted to be written, at a path of the container and none of the host.
///
/// `src/master/validation.cpp` (`resource::validateDiskInfo`); a path that begins with a slash is accepted
/// (`master/CREATE_VOLUMES-absolute-path`), an empty one too, but no task could use the volume.
pub fn mounted(field: &Field, volume: &Resource) -> Option<Problem> {
    let path = || field.then("container_path");
    match volume.disk.as_ref()?.mount.as_ref() {
        None => Some(Problem::refused(path(), "a volume needs the path at which its tasks see it")),
        Some(mount) if mount.host_path.is_some() => Some(Problem::refused(
            field.then("host_path"),
            "a persistent volume cannot have a path on the host",
        )),
        Some(mount) if mount.read_only => Some(Problem::refused(
            field.then("mode"),
            "a persistent volume is made for reading and writing (RW)",
        )),
        Some(mount) if mount.container_path.trim().is_empty() => {
            Some(Problem::harmful(path(), "the path is empty; no task could use the volume"))
        }
        Some(_) => None,
    }
}

/// Its disk has a file system: raw storage and devices have none, and nothing could mount it (`docs/csi.md`). The master does not ask
/// (`src/common/resources.cpp`, `Resources::validate`; `src/master/validation.cpp`, `resource::validatePersistentVolume`).
pub fn on_a_file_system(field: &Field, volume: &Resource) -> Option<Problem> {
    match volume.disk.as_ref()?.source.as_ref()?.kind {
        SourceKind::Raw | SourceKind::Block => {
            Some(Problem::harmful(field.clone(), "raw storage and devices cannot hold a persistent volume"))
        }
        SourceKind::Path | SourceKind::Mount | SourceKind::Unknown => None,
    }
}

/// A caller whom the master knows makes volumes in its own name (`src/master/validation.cpp`, `operation::validate` of CREATE).
pub fn own_principal(field: &Field, volume: &Resource, caller: Option<&str>) -> Option<Problem> {
    let caller = caller?;
    let principal = volume.disk.as_ref()?.persistence.as_ref()?.principal.as_deref();
    (principal != Some(caller)).then(|| {
        Problem::refused(
            field.then("principal"),
            format!("the master knows you as {caller}, and the volume must be in that name"),
        )
    })
}

/// No other volume of the role on this agent has its id.
///
/// `src/master/validation.cpp` (`resource::validateUniquePersistenceID`); `master/CREATE_VOLUMES-same-id`.
pub fn unique(agent: &AgentFacts, volumes: &[Resource]) -> Vec<Problem> {
    fn key(resource: &Resource) -> Option<(Option<&str>, &str)> {
        Some((resource.reserved_role(), resource.volume_id()?))
    }
    let mut taken: BTreeSet<_> = agent.total.iter().filter_map(key).collect();
    let doubled = fields("volumes", volumes).filter_map(|(field, volume)| {
        let key = key(volume)?;
        (!taken.insert(key)).then(|| {
            Problem::refused(
                field.then("id"),
                format!("the agent has a volume {} already; choose another id", key.1),
            )
        })
    });
    doubled.collect()
}

/// A plan of `DESTROY_VOLUMES`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destroy {
    /// The volumes, exactly as the agent has them.
    pub volumes: Vec<Resource>,
}

impl Destroy {
    /// What it takes and gives.
    pub fn conversion(&self) -> Conversion {
        Conversion::new(self.volumes.iter().cloned(), self.volumes.iter().map(bare))
    }
}

/// All that is wrong with destroying volumes.
pub fn check_destroy(agent: &AgentFacts, plan: &Destroy) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        present(agent).into_iter().chain(some("volumes", &plan.volumes)).collect();
    for (field, volume) in fields("volumes", &plan.volumes) {
        problems.extend(resource::check(agent, &field, volume));
        problems.extend(there(agent, &field, volume).or_else(|| unused(agent, &field, volume)));
    }
    problems.extend(one_provider("volumes", &plan.volumes));
    problems
}

/// The agent has this very volume (`src/master/validation.cpp`, `operation::validate` of DESTROY; `master/DESTROY_VOLUMES-unknown`).
pub fn there(agent: &AgentFacts, field: &Field, volume: &Resource) -> Option<Problem> {
    let there = volume.volume_id().is_some()
        && agent.total.iter().any(|held| held.is_like(volume) && held.value == volume.value);
    (!there).then(|| {
        Problem::refused(field.clone(), "the agent has no such volume, or it has changed; look again")
    })
}

/// No task uses it (as [`there`]: "Persistent volumes in use").
pub fn unused(agent: &AgentFacts, field: &Field, volume: &Resource) -> Option<Problem> {
    let used = agent.allocated.unallocated().iter().any(|held| held.is_like(volume));
    used.then(|| Problem::refused(field.clone(), "a task uses the volume; end the task first"))
}
