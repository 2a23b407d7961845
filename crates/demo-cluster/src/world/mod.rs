//! The cluster itself: agents, frameworks, tasks and all the master knows, without any I/O.
//!
//! A world is made of a seed and moves in logical time: [`World::advance`] lets everything happen that is due. The same
//! seed, the same moments and the same changes from outside make the same history, to the last identifier.

pub mod agent;
mod agents;
pub mod amounts;
mod audit;
mod booking;
pub mod change;
pub mod counters;
pub mod executor;
mod failover;
pub mod framework;
mod frameworks;
pub mod ids;
pub mod inverse;
mod limits;
pub mod maintenance;
mod offers;
pub mod operation;
pub mod operations;
mod placement;
pub mod pool;
mod population;
pub mod process;
pub mod provider;
pub mod roles;
mod rollout;
mod schedule;
pub mod settings;
mod slab;
pub mod snapshot;
mod storage;
pub mod task;
mod tasks;
pub mod totals;
pub mod traffic;
mod visit;
mod weather;

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::net::Ipv4Addr;
use std::sync::Arc;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use self::agent::Agent;
use self::agents::Away;
use self::change::Change;
use self::counters::{Counters, Tally};
use self::executor::Executor;
use self::framework::{Books, Framework};
use self::ids::{AgentKey, FrameworkKey, Ids, uuid};
use self::inverse::InverseOffers;
use self::maintenance::Maintenance;
pub use self::offers::Offer;
use self::operation::Operation;
use self::process::Process;
use self::roles::Quota;
use self::rollout::Rollout;
use self::schedule::{Action, Schedule};
use self::settings::Settings;
pub use self::slab::Key;
use self::slab::Slab;
use self::task::{Nanos, Reason, Task};

/// What is wrong with the world by command.
#[derive(Debug, Clone, Copy, Default)]
pub struct Faults {
    /// Accepted changes take this much longer to take effect.
    pub acceptance_delay: Nanos,
    /// Accepted changes never take effect.
    pub lose_accepted: bool,
}

/// The level of the master's log, which goes back by itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Logging {
    /// Verbosity.
    pub level: u32,
    generation: u64,
}

/// A cluster.
pub struct World {
    /// How it was made.
    pub settings: Settings,
    /// Tasks that were to run from the beginning and found no room.
    pub unplaced: u32,
    /// What the master counted.
    pub counters: Counters,
    /// Weights that were set.
    pub weights: BTreeMap<Arc<str>, f64>,
    /// Quotas that were set.
    pub quotas: BTreeMap<Arc<str>, Quota>,
    /// The maintenance schedule.
    pub maintenance: Maintenance,
    /// Verbosity of the master's log.
    pub logging: Logging,
    /// What is broken by command.
    pub faults: Faults,
    /// Since when the master is there.
    pub started: Nanos,
    /// When this world began, whichever master leads.
    begun: Nanos,
    /// Its process and its machine.
    pub process: Process,
    /// When the master has read its registry; until then it answers nothing.
    recovered: Nanos,
    now: Nanos,
    ids: Ids,
    address: u32,
    rng: StdRng,
    schedule: Schedule,
    agents: Vec<Arc<Agent>>,
    frameworks: Vec<Arc<Framework>>,
    books: Vec<Books>,
    tasks: Slab<Task>,
    /// Where each task is in its framework's list of active ones, by its slot.
    places: Vec<u32>,
    executors: Slab<Executor>,
    operations: Slab<Operation>,
    /// The operations of each agent, in the order they came.
    operating: BTreeMap<AgentKey, Vec<Key<Operation>>>,
    inverse: InverseOffers,
    /// What each agent's process counted, by key.
    tallies: Vec<Tally>,
    offers: Vec<Offer>,
    offered: u64,
    /// Completed frameworks, oldest first.
    over: VecDeque<FrameworkKey>,
    away: BTreeMap<AgentKey, Away>,
    /// Since when agents are not heard of.
    disconnected: BTreeMap<AgentKey, Nanos>,
    /// Tasks that were asked to end, and why.
    killing: BTreeMap<Key<Task>, Option<Reason>>,
    /// Frameworks whose tasks come and go; the livelier, the more often in the list.
    churning: Vec<FrameworkKey>,
    /// Who takes every offer of an agent and never answers.
    hoards: Vec<(FrameworkKey, AgentKey)>,
    /// The rolling upgrade, if there is one.
    rollout: Option<Rollout>,
    phrases: HashSet<Arc<str>>,
    /// Agents whose log says more for a while: how much, and until when.
    verbose: BTreeMap<AgentKey, (u32, Nanos)>,
    changes: Vec<Change>,
}

