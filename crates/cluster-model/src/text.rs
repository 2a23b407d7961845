//! A column of text in one allocation: all bytes together, and where each row's begin and end.

mod find;

use std::ops::Range;

use crate::rows::{resize, with_spare};

pub(crate) use find::find;

/// Text by slot.
#[derive(Debug, Clone, Default)]
pub struct TextColumn {
    bytes: String,
    spans: Vec<(u32, u32)>,
    /// Bytes that no span points at any more.
    dead: usize,
}

/// Dead bytes below this are not worth moving the living for.
const COMPACT_FROM: usize = 64 * 1024;
/// No more bytes than these are set aside for texts that nobody has seen.
const MOST_GUESSED: usize = 32 * 1024 * 1024;

impl TextColumn {
    /// The text at a slot; empty where none was set.
    #[must_use]
    pub fn get(&self, slot: u32) -> &str {
        match self.spans.get(slot as usize) {
            Some(&(start, length)) => &self.bytes[start as usize..(start + length) as usize],
            None => "",
        }
    }

    /// Sets the text at a slot.
    pub fn set(&mut self, slot: u32, text: &str) {
        self.reach(slot, 0);
        self.make_room(text.len());
        let at = slot as usize;
        self.dead += self.spans[at].1 as usize;
        self.spans[at] = (self.bytes.len() as u32, text.len() as u32);
        self.bytes.push_str(text);
        if self.dead > COMPACT_FROM && self.dead * 2 > self.bytes.len() {
            self.compact();
        }
    }

    /// Makes slots up to this one, with room for all that are expected.
    pub fn reach(&mut self, slot: u32, expected: usize) {
        resize(&mut self.spans, slot as usize + 1, expected, (0, 0));
    }

    /// How many slots there is room for.
    #[cfg(test)]
    pub(crate) const fn room(&self) -> usize {
        self.spans.capacity()
    }

    /// Makes room for so many more bytes: by moving the living together where many are dead, else for the texts of all slots that there is room
    /// for, if those are as long as the ones that are here.
    fn make_room(&mut self, bytes: usize) {
        if self.bytes.len() + bytes <= self.bytes.capacity() {
            return;
        }
        if self.dead > COMPACT_FROM && self.dead * 4 > self.bytes.len() {
            self.compact();
        }
        let (needed, here) = (self.bytes.len() + bytes, self.spans.len().max(1));
        if needed > self.bytes.capacity() {
            let all = needed as u64 * self.spans.capacity() as u64 / here as u64;
            let all = usize::try_from(all).unwrap_or(needed).clamp(needed, needed + MOST_GUESSED);
            self.bytes.reserve_exact(with_spare(all) - self.bytes.len());
        }
    }

    /// Sets many slots from one text cut at the given lengths: one copy of all bytes.
    pub fn extend(&mut self, slots: &[u32], lengths: &[u32], all: &str) {
        if let Some(&last) = slots.last() {
            self.reach(last, 0);
        }
        self.make_room(all.len());
        let mut start = self.bytes.len() as u32;
        self.bytes.push_str(all);
        for (&slot, &length) in slots.iter().zip(lengths) {
            self.dead += self.spans[slot as usize].1 as usize;
            self.spans[slot as usize] = (start, length);
            start += length;
        }
        if self.dead > COMPACT_FROM && self.dead * 2 > self.bytes.len() {
            self.compact();
        }
    }

    /// Tells the slots of a range whose texts contain a word, ascending. Texts that stand one after the other, as they do when they came in one frame,
    /// are looked through as one.
    pub(crate) fn containing(&self, slots: Range<u32>, word: &[u8], mut tell: impl FnMut(u32)) {
        if word.is_empty() {
            return slots.for_each(tell);
        }
        let mut slot = slots.start as usize;
        let end = self.spans.len().min(slots.end as usize);
        while slot < end {
            let (start, length) = self.spans[slot];
            let (first, mut reach) = (slot, start + length);
            slot += 1;
            while slot < end && (self.spans[slot].0 == reach || self.spans[slot].1 == 0) {
                reach += self.spans[slot].1;
                slot += 1;
            }
            self.search_run(first..slot, start as usize..reach as usize, word, &mut tell);
        }
    }

