//! The life of a task: placed, launched, updated, ended, acknowledged, completed.

use std::sync::Arc;

use rand::Rng;

use super::World;
use super::agent::Agent;
use super::amounts::{Amounts, Scalars};
use super::change::Change;
use super::executor::Executor;
use super::framework::{PARTITION_AWARE, Style, TASK_KILLING_STATE};
use super::ids::{AgentKey, FrameworkKey, uuid};
use super::pool::{Kind, Pool};
use super::schedule::Action;
use super::slab::Key;
use super::task::{Blueprint, Nanos, Origin, Reason, Runner, SECOND, State, Status, Task};

/// Milliseconds in nanoseconds.
pub(super) const MILLI: Nanos = SECOND / 1000;

/// How many agents are tried at random before all are looked through.
const TRIES: usize = 24;

/// What a status update says.
pub struct Update {
    /// The new state.
    pub state: State,
    /// Who says so.
    pub origin: Origin,
    /// Why.
    pub reason: Option<Reason>,
    /// For people.
    pub message: Option<Arc<str>>,
    /// What the health check found; `None` leaves what is known.
    pub healthy: Option<bool>,
}

impl Update {
    /// From the executor, without more.
    pub fn to(state: State) -> Self {
        Self { state, origin: Origin::Executor, reason: None, message: None, healthy: None }
    }

    /// With a reason.
    pub fn because(self, reason: Reason) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// With words.
    pub fn saying(self, message: impl Into<Arc<str>>) -> Self {
        Self { message: Some(message.into()), ..self }
    }

    /// From the master itself.
    pub fn by_master(self) -> Self {
        Self { origin: Origin::Master, ..self }
    }
}

impl World {
    /// Launches a unit of a framework on an agent that has room. `false` if there is none.
    pub fn launch(&mut self, framework: FrameworkKey, unit: usize) -> bool {
        if !self.frameworks[framework.index()].is_connected() {
            return false;
        }
        let Some(blueprints) = self.books[framework.index()].units.get(unit).cloned() else { return false };
        let Some(agent) = self.find_room(framework, &blueprints) else { return false };
        let keys = self.place(framework, &blueprints, agent);
        for key in keys {
            let delay = self.rng.random_range(80 * MILLI..400 * MILLI);
            self.schedule.at(self.now + delay, Action::Progress(key));
            if let Some(task) = self.tasks.get(key) {
                self.changes.push(Change::TaskAdded(task.clone()));
            }
        }
        true
    }

    /// What an executor takes for itself beside its tasks.
    pub(super) fn executor_pool(&self, framework: FrameworkKey, first: &Blueprint) -> Option<Pool> {
        let kind = first.port_kind().cloned().unwrap_or_default();
        match self.frameworks[framework.index()].style {
            Style::Pods => Some(Pool { kind, amounts: Amounts::scalars(Scalars::of(0.1, 32, 256)) }),
            Style::Servers => Some(Pool { kind, amounts: Amounts::scalars(Scalars::of(0.5, 1024, 0)) }),
            Style::Services | Style::Jobs => None,
        }
    }

    fn find_room(&mut self, framework: FrameworkKey, blueprints: &[Arc<Blueprint>]) -> Option<AgentKey> {
        let executor = self.executor_pool(framework, blueprints.first()?);
        if let Some(home) = blueprints.first()?.home {
            return self
                .has_room(self.agents.get(home.index())?, blueprints, executor.as_ref())
                .then_some(home);
        }
        let count = self.agents.len();
        if count == 0 {
            return None;
        }
        let tried = (0..TRIES).find_map(|_| {
            let at = self.rng.random_range(0..count);
            self.has_room(&self.agents[at], blueprints, executor.as_ref()).then(|| self.agents[at].key)
        });
        tried.or_else(|| {
            let from = self.rng.random_range(0..count);
            (from..count)
                .chain(0..from)
                .find(|at| self.has_room(&self.agents[*at], blueprints, executor.as_ref()))
                .map(|at| self.agents[at].key)
        })
    }

