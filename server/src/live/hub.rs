//! The hub: what its parts share, and what the doors ask of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use cluster_model::fold::Cluster;
use cluster_model::live::{Status, Upstream};
use tokio::sync::{Mutex, Notify, Semaphore, watch};
use tokio::task::JoinHandle;

use super::awaited::Awaited;
use super::bound::Bounds;
use super::edge::Edge;
use super::events::Buffer;
use super::freshness::Freshness;
use super::identity::Identity;
use super::{Pace, follow, history, polls, revisions};
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
    /// What those are served from who see all of it.
    pub edge: Edge,
    /// What those are served from who see a part.
    pub bounds: Bounds,
    pub standing: watch::Sender<Standing>,
    /// Something was folded that no revision has yet.
    pub folded: Notify,
    /// The stream is of another master than the polls: it must be opened anew.
    pub misled: Notify,
    /// How many browsers look.
    pub viewers: watch::Sender<usize>,
    pub places: Arc<Semaphore>,
    /// Who waits for which poll.
    pub awaited: Awaited,
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
        let events = Buffer::new(config.events_kept);
        let edge = Edge::new(epoch, cluster.revision(), events, pace.ring_bytes, &pace);
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
            edge,
            bounds: Bounds::default(),
            standing: watch::Sender::new(standing),
            folded: Notify::new(),
            misled: Notify::new(),
            viewers: watch::Sender::new(0),
            places: Arc::new(Semaphore::new(MOST_BROWSERS)),
            awaited: Awaited::default(),
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

    /// The `pid` of an agent as the leading master told it.
    pub async fn agent_pid(&self, agent_id: &str) -> Option<String> {
        self.shared.cluster.lock().await.agent_pid(agent_id).map(str::to_owned)
    }

    /// Whether a browser looks.
    #[must_use]
    pub fn has_viewers(&self) -> bool {
        *self.shared.viewers.borrow() > 0
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

    /// Whose picture of the cluster it is, for the metrics; empty if nobody's.
    pub fn principal(&self) -> String {
        self.masters.principal().unwrap_or_default().to_owned()
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
            metrics::gauge!(telemetry::UPSTREAM_LIVE, "principal" => self.principal()).set(if live {
                1.0
            } else {
                0.0
            });
            standing.upstream != before
                || standing.identity != identity
                || standing.generation != generation
                || standing.refused != refused
        });
    }

    /// How things stand now, for a browser that is served from this edge.
    pub fn status(&self, edge: &Edge) -> Status {
        let standing = self.standing.borrow();
        let identity = &standing.identity;
        let now_ms = now_ms();
        Status {
            upstream: standing.freshness.upstream(now_ms),
            now_ms,
            heard_ms: standing.freshness.heard_ms(),
            epoch: edge.epoch.to_string(),
            revision: *edge.revision.borrow(),
            cluster: self.named.clone().or_else(|| identity.cluster.clone()),
            leader: identity.leader.clone(),
            version: identity.version.clone(),
            started_ms: identity.started_ms,
            elected_ms: identity.elected_ms,
            demo: self.demo,
            read_only: self.read_only,
            changes: *edge.changes.borrow(),
            refused: standing
                .refused
                .iter()
                .map(|(call, reason)| ((*call).to_owned(), reason.clone()))
                .collect(),
        }
    }

    /// Keeps an event that nothing is folded for.
    pub fn note(&self, note: impl FnOnce(&mut Buffer)) {
        note(&mut self.edge.events());
        // Those who see a part hear of it when the next revision is made, or would be.
        self.folded.notify_one();
    }

    /// Keeps what a fold has found beside what it folded.
    pub fn keep_noticed(&self, cluster: &mut Cluster, at_ms: i64) {
        let noticed = cluster.take_noticed();
        if !noticed.is_empty() {
            self.edge.events().noticed(&noticed, at_ms);
        }
    }

    /// Makes a revision of what has been folded, if anything has, for those who see a part as well; returns the newest of the whole. Not to be called
    /// on the executor's threads.
    pub fn cut(&self, cluster: &mut Cluster) -> u64 {
        let frame = cluster.cut().map(Bytes::from);
        if let Some(frame) = &frame {
            metrics::counter!(telemetry::FRAMES_CUT).increment(1);
            metrics::counter!(telemetry::FRAMES_CUT_BYTES).increment(frame.len() as u64);
            // Pushed while the cluster is held: the ring has no holes.
            self.edge.push(cluster.revision(), frame.clone());
        }
        self.bounds.follow(cluster, frame.as_deref(), &self.edge);
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
