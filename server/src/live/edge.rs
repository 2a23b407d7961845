//! What tabs are served from: one line of revisions with the frames between them, what happened meanwhile and what it added up to. The whole cluster has
//! one, and so has each part of it that somebody is bound to ([`super::bound`]).

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::watch;

use super::Pace;
use super::events::Buffer;
use super::history::History;
use super::ring::Ring;
use super::snapshot::Snapshots;

/// One line of revisions.
pub(super) struct Edge {
    /// Its life, as frames name it.
    pub epoch: u64,
    /// The newest revision.
    pub revision: watch::Sender<u64>,
    pub snapshots: Snapshots,
    /// How often changes have got further, as browsers are told.
    pub changes: watch::Sender<u64>,
    /// The same at this moment.
    changes_now: AtomicU64,
    ring: Mutex<Ring>,
    events: Mutex<Buffer>,
    history: Mutex<History>,
}

impl Edge {
    /// The line of this life that begins at a revision, after these events.
    pub fn new(epoch: u64, revision: u64, events: Buffer, ring_bytes: usize, pace: &Pace) -> Self {
        Self {
            epoch,
            revision: watch::Sender::new(revision),
            snapshots: Snapshots::default(),
            changes: watch::Sender::new(0),
            changes_now: AtomicU64::new(0),
            ring: Mutex::new(Ring::new(revision, ring_bytes, pace.ring_frames)),
            history: Mutex::new(History::new(pace.sample_every, events.counts())),
            events: Mutex::new(events),
        }
    }

    /// A new revision. Called while nothing else can make one, so that the ring has no holes.
    pub fn push(&self, revision: u64, frame: Bytes) {
        self.ring().push(revision, frame);
        self.revision.send_replace(revision);
    }

    /// The latest frames.
    pub fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What happened. To be held for moments only.
    pub fn events(&self) -> MutexGuard<'_, Buffer> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it added up to.
    pub fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A change that is seen here has got further. Answers how often that has been so.
    pub fn changed(&self) -> u64 {
        self.changes_now.fetch_add(1, Ordering::AcqRel) + 1
    }

    /// How often changes have got further.
    pub fn changes_now(&self) -> u64 {
        self.changes_now.load(Ordering::Acquire)
    }

    /// Tells browsers how often changes have got further, if they have not been told.
    pub fn announce_changes(&self) {
        let now = self.changes_now();
        self.changes.send_if_modified(|told| std::mem::replace(told, now) != now);
    }
}
