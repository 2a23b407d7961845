//! How many there are at once, of one identity and of all.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Counts what is under way.
#[derive(Clone, Debug)]
pub struct AtOnce {
    each: usize,
    all: usize,
    count: Arc<Mutex<Count>>,
}

#[derive(Debug, Default)]
struct Count {
    of: HashMap<String, usize>,
    all: usize,
}

/// A place among those under way; dropped when done.
#[derive(Debug)]
pub struct Place {
    name: String,
    count: Arc<Mutex<Count>>,
}

impl AtOnce {
    /// At most `each` of one name and `all` together.
    #[must_use]
    pub fn new(each: usize, all: usize) -> Self {
        Self { each, all, count: Arc::default() }
    }

    /// Takes a place. `None` if there is none: 429.
    #[must_use]
    pub fn enter(&self, name: &str) -> Option<Place> {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let his = count.of.get(name).copied().unwrap_or(0);
        if his >= self.each || count.all >= self.all {
            return None;
        }
        count.of.insert(name.to_owned(), his + 1);
        count.all += 1;
        Some(Place { name: name.to_owned(), count: self.count.clone() })
    }

    /// How many there are.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.count.lock().unwrap_or_else(PoisonError::into_inner).all
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        count.all -= 1;
        let left = count.of.get_mut(&self.name).map(|his| {
            *his -= 1;
            *his
        });
        if left == Some(0) {
            count.of.remove(&self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AtOnce;

    #[test]
    fn places_are_given_back() {
        let at_once = AtOnce::new(2, 3);
        let (one, two) = (at_once.enter("ada").unwrap(), at_once.enter("ada").unwrap());
        assert!(at_once.enter("ada").is_none());
        let three = at_once.enter("bob").unwrap();
        assert!(at_once.enter("cy").is_none(), "that is all");
        drop(one);
        assert!(at_once.enter("cy").is_some());
        drop((two, three));
        assert_eq!(at_once.under_way(), 0);
        assert!(at_once.count.lock().unwrap().of.is_empty());
    }
}
