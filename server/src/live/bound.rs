//! What those who are bound to some roles are shown: a projection of the cluster with an edge of its own, shared by all who are bound to the same roles.
//!
//! It follows the whole cluster revision by revision, while that is held. Its events are judged when the revision after them is made: one is heard
//! if what it is about is seen before that revision or after it, because the event of what comes is earlier than its row, and that of
//! what goes is the last of it. What was heard keeps its number here, whatever becomes of others' events.

mod kept;

use std::time::Instant;

use cluster_model::bound::{Projection, Reach, Touched};
use cluster_model::fold::{Cluster, Still};
use tokio::sync::RwLock;
use tokio_util::sync::CancellationToken;

pub(super) use kept::Bounds;

use super::Pace;
use super::edge::Edge;
use super::events::Buffer;

/// The part of the whole ring's bytes that the ring of a projection may have: it shows a part of the cluster.
const RING_PART: usize = 4;

/// What some roles are of the cluster.
pub(super) struct Bound {
    pub edge: Edge,
    followed: RwLock<Followed>,
    /// Its tabs have to come back: it follows no more.
    pub over: CancellationToken,
    used: std::sync::Mutex<Instant>,
}

struct Followed {
    projection: Projection,
    /// The number of the newest event of the whole that has been judged.
    judged: u64,
}

impl Bound {
    /// What these roles are of the cluster as it is, right after a revision was made and before anything else is folded in.
    fn new(reach: Reach, cluster: &Cluster, whole: &Edge, pace: &Pace) -> Self {
        let projection = Projection::new(reach, rand::random_range(1..u64::MAX), cluster);
        let events = whole.events();
        let mut heard = events.emptied();
        for (_, at_ms, told) in events.since(0) {
            if projection.may_see_event(&told.happening()) {
                heard.push(&told, at_ms);
            }
        }
        let judged = events.newest();
        drop(events);
        let ring_bytes = pace.ring_bytes / RING_PART;
        Self {
            edge: Edge::new(projection.epoch(), projection.revision(), heard, ring_bytes, pace),
            followed: RwLock::new(Followed { projection, judged }),
            over: CancellationToken::new(),
            used: std::sync::Mutex::new(Instant::now()),
        }
    }

    /// Takes in a revision of the whole cluster, if there is one, and what happened until now. Not to be called on the executor's threads.
    fn follow(&self, cluster: &Cluster, touched: Option<&Touched>, whole: &Edge) {
        let mut followed = self.followed.blocking_write();
        let Followed { projection, judged } = &mut *followed;
        let before = verdicts(projection, &whole.events(), *judged);
        if let Some(frame) = touched.and_then(|touched| projection.apply(cluster, touched)) {
            self.edge.push(projection.revision(), frame.into());
        }
        let Some(&(newest, _)) = before.last() else { return };
        let (events, mut heard) = (whole.events(), self.edge.events());
        let mut before = before.into_iter().peekable();
        for (seq, at_ms, told) in events.since(*judged).take_while(|(seq, ..)| *seq <= newest) {
            // Those in between have just been dropped.
            while before.next_if(|(earlier, _)| *earlier < seq).is_some() {}
            let was_seen = before.next_if(|(same, _)| *same == seq).is_some_and(|(_, is_seen)| is_seen);
            if was_seen || projection.may_see_event(&told.happening()) {
                heard.push(&told, at_ms);
            }
        }
        *judged = newest;
    }

    /// A copy of every row. Not to be called on the executor's threads.
    pub fn still(&self) -> Still {
        self.followed.blocking_read().projection.still()
    }

    /// Asks the projection something.
    pub async fn ask<T>(&self, question: impl FnOnce(&Projection) -> T) -> T {
        question(&self.followed.read().await.projection)
    }
}

/// For each event after a number, whether it is seen as things are.
fn verdicts(projection: &Projection, events: &Buffer, judged: u64) -> Vec<(u64, bool)> {
    events.since(judged).map(|(seq, _, told)| (seq, projection.may_see_event(&told.happening()))).collect()
}

#[cfg(test)]
mod tests;
