//! How many requests of a kind there may be at once, of all browsers and of one address: so that nobody can keep the others waiting.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::StatusCode;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(15);

/// The turns of one kind of requests.
pub struct Turns {
    what: &'static str,
    all: Arc<Semaphore>,
    most_of_one: usize,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A turn. It ends when this is dropped.
pub struct Turn {
    _permit: OwnedSemaphorePermit,
    _share: Option<Share>,
}

impl Turns {
    /// `what` is the kind in the plural, for people.
    pub fn new(what: &'static str, most: usize, most_of_one: usize) -> Self {
        Self { what, all: Arc::new(Semaphore::new(most)), most_of_one, held: Arc::default() }
    }

    /// Waits for a turn. All that comes from this machine itself may be a proxy's, and so everybody's: it has no share of its own.
    ///
    /// # Errors
    /// 429 if this address has its share already, 503 if no turn has come for a while.
    pub async fn take(&self, peer: Option<IpAddr>) -> Result<Turn> {
        let share = match peer.filter(|peer| !peer.is_loopback()) {
            Some(peer) => Some(self.share(peer)?),
            None => None,
        };
        let permit = match tokio::time::timeout(PATIENCE, self.all.clone().acquire_owned()).await {
            Ok(Ok(permit)) => permit,
            _ => {
                let words =
                    format!("the console has as many {} under way as it takes; try again later", self.what);
                return Err(Error::unavailable(words));
            }
        };
        Ok(Turn { _permit: permit, _share: share })
    }

    fn share(&self, peer: IpAddr) -> Result<Share> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(peer).or_default();
        if *count >= self.most_of_one {
            let words = format!(
                "there are {count} {} from your address under way; more have to wait for them",
                self.what
            );
            return Err(Error::new(StatusCode::TOO_MANY_REQUESTS, words));
        }
        *count += 1;
        Ok(Share { held: self.held.clone(), peer })
    }
}

struct Share {
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
    peer: IpAddr,
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.peer) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.peer);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::Turns;

    #[tokio::test]
    async fn one_address_leaves_turns_for_others() {
        let turns = Turns::new("searches", 3, 2);
        let peer = |last| Some(IpAddr::from([10, 0, 0, last]));
        let (first, _second) = (turns.take(peer(1)).await.unwrap(), turns.take(peer(1)).await.unwrap());
        let refused = turns.take(peer(1)).await.err().unwrap();
        assert_eq!(refused.status(), 429);
        assert_eq!(
            refused.words(),
            "there are 2 searches from your address under way; more have to wait for them"
        );
        let third = turns.take(peer(2)).await.unwrap();
        drop(first);
        assert!(turns.take(peer(1)).await.is_ok());
        drop(third);
        assert!(turns.held.lock().unwrap().len() == 1);
    }

    #[tokio::test]
    async fn a_proxy_on_this_machine_has_all_turns() {
        let turns = Turns::new("searches", 3, 1);
        let local = Some(IpAddr::from([127, 0, 0, 1]));
        let held = [turns.take(local).await, turns.take(local).await, turns.take(None).await];
        assert!(held.iter().all(Result::is_ok));
    }
}
