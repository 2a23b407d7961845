//! What frameworks that keep data do with resources: reserve some for a while, make volumes and disks and destroy them.

use std::sync::Arc;

use rand::Rng;

use super::World;
use super::agent::Agent;
use super::amounts::{Amounts, Scalars};
use super::framework::Style;
use super::ids::{AgentKey, FrameworkKey, uuid};
use super::operation::{Operation, OperationKind, OperationState, Requester};
use super::pool::{Kind, Pool, Pools, Reservation, SourceKind, Volume};
use super::provider::Link;
use super::schedule::Action;
use super::slab::Key;
use super::task::{Nanos, SECOND};
use super::tasks::MILLI;

/// How big a disk is made of a provider's room, in MB.
const DISK: i64 = 10_000;
/// How much of what is reserved is used for a repair or a snapshot, in MB.
const PART: i64 = 500;

fn disk(megabytes: i64) -> Amounts {
    Amounts::scalars(Scalars::of(0.0, 0, megabytes))
}

/// What becomes of what on an agent.
struct Change {
    kind: OperationKind,
    consumed: Pool,
    converted: Pool,
    target: Option<SourceKind>,
}

impl World {
    /// Some framework that keeps data does something, every few seconds.
    pub(super) fn work_on_storage(&mut self) {
        let pause = self.rng.random_range(3 * SECOND..9 * SECOND);
        self.schedule.at(self.now + pause, Action::Store);
        if self.settings.updates_per_second <= 0.0 {
            return;
        }
        let keepers: Vec<FrameworkKey> = self
            .frameworks
            .iter()
            .filter(|framework| framework.style == Style::Servers && framework.is_connected())
            .map(|framework| framework.key)
            .collect();
        if keepers.is_empty() {
            return;
        }
        let keeper = keepers[self.rng.random_range(0..keepers.len())];
        match self.rng.random_range(0..3) {
            0 => self.reserve_for_repair(keeper),
            1 => self.take_snapshot(keeper),
            _ => self.make_disk(keeper),
        }
    }

    /// Where one of a framework's servers is.
    fn some_home(&mut self, framework: FrameworkKey) -> Option<AgentKey> {
        let units = &self.books[framework.index()].units;
        if units.is_empty() {
            return None;
        }
        units[self.rng.random_range(0..units.len())].first()?.home
    }

    /// Sets a part of what is reserved apart, for a repair: for a role of its own, below the framework's first.
    fn reserve_for_repair(&mut self, framework: FrameworkKey) {
        let Some(agent) = self.some_home(framework) else { return };
        let [_, role, ..] = &*self.frameworks[framework.index()].roles else { return };
        let reservation = self.reservation(framework, role, "repair");
        let Some(kind) = self.spare_disk(framework, agent) else { return };
        self.reserve(framework, agent, Pool { kind, amounts: disk(PART) }, reservation);
    }

    fn reservation(&self, framework: FrameworkKey, role: &Arc<str>, purpose: &str) -> Reservation {
        Reservation {
            dynamic: true,
            role: role.clone(),
            principal: self.frameworks[framework.index()].principal.clone(),
            labels: vec![("purpose".to_owned(), purpose.to_owned())],
        }
    }

    fn reserve(
        &mut self,
        framework: FrameworkKey,
        agent: AgentKey,
        consumed: Pool,
        reservation: Reservation,
    ) -> Option<Key<Operation>> {
        let amounts = consumed.amounts.clone();
        let converted = Pool { kind: consumed.kind.refined(reservation), amounts };
        self.change(
            framework,
            agent,
            Change { kind: OperationKind::Reserve, consumed, converted, target: None },
        )
    }

    /// What a framework has reserved of an agent's own disk, if there is some left.
    fn spare_disk(&self, framework: FrameworkKey, agent: AgentKey) -> Option<Kind> {
        let role = self.frameworks[framework.index()].roles.first();
        let fits = |pool: &&Pool| {
            pool.kind.role() == role
                && pool.kind.disk.is_none()
                && pool.amounts.scalars.contains(&disk(PART).scalars)
        };
        self.agents[agent.index()].available().iter().find(fits).map(|pool| pool.kind.clone())
    }

    /// Makes a volume for a snapshot of what its reservation has left of disk.
    fn take_snapshot(&mut self, framework: FrameworkKey) {
        let Some(agent) = self.some_home(framework) else { return };
        let Some(kind) = self.spare_disk(framework, agent) else { return };
        let bits: u128 = uuid(self.rng.random());
        let volume = Volume {
            id: format!("snapshot-{:08x}", bits >> 96).into(),
            principal: self.frameworks[framework.index()].principal.clone(),
            container_path: "snapshot".into(),
        };
        let converted = Pool { kind: kind.with_volume(volume), amounts: disk(PART) };
        let consumed = Pool { kind, amounts: disk(PART) };
        let change = Change { kind: OperationKind::Create, consumed, converted, target: None };
        self.change(framework, agent, change);
    }

    /// Makes a disk of a resource provider's room.
    fn make_disk(&mut self, framework: FrameworkKey) {
        if self.agents.is_empty() {
            return;
        }
        let count = self.agents.len();
        let from = self.rng.random_range(0..count);
        let able = |agent: &Agent| {
            agent.is_active() && agent.providers.iter().any(|provider| provider.link == Link::Subscribed)
        };
        let found = (from..count).chain(0..from).find(|at| able(&self.agents[*at]));
        if let Some(agent) = found.map(|at| self.agents[at].key) {
            self.make_disk_on(framework, agent);
        }
    }

