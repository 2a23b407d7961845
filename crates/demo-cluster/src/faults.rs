//! What can go wrong, on command.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;
use bytes::Bytes;
use operator_api::recordio;
use tokio::sync::watch;

use crate::cluster::Cluster;
use crate::world::ids::AgentKey;
use crate::world::task::Nanos;

/// What is switched on.
pub(crate) struct Switches {
    /// Connections are closed as soon as they are made.
    pub(crate) refusing: AtomicBool,
    /// Requests get no answer and no end.
    pub(crate) silent: watch::Sender<bool>,
    /// Streams send nothing, not even heartbeats, and do not end.
    pub(crate) stalled: watch::Sender<bool>,
    /// The master has not finished recovery.
    pub(crate) recovering: AtomicBool,
    /// Nobody's credentials are good.
    pub(crate) refusing_credentials: AtomicBool,
    /// Another master leads: where it is.
    leader: Mutex<Option<String>>,
    /// Agents whose files hang: somebody has read a FIFO of theirs.
    hanging: Mutex<BTreeSet<AgentKey>>,
    /// Calls that are answered with a status instead.
    answers: Mutex<BTreeMap<String, StatusCode>>,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            refusing: AtomicBool::new(false),
            silent: watch::Sender::new(false),
            stalled: watch::Sender::new(false),
            recovering: AtomicBool::new(false),
            refusing_credentials: AtomicBool::new(false),
            leader: Mutex::new(None),
            hanging: Mutex::new(BTreeSet::new()),
            answers: Mutex::new(BTreeMap::new()),
        }
    }
}

impl Switches {
    pub(crate) fn leader(&self) -> Option<String> {
        self.leader.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn answer_of(&self, call: &str) -> Option<StatusCode> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).get(call).copied()
    }

    /// From now on the agent answers no call about files.
    pub(crate) fn hang_files(&self, agent: AgentKey) {
        self.hanging.lock().unwrap_or_else(PoisonError::into_inner).insert(agent);
    }

    pub(crate) fn files_hang(&self, agent: AgentKey) -> bool {
        self.hanging.lock().unwrap_or_else(PoisonError::into_inner).contains(&agent)
    }

    /// Waits while a switch is on.
    pub(crate) async fn wait(switch: &watch::Sender<bool>) {
        // The sender is here, so waiting cannot fail.
        let _ = switch.subscribe().wait_for(|on| !on).await;
    }
}

/// Breaks a running cluster. Every fault lasts until it is taken back, but for those that happen once.
pub struct Faults<'a>(pub(crate) &'a Cluster);

/// No agent of the cluster has this id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownAgent(pub String);

impl std::fmt::Display for UnknownAgent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no agent with the id {}", self.0)
    }
}

impl std::error::Error for UnknownAgent {}

impl Faults<'_> {
    /// Breaks all event streams off, without their last chunk, as a master that dies does.
    pub fn drop_streams(&self) {
        self.0.subscribers.break_off();
    }

    /// Event streams send nothing more and do not end.
    pub fn stall_streams(&self, on: bool) {
        self.0.switches.stalled.send_replace(on);
    }

    /// Requests are taken and never answered; streams stall too. As a process that was stopped.
    pub fn stop_answering(&self, on: bool) {
        self.0.switches.silent.send_replace(on);
        self.0.switches.stalled.send_replace(on);
    }

    /// New connections are closed at once, and so are the streams. As a process that is gone.
    pub fn refuse_connections(&self, on: bool) {
        self.0.switches.refusing.store(on, Ordering::Relaxed);
        if on {
            self.drop_streams();
        }
    }

    /// The master answers 503 as long as it has not recovered.
    pub fn recover(&self, on: bool) {
        self.0.switches.recovering.store(on, Ordering::Relaxed);
    }

    /// The master answers everybody 401.
    pub fn refuse_credentials(&self, on: bool) {
        self.0.switches.refusing_credentials.store(on, Ordering::Relaxed);
    }

    /// Another master, `host:port`, leads: this one sends everybody there, and its streams end.
    pub fn follow(&self, leader: Option<String>) {
        let follows = leader.is_some();
        *self.0.switches.leader.lock().unwrap_or_else(PoisonError::into_inner) = leader;
        if follows {
            self.drop_streams();
        }
    }

    /// A call, by its type, is answered with a status instead; `None` takes that back.
    pub fn answer(&self, call: &str, status: Option<StatusCode>) {
        let mut answers = self.0.switches.answers.lock().unwrap_or_else(PoisonError::into_inner);
        match status {
            Some(status) => answers.insert(call.to_owned(), status),
            None => answers.remove(call),
        };
    }

    /// Subscribers get these bytes, whatever they are.
    pub fn send_raw(&self, bytes: impl Into<Bytes>) {
        self.0.subscribers.send_raw(&bytes.into());
    }

    /// Subscribers get an event of a type nobody knows.
    pub fn send_unknown_event(&self) {
        // In protobuf an unknown number; JSON readers of a protobuf stream do not exist, so one of each would be two faults.
        self.send_raw(recordio::encode(br#"{"type":"COMET_SIGHTED","comet_sighted":{"tail":true}}"#));
    }

    /// Subscribers get the first half of a record, and then the stream breaks off.
    pub fn cut_record(&self) {
        self.send_raw(Bytes::from_static(b"600\n{\"type\":\"TASK_UP"));
        self.drop_streams();
    }

    /// An agent's connection breaks. No event tells of it.
    pub fn disconnect_agent(&self, id: &str) -> Result<(), UnknownAgent> {
        let key = self.agent(id)?;
        self.0.act(|world| world.disconnect_agent(key));
        Ok(())
    }

    /// An agent becomes unreachable now, rather than when the master's patience ends.
    pub fn lose_agent(&self, id: &str) -> Result<(), UnknownAgent> {
        let key = self.agent(id)?;
        self.0.act(|world| {
            world.disconnect_agent(key);
            world.lose_agent(key);
        });
        Ok(())
    }

    /// An agent is back.
    pub fn return_agent(&self, id: &str) -> Result<(), UnknownAgent> {
        let key = self.agent(id)?;
        self.0.act(|world| world.return_agent(key));
        Ok(())
    }

    /// Changes answered 202 take effect this much later than usual.
    pub fn delay_accepted(&self, delay: std::time::Duration) {
        let delay = Nanos::try_from(delay.as_nanos()).unwrap_or(Nanos::MAX);
        self.0.act(|world| world.faults.acceptance_delay = delay);
    }

    /// Changes answered 202 never take effect.
    pub fn lose_accepted(&self, on: bool) {
        self.0.act(|world| world.faults.lose_accepted = on);
    }

    /// How many events about tasks happen a second.
    pub fn set_updates_per_second(&self, rate: f64) {
        self.0.act(|world| world.settings.updates_per_second = rate.clamp(0.0, 10_000.0));
    }

    fn agent(&self, id: &str) -> Result<AgentKey, UnknownAgent> {
        self.0
            .look(|world| {
                let key = world.ids().parse_agent(id)?;
                world.agent(key).map(|_| key)
            })
            .ok_or_else(|| UnknownAgent(id.to_owned()))
    }
}
