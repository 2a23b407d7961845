//! Who has the input of which container: Mesos gives it to one at a time, and says only that somebody has it.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

/// An agent and a container on it.
type Key = (String, String);

/// Those who have an input, through this console.
#[derive(Default)]
pub(super) struct Holders {
    held: Mutex<HashMap<Key, Holder>>,
    freed: Notify,
}

#[derive(Clone)]
struct Holder {
    peer: Option<IpAddr>,
    since: Instant,
}

/// The input of one container. Somebody else can have it when this is dropped.
pub(super) struct Hold {
    holders: Arc<Holders>,
    key: Key,
}

impl Holders {
    /// Takes the input.
    ///
    /// # Errors
    /// Who has it.
    pub fn take(
        self: &Arc<Self>,
        agent: &str,
        container: &str,
        peer: Option<IpAddr>,
    ) -> Result<Hold, String> {
        let key = (agent.to_owned(), container.to_owned());
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(holder) = held.get(&key) {
            let from = holder.peer.map(|peer| format!(" from {peer}")).unwrap_or_default();
            let seconds = holder.since.elapsed().as_secs();
            return Err(format!(
                "Another terminal of this console{from} has had the input for {seconds} s. It is free when that is closed."
            ));
        }
        held.insert(key.clone(), Holder { peer, since: Instant::now() });
        Ok(Hold { holders: self.clone(), key })
    }

    /// Waits until some input is free again. What was freed before this is first polled is not heard of.
    pub async fn freed(&self) {
        self.freed.notified().await;
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.holders.held.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
        self.holders.freed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::sync::Arc;

    use super::Holders;

    #[test]
    fn the_second_is_told_of_the_first() {
        let holders = Arc::new(Holders::default());
        let first = holders.take("s1", "a.b", Some(IpAddr::from([10, 0, 0, 7]))).unwrap();
        let words = holders.take("s1", "a.b", None).err().unwrap();
        assert!(words.contains("from 10.0.0.7"), "{words}");
        assert!(holders.take("s1", "a", None).is_ok(), "another container");
        assert!(holders.take("s2", "a.b", None).is_ok(), "another agent");
        drop(first);
        assert!(holders.take("s1", "a.b", None).is_ok());
    }
}
