//! Those that are kept: one for each part of the cluster that somebody has looked at lately.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use cluster_model::bound::{Reach, Touched};
use cluster_model::fold::Cluster;
use thiserror::Error;

use super::Bound;
use crate::live::Pace;
use crate::live::edge::Edge;

/// How many there are at most: each has rows of its own, and is looked through for every revision.
const MOST: usize = 256;

/// How long one is kept, unused, even if there is no room for others: from a snapshot to the stream after it.
const AT_LEAST: Duration = Duration::from_secs(30);

/// There is no room for another part of the cluster.
#[derive(Clone, Copy, Debug, Error)]
#[error(
    "too many different parts of the cluster are looked at through this console at once; try again later"
)]
pub(in crate::live) struct TooMany;

/// All of them.
#[derive(Default)]
pub(in crate::live) struct Bounds(Mutex<HashMap<Reach, Arc<Bound>>>);

impl Bounds {
    fn kept(&self) -> MutexGuard<'_, HashMap<Reach, Arc<Bound>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// That of these roles, if it is there.
    pub fn get(&self, reach: &Reach) -> Option<Arc<Bound>> {
        let found = self.kept().get(reach).cloned()?;
        found.touch();
        Some(found)
    }

    /// That of these roles, made if it is not there: right after a revision was made, with the cluster held, so that it misses none.
    pub fn get_or_make(
        &self,
        reach: Reach,
        cluster: &Cluster,
        whole: &Edge,
        pace: &Pace,
    ) -> Result<Arc<Bound>, TooMany> {
        if let Some(found) = self.get(&reach) {
            return Ok(found);
        }
        if self.kept().len() >= MOST {
            self.forget_unused(AT_LEAST);
            if self.kept().len() >= MOST {
                return Err(TooMany);
            }
        }
        let made = Arc::new(Bound::new(reach.clone(), cluster, whole, pace));
        self.kept().insert(reach, made.clone());
        Ok(made)
    }

    /// All of them.
    pub fn all(&self) -> Vec<Arc<Bound>> {
        self.kept().values().cloned().collect()
    }

    /// Lets all take in a revision, if there is one, and what happened until now. Costs nothing where there are none.
    pub fn follow(&self, cluster: &Cluster, frame: Option<&[u8]>, whole: &Edge) {
        let all = self.all();
        if all.is_empty() {
            return;
        }
        match frame.map(Touched::read).transpose() {
            Ok(touched) => all.iter().for_each(|bound| bound.follow(cluster, touched.as_ref(), whole)),
            Err(error) => {
                // They cannot know what they have missed: whoever comes back has a new one made.
                tracing::error!(
                    "what roles are of the cluster is made anew: a frame does not parse: {error}"
                );
                for (_, bound) in self.kept().drain() {
                    bound.over.cancel();
                }
            }
        }
    }

    /// Forgets those that nobody has used for so long.
    pub fn forget_unused(&self, kept: Duration) {
        self.kept().retain(|_, bound| {
            // Whoever uses it has a clone of it, and clones are made while all of them are held here.
            let is_used = Arc::strong_count(bound) > 1;
            if is_used {
                bound.touch();
            }
            is_used || bound.unused_for() <= kept
        });
    }
}

impl Bound {
    fn used(&self) -> MutexGuard<'_, Instant> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody uses it.
    fn touch(&self) {
        *self.used() = Instant::now();
    }

    fn unused_for(&self) -> Duration {
        self.used().elapsed()
    }
}
