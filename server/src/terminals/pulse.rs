//! Whether an agent that has terminals open answers. One asks for all terminals of an agent: `GET_HEALTH`, which costs it nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::end::why_not;
use crate::seat::Seat;
use crate::upstream::AgentAddress;

/// How often, and how long an answer may take: an agent that stops is said to have within both.
const EVERY: Duration = Duration::from_secs(3);
const PATIENCE: Duration = Duration::from_secs(3);

/// How an agent is.
#[derive(Clone, Debug)]
pub(super) enum Beat {
    Answers,
    /// Not since then, for that reason.
    Silent(Instant, String),
}

/// One for each agent that has terminals open, by its address.
#[derive(Default)]
pub(super) struct Pulses(Mutex<HashMap<String, Weak<Pulse>>>);

/// The pulse of one agent, felt for as long as somebody has this.
pub(super) struct Pulse {
    beat: watch::Receiver<Beat>,
    task: JoinHandle<()>,
}

impl Pulse {
    /// To wait for changes.
    pub fn beat(&self) -> watch::Receiver<Beat> {
        self.beat.clone()
    }
}

impl Drop for Pulse {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Pulses {
    pub fn feel(&self, seat: &Arc<Seat>, address: &AgentAddress) -> Arc<Pulse> {
        let mut pulses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pulses.retain(|_, pulse| pulse.strong_count() > 0);
        if let Some(pulse) = pulses.get(&address.to_string()).and_then(Weak::upgrade) {
            return pulse;
        }
        let (told, beat) = watch::channel(Beat::Answers);
        let task = tokio::spawn(feel(seat.clone(), address.clone(), told));
        let pulse = Arc::new(Pulse { beat, task });
        pulses.insert(address.to_string(), Arc::downgrade(&pulse));
        pulse
    }
}

async fn feel(seat: Arc<Seat>, address: AgentAddress, told: watch::Sender<Beat>) {
    let health = Bytes::from_static(br#"{"type":"GET_HEALTH"}"#);
    let mut answered = Instant::now();
    loop {
        tokio::time::sleep(EVERY).await;
        let asked = Instant::now();
        let answer = tokio::time::timeout(PATIENCE, seat.agents.call_raw(&address, health.clone())).await;
        let silent = match answer {
            Ok(Ok(_)) => None,
            Ok(Err(error)) => Some(why_not(&error)),
            Err(_) => Some(
                "The agent does not answer: it is stopped, overloaded, or cut off by the network.".to_owned(),
            ),
        };
        match silent {
            None => {
                answered = asked;
                told.send_if_modified(|beat| {
                    let changed = matches!(beat, Beat::Silent(..));
                    *beat = Beat::Answers;
                    changed
                });
            }
            Some(words) => {
                told.send_replace(Beat::Silent(answered, words));
            }
        }
    }
}
