//! A seat at the cluster: everything that is asked of it with one set of credentials, and what is known of it by that.
//!
//! What Mesos shows depends on who asks, so nothing of a seat is ever given to somebody of another: two principals share no connection,
//! no picture of the cluster, no answer that is kept. Where the console has credentials of its own, all whom it lets in have one seat, and what some
//! of them may not see is taken out at the doors; where people bring their own, each principal has one ([`Seats`]).

mod seats;

use std::sync::Arc;

use tokio::sync::Semaphore;

pub use seats::Seats;

use crate::files::Files;
use crate::live::Hub;
use crate::node;
use crate::readings::Readings;
use crate::upstream::{Agents, Masters};

/// One.
pub struct Seat {
    /// The client of the leading master.
    pub masters: Arc<Masters>,
    /// The client of agents.
    pub agents: Agents,
    /// The cluster, followed.
    pub hub: Hub,
    /// A turn for each call of browsers that is under way to the master.
    pub master_turns: Semaphore,
    /// The same for all agents.
    pub agent_turns: Semaphore,
    /// What was read last, for all who ask.
    pub readings: Readings,
    /// What the doors of files share.
    pub files: Files,
}

impl Seat {
    /// Takes it: from now on the cluster is followed, until it is dropped.
    #[must_use]
    pub fn new(masters: Arc<Masters>, agents: Agents, hub: Hub) -> Self {
        Self {
            masters,
            agents,
            hub,
            master_turns: Semaphore::new(node::MOST_OF_MASTER),
            agent_turns: Semaphore::new(node::MOST_OF_AGENTS),
            readings: Readings::default(),
            files: Files::default(),
        }
    }
}
