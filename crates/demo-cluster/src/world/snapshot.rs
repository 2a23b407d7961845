//! The world at one moment, to be printed at leisure: taking one copies pointers, so the world is held for milliseconds.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::World;
use super::agent::{Agent, Standing};
use super::executor::Executor;
use super::framework::{Framework, Share};
use super::ids::{AgentKey, FrameworkKey, Ids};
use super::inverse::InverseOffer;
use super::offers::Offer;
use super::slab::Key;
use super::task::Task;

/// Tasks in the lists of `GET_TASKS`.
#[derive(Clone, Default)]
pub struct Tasks {
    /// Not completed, in order of frameworks.
    pub active: Vec<Arc<Task>>,
    /// On unreachable agents.
    pub unreachable: Vec<Arc<Task>>,
    /// Completed ones of frameworks that are not.
    pub completed: Vec<Arc<Task>>,
    /// Those of completed frameworks. Mesos leaves them out of its protobuf answers by mistake, and so does this cluster.
    pub of_completed_frameworks: Vec<Arc<Task>>,
}

/// A framework and what it has.
#[derive(Clone)]
pub struct Member {
    /// Itself.
    pub framework: Arc<Framework>,
    /// By role.
    pub shares: BTreeMap<Arc<str>, Share>,
    /// What it is offered, and of whom.
    pub offers: Vec<(Offer, Arc<Agent>)>,
    /// What it is asked to leave.
    pub inverse_offers: Vec<InverseOffer>,
}

/// Frameworks in the lists of `GET_FRAMEWORKS`.
#[derive(Clone, Default)]
pub struct Frameworks {
    /// Not completed.
    pub present: Vec<Member>,
    /// Completed, oldest first.
    pub completed: Vec<Member>,
}

/// Agents in the lists of `GET_AGENTS`.
#[derive(Clone, Default)]
pub struct Agents {
    /// Registered.
    pub registered: Vec<Arc<Agent>>,
    /// Known from the registry.
    pub recovered: Vec<Arc<Agent>>,
}

/// All of `GET_STATE`.
#[derive(Clone, Default)]
pub struct State {
    /// Tasks.
    pub tasks: Tasks,
    /// Executors.
    pub executors: Vec<Arc<Executor>>,
    /// Frameworks.
    pub frameworks: Frameworks,
    /// Agents.
    pub agents: Agents,
}

impl World {
    /// Everything.
    pub fn snapshot(&self) -> State {
        State {
            tasks: self.snapshot_tasks(),
            executors: self.snapshot_executors(),
            frameworks: self.snapshot_frameworks(),
            agents: self.snapshot_agents(),
        }
    }

    /// All tasks.
    pub fn snapshot_tasks(&self) -> Tasks {
        let mut tasks = Tasks { active: Vec::with_capacity(self.tasks.len()), ..Tasks::default() };
        for (framework, books) in self.frameworks.iter().zip(&self.books) {
            tasks.active.extend(books.active.iter().filter_map(|key| self.tasks.get(*key).cloned()));
            tasks.unreachable.extend(books.unreachable.iter().cloned());
            let completed = match framework.is_completed() {
                true => &mut tasks.of_completed_frameworks,
                false => &mut tasks.completed,
            };
            completed.extend(books.completed.iter().cloned());
        }
        tasks
    }

    /// All frameworks that are shown.
    pub fn snapshot_frameworks(&self) -> Frameworks {
        let member = |key: FrameworkKey| Member {
            framework: self.frameworks[key.index()].clone(),
            shares: self.books[key.index()].shares.clone(),
            offers: self
                .offers
                .iter()
                .filter(|offer| offer.framework == key)
                .map(|offer| (offer.clone(), self.agents[offer.agent.index()].clone()))
                .collect(),
            inverse_offers: self
                .inverse
                .outstanding
                .iter()
                .filter(|offer| offer.framework == key)
                .cloned()
                .collect(),
        };
        let present = self
            .frameworks
            .iter()
            .filter(|framework| framework.is_present())
            .map(|framework| member(framework.key));
        Frameworks {
            present: present.collect(),
            completed: self.over.iter().map(|key| member(*key)).collect(),
        }
    }

    /// All agents that are shown.
    pub fn snapshot_agents(&self) -> Agents {
        let with = |standing: Standing| {
            self.agents.iter().filter(move |agent| agent.standing == standing).cloned().collect()
        };
        Agents { registered: with(Standing::Registered), recovered: with(Standing::Recovered) }
    }

    /// All executors.
    pub fn snapshot_executors(&self) -> Vec<Arc<Executor>> {
        self.executor_keys().filter_map(|key| self.executors.get(key).cloned()).collect()
    }

    fn executor_keys(&self) -> impl Iterator<Item = Key<Executor>> + '_ {
        self.books.iter().flat_map(|books| books.executors.iter().copied())
    }

    /// One agent, if there ever was one of this key.
    pub fn agent(&self, key: AgentKey) -> Option<&Arc<Agent>> {
        self.agents.get(key.index())
    }

    /// All agents there ever were, by key.
    pub fn agents(&self) -> &[Arc<Agent>] {
        &self.agents
    }

    /// All frameworks there ever were, by key.
    pub fn frameworks(&self) -> &[Arc<Framework>] {
        &self.frameworks
    }

    /// How to print ids.
    pub fn ids(&self) -> &Ids {
        &self.ids
    }
}
