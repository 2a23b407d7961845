//! Inverse offers: frameworks are asked whether they can leave agents that will be away, and answer in their own time.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::World;
use super::framework::Style;
use super::ids::{AgentKey, FrameworkKey};
use super::maintenance::Window;
use super::task::{Nanos, SECOND};

/// When an agent will be away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unavailability {
    /// From.
    pub start: Nanos,
    /// For how long; for ever if not said.
    pub duration: Option<Nanos>,
}

/// A framework is asked to leave an agent.
#[derive(Debug, Clone, PartialEq)]
pub struct InverseOffer {
    /// Its number; counted with the offers'.
    pub serial: u64,
    /// Who is asked.
    pub framework: FrameworkKey,
    /// Which agent.
    pub agent: AgentKey,
    /// When that will be away.
    pub unavailability: Unavailability,
    /// When it will be answered, if ever.
    pub answer_at: Option<Nanos>,
}

/// What a framework said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Whether it will leave.
    pub accepted: bool,
    /// When it said so.
    pub time: Nanos,
}

/// Inverse offers and their answers.
#[derive(Debug, Clone, Default)]
pub struct InverseOffers {
    /// Not answered yet.
    pub outstanding: Vec<InverseOffer>,
    /// The last answer of each framework for each agent.
    pub answers: BTreeMap<(AgentKey, FrameworkKey), Answer>,
}

/// How long after an answer a framework is asked again: the filter that schedulers set if they say nothing.
const FILTER: Nanos = 5 * SECOND;

impl World {
    /// Inverse offers and answers.
    pub fn inverse(&self) -> &InverseOffers {
        &self.inverse
    }

    /// Replaces the maintenance schedule. What was asked and said of agents whose time changed is void.
    pub fn set_schedule(&mut self, windows: Vec<Window>) {
        let before = self.unavailable_agents();
        self.maintenance.windows = windows;
        self.store_registry();
        let after = self.unavailable_agents();
        let changed: BTreeSet<AgentKey> = before
            .keys()
            .chain(after.keys())
            .filter(|key| before.get(key) != after.get(key))
            .copied()
            .collect();
        for key in changed {
            // Offers of it were made as if it stayed, or left.
            self.rescind(key);
            self.void_inverse_offers(key);
        }
    }

    /// Forgets what was asked and said of an agent.
    pub(super) fn void_inverse_offers(&mut self, agent: AgentKey) {
        self.rescind_inverse(|offer| offer.agent == agent);
        self.inverse.answers.retain(|(other, _), _| *other != agent);
    }

    /// Takes back what a framework was asked; if it is over, its answers too.
    pub(super) fn void_inverse_offers_to(&mut self, framework: FrameworkKey, over: bool) {
        self.inverse.outstanding.retain(|offer| offer.framework != framework);
        self.inverse.answers.retain(|(_, other), _| !over || *other != framework);
    }

    fn rescind_inverse(&mut self, which: impl Fn(&InverseOffer) -> bool) {
        for offer in self.inverse.outstanding.iter().filter(|offer| which(offer)) {
            self.books[offer.framework.index()].traffic.rescinded_inverse += 1;
        }
        self.inverse.outstanding.retain(|offer| !which(offer));
    }

    /// Registered agents that will be away, and when.
    fn unavailable_agents(&self) -> BTreeMap<AgentKey, Unavailability> {
        let mut windows: HashMap<&str, Vec<(&super::maintenance::Machine, Unavailability)>> = HashMap::new();
        for window in &self.maintenance.windows {
            let unavailability = Unavailability { start: window.start, duration: window.duration };
            for machine in &window.machines {
                if let Some(hostname) = &machine.hostname {
                    windows.entry(hostname).or_default().push((machine, unavailability));
                }
            }
        }
        if windows.is_empty() {
            return BTreeMap::new();
        }
        let ip = self.address_text();
        self.agents
            .iter()
            .filter(|agent| agent.is_registered())
            .filter_map(|agent| {
                // The schedule has them in lower case, and so are the machines' names here.
                let candidates = windows.get(&*agent.hostname)?;
                let (_, when) = candidates.iter().find(|(machine, _)| machine.is_of(agent, &ip))?;
                Some((agent.key, *when))
            })
            .collect()
    }

    /// When an agent will be away, if that is scheduled.
    pub fn unavailability(&self, agent: AgentKey) -> Option<Unavailability> {
        let agent = self.agents.get(agent.index())?;
        let ip = self.address_text();
        let mut windows = self.maintenance.windows.iter();
        let window =
            windows.find(|window| window.machines.iter().any(|machine| machine.is_of(agent, &ip)))?;
        Some(Unavailability { start: window.start, duration: window.duration })
    }

    /// Takes answers that are due, and asks those who have something on agents that will be away.
    pub(super) fn negotiate(&mut self) {
        self.take_answers();
        if self.maintenance.windows.is_empty() {
            return;
        }
        for (agent, unavailability) in self.unavailable_agents() {
            if !self.agents[agent.index()].is_active() {
                continue;
            }
            for framework in self.tenants(agent) {
                self.ask_to_leave(framework, agent, unavailability);
            }
        }
    }

    /// Frameworks with anything on an agent.
    fn tenants(&self, agent: AgentKey) -> BTreeSet<FrameworkKey> {
        let agent = &self.agents[agent.index()];
        let tasks = agent.tasks.iter().filter_map(|key| self.tasks.get(*key));
        let tasks = tasks.filter(|task| !task.state.is_terminal()).map(|task| task.framework);
        let executors = agent.executors.iter().filter_map(|key| self.executors.get(*key));
        tasks.chain(executors.map(|executor| executor.framework)).collect()
    }

    fn ask_to_leave(&mut self, framework: FrameworkKey, agent: AgentKey, unavailability: Unavailability) {
        let asked = self.inverse.outstanding.iter();
        let pending = asked.clone().any(|offer| (offer.framework, offer.agent) == (framework, agent));
        let answered = self.inverse.answers.get(&(agent, framework));
        let filtered = answered.is_some_and(|answer| self.now < answer.time + FILTER);
        if pending || filtered || !self.frameworks[framework.index()].is_connected() {
            return;
        }
        // Each kind of scheduler has its manners: some were written before there was maintenance.
        let answer_at = match self.frameworks[framework.index()].style {
            Style::Services => None,
            Style::Jobs => Some(self.now + 2 * SECOND),
            Style::Pods => Some(self.now + 6 * SECOND),
            Style::Servers => Some(self.now + 15 * SECOND),
        };
        self.offered += 1;
        self.books[framework.index()].traffic.inverse_offers += 1;
        let serial = self.offered;
        self.inverse.outstanding.push(InverseOffer { serial, framework, agent, unavailability, answer_at });
    }

    fn take_answers(&mut self) {
        let now = self.now;
        let (due, rest) = std::mem::take(&mut self.inverse.outstanding)
            .into_iter()
            .partition(|offer| offer.answer_at.is_some_and(|time| time <= now));
        self.inverse.outstanding = rest;
        for offer in due {
            // Who keeps data on the agent stays.
            let accepted = self.frameworks[offer.framework.index()].style != Style::Servers;
            let traffic = &mut self.books[offer.framework.index()].traffic;
            match accepted {
                true => traffic.accepted_inverse += 1,
                false => traffic.declined_inverse += 1,
            }
            self.inverse.answers.insert((offer.agent, offer.framework), Answer { accepted, time: now });
        }
    }
}
