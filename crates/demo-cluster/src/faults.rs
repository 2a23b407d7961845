//! What can go wrong, on command.

mod standing;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;
use bytes::Bytes;
use operator_api::recordio;
use tokio::sync::watch;

pub use self::standing::{AwayAgent, Standing};
use crate::cluster::Cluster;
use crate::http::reply::Reply;
use crate::print::document::Encoding;
use crate::world::ids::AgentKey;
use crate::world::task::Nanos;

/// What is switched on.
pub(crate) struct Switches {
    /// Connections are closed as soon as they are made; those that there are have ended.
    pub(crate) refusing: watch::Sender<bool>,
    /// Requests get no answer and no end.
    pub(crate) silent: watch::Sender<bool>,
    /// Streams send nothing, not even heartbeats, and do not end.
    pub(crate) stalled: watch::Sender<bool>,
    /// Streams send no more than this many bytes a second.
    pub(crate) pace: watch::Sender<Option<NonZeroU32>>,
    /// The master has not finished recovery.
    pub(crate) recovering: AtomicBool,
    /// Nobody's credentials are good.
    pub(crate) refusing_credentials: AtomicBool,
    /// Another master leads: where it is.
    leader: Mutex<Option<String>>,
    /// Agents whose files hang: somebody has read a FIFO of theirs.
    hanging: Mutex<BTreeSet<AgentKey>>,
    /// Calls that are not answered as they should be.
    answers: watch::Sender<BTreeMap<String, Instead>>,
}

/// What comes instead of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// This status.
    Status(StatusCode),
    /// Nothing.
    Silence,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            refusing: watch::Sender::new(false),
            silent: watch::Sender::new(false),
            stalled: watch::Sender::new(false),
            pace: watch::Sender::new(None),
            recovering: AtomicBool::new(false),
            refusing_credentials: AtomicBool::new(false),
            leader: Mutex::new(None),
            hanging: Mutex::new(BTreeSet::new()),
            answers: watch::Sender::new(BTreeMap::new()),
        }
    }
}

impl Switches {
    pub(crate) fn leader(&self) -> Option<String> {
        self.leader.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What a call is answered instead of what it should be. Waits while it is not answered at all.
    pub(crate) async fn answer_instead(&self, call: &str) -> Option<Reply> {
        let mut answers = self.answers.subscribe();
        // The sender is here, so waiting cannot fail.
        let answers = answers.wait_for(|answers| answers.get(call) != Some(&Instead::Silence)).await.ok()?;
        match answers.get(call) {
            Some(Instead::Status(status)) => Some(Reply::error(*status, format!("{status}."))),
            _ => None,
        }
    }

    /// From now on the agent answers no call about files.
    pub(crate) fn hang_files(&self, agent: AgentKey) {
        self.hanging.lock().unwrap_or_else(PoisonError::into_inner).insert(agent);
    }

    pub(crate) fn files_hang(&self, agent: AgentKey) -> bool {
        self.hanging.lock().unwrap_or_else(PoisonError::into_inner).contains(&agent)
    }

    /// Waits until a switch is on.
    pub(crate) async fn turned_on(switch: &watch::Sender<bool>) {
        // The sender is here, so waiting cannot fail.
        let _ = switch.subscribe().wait_for(|on| *on).await;
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

    /// Event streams send no more than this many bytes a second, in ten pieces; `None` takes that back.
    pub fn slow_streams(&self, bytes_per_second: Option<NonZeroU32>) {
        self.0.switches.pace.send_replace(bytes_per_second);
    }

    /// Requests are taken and never answered; streams stall too. As a process that was stopped.
    pub fn stop_answering(&self, on: bool) {
        self.0.switches.silent.send_replace(on);
        self.0.switches.stalled.send_replace(on);
    }

    /// All connections end, those that are kept open for the next call too, and new ones are closed at once. As a process that
    /// is gone.
    pub fn refuse_connections(&self, on: bool) {
        if on {
            self.drop_streams();
        }
        self.0.switches.refusing.send_replace(on);
    }

    /// The master answers 503 as long as it has not recovered.
    pub fn recover(&self, on: bool) {
        self.0.switches.recovering.store(on, Ordering::Relaxed);
    }

    /// The master answers everybody 401.
    pub fn refuse_credentials(&self, on: bool) {
        self.0.switches.refusing_credentials.store(on, Ordering::Relaxed);
    }

    /// Another master, `host:port`, leads: this one sends everybody there, and its streams end. With `None` this one leads
    /// again, and knows as little as one that was just started: see [`Faults::restart_master`].
    pub fn follow(&self, leader: Option<String>) {
        let follows = leader.is_some();
        let followed = {
            let mut known = self.0.switches.leader.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *known, leader).is_some()
        };
        if follows || followed {
            self.drop_streams();
        }
        if followed && !follows {
            self.0.act(|world| world.fail_over(&BTreeSet::new()));
        }
    }

    /// A call, by its type, is answered with a status instead; `None` takes that back.
    pub fn answer(&self, call: &str, status: Option<StatusCode>) {
        self.answer_instead(call, status.map(Instead::Status));
    }

    /// A call, by its type, is taken and gets no answer until that is taken back.
    pub fn withhold_answer(&self, call: &str, on: bool) {
        self.answer_instead(call, on.then_some(Instead::Silence));
    }

    fn answer_instead(&self, call: &str, instead: Option<Instead>) {
        self.0.switches.answers.send_modify(|answers| {
            match instead {
                Some(instead) => answers.insert(call.to_owned(), instead),
                None => answers.remove(call),
            };
        });
    }

    /// The master's process ends and another one takes its place, with what is in the registry: streams break off, for a
    /// second it answers 503, agents are recovered until they come back one after the other, and what had ended is forgotten.
    /// Those agents that are named do not come back until [`Faults::return_agent`].
    pub fn restart_master(&self, missing: &[&str]) -> Result<(), UnknownAgent> {
        let missing: BTreeSet<AgentKey> =
            missing.iter().map(|id| self.agent(id)).collect::<Result<_, _>>()?;
        self.drop_streams();
        self.0.act(|world| world.fail_over(&missing));
        Ok(())
    }

    /// Subscribers get these bytes, whatever they are.
    pub fn send_raw(&self, bytes: impl Into<Bytes>) {
        self.0.subscribers.send_raw(&bytes.into());
    }

    /// Subscribers get an event of a type nobody knows.
    pub fn send_unknown_event(&self) {
        self.0.subscribers.send_each(|encoding| {
            recordio::encode(match encoding {
                Encoding::Json => br#"{"type":"COMET_SIGHTED","comet_sighted":{"tail":true}}"#,
                // A number that no type has, in the field of the type.
                Encoding::Protobuf => b"\x08\x63",
            })
        });
    }

    /// Subscribers get bytes that are no record.
    pub fn send_garbage(&self) {
        self.send_raw(Bytes::from_static(b"\x00\xff<html>502 Bad Gateway</html>\n"));
    }

    /// Subscribers get the first half of a record, and then the stream breaks off.
    pub fn cut_record(&self) {
        self.0.subscribers.break_off_after(|encoding| {
            Bytes::from_static(match encoding {
                Encoding::Json => b"600\n{\"type\":\"TASK_UP",
                // The type, and what announces its message.
                Encoding::Protobuf => b"600\n\x08\x03\x22\xd3\x04",
            })
        });
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

    /// Changes answered 202 never take effect: their agents hear nothing of them. They stay pending until their agent
    /// registers anew.
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
