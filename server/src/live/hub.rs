//! The hub: what its parts share, and what the doors ask of it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cluster_model::fold::Cluster;
use cluster_model::live::{Status, Upstream};
use tokio::sync::{Mutex, Notify, Semaphore, watch};
use tokio::task::JoinHandle;

use super::awaited::Awaited;
use super::events::Buffer;
use super::freshness::Freshness;
use super::history::{self, History};
use super::identity::Identity;
use super::ring::Ring;
use super::snapshot::Snapshots;
use super::{Pace, follow, polls, revisions};
use crate::config::Config;
use crate::telemetry;
use crate::upstream::{MasterUrl, Masters};

/// The most browsers served at once.
const MOST_BROWSERS: usize = 4096;

/// Follows one cluster. The last clone that is dropped ends it.
#[derive(Clone)]
pub struct Hub {
    shared: Arc<Shared>,
    _tasks: Arc<Tasks>,
}

/// What the hub's parts share.
pub(super) struct Shared {
    pub masters: Arc<Masters>,
    pub pace: Pace,
    /// The fold. Work on it that takes long is done off the executor's threads, with the guard moved there.
    pub cluster: Arc<Mutex<Cluster>>,
    pub epoch: u64,
    pub ring: std::sync::Mutex<Ring>,
    /// The newest revision.
    pub revision: watch::Sender<u64>,
    pub standing: watch::Sender<Standing>,
    pub snapshots: Snapshots,
    events: std::sync::Mutex<Buffer>,
    history: std::sync::Mutex<History>,
    /// Something was folded that no revision has yet.
    pub folded: Notify,
    /// The stream is of another master than the polls: it must be opened anew.
    pub misled: Notify,
    /// How many browsers look.
    pub viewers: watch::Sender<usize>,
    pub places: Arc<Semaphore>,
    /// Who waits for which poll.
    pub awaited: Awaited,
    /// How often changes have got further, as browsers are told.
    pub changes: watch::Sender<u64>,
    /// The same at this moment.
    pub changes_now: AtomicU64,
    /// A change has got further, and browsers have not been told.
    pub changed: Notify,
    read_only: bool,
    has_cluster: AtomicBool,
    named: Option<String>,
    demo: bool,
}

/// How things stand; browsers are told when it changes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standing {
    pub freshness: Freshness,
    pub upstream: Upstream,
    pub identity: Identity,
    /// How many subscriptions there have been.
    pub generation: u64,
    /// Whose stream is open, and whether it is JSON: then polls are, too.
    pub stream: Option<(MasterUrl, crate::upstream::Encoding)>,
    /// Polls that the master refuses, each with the reason.
    pub refused: BTreeMap<&'static str, String>,
}

struct Tasks(Vec<JoinHandle<()>>);

impl Drop for Tasks {
    fn drop(&mut self) {
        for task in &self.0 {
            task.abort();
        }
    }
}

impl Hub {
    /// Begins to follow the cluster.
    #[must_use]
    pub fn start(masters: Arc<Masters>, config: &Config, demo: bool, pace: Pace) -> Self {
        let epoch = rand::random_range(1..u64::MAX);
        let cluster = Cluster::new(epoch);
        let revision = cluster.revision();
        let freshness = Freshness::new();
        let standing = Standing {
            upstream: freshness.upstream(now_ms()),
            freshness,
            identity: Identity::default(),
            generation: 0,
            stream: None,
            refused: BTreeMap::new(),
        };
        let shared = Arc::new(Shared {
            masters,
            pace,
            cluster: Arc::new(Mutex::new(cluster)),
            epoch,
            ring: std::sync::Mutex::new(Ring::new(revision, pace.ring_bytes, pace.ring_frames)),
            revision: watch::Sender::new(revision),
            standing: watch::Sender::new(standing),
            snapshots: Snapshots::default(),
            events: std::sync::Mutex::new(Buffer::new(config.events_kept)),
            history: std::sync::Mutex::new(History::new(milliseconds(pace.sample_every))),
            folded: Notify::new(),
            misled: Notify::new(),
            viewers: watch::Sender::new(0),
            places: Arc::new(Semaphore::new(MOST_BROWSERS)),
            awaited: Awaited::default(),
            changes: watch::Sender::new(0),
            changes_now: AtomicU64::new(0),
            changed: Notify::new(),
            read_only: config.read_only,
            has_cluster: AtomicBool::new(false),
            named: config.cluster_name.clone(),
            demo,
        });
        let tasks = vec![
            tokio::spawn(follow::follow(shared.clone())),
            tokio::spawn(polls::poll(shared.clone())),
            tokio::spawn(revisions::cut(shared.clone())),
            tokio::spawn(revisions::watch_freshness(shared.clone())),
            tokio::spawn(revisions::announce_changes(shared.clone())),
            tokio::spawn(history::sample(shared.clone())),
        ];
        Self { shared, _tasks: Arc::new(Tasks(tasks)) }
    }