    fn has_room(&self, agent: &Agent, blueprints: &[Arc<Blueprint>], executor: Option<&Pool>) -> bool {
        if !agent.is_active() {
            return false;
        }
        let pools = blueprints.iter().flat_map(|blueprint| &blueprint.pools).chain(executor);
        let mut wanted: Vec<(&Kind, Scalars)> = Vec::new();
        for pool in pools {
            match wanted.iter_mut().find(|(kind, _)| **kind == pool.kind) {
                Some((_, sum)) => *sum += pool.amounts.scalars,
                None => wanted.push((&pool.kind, pool.amounts.scalars)),
            }
        }
        let ports: u64 = blueprints.iter().map(|blueprint| u64::from(blueprint.ports)).sum();
        wanted.iter().enumerate().all(|(at, (kind, sum))| {
            let free = agent.free(kind);
            free.scalars.contains(sum) && (at > 0 || ports == 0 || free.ports.first(ports).is_some())
        })
    }

    /// Puts the tasks of a unit on an agent, as staged, and books what they take. Tells nobody.
    pub(super) fn place(
        &mut self,
        framework: FrameworkKey,
        blueprints: &Arc<[Arc<Blueprint>]>,
        agent: AgentKey,
    ) -> Vec<Key<Task>> {
        self.rescind(agent);
        let executor = blueprints
            .first()
            .and_then(|first| Some((first.clone(), self.executor_pool(framework, first)?)))
            .map(|(first, pool)| self.start_executor(framework, &first, pool, agent));
        let serial = self.books[framework.index()].launched;
        blueprints
            .iter()
            .map(|blueprint| self.place_one(framework, blueprint, agent, executor.clone(), serial))
            .collect()
    }

    fn start_executor(
        &mut self,
        framework: FrameworkKey,
        first: &Arc<Blueprint>,
        pool: Pool,
        agent: AgentKey,
    ) -> Arc<Runner> {
        let default = self.frameworks[framework.index()].style == Style::Pods;
        let bits: u128 = uuid(self.rng.random());
        let id = if default {
            format!("instance-{}.{:08x}", first.name, bits >> 96)
        } else {
            format!("{}__{}", first.name, super::ids::uuid_text(bits))
        };
        let executor = Executor {
            id: id.into(),
            name: if default { "".into() } else { first.name.clone() },
            framework,
            agent,
            default,
            role: first.role.clone(),
            command: (!default).then(|| first.command.clone()),
            container: bits,
            pid: self.rng.random_range(1_000..60_000),
            tasks: 0,
            pool,
        };
        let (role, pool, id) = (executor.role.clone(), executor.pool.clone(), executor.id.clone());
        let (container, pid) = (executor.container, executor.pid);
        let key = self.executors.insert(Arc::new(executor));
        self.books[framework.index()].executors.push(key);
        self.agent_mut(agent).executors.push(key);
        self.allocate(framework, agent, &role, &pool);
        Arc::new(Runner { key, id, container, pid, default })
    }

    fn place_one(
        &mut self,
        framework: FrameworkKey,
        blueprint: &Arc<Blueprint>,
        agent: AgentKey,
        executor: Option<Arc<Runner>>,
        serial: u64,
    ) -> Key<Task> {
        let port = match (blueprint.ports, blueprint.port_kind()) {
            (0, _) | (_, None) => 0,
            (count, Some(kind)) => self.agents[agent.index()]
                .free(kind)
                .ports
                .first(u64::from(count))
                .and_then(|(begin, _)| u16::try_from(begin).ok())
                .unwrap_or_default(),
        };
        let container = uuid(self.rng.random());
        let id = self.task_id(framework, blueprint, executor.as_deref(), serial);
        if let Some(executor) = executor.as_ref().and_then(|runner| self.executors.get_mut(runner.key)) {
            executor.tasks += 1;
        }
        let address = match blueprint.network {
            // A network of containers: 10.64.0.0/10, one address after the other.
            Some(_) => 0x0A40_0000 | (self.counters.launches as u32 & 0x003F_FFFF),
            None => self.address,
        };
        let task = Task {
            id: id.into(),
            framework,
            agent,
            executor,
            blueprint: blueprint.clone(),
            port,
            state: State::Staging,
            statuses: Vec::new(),
            container,
            address,
            pid: self.rng.random_range(1_000..60_000),
        };
        let pools: Vec<Pool> = task.pools().collect();
        let key = self.tasks.insert(Arc::new(task));
        for pool in &pools {
            self.allocate(framework, agent, &blueprint.role, pool);
        }
        self.enlist(framework, key);
        self.agent_mut(agent).tasks.push(key);
        self.counters.launches += 1;
        self.books[framework.index()].launched += 1;
        key
    }

