//! What changes ask of the hub: whether its picture is fresh, what it shows of an object, and when a poll has told anew.

use std::sync::Arc;
use std::time::{Duration, Instant};

use cluster_model::live::Upstream;
use serde_json::Value;
use tokio::sync::watch;

use super::awaited::{PerPoll, Told};
use super::hub::{Hub, Shared, now_ms};
use super::schedule::Poll;
use super::{Pace, polls};

impl Hub {
    /// Whether what it shows is how things are.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.shared().standing.borrow().freshness.upstream(now_ms()) == Upstream::Live
    }

    /// Why it is not.
    pub(crate) fn why_not_live(&self) -> String {
        match self.shared().standing.borrow().freshness.upstream(now_ms()) {
            Upstream::Disconnected { reason, .. } => reason,
            Upstream::Connecting => "The console is still connecting to the cluster.".to_owned(),
            Upstream::Quiet { .. } => "The master has not answered for a while.".to_owned(),
            Upstream::Live => "It was so a moment ago; try again.".to_owned(),
        }
    }

    /// Waits until it is.
    pub(crate) async fn until_live(&self) {
        let mut standing = self.shared().standing.subscribe();
        // The hub holds the sender.
        let _ = standing.wait_for(|standing| standing.upstream == Upstream::Live).await;
    }

    /// How many subscriptions there have been: another number is another picture, maybe of another leader.
    pub(crate) fn generation(&self) -> u64 {
        self.shared().standing.borrow().generation
    }

    /// How fast everything goes.
    pub(crate) fn pace(&self) -> &Pace {
        &self.shared().pace
    }

    /// These polls are made at once, as far as their cost allows.
    pub(crate) fn hasten(&self, polls: &[Poll]) {
        self.shared().awaited.hasten(polls);
    }

    /// Waits for what a poll tells, which makes it come as often as if somebody looked.
    pub(crate) fn lookout(&self, poll: Poll) -> Lookout {
        let shared = self.shared().clone();
        shared.awaited.watch(poll, true);
        let told = shared.awaited.told();
        Lookout { shared, poll, told }
    }

    /// An agent as the console's door tells it; `null` if it was never heard of.
    pub(crate) async fn agent_json(&self, id: &str) -> Value {
        let found = self.shared().cluster.lock().await.agent(id);
        found.and_then(|found| serde_json::to_value(found).ok()).unwrap_or_default()
    }

    /// The host name of an agent, if it is known.
    pub(crate) async fn agent_host(&self, id: &str) -> Option<String> {
        let found = self.shared().cluster.lock().await.agent(id)?;
        Some(found.object.agent_info.hostname.clone()).filter(|host| !host.is_empty())
    }

    /// The same of a framework.
    pub(crate) async fn framework_json(&self, id: &str) -> Value {
        let found = self.shared().cluster.lock().await.framework(id);
        found.and_then(|found| serde_json::to_value(found).ok()).unwrap_or_default()
    }

    /// A change has got further: browsers are told soon, of those who are bound to some roles only theirs who are bound as whoever made it is. Answers
    /// how often that has been so.
    pub(crate) fn changed(&self) -> u64 {
        let count = self.shared().edge.changed();
        self.shared().changed.notify_one();
        count
    }
}

/// Waits for what one poll tells, for as long as it lives.
pub(crate) struct Lookout {
    shared: Arc<Shared>,
    poll: Poll,
    told: watch::Receiver<PerPoll<Option<Told>>>,
}

impl Lookout {
    /// Waits for the end of a poll that was sent after this moment.
    pub async fn after(&mut self, moment: Instant) -> Option<Told> {
        let poll = self.poll;
        let newer = |told: &PerPoll<Option<Told>>| told.of(poll).is_some_and(|told| told.asked > moment);
        self.told.wait_for(newer).await.ok().and_then(|told| told.of(poll))
    }

    /// Which poll it is.
    pub fn poll(&self) -> Poll {
        self.poll
    }

    /// How long from one poll to the next, as far as is known.
    pub fn every(&self) -> Duration {
        self.told.borrow().of(self.poll).map_or(self.shared.pace.poll_min, |told| told.every)
    }

    /// Why the master does not answer it to this console.
    pub fn refusal(&self) -> String {
        let name = polls::name(self.poll);
        let reason = self.shared.standing.borrow().refused.get(name).cloned();
        reason.unwrap_or_else(|| format!("the master does not answer {name}"))
    }
}

impl Drop for Lookout {
    fn drop(&mut self) {
        self.shared.awaited.watch(self.poll, false);
    }
}
