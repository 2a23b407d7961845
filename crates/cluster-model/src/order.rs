//! A long sorted list of slots in blocks, so that a change moves a few hundred numbers however many rows there are.

use std::cmp::Ordering;

/// A block is split when it grows past twice this.
const BLOCK: usize = 512;
const NOWHERE: u32 = u32::MAX;

/// Slots in an order that the caller's comparison defines.
///
/// ```
/// use cluster_model::order::Order;
///
/// let mut order = Order::new();
/// for slot in [5, 1, 3] {
///     order.insert(slot, |other| slot.cmp(&other));
/// }
/// assert_eq!(order.iter_from(0).collect::<Vec<_>>(), [1, 3, 5]);
/// assert!(order.remove(3));
/// assert_eq!(order.rank(5), Some(1));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Order {
    blocks: Vec<Vec<u32>>,
    /// The id of each block, and where each id is now.
    ids: Vec<u32>,
    places: Vec<u32>,
    free_ids: Vec<u32>,
    /// The id of the block that each slot is in.
    block_of: Vec<u32>,
    length: usize,
}

impl Order {
    /// An empty order.
    #[must_use]
    pub fn new() -> Self {
        Order::default()
    }

    /// An order of slots that are sorted already.
    #[must_use]
    pub fn from_sorted(slots: &[u32]) -> Self {
        let mut order = Order { length: slots.len(), ..Order::default() };
        for chunk in slots.chunks(BLOCK) {
            let id = order.blocks.len() as u32;
            for &slot in chunk {
                order.place(slot, id);
            }
            order.blocks.push(chunk.to_vec());
            order.ids.push(id);
            order.places.push(id);
        }
        order
    }

    /// How many slots there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Whether the slot is in it.
    #[must_use]
    pub fn contains(&self, slot: u32) -> bool {
        self.block_of.get(slot as usize).is_some_and(|&id| id != NOWHERE)
    }

    /// Puts a slot in. `compare` answers how the new slot compares to another one.
    pub fn insert(&mut self, slot: u32, mut compare: impl FnMut(u32) -> Ordering) {
        if self.contains(slot) {
            return;
        }
        if self.blocks.is_empty() {
            let id = self.new_id();
            self.blocks.push(Vec::with_capacity(BLOCK));
            self.ids.push(id);
            self.renumber(0);
        }
        let at = self
            .blocks
            .partition_point(|block| block.last().is_some_and(|&last| compare(last) == Ordering::Greater))
            .min(self.blocks.len() - 1);
        let inside = self.blocks[at].partition_point(|&other| compare(other) == Ordering::Greater);
        self.blocks[at].insert(inside, slot);
        self.place(slot, self.ids[at]);
        self.length += 1;
        if self.blocks[at].len() > 2 * BLOCK {
            self.split(at);
        }
    }

    /// Puts a slot in behind all others.
    pub fn push(&mut self, slot: u32) {
        if self.contains(slot) {
            return;
        }
        if self.blocks.last().is_none_or(|block| block.len() >= BLOCK) {
            let id = self.new_id();
            self.blocks.push(Vec::with_capacity(BLOCK));
            self.ids.push(id);
            self.renumber(self.ids.len() - 1);
        }
        let at = self.blocks.len() - 1;
        self.blocks[at].push(slot);
        self.place(slot, self.ids[at]);
        self.length += 1;
    }

    /// Takes a slot out; the row's cells may have changed already. Answers whether it was there.
    pub fn remove(&mut self, slot: u32) -> bool {
        if !self.contains(slot) {
            return false;
        }
        let id = self.block_of[slot as usize];
        let at = self.places[id as usize] as usize;
        if let Some(inside) = self.blocks[at].iter().position(|&other| other == slot) {
            self.blocks[at].remove(inside);
        }
        self.block_of[slot as usize] = NOWHERE;
        self.length -= 1;
        if self.blocks[at].is_empty() {
            self.blocks.remove(at);
            self.free_ids.push(self.ids.remove(at));
            self.renumber(at);
        }
        true
    }

    /// Where a slot stands.
    #[must_use]
    pub fn rank(&self, slot: u32) -> Option<usize> {
        let id = *self.block_of.get(slot as usize).filter(|&&id| id != NOWHERE)?;
        let at = self.places[id as usize] as usize;
        let before: usize = self.blocks[..at].iter().map(Vec::len).sum();
        self.blocks[at].iter().position(|&other| other == slot).map(|inside| before + inside)
    }

    /// The slot at a place.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<u32> {
        self.iter_from(index).next()
    }

    /// The slots from a place on.
    pub fn iter_from(&self, index: usize) -> impl Iterator<Item = u32> + '_ {
        let mut skip = index;
        let first = self
            .blocks
            .iter()
            .position(|block| {
                let here = skip < block.len();
                if !here {
                    skip -= block.len();
                }
                here
            })
            .unwrap_or(self.blocks.len());
        self.blocks[first..].iter().flatten().copied().skip(skip)
    }

    fn place(&mut self, slot: u32, id: u32) {
        if self.block_of.len() <= slot as usize {
            self.block_of.resize(slot as usize + 1, NOWHERE);
        }
        self.block_of[slot as usize] = id;
    }

    fn split(&mut self, at: usize) {
        let half = self.blocks[at].len() / 2;
        let upper = self.blocks[at].split_off(half);
        let id = self.new_id();
        for &slot in &upper {
            self.place(slot, id);
        }
        self.blocks.insert(at + 1, upper);
        self.ids.insert(at + 1, id);
        self.renumber(at + 1);
    }

    fn new_id(&mut self) -> u32 {
        self.free_ids.pop().unwrap_or_else(|| {
            self.places.push(0);
            self.places.len() as u32 - 1
        })
    }

    fn renumber(&mut self, from: usize) {
        for at in from..self.ids.len() {
            self.places[self.ids[at] as usize] = at as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, Clone)]
    enum Step {
        Put(u32, u32),
        Take(u32),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let slot = 0u32..3000;
        prop::collection::vec(
            prop_oneof![
                3 => (slot.clone(), 0u32..50).prop_map(|(slot, key)| Step::Put(slot, key)),
                1 => slot.prop_map(Step::Take),
            ],
            0..4000,
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn an_order_is_what_sorting_would_make(steps in steps(), sorted_first in 0u32..2000) {
            let mut keys = vec![0u32; 3000];
            let mut model: std::collections::BTreeSet<(u32, u32)> = (0..sorted_first).map(|slot| (0, slot)).collect();
            let mut order = Order::from_sorted(&(0..sorted_first).collect::<Vec<_>>());
            for step in steps {
                match step {
                    Step::Put(slot, key) => {
                        // The key changes before the slot is taken out, as in a view.
                        model.remove(&(keys[slot as usize], slot));
                        keys[slot as usize] = key;
                        order.remove(slot);
                        order.insert(slot, |other| (key, slot).cmp(&(keys[other as usize], other)));
                        model.insert((key, slot));
                    }
                    Step::Take(slot) => {
                        prop_assert_eq!(order.remove(slot), model.remove(&(keys[slot as usize], slot)));
                    }
                }
            }
            let wanted: Vec<u32> = model.iter().map(|(_, slot)| *slot).collect();
            prop_assert_eq!(order.iter_from(0).collect::<Vec<_>>(), wanted.clone());
            prop_assert_eq!(order.len(), wanted.len());
            for (rank, slot) in wanted.iter().enumerate().step_by(97) {
                prop_assert_eq!(order.rank(*slot), Some(rank));
                prop_assert_eq!(order.get(rank), Some(*slot));
            }
        }
    }
}