    /// Whether the cluster has been seen, however long ago.
    #[must_use]
    pub fn has_cluster(&self) -> bool {
        self.shared.has_cluster()
    }

    /// Why there is nothing to show yet.
    #[must_use]
    pub fn waiting_for(&self) -> String {
        match self.shared.standing.borrow().upstream.clone() {
            Upstream::Disconnected { reason, .. } => reason,
            _ => "The console is still connecting to the cluster.".to_owned(),
        }
    }

    /// How things stand now, for a browser.
    #[must_use]
    pub fn status(&self) -> Status {
        self.shared.status()
    }

    /// The `pid` of an agent as the leading master told it.
    pub async fn agent_pid(&self, agent_id: &str) -> Option<String> {
        self.shared.cluster.lock().await.agent_pid(agent_id).map(str::to_owned)
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }
}

impl Shared {
    pub fn has_cluster(&self) -> bool {
        self.has_cluster.load(Ordering::Acquire)
    }

    /// The cluster has been seen.
    pub fn seen(&self) {
        self.has_cluster.store(true, Ordering::Release);
    }

    /// Changes how things stand, and tells the browsers if there is something to tell.
    pub fn stand(&self, change: impl FnOnce(&mut Standing)) {
        self.standing.send_if_modified(|standing| {
            let (before, identity, generation) =
                (standing.upstream.clone(), standing.identity.clone(), standing.generation);
            let refused = standing.refused.clone();
            change(standing);
            standing.upstream = standing.freshness.upstream(now_ms());
            let live = standing.upstream == Upstream::Live;
            metrics::gauge!(telemetry::UPSTREAM_LIVE).set(if live { 1.0 } else { 0.0 });
            standing.upstream != before
                || standing.identity != identity
                || standing.generation != generation
                || standing.refused != refused
        });
    }

    pub fn status(&self) -> Status {
        let standing = self.standing.borrow();
        let identity = &standing.identity;
        let now_ms = now_ms();
        Status {
            upstream: standing.freshness.upstream(now_ms),
            now_ms,
            heard_ms: standing.freshness.heard_ms(),
            epoch: self.epoch.to_string(),
            revision: *self.revision.borrow(),
            cluster: self.named.clone().or_else(|| identity.cluster.clone()),
            leader: identity.leader.clone(),
            version: identity.version.clone(),
            started_ms: identity.started_ms,
            elected_ms: identity.elected_ms,
            demo: self.demo,
            read_only: self.read_only,
            changes: *self.changes.borrow(),
            refused: standing
                .refused
                .iter()
                .map(|(call, reason)| ((*call).to_owned(), reason.clone()))
                .collect(),
        }
    }

    pub fn ring(&self) -> std::sync::MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What happened. To be held for moments only.
    pub fn events(&self) -> std::sync::MutexGuard<'_, Buffer> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the cluster added up to.
    pub fn history(&self) -> std::sync::MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what a fold has found beside what it folded.
    pub fn keep_noticed(&self, cluster: &mut Cluster, at_ms: i64) {
        let noticed = cluster.take_noticed();
        if !noticed.is_empty() {
            self.events().noticed(&noticed, at_ms);
        }
    }

    /// Makes a revision of what has been folded, if anything has; returns the newest.
    pub fn cut(&self, cluster: &mut Cluster) -> u64 {
        if let Some(frame) = cluster.cut() {
            metrics::counter!(telemetry::FRAMES_CUT).increment(1);
            metrics::counter!(telemetry::FRAMES_CUT_BYTES).increment(frame.len() as u64);
            let revision = cluster.revision();
            // Pushed while the cluster is held: the ring has no holes.
            self.ring().push(revision, frame.into());
            self.revision.send_replace(revision);
        }
        cluster.revision()
    }
}

/// A duration in milliseconds.
pub(super) fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
