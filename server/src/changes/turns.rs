//! Who may look, compare and send now. Two operators may change the same thing at the same moment; what each of them looked at right before
//! sending must still be so when his call arrives.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::sync::OwnedMutexGuard;

type Turn = Arc<tokio::sync::Mutex<()>>;

/// The turns of one cluster.
#[derive(Default)]
pub(super) struct Turns {
    /// Calls that replace what is there for the whole cluster.
    replacing: Turn,
    /// Calls that change the resources of one agent, by its id.
    agents: Mutex<HashMap<String, Turn>>,
}

/// What a call must not do at the same time as others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Alone {
    /// Replace what holds for the whole cluster. From before it is compared until it is answered.
    Replacing,
    /// Change what this agent has. From before it is compared until the cluster shows it: what one adds must not be taken for what another
    /// one did.
    Agent(String),
}

impl Alone {
    /// What holds for a call to the master.
    pub fn of(call: &Value) -> Option<Self> {
        let kind = call["type"].as_str().unwrap_or_default();
        match kind {
            "UPDATE_QUOTA"
            | "SET_QUOTA"
            | "REMOVE_QUOTA"
            | "UPDATE_WEIGHTS"
            | "UPDATE_MAINTENANCE_SCHEDULE"
            | "START_MAINTENANCE"
            | "STOP_MAINTENANCE" => Some(Self::Replacing),
            "RESERVE_RESOURCES"
            | "UNRESERVE_RESOURCES"
            | "CREATE_VOLUMES"
            | "DESTROY_VOLUMES"
            | "GROW_VOLUME"
            | "SHRINK_VOLUME" => {
                let agent = &call[kind.to_ascii_lowercase()]["agent_id"]["value"];
                agent.as_str().map(|agent| Self::Agent(agent.to_owned()))
            }
            _ => None,
        }
    }
}

impl Turns {
    /// Waits for the turn.
    pub async fn take(&self, alone: &Alone) -> OwnedMutexGuard<()> {
        let turn = match alone {
            Alone::Replacing => self.replacing.clone(),
            Alone::Agent(id) => {
                let mut agents = self.agents.lock().unwrap_or_else(PoisonError::into_inner);
                // Those that nobody has or waits for.
                agents.retain(|_, turn| Arc::strong_count(turn) > 1);
                agents.entry(id.clone()).or_default().clone()
            }
        };
        turn.lock_owned().await
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use serde_json::json;

    use super::{Alone, Turns};

    #[test]
    fn an_agents_resources_are_changed_one_call_at_a_time() {
        let turns = Turns::default();
        let of = |id: &str| {
            Alone::of(
                &json!({ "type": "RESERVE_RESOURCES", "reserve_resources": { "agent_id": { "value": id } } }),
            )
            .unwrap()
        };
        let first = turns.take(&of("a")).now_or_never().unwrap();
        assert!(turns.take(&of("a")).now_or_never().is_none());
        let other = turns.take(&of("b")).now_or_never();
        assert!(other.is_some(), "another agent");
        assert!(turns.take(&Alone::Replacing).now_or_never().is_some());
        drop(first);
        assert!(turns.take(&of("a")).now_or_never().is_some());
        drop(other);
        let _last = turns.take(&of("c")).now_or_never().unwrap();
        assert_eq!(turns.agents.lock().unwrap().len(), 1, "turns that nobody has are forgotten");
    }

    #[test]
    fn what_concerns_one_thing_only_waits_for_nobody() {
        for kind in ["DRAIN_AGENT", "TEARDOWN", "SET_LOGGING_LEVEL", "MARK_AGENT_GONE"] {
            assert_eq!(Alone::of(&json!({ "type": kind })), None);
        }
        assert_eq!(Alone::of(&json!({ "type": "RESERVE_RESOURCES" })), None, "Mesos refuses it");
    }
}