    /// Makes a disk on an agent that has a provider, or says that it cannot.
    pub(super) fn make_disk_on(
        &mut self,
        framework: FrameworkKey,
        agent: AgentKey,
    ) -> Option<Key<Operation>> {
        let provider = self.agents[agent.index()].providers.first()?.clone();
        let number = self.rng.random_range(100..1_000_000);
        let change = Change {
            kind: OperationKind::CreateDisk,
            consumed: provider.room(DISK),
            converted: provider.made(number, DISK),
            target: Some(SourceKind::Mount),
        };
        self.change(framework, agent, change)
    }

    fn change(&mut self, framework: FrameworkKey, agent: AgentKey, change: Change) -> Option<Key<Operation>> {
        // What is reserved is reserved by whoever is in the role.
        let role = match change.kind {
            OperationKind::Reserve => change.converted.kind.role().cloned(),
            _ => self.frameworks[framework.index()].roles.first().cloned(),
        };
        let requester = self.requester(framework, role?, change.kind);
        let operation = Operation {
            kind: change.kind,
            agent,
            requester: Some(requester),
            uuid: uuid(self.rng.random()),
            consumed: Pools::from_iter([change.consumed]),
            converted: Pools::from_iter([change.converted]),
            target: change.target,
            statuses: Vec::new(),
        };
        let duration = self.duration(change.kind);
        self.operate(operation, duration)
    }

    fn requester(&mut self, framework: FrameworkKey, role: Arc<str>, kind: OperationKind) -> Requester {
        let bits: u128 = uuid(self.rng.random());
        let id = Arc::from(format!("{}-{:08x}", kind.metric(), bits >> 96));
        Requester { framework, role, id: Some(id) }
    }

    /// What an agent does itself is done at once; plugins take their time.
    fn duration(&mut self, kind: OperationKind) -> Nanos {
        match kind.is_speculative() {
            true => self.rng.random_range(50 * MILLI..600 * MILLI),
            false => self.rng.random_range(4 * SECOND..20 * SECOND),
        }
    }

    /// A framework takes back what its operation did, once it can.
    pub(super) fn undo(&mut self, done: &Operation) {
        let Some(Requester { framework, role, .. }) = done.requester.clone() else { return };
        if self.frameworks[framework.index()].is_completed() {
            return;
        }
        let agent = &self.agents[done.agent.index()];
        let there = agent.is_registered() && agent.connected;
        if !there || !self.frameworks[framework.index()].is_connected() {
            self.schedule.at(self.now + 30 * SECOND, Action::Undo(Box::new(done.clone())));
            return;
        }
        let kind = done.kind.inverse();
        let requester = self.requester(framework, role, kind);
        let operation = Operation {
            kind,
            requester: Some(requester),
            uuid: uuid(self.rng.random()),
            consumed: done.converted.clone(),
            converted: done.consumed.clone(),
            target: None,
            statuses: Vec::new(),
            agent: done.agent,
        };
        let duration = self.duration(kind);
        self.operate(operation, duration);
    }

    /// Something of each kind that goes wrong with operations, on agents of a bad day.
    pub(super) fn trouble_storage(&mut self, keeper: FrameworkKey, absent: FrameworkKey) {
        let (broken, drained) = (AgentKey(8), AgentKey(5));
        if self.agents.len() <= broken.index() || self.frameworks.len() <= keeper.index() {
            return;
        }
        // One failed, one waits for a provider that is gone, and one came too late for it.
        if let Some(failed) = self.make_disk_on(keeper, broken) {
            let message =
                self.phrase("CSI plugin failed to create a volume: RESOURCE_EXHAUSTED: no space left");
            self.conclude(failed, OperationState::Failed, Some(message));
        }
        self.make_disk_on(keeper, broken);
        if let Some(provider) = self.agents[broken.index()].providers.first().cloned() {
            self.disconnect_provider(broken, &provider.info.r#type, &provider.info.name);
        }
        self.make_disk_on(keeper, broken);
        // One has ended where nobody takes note of it, and a drain waits for that.
        if let Some(role) = self.frameworks[absent.index()].roles.first().cloned() {
            let reservation = self.reservation(absent, &role, "shuffle");
            let some = Amounts::scalars(Scalars::of(0.25, 256, 0));
            let some = Pool { kind: Kind::default(), amounts: some };
            if let Some(ended) = self.reserve(absent, drained, some, reservation) {
                self.conclude(ended, OperationState::Finished, None);
            }
        }
        let volume = Volume {
            id: "retired-node-data".into(),
            principal: Some("cassandra".into()),
            container_path: "data".into(),
        };
        let role = self.frameworks[keeper.index()].roles.first().cloned();
        let kind = role.map(|role| Kind::reserved(&role, true, Some("cassandra")).with_volume(volume));
        // A volume with data on it that no task has.
        if let Some(kind) = kind {
            let amounts = disk(60_000);
            let agent = self.agent_mut(AgentKey(10));
            agent.total.subtract(Kind::unreserved(), &amounts);
            agent.total.add(&kind, &amounts);
        }
    }
}
