//! What a cluster is started with.

use std::net::SocketAddr;

use crate::access::Access;
use crate::scenario::Scenario;

/// Who may ask, with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The name.
    pub principal: String,
    /// The password.
    pub secret: String,
}

/// How to start a cluster.
#[derive(Debug, Clone)]
pub struct Options {
    /// Size and story.
    pub scenario: Scenario,
    /// How many agents there are; by scenario if not set.
    pub agents: Option<u32>,
    /// How many tasks run when it begins; by scenario if not set. Completed ones keep their proportion to them.
    pub tasks: Option<u32>,
    /// The same seed makes the same cluster.
    pub seed: u64,
    /// Where master and agents listen; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// Status updates of tasks a second, up to 1,000; by scenario if not set.
    pub updates_per_second: Option<f64>,
    /// Who may ask, and what they may see and do: everybody everything, unless set.
    pub access: Access,
    /// `--max_operator_event_stream_subscribers`
    pub max_subscribers: usize,
}

impl Options {
    /// A scenario on any free port of this machine.
    pub fn new(scenario: Scenario) -> Self {
        Self {
            scenario,
            agents: None,
            tasks: None,
            seed: 1,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            updates_per_second: None,
            access: Access::default(),
            max_subscribers: 1000,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new(Scenario::default())
    }
}
