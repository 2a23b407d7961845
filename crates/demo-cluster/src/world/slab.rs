//! A slab of shared values: changed in place while nobody else looks, copied when a snapshot still holds the old one.

use std::marker::PhantomData;
use std::sync::Arc;

/// Names one value for as long as it lives; a slot that is used again gets another generation.
pub struct Key<T> {
    slot: u32,
    generation: u32,
    of: PhantomData<fn() -> T>,
}

// Derived impls would ask the same of T, which is only a marker.
impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Key<T> {}
impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.slot, self.generation) == (other.slot, other.generation)
    }
}
impl<T> Eq for Key<T> {}
impl<T> PartialOrd for Key<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Key<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.slot, self.generation).cmp(&(other.slot, other.generation))
    }
}
impl<T> std::fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}.{}", self.slot, self.generation)
    }
}

impl<T> Key<T> {
    /// The slot, for tables kept beside the slab.
    pub fn slot(self) -> usize {
        self.slot as usize
    }
}

struct Entry<T> {
    generation: u32,
    value: Option<Arc<T>>,
}

/// Values by key, with the slots of removed ones used again.
pub struct Slab<T> {
    entries: Vec<Entry<T>>,
    free: Vec<u32>,
    live: usize,
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), free: Vec::new(), live: 0 }
    }
}

impl<T: Clone> Slab<T> {
    /// How many values there are.
    pub fn len(&self) -> usize {
        self.live
    }

    /// Keeps a value.
    pub fn insert(&mut self, value: Arc<T>) -> Key<T> {
        self.live += 1;
        if let Some(slot) = self.free.pop() {
            let entry = &mut self.entries[slot as usize];
            entry.value = Some(value);
            return Key { slot, generation: entry.generation, of: PhantomData };
        }
        let slot = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(Entry { generation: 0, value: Some(value) });
        Key { slot, generation: 0, of: PhantomData }
    }

    /// The value, unless it is gone.
    pub fn get(&self, key: Key<T>) -> Option<&Arc<T>> {
        let entry = self.entries.get(key.slot())?;
        (entry.generation == key.generation).then_some(entry.value.as_ref()).flatten()
    }

    /// The value to be changed; one that a snapshot shares is copied first.
    pub fn get_mut(&mut self, key: Key<T>) -> Option<&mut T> {
        let entry = self.entries.get_mut(key.slot())?;
        if entry.generation != key.generation {
            return None;
        }
        entry.value.as_mut().map(Arc::make_mut)
    }

    /// Takes the value out.
    pub fn remove(&mut self, key: Key<T>) -> Option<Arc<T>> {
        let entry = self.entries.get_mut(key.slot())?;
        if entry.generation != key.generation {
            return None;
        }
        let value = entry.value.take()?;
        entry.generation = entry.generation.wrapping_add(1);
        self.free.push(key.slot);
        self.live -= 1;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_used_again_is_another_value() {
        let mut slab = Slab::default();
        let first = slab.insert(Arc::new(1));
        assert_eq!(slab.remove(first).as_deref(), Some(&1));
        let second = slab.insert(Arc::new(2));
        assert_eq!(first.slot(), second.slot());
        assert_eq!(slab.get(first), None);
        assert_eq!(slab.get(second).map(|value| **value), Some(2));
        assert_eq!(slab.remove(first), None);
        assert_eq!(slab.len(), 1);
    }

    #[test]
    fn a_change_leaves_the_snapshot_alone() {
        let mut slab = Slab::default();
        let key = slab.insert(Arc::new(1));
        let before = slab.get(key).cloned();
        *slab.get_mut(key).expect("it is there") = 2;
        assert_eq!(before.as_deref(), Some(&1));
        assert_eq!(slab.get(key).map(|value| **value), Some(2));
    }
}