    /// The same in a run: slots whose texts follow each other in these bytes.
    fn search_run(&self, slots: Range<usize>, bytes: Range<usize>, word: &[u8], tell: &mut impl FnMut(u32)) {
        let start = bytes.start;
        let all = &self.bytes.as_bytes()[bytes];
        let (mut slot, mut text_end) = (slots.start, self.spans[slots.start].1 as usize);
        let mut from = 0;
        while let Some(at) = find(all, word, from) {
            while text_end <= at && slot + 1 < slots.end {
                slot += 1;
                let (begin, length) = self.spans[slot];
                if length > 0 {
                    text_end = (begin + length) as usize - start;
                }
            }
            // What begins in one text and ends in the next is in neither.
            if at + word.len() <= text_end {
                tell(slot as u32);
                from = text_end;
            } else {
                from = at + 1;
            }
        }
    }

    fn compact(&mut self) {
        let mut bytes = String::with_capacity(with_spare(self.bytes.len() - self.dead));
        for span in &mut self.spans {
            let text = &self.bytes[span.0 as usize..(span.0 + span.1) as usize];
            *span = (bytes.len() as u32, span.1);
            bytes.push_str(text);
        }
        self.bytes = bytes;
        self.dead = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_is_found_in_the_texts_that_contain_it(
            texts in prop::collection::vec((0u32..40, "[abA]{0,6}"), 0..80),
            word in "[ab]{1,3}",
            slots in (0u32..45, 0u32..45),
        ) {
            let mut column = TextColumn::default();
            let (first, second) = texts.split_at(texts.len() / 2);
            // As a frame brings them, and as patches do.
            let mut framed: Vec<(u32, &str)> = first.iter().map(|(slot, text)| (*slot, text.as_str())).collect();
            framed.sort_unstable();
            framed.dedup_by_key(|(slot, _)| *slot);
            let (slot, text): (Vec<u32>, Vec<&str>) = framed.into_iter().unzip();
            let lengths: Vec<u32> = text.iter().map(|text| text.len() as u32).collect();
            column.extend(&slot, &lengths, &text.concat());
            second.iter().for_each(|(slot, text)| column.set(*slot, text));
            let range = slots.0.min(slots.1)..slots.0.max(slots.1);
            let mut told = Vec::new();
            column.containing(range.clone(), word.as_bytes(), |slot| told.push(slot));
            let contains = |slot: &u32| column.get(*slot).to_ascii_lowercase().contains(&word);
            prop_assert_eq!(told, range.filter(contains).collect::<Vec<_>>());
        }
    }

    #[test]
    fn rewriting_a_row_for_ever_does_not_grow_the_column() {
        let mut column = TextColumn::default();
        column.set(3, "stays");
        for round in 0..100_000 {
            column.set(1, &format!("round {round}"));
        }
        assert_eq!(column.get(1), "round 99999");
        assert_eq!(column.get(3), "stays");
        assert_eq!(column.get(0), "");
        assert_eq!(column.get(9), "");
        assert!(column.bytes.len() < 4 * COMPACT_FROM, "{} bytes", column.bytes.len());
    }

    #[test]
    fn rewriting_all_rows_keeps_hardly_more_than_what_they_say() {
        const ROWS: u32 = 4_096;
        let mut column = TextColumn::default();
        let text = |slot: u32, round: u32| format!("{slot:020}.{round:020}");
        for round in 0..40 {
            (0..ROWS).for_each(|slot| column.set(slot, &text(slot, round)));
        }
        let said = ROWS as usize * text(0, 0).len();
        assert!(column.bytes.capacity() < said * 3 / 2 + COMPACT_FROM, "{} bytes", column.bytes.capacity());
        (0..ROWS).for_each(|slot| assert_eq!(column.get(slot), text(slot, 39)));
    }
}
