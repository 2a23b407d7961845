//! What is broken at the moment.

use std::num::NonZeroU32;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::{Faults, Instead};
use crate::world::agent::Standing as Where;

/// At most this many agents that are away are named.
const NAMED: usize = 20;

/// Every fault that lasts, and how it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// See [`Faults::stall_streams`].
    pub streams_stalled: bool,
    /// See [`Faults::slow_streams`]: bytes a second.
    pub streams_slowed: Option<NonZeroU32>,
    /// See [`Faults::stop_answering`].
    pub silent: bool,
    /// See [`Faults::refuse_connections`].
    pub connections_refused: bool,
    /// See [`Faults::recover`].
    pub recovering: bool,
    /// See [`Faults::refuse_credentials`].
    pub credentials_refused: bool,
    /// See [`Faults::follow`].
    pub leader: Option<String>,
    /// See [`Faults::answer`] and [`Faults::withhold_answer`]: calls by name, in order.
    pub answers: Vec<(String, Instead)>,
    /// Agents that are away, whoever sent them: some of them, if there are many.
    pub away: Vec<AwayAgent>,
    /// See [`Faults::delay_accepted`].
    pub acceptance_delay: Duration,
    /// See [`Faults::lose_accepted`].
    pub accepted_lost: bool,
}

/// An agent that is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwayAgent {
    /// Its id.
    pub id: String,
    /// Its machine's name.
    pub hostname: String,
    /// Whether the master has given it up.
    pub unreachable: bool,
}

impl Faults<'_> {
    /// What is broken now.
    pub fn standing(&self) -> Standing {
        let switches = &self.0.switches;
        let answers =
            switches.answers.borrow().iter().map(|(call, instead)| (call.clone(), *instead)).collect();
        let (away, acceptance_delay, accepted_lost) = self.0.look(|world| {
            let away = world.agents().iter().filter_map(|agent| {
                let unreachable = match agent.standing {
                    Where::Registered if !agent.connected => false,
                    Where::Unreachable { .. } => true,
                    _ => return None,
                };
                let (id, hostname) = (world.ids().agent(agent.key), agent.hostname.to_string());
                Some(AwayAgent { id, hostname, unreachable })
            });
            (
                away.take(NAMED).collect(),
                Duration::from_nanos(world.faults.acceptance_delay.unsigned_abs()),
                world.faults.lose_accepted,
            )
        });
        let silent = *switches.silent.borrow();
        Standing {
            streams_stalled: *switches.stalled.borrow() && !silent,
            streams_slowed: *switches.pace.borrow(),
            silent,
            connections_refused: *switches.refusing.borrow(),
            recovering: switches.recovering.load(Ordering::Relaxed),
            credentials_refused: switches.refusing_credentials.load(Ordering::Relaxed),
            leader: switches.leader(),
            answers,
            away,
            acceptance_delay,
            accepted_lost,
        }
    }
}
