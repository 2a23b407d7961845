//! How a task gets its place: an agent with room, an executor, ports, an id.

use std::sync::Arc;

use rand::Rng;

use super::World;
use super::agent::Agent;
use super::amounts::{Amounts, Scalars};
use super::change::Change;
use super::executor::Executor;
use super::framework::Style;
use super::ids::{AgentKey, FrameworkKey, uuid};
use super::pool::{Kind, Pool};
use super::schedule::Action;
use super::slab::Key;
use super::task::{Blueprint, Nanos, Runner, State, Task};
use super::tasks::MILLI;

/// How many agents are tried at random before all are looked through.
const TRIES: usize = 24;

/// The moment of a world's beginning in the names of jobs' tasks: milliseconds since 1970.
const FIRST_DAY: i64 = 1_700_000_000_000;

impl World {
    /// Launches a unit of a framework on an agent that has room. `false` if there is none.
    pub fn launch(&mut self, framework: FrameworkKey, unit: usize) -> bool {
        if !self.frameworks[framework.index()].is_connected() {
            return false;
        }
        let Some(blueprints) = self.books[framework.index()].units.get(unit).cloned() else { return false };
        if !self.is_within_limits(&blueprints) {
            return false;
        }
        let Some(agent) = self.find_room(framework, &blueprints) else { return false };
        let keys = self.place(framework, &blueprints, agent);
        let pods = self.frameworks[framework.index()].style == Style::Pods;
        let traffic = &mut self.books[framework.index()].traffic;
        traffic.accepts += 1;
        *if pods { &mut traffic.group_launches } else { &mut traffic.launches } += 1;
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
            if kind.shared {
                return agent.total.of(kind).is_some();
            }
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
            Style::Jobs => self.job_id(self.now, serial, blueprint),
            Style::Pods => match executor {
                Some(executor) => format!("{}.{}", executor.id, blueprint.name),
                None => format!("{}.{:08x}", blueprint.name, bits >> 96),
            },
            Style::Servers => format!("{}__{}", blueprint.name, super::ids::uuid_text(bits)),
        }
    }

    /// What a job's task is called: after the moment it was due, as Chronos does. Counted from a fixed day, so that one seed
    /// gives the same names whenever the world begins.
    pub(super) fn job_id(&self, due: Nanos, serial: u64, blueprint: &Blueprint) -> String {
        format!("ct:{}:{serial}:{}:", FIRST_DAY + (due - self.begun) / MILLI, blueprint.name)
    }
}