    fn task_id(
        &mut self,
        framework: FrameworkKey,
        blueprint: &Blueprint,
        executor: Option<&Runner>,
        serial: u64,
    ) -> String {
        let bits: u128 = uuid(self.rng.random());
        match self.frameworks[framework.index()].style {
            Style::Services => {
                format!(
                    "{}.instance-{}._app.1",
                    blueprint.name.replace('/', "_"),
                    super::ids::uuid_text(bits)
                )
            }
            Style::Jobs => format!("ct:{}:{serial}:{}:", self.now / MILLI, blueprint.name),
            Style::Pods => match executor {
                Some(executor) => format!("{}.{}", executor.id, blueprint.name),
                None => format!("{}.{:08x}", blueprint.name, bits >> 96),
            },
            Style::Servers => format!("{}__{}", blueprint.name, super::ids::uuid_text(bits)),
        }
    }

    /// A status update arrives: the one way in which a task's state changes.
    pub fn update(&mut self, key: Key<Task>, update: Update) {
        let time = self.now;
        let uuid = if update.origin == Origin::Master { 0 } else { uuid(self.rng.random()) };
        let Some(task) = self.tasks.get_mut(key) else { return };
        if task.state.is_terminal() {
            return;
        }
        let healthy = update.healthy.or_else(|| match update.origin {
            Origin::Executor if update.state == State::Running => None,
            Origin::Executor => task.statuses.last().and_then(|status| status.healthy),
            _ => None,
        });
        let status = Status {
            time,
            uuid,
            message: update.message,
            state: update.state,
            origin: update.origin,
            reason: update.reason,
            healthy,
        };
        let before = std::mem::replace(&mut task.state, status.state);
        // Of each state only the last update is kept.
        match task.statuses.last_mut() {
            Some(last) if last.state == status.state => *last = status.clone(),
            _ => task.statuses.push(status.clone()),
        }
        let (framework, agent) = (task.framework, task.agent);
        self.recount(framework, before, status.state);
        if uuid != 0 {
            self.counters.updates += 1;
        }
        self.books[framework.index()].updates += 1;
        let Some(task) = self.tasks.get(key).cloned() else { return };
        if status.state.is_terminal() {
            self.counters.end(status.state, status.origin, status.reason);
            self.books[framework.index()].ended[status.state as usize] += 1;
            self.release(&task);
            let acknowledged = self.frameworks[framework.index()].is_connected();
            if status.origin == Origin::Executor && acknowledged {
                let delay = self.rng.random_range(20 * MILLI..80 * MILLI);
                self.schedule.at(self.now + delay, Action::Acknowledge(key));
            }
        }
        self.changes.push(Change::TaskUpdated(task, status.clone()));
        // What the master makes up itself waits for nobody.
        if status.state.is_terminal() && status.origin == Origin::Master {
            self.complete(key);
            self.check_drained(agent);
        }
    }

    /// The framework has taken note of a task's end: the task becomes history.
    pub(super) fn acknowledge(&mut self, key: Key<Task>) {
        let Some(task) = self.tasks.get(key) else { return };
        let (framework, agent) = (task.framework, task.agent);
        if !task.state.is_terminal() || !self.frameworks[framework.index()].is_connected() {
            return;
        }
        self.counters.acknowledgements += 1;
        self.complete(key);
        self.check_drained(agent);
    }

