//! How many of a kind there may be at once, in all and of one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

type Taken = HashMap<Option<IpAddr>, usize>;

/// The places.
pub(super) struct Places {
    most: usize,
    most_of_one: usize,
    taken: Arc<Mutex<Taken>>,
}

/// A place. It is free again when this is dropped.
pub(super) struct Place {
    taken: Arc<Mutex<Taken>>,
    peer: Option<IpAddr>,
}

impl Places {
    pub fn new(most: usize, most_of_one: usize) -> Self {
        Self { most, most_of_one, taken: Arc::default() }
    }

    /// Takes a place. All that comes from this machine itself has no share: it may be a proxy's.
    ///
    /// # Errors
    /// How many there are, of whom.
    pub fn take(&self, peer: Option<IpAddr>) -> Result<Place, String> {
        let peer = peer.filter(|peer| !peer.is_loopback());
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = taken.values().sum();
        if all >= self.most {
            return Err(format!("there are {all} open already, as many as the console takes"));
        }
        let count = taken.entry(peer).or_default();
        if peer.is_some() && *count >= self.most_of_one {
            return Err(format!("there are {count} open from your address already"));
        }
        *count += 1;
        Ok(Place { taken: self.taken.clone(), peer })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.peer) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.peer);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::Places;

    #[test]
    fn one_address_leaves_places_for_others() {
        let places = Places::new(3, 2);
        let peer = |last| Some(IpAddr::from([10, 0, 0, last]));
        let (first, second) = (places.take(peer(1)).unwrap(), places.take(peer(1)));
        assert_eq!(places.take(peer(1)).err().unwrap(), "there are 2 open from your address already");
        let third = places.take(peer(2)).unwrap();
        let words = places.take(peer(3)).err().unwrap();
        assert_eq!(words, "there are 3 open already, as many as the console takes");
        drop((first, second, third));
        assert!(places.taken.lock().unwrap().is_empty());
        let local = Some(IpAddr::from([127, 0, 0, 1]));
        let held = [places.take(local), places.take(local), places.take(local)];
        assert!(held.iter().all(Result::is_ok), "a proxy on this machine has no share");
    }
}
