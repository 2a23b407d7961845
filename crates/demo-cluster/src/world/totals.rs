//! Sums over the world: what metrics tell.

use super::World;
use super::agent::Standing;
use super::amounts::Scalars;
use super::task::State;

/// Agents by how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AgentCounts {
    /// Registered, connected and not set apart.
    pub active: u64,
    /// Registered and set apart or away.
    pub inactive: u64,
    /// Registered and connected.
    pub connected: u64,
    /// Registered and away.
    pub disconnected: u64,
    /// Given up for now.
    pub unreachable: u64,
}

/// Resources of all registered agents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// What there is.
    pub total: Scalars,
    /// What is allocated.
    pub used: Scalars,
    /// What is offered.
    pub offered: Scalars,
    /// Of what there is, what can be taken back at any time.
    pub revocable: Scalars,
    /// Of what is allocated, what can be taken back at any time.
    pub revocable_used: Scalars,
}

impl World {
    /// How many agents stand where.
    pub fn count_agents(&self) -> AgentCounts {
        let mut counts = AgentCounts::default();
        for agent in &self.agents {
            match agent.standing {
                Standing::Registered => {
                    let of = |yes: bool| u64::from(yes);
                    counts.active += of(agent.is_active());
                    counts.inactive += of(!agent.is_active());
                    counts.connected += of(agent.connected);
                    counts.disconnected += of(!agent.connected);
                }
                Standing::Unreachable { .. } => counts.unreachable += 1,
                _ => {}
            }
        }
        counts
    }

    /// How many tasks are in a state: active ones, unreachable ones for [`State::Unreachable`], and for terminal states all
    /// there ever were.
    pub fn count_tasks(&self, state: State) -> u64 {
        if state.is_terminal() {
            return self.counters.ended[state as usize];
        }
        let books = self.books.iter();
        match state {
            State::Unreachable => books.map(|books| books.unreachable.len() as u64).sum(),
            state => books.map(|books| u64::from(books.states[state as usize])).sum(),
        }
    }

    /// Resources over all registered agents.
    pub fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        for agent in self.agents.iter().filter(|agent| agent.is_registered()) {
            sums.total += agent.total.scalars();
            sums.used += agent.allocated.scalars();
            sums.offered += agent.offered.scalars();
            sums.revocable += agent.total.revocable();
            sums.revocable_used += agent.allocated.revocable();
        }
        sums
    }
}