    /// Takes an ended task out of the active ones into its framework's bounded history.
    pub(super) fn complete(&mut self, key: Key<Task>) {
        let Some(task) = self.forget(key) else { return };
        let limit = self.settings.max_completed_tasks;
        let completed = &mut self.books[task.framework.index()].completed;
        completed.push_back(task);
        while completed.len() > limit {
            completed.pop_front();
        }
    }

    /// Takes a task out of all lists of active ones.
    pub(super) fn forget(&mut self, key: Key<Task>) -> Option<Arc<Task>> {
        let task = self.tasks.remove(key)?;
        let books = &mut self.books[task.framework.index()];
        books.states[task.state as usize] -= 1;
        let active = &mut books.active;
        let at = self.places[key.slot()] as usize;
        active.swap_remove(at);
        if let Some(moved) = active.get(at) {
            self.places[moved.slot()] = at as u32;
        }
        self.agent_mut(task.agent).tasks.retain(|other| *other != key);
        Some(task)
    }

    /// Puts a task among its framework's active ones.
    pub(super) fn enlist(&mut self, framework: FrameworkKey, key: Key<Task>) {
        let books = &mut self.books[framework.index()];
        if let Some(task) = self.tasks.get(key) {
            books.states[task.state as usize] += 1;
        }
        let active = &mut books.active;
        if self.places.len() <= key.slot() {
            self.places.resize(key.slot() + 1, 0);
        }
        self.places[key.slot()] = active.len() as u32;
        active.push(key);
    }

    /// A task of a framework went from one state to another.
    pub(super) fn recount(&mut self, framework: FrameworkKey, before: State, after: State) {
        let states = &mut self.books[framework.index()].states;
        states[before as usize] -= 1;
        states[after as usize] += 1;
    }

    /// Books resources for a role of a framework on an agent.
    pub(super) fn allocate(
        &mut self,
        framework: FrameworkKey,
        agent: AgentKey,
        role: &Arc<str>,
        pool: &Pool,
    ) {
        self.agent_mut(agent).allocated.add(role, &pool.kind, &pool.amounts);
        let share = self.books[framework.index()].shares.entry(role.clone()).or_default();
        match share.scalars.iter_mut().find(|(kind, _)| *kind == pool.kind) {
            Some((_, sum)) => *sum += pool.amounts.scalars,
            None => share.scalars.push((pool.kind.clone(), pool.amounts.scalars)),
        }
        for &(begin, end) in pool.amounts.ports.as_slice() {
            for port in begin..=end {
                *share.ports.entry(port).or_default() += 1;
            }
        }
    }

    /// The reverse of [`Self::allocate`].
    pub(super) fn deallocate(
        &mut self,
        framework: FrameworkKey,
        agent: AgentKey,
        role: &Arc<str>,
        pool: &Pool,
    ) {
        self.agent_mut(agent).allocated.subtract(role, &pool.kind, &pool.amounts);
        let shares = &mut self.books[framework.index()].shares;
        let Some(share) = shares.get_mut(role) else { return };
        if let Some(at) = share.scalars.iter().position(|(kind, _)| *kind == pool.kind) {
            share.scalars[at].1 -= pool.amounts.scalars;
            if share.scalars[at].1.is_empty() {
                share.scalars.remove(at);
            }
        }
        for &(begin, end) in pool.amounts.ports.as_slice() {
            for port in begin..=end {
                if let Some(count) = share.ports.get_mut(&port) {
                    *count -= 1;
                    if *count == 0 {
                        share.ports.remove(&port);
                    }
                }
            }
        }
        if share.scalars.is_empty() && share.ports.is_empty() {
            shares.remove(role);
        }
    }

    /// Gives back what a task took, and what its executor took once that has no more tasks.
    pub(super) fn release(&mut self, task: &Task) {
        for pool in task.pools().collect::<Vec<_>>() {
            self.deallocate(task.framework, task.agent, &task.blueprint.role, &pool);
        }
        let Some(key) = task.executor.as_ref().map(|runner| runner.key) else { return };
        let Some(executor) = self.executors.get_mut(key) else { return };
        executor.tasks = executor.tasks.saturating_sub(1);
        if executor.tasks == 0 {
            self.remove_executor(key);
        }
    }

