//! Offers: made to frameworks in turn, held for a while, declined or taken back.

use rand::Rng;

use super::World;
use super::amounts::Scalars;
use super::framework::{REVOCABLE_RESOURCES, SHARED_RESOURCES};
use super::ids::{AgentKey, FrameworkKey, uuid};
use super::inverse::Unavailability;
use super::pool::{Kind, Pools};
use super::schedule::Action;
use super::task::{Nanos, SECOND};
use std::sync::Arc;

/// At most this many offers stand at a time.
const OUTSTANDING: usize = 24;
/// How long an offer is held by somebody who does not mean to give it back.
const HOARDED: Nanos = 1800 * SECOND;

/// One offer of one agent's free resources.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Its number; Mesos counts them over the master's life.
    pub serial: u64,
    /// To whom.
    pub framework: FrameworkKey,
    /// Of which agent.
    pub agent: AgentKey,
    /// For which of the framework's roles.
    pub role: Arc<str>,
    /// What.
    pub pools: Pools,
    /// When the framework will have declined it.
    pub until: Nanos,
    /// Random, for its id.
    pub bits: u128,
    /// When the agent will be away, if that is scheduled.
    pub unavailability: Option<Unavailability>,
}

impl World {
    /// Declines offers that were held long enough and makes a few new ones.
    pub(super) fn make_offers(&mut self) {
        let now = self.now;
        let over: Vec<AgentKey> =
            self.offers.iter().filter(|offer| offer.until <= now).map(|offer| offer.agent).collect();
        self.counters.declines += over.len() as u64;
        for agent in over {
            self.decline(agent);
        }
        self.negotiate();
        self.breathe();
        self.hoard();
        let wanting: Vec<FrameworkKey> = self
            .frameworks
            .iter()
            .filter(|framework| framework.is_connected() && !framework.roles.is_empty())
            .map(|framework| framework.key)
            .collect();
        if !wanting.is_empty() && !self.agents.is_empty() {
            for _ in 0..self.rng.random_range(1..4) {
                let framework = wanting[self.rng.random_range(0..wanting.len())];
                let agent = self.rng.random_range(0..self.agents.len());
                self.offer(framework, self.agents[agent].key);
            }
        }
        self.schedule.at(now + SECOND, Action::Offers);
    }

    fn offer(&mut self, framework: FrameworkKey, agent: AgentKey) {
        let roles = &self.frameworks[framework.index()].roles;
        let role = roles[self.rng.random_range(0..roles.len())].clone();
        let hold = self.rng.random_range(SECOND / 2..5 * SECOND);
        self.offer_for(framework, agent, role, hold);
    }

    /// Offers what is left of agents to those who hold on to it.
    pub(super) fn hoard(&mut self) {
        for (framework, agent) in self.hoards.clone() {
            let hoarder = &self.frameworks[framework.index()];
            if let Some(role) = hoarder.roles.first().filter(|_| hoarder.is_connected()).cloned() {
                self.offer_for(framework, agent, role, HOARDED);
            }
        }
    }

    fn offer_for(&mut self, framework: FrameworkKey, agent: AgentKey, role: Arc<str>, hold: Nanos) {
        let offered = &self.agents[agent.index()];
        if self.offers.len() >= OUTSTANDING || !offered.is_active() || offered.offered.iter().next().is_some()
        {
            return;
        }
        let hears = |capability| self.frameworks[framework.index()].can(capability);
        // What can be taken back and what is shared goes to those who know of it only.
        let understood = |kind: &Kind| {
            (!kind.revocable || hears(REVOCABLE_RESOURCES)) && (!kind.shared || hears(SHARED_RESOURCES))
        };
        // What is reserved is offered to its role and those below, nothing else.
        let pools: Pools = offered
            .available()
            .iter()
            .filter(|pool| pool.kind.role().is_none_or(|owner| super::roles::is_within(&role, owner)))
            .filter(|pool| understood(&pool.kind))
            .cloned()
            .collect();
        let least = pools.scalars().cpus < 10 || pools.scalars().mem < 32_000;
        if least || !self.may_have(&role, Scalars::of(0.01, 1, 0)) {
            return;
        }
        for pool in pools.iter() {
            self.agent_mut(agent).offered.add(&role, &pool.kind, &pool.amounts);
        }
        let bits = uuid(self.rng.random());
        self.offered += 1;
        self.books[framework.index()].traffic.offers += 1;
        let offer = Offer {
            serial: self.offered,
            framework,
            agent,
            role,
            pools,
            until: self.now + hold,
            bits,
            unavailability: self.unavailability(agent),
        };
        self.offers.push(offer);
    }

    /// A framework gives back what it was offered of an agent.
    fn decline(&mut self, agent: AgentKey) {
        for offer in self.offers.iter().filter(|offer| offer.agent == agent) {
            self.books[offer.framework.index()].traffic.declines += 1;
        }
        self.withdraw(agent);
    }

    /// Takes back what is on offer of an agent.
    pub(super) fn rescind(&mut self, agent: AgentKey) {
        if self.agents[agent.index()].offered.iter().next().is_none() {
            return;
        }
        for offer in self.offers.iter().filter(|offer| offer.agent == agent) {
            self.books[offer.framework.index()].traffic.rescinded += 1;
        }
        self.withdraw(agent);
    }

    fn withdraw(&mut self, agent: AgentKey) {
        self.offers.retain(|offer| offer.agent != agent);
        self.agent_mut(agent).offered = super::pool::ByRole::default();
    }

    /// Takes back all offers: what roles may have is about to change.
    pub fn rescind_all(&mut self) {
        for agent in self.offers.iter().map(|offer| offer.agent).collect::<Vec<_>>() {
            self.rescind(agent);
        }
    }

    /// Takes back all offers of a framework.
    pub(super) fn rescind_from(&mut self, framework: FrameworkKey) {
        let agents: Vec<AgentKey> = self
            .offers
            .iter()
            .filter(|offer| offer.framework == framework)
            .map(|offer| offer.agent)
            .collect();
        for agent in agents {
            self.rescind(agent);
        }
    }
}