impl World {
    /// A world as it is at a time, with a past.
    pub fn new(settings: Settings, now: Nanos, address: Ipv4Addr) -> Self {
        let mut rng = StdRng::seed_from_u64(settings.seed);
        let master = uuid(rng.random());
        let mut world = Self {
            unplaced: 0,
            counters: Counters::default(),
            weights: BTreeMap::new(),
            quotas: BTreeMap::new(),
            maintenance: Maintenance::default(),
            logging: Logging::default(),
            faults: Faults::default(),
            started: now,
            begun: now,
            process: Process::default(),
            recovered: now,
            now,
            ids: Ids::new(master),
            address: address.into(),
            rng,
            schedule: Schedule::default(),
            agents: Vec::new(),
            frameworks: Vec::new(),
            books: Vec::new(),
            tasks: Slab::default(),
            places: Vec::new(),
            executors: Slab::default(),
            operations: Slab::default(),
            operating: BTreeMap::new(),
            inverse: InverseOffers::default(),
            tallies: Vec::new(),
            offers: Vec::new(),
            offered: 0,
            over: VecDeque::new(),
            away: BTreeMap::new(),
            disconnected: BTreeMap::new(),
            killing: BTreeMap::new(),
            churning: Vec::new(),
            hoards: Vec::new(),
            rollout: None,
            phrases: HashSet::new(),
            verbose: BTreeMap::new(),
            changes: Vec::new(),
            settings,
        };
        world.populate();
        world.warm_up();
        // What was there before anyone could listen is no news.
        world.changes.clear();
        world.begin();
        world
    }

    /// Where the world is in time.
    pub fn now(&self) -> Nanos {
        self.now
    }

    /// The address of the master and of every agent.
    pub fn address(&self) -> Ipv4Addr {
        Ipv4Addr::from(self.address)
    }

    fn address_text(&self) -> String {
        self.address().to_string()
    }

    /// Lets everything happen that is due by a time.
    pub fn advance(&mut self, until: Nanos) {
        while let Some((time, action)) = self.schedule.next(until) {
            self.now = self.now.max(time);
            self.act(action);
        }
        self.now = self.now.max(until);
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Progress(task) => self.progress(task),
            Action::Flap(task) => self.flap(task),
            Action::Die(task) => self.die_and_replace(task),
            Action::Acknowledge(task) => self.acknowledge(task),
            Action::Heal(task, healthy) => self.heal(task, healthy),
            Action::Launch(framework, unit) => self.launch_or_wait(framework, unit),
            Action::Churn => self.churn(),
            Action::Offers => self.make_offers(),
            Action::Story => self.story(),
            Action::Rollout => self.roll(),
            Action::PingTimeout(agent) => self.ping_timeout(agent),
            Action::Return(agent) => self.return_agent(agent),
            Action::ReregisterTimeout(agent) => self.reregister_timeout(agent),
            Action::FailoverTimeout(framework) => self.failover_timeout(framework),
            Action::Resubscribe(framework) => self.resubscribe(framework),
            Action::Visit(framework, visit) => self.go_on(framework, visit),
            Action::Operate(operation) => self.carry_out(operation),
            Action::AcknowledgeOperation(operation) => self.acknowledge_operation(operation),
            Action::Undo(operation) => self.undo(&operation),
            Action::Store => self.work_on_storage(),
            Action::Provide(agent, r#type, name) => self.provide(agent, &r#type, &name),
            Action::RevertLogging(generation) => self.revert_logging(generation),
        }
    }

    /// Sets the verbosity of the log for a while.
    pub fn set_logging(&mut self, level: u32, duration: Nanos) {
        let generation = self.logging.generation + 1;
        self.logging = Logging { level, generation };
        self.schedule.at(self.now + duration.max(0), Action::RevertLogging(generation));
    }

    fn revert_logging(&mut self, generation: u64) {
        // A later call has its own time.
        if self.logging.generation == generation {
            self.logging.level = 0;
        }
    }

    /// Sets the verbosity of an agent's log for a while.
    pub fn set_agent_logging(&mut self, agent: AgentKey, level: u32, duration: Nanos) {
        self.verbose.insert(agent, (level, self.now.saturating_add(duration.max(0))));
    }

    /// The verbosity of an agent's log.
    pub fn agent_logging(&self, agent: AgentKey) -> u32 {
        self.verbose.get(&agent).filter(|(_, until)| self.now < *until).map_or(0, |(level, _)| *level)
    }

    /// What happened since this was asked last, for the subscribers.
    pub fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// What an agent's process counted.
    pub fn tally(&self, agent: AgentKey) -> Tally {
        self.tallies.get(agent.index()).copied().unwrap_or_default()
    }

    /// A framework's books.
    pub fn books(&self, key: FrameworkKey) -> Option<&Books> {
        self.books.get(key.index())
    }

    /// A task.
    pub fn task(&self, key: Key<Task>) -> Option<&Arc<Task>> {
        self.tasks.get(key)
    }

    /// An executor.
    pub fn executor(&self, key: Key<Executor>) -> Option<&Arc<Executor>> {
        self.executors.get(key)
    }

    /// Offers that stand.
    pub fn offers(&self) -> &[Offer] {
        &self.offers
    }
}
