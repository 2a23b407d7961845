//! Resource providers: what gives an agent disks that are not its own, and how it comes and goes.

use std::sync::Arc;

use operator_api::v1::ResourceProviderInfo;
use rand::Rng;

use super::World;
use super::agent::Agent;
use super::amounts::{Amounts, Scalars};
use super::ids::{AgentKey, uuid, uuid_text};
use super::pool::{Disk, Kind, Pool, Pools, Provided, Reservation, Source, SourceKind};
use super::schedule::Action;
use super::task::SECOND;

/// Where a provider stands with its agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Its plugin is being started; nobody knows of it yet.
    Starting,
    /// It is there, and its disks with it.
    Subscribed,
    /// It was there. Its disks are not.
    Disconnected,
}

/// A resource provider of an agent.
#[derive(Debug, Clone, PartialEq)]
pub struct Provider {
    /// Its id, which it keeps when it is started again.
    pub id: Arc<str>,
    /// As it was configured. Nothing goes by it but its type, its name, its plugin's and its reservations.
    pub info: Arc<ResourceProviderInfo>,
    /// Where it stands.
    pub link: Link,
    /// Whether there still is a configuration for it.
    pub configured: bool,
    /// Room its plugin has in all, in MB.
    pub capacity: i64,
    /// What it brings when it subscribes: what it had when it was last there.
    pub shelved: Pools,
}

impl Provider {
    fn is(&self, r#type: &str, name: &str) -> bool {
        self.info.r#type == r#type && self.info.name == name
    }

    /// The kind of a disk of this provider, under its reservations.
    fn kind(&self, kind: SourceKind, number: Option<u32>, profile: Option<&str>) -> Kind {
        let plugin = self.info.storage.as_ref().map(|storage| &storage.plugin);
        let vendor = plugin.map(|plugin| match plugin.name.as_deref() {
            Some(name) => format!("{}.{name}", plugin.r#type),
            None => plugin.r#type.clone(),
        });
        // The first part of a provider's id tells its volumes from those of others.
        let id =
            number.map(|number| format!("vol-{}-{number}", self.id.split('-').next().unwrap_or_default()));
        let root = id.as_ref().filter(|_| kind == SourceKind::Mount).map(|id| {
            format!("./csi/{}/mounts/{id}", vendor.as_deref().unwrap_or("plugin").replace('.', "/")).into()
        });
        let metadata = match number {
            Some(_) => vec![("replicas".to_owned(), "1".to_owned())],
            None => Vec::new(),
        };
        let provided = Provided {
            provider: self.id.clone(),
            vendor: vendor.map(Into::into),
            id: id.map(Into::into),
            profile: profile.map(Into::into),
            metadata,
        };
        let reservations = self.info.default_reservations.iter().map(|reservation| Reservation {
            dynamic: true,
            role: reservation.role.as_deref().unwrap_or("*").into(),
            principal: reservation.principal.as_deref().map(Into::into),
            labels: Vec::new(),
        });
        let source = Source { kind, root, provided: Some(Arc::new(provided)) };
        Kind {
            reservations: reservations.collect(),
            disk: Some(Arc::new(Disk { source: Some(source), volume: None })),
            ..Kind::default()
        }
    }

    fn disk(&self, kind: SourceKind, number: Option<u32>, profile: Option<&str>, megabytes: i64) -> Pool {
        Pool {
            kind: self.kind(kind, number, profile),
            amounts: Amounts::scalars(Scalars::of(0.0, 0, megabytes)),
        }
    }

    /// All its room, of which nothing has been made yet.
    fn bare(&self) -> Pools {
        [self.disk(SourceKind::Raw, None, Some("fast"), self.capacity)].into_iter().collect()
    }

    /// Room for new volumes, a volume of unknown origin, and one with and one without a file system.
    fn used(&self) -> Pools {
        let quarter = self.capacity / 4;
        [
            self.disk(SourceKind::Raw, None, Some("fast"), self.capacity - 2 * quarter),
            self.disk(SourceKind::Raw, Some(1), None, quarter / 2),
            self.disk(SourceKind::Mount, Some(2), Some("fast"), quarter),
            self.disk(SourceKind::Block, Some(3), Some("fast"), quarter - quarter / 2),
        ]
        .into_iter()
        .collect()
    }

    /// A disk made of some of its room, for the next free number.
    pub(super) fn made(&self, number: u32, megabytes: i64) -> Pool {
        self.disk(SourceKind::Mount, Some(number), Some("fast"), megabytes)
    }

    /// That much of the room volumes are made of.
    pub(super) fn room(&self, megabytes: i64) -> Pool {
        self.disk(SourceKind::Raw, None, Some("fast"), megabytes)
    }
}

impl Agent {
    /// Whether a provider of this id is there.
    pub fn provides(&self, id: &str) -> bool {
        self.providers.iter().any(|provider| &*provider.id == id && provider.link == Link::Subscribed)
    }

    /// What there is of a provider's.
    pub fn provided_by(&self, id: &str) -> Pools {
        let of = |pool: &&Pool| pool.kind.provided().is_some_and(|provided| &*provided.provider == id);
        self.total.iter().filter(of).cloned().collect()
    }