    /// Takes an executor away and gives back what it took.
    pub(super) fn remove_executor(&mut self, key: Key<Executor>) {
        let Some(executor) = self.executors.remove(key) else { return };
        self.deallocate(executor.framework, executor.agent, &executor.role, &executor.pool);
        self.books[executor.framework.index()].executors.retain(|other| *other != key);
        self.agent_mut(executor.agent).executors.retain(|other| *other != key);
    }

    /// Asks a task to end: it says so if its framework knows the state, and is gone within its grace period.
    pub(super) fn kill(&mut self, key: Key<Task>, reason: Option<Reason>, grace: Option<Nanos>) {
        let Some(task) = self.tasks.get(key) else { return };
        if task.state.is_terminal() || task.state == State::Killing {
            return;
        }
        self.counters.kills += 1;
        if self.frameworks[task.framework.index()].can(TASK_KILLING_STATE) {
            self.update(key, Update { reason, ..Update::to(State::Killing) });
        }
        // Most programs end soon after they are asked; a slow one is killed when its grace is over.
        let patience = grace.unwrap_or(5 * SECOND);
        let willing = self.rng.random_range(200 * MILLI..3 * SECOND);
        self.killing.insert(key, reason);
        self.schedule.at(self.now + willing.min(patience), Action::Die(key));
    }

    /// A task that was asked to end is gone. One that was drained away is started elsewhere by its framework.
    pub(super) fn die_and_replace(&mut self, key: Key<Task>) {
        let reason = self.killing.remove(&key).flatten();
        let Some(task) = self.tasks.get(key).cloned() else { return };
        if task.state.is_terminal() {
            return;
        }
        if !self.agents[task.agent.index()].connected {
            // The update cannot get through; it will when the agent is back.
            self.killing.insert(key, reason);
            self.schedule.at(self.now + SECOND, Action::Die(key));
            return;
        }
        let message = self.phrase("Command terminated with signal Terminated");
        self.update(key, Update { reason, ..Update::to(State::Killed).saying(message) });
        let alone = task.executor.as_ref().is_none_or(|runner| self.executors.get(runner.key).is_none());
        if reason == Some(Reason::AgentDraining) && alone {
            let unit = self.unit_of(task.framework, &task);
            let pause = self.rng.random_range(SECOND..3 * SECOND);
            self.schedule.at(self.now + pause, Action::Launch(task.framework, unit));
        }
    }

    /// The next step of a task that was launched.
    pub(super) fn progress(&mut self, key: Key<Task>) {
        let Some(task) = self.tasks.get(key).cloned() else { return };
        if !self.agents[task.agent.index()].connected {
            self.schedule.at(self.now + SECOND, Action::Progress(key));
            return;
        }
        match task.state {
            State::Staging => {
                self.update(key, Update::to(State::Starting));
                let delay = self.rng.random_range(50 * MILLI..1500 * MILLI);
                self.schedule.at(self.now + delay, Action::Progress(key));
            }
            State::Starting => {
                self.update(key, Update::to(State::Running));
                if task.blueprint.flapping {
                    let delay = self.rng.random_range(6 * SECOND..25 * SECOND);
                    self.schedule.at(self.now + delay, Action::Flap(key));
                } else if task.blueprint.check.is_some() {
                    let delay = self.rng.random_range(SECOND..4 * SECOND);
                    self.schedule.at(self.now + delay, Action::Heal(key, true));
                }
            }
            _ => {}
        }
    }

    /// A health check found something.
    pub(super) fn heal(&mut self, key: Key<Task>, healthy: bool) {
        let Some(task) = self.tasks.get(key) else { return };
        if task.state != State::Running || !self.agents[task.agent.index()].connected {
            return;
        }
        let update = Update::to(State::Running).because(Reason::HealthCheckStatusUpdated);
        self.update(key, Update { healthy: Some(healthy), ..update });
    }

    /// What a framework gets to hear when an agent of its tasks is lost.
    pub(super) fn lost_state(&self, framework: FrameworkKey, aware: State) -> State {
        if self.frameworks[framework.index()].can(PARTITION_AWARE) { aware } else { State::Lost }
    }
}