    /// Whether it was started with a folder for the configurations of providers.
    pub fn takes_providers(&self) -> bool {
        self.key.0 % PROVIDED == 2
    }
}

/// One agent in so many can have resource providers.
const PROVIDED: u32 = 6;

/// What adding or changing a provider's configuration came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Configured {
    /// It is so now, or was already.
    Done,
    /// There is another one of the same type and name.
    Exists,
    /// There is none of this type and name.
    Missing,
}

/// Another provider has this id, or disks that are still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StillThere;

impl World {
    /// A provider that has been there for long, with disks made of its room.
    pub(super) fn settle_provider(&mut self, key: AgentKey, info: &Arc<ResourceProviderInfo>, capacity: i64) {
        let provider = self.new_provider(info.clone(), capacity);
        let pools = provider.used();
        let agent = self.agent_mut(key);
        agent.total.add_all(&pools);
        agent.providers.push(Provider { link: Link::Subscribed, ..provider });
    }

    fn new_provider(&mut self, info: Arc<ResourceProviderInfo>, capacity: i64) -> Provider {
        Provider {
            id: uuid_text(uuid(self.rng.random())).into(),
            info,
            link: Link::Starting,
            configured: true,
            capacity,
            shelved: Pools::default(),
        }
    }

    fn provider_mut(&mut self, agent: AgentKey, r#type: &str, name: &str) -> Option<&mut Provider> {
        self.agent_mut(agent).providers.iter_mut().find(|provider| provider.is(r#type, name))
    }

    /// Configures a provider, which subscribes a little later.
    pub fn add_provider(&mut self, agent: AgentKey, info: ResourceProviderInfo, capacity: i64) -> Configured {
        let (r#type, name) = (info.r#type.clone(), info.name.clone());
        if let Some(known) = self.provider_mut(agent, &r#type, &name) {
            if known.configured {
                // To say the same twice is no fault.
                return if *known.info == info { Configured::Done } else { Configured::Exists };
            }
            known.configured = true;
            known.info = Arc::new(info);
        } else {
            let mut provider = self.new_provider(Arc::new(info), capacity);
            provider.shelved = provider.bare();
            self.agent_mut(agent).providers.push(provider);
        }
        self.start_provider(agent, &r#type, &name);
        Configured::Done
    }

    /// Changes a provider's configuration, which starts it again.
    pub fn update_provider(&mut self, agent: AgentKey, info: ResourceProviderInfo) -> Configured {
        let (r#type, name) = (info.r#type.clone(), info.name.clone());
        match self.provider_mut(agent, &r#type, &name).filter(|provider| provider.configured) {
            None => return Configured::Missing,
            Some(known) if *known.info == info => return Configured::Done,
            Some(known) => known.info = Arc::new(info),
        }
        self.disconnect_provider(agent, &r#type, &name);
        self.start_provider(agent, &r#type, &name);
        Configured::Done
    }

    /// Takes a provider's configuration away, which ends it; that there is none is no fault.
    pub fn remove_provider(&mut self, agent: AgentKey, r#type: &str, name: &str) {
        if let Some(provider) = self.provider_mut(agent, r#type, name) {
            provider.configured = false;
            self.disconnect_provider(agent, r#type, name);
        }
    }

    /// Forgets a provider for good, unless any of its disks are there.
    pub fn forget_provider(&mut self, agent: AgentKey, id: &str) -> Result<(), StillThere> {
        let known = self.agents[agent.index()].provided_by(id);
        if !known.is_empty() {
            return Err(StillThere);
        }
        self.agent_mut(agent).providers.retain(|provider| &*provider.id != id);
        Ok(())
    }

    fn start_provider(&mut self, agent: AgentKey, r#type: &str, name: &str) {
        let delay = self.rng.random_range(SECOND..3 * SECOND);
        self.schedule.at(self.now + delay, Action::Provide(agent, r#type.into(), name.into()));
    }

    /// A provider's plugin has come up.
    pub(super) fn provide(&mut self, agent: AgentKey, r#type: &str, name: &str) {
        let Some(provider) = self.provider_mut(agent, r#type, name) else { return };
        if !provider.configured || provider.link == Link::Subscribed {
            return;
        }
        provider.link = Link::Subscribed;
        let pools = std::mem::take(&mut provider.shelved);
        self.agent_mut(agent).total.add_all(&pools);
        self.counters.providers_subscribed += 1;
    }

    /// A provider is gone, with those of its disks that nobody has: the agent knows who has them, also where its master has
    /// not heard of it.
    pub(super) fn disconnect_provider(&mut self, key: AgentKey, r#type: &str, name: &str) {
        self.rescind(key);
        let agent = &self.agents[key.index()];
        let Some(provider) = agent.providers.iter().find(|provider| provider.is(r#type, name)) else {
            return;
        };
        if provider.link != Link::Subscribed {
            return;
        }
        let away = self.away.get(&key);
        let held =
            |kind: &Kind| !agent.allocated.of(kind).is_empty() || away.is_some_and(|away| away.holds(kind));
        let all = agent.provided_by(&provider.id);
        let idle: Pools = all.iter().filter(|pool| !held(&pool.kind)).cloned().collect();
        self.agent_mut(key).total.subtract_all(&idle);
        if let Some(provider) = self.provider_mut(key, r#type, name) {
            provider.link = Link::Disconnected;
            provider.shelved = idle;
        }
        self.counters.providers_disconnected += 1;
    }
}
