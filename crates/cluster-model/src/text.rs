//! A column of text in one allocation: all bytes together, and where each row's begin and end.

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
        self.reach(slot);
        let at = slot as usize;
        self.dead += self.spans[at].1 as usize;
        self.spans[at] = (self.bytes.len() as u32, text.len() as u32);
        self.bytes.push_str(text);
        if self.dead > COMPACT_FROM && self.dead * 2 > self.bytes.len() {
            self.compact();
        }
    }

    /// Makes room for slots up to this one.
    pub fn reach(&mut self, slot: u32) {
        if self.spans.len() <= slot as usize {
            self.spans.resize(slot as usize + 1, (0, 0));
        }
    }

    /// Sets many slots from one text cut at the given lengths: one copy of all bytes.
    pub fn extend(&mut self, slots: &[u32], lengths: &[u32], all: &str) {
        let mut start = self.bytes.len() as u32;
        self.bytes.push_str(all);
        for (&slot, &length) in slots.iter().zip(lengths) {
            self.reach(slot);
            self.dead += self.spans[slot as usize].1 as usize;
            self.spans[slot as usize] = (start, length);
            start += length;
        }
        if self.dead > COMPACT_FROM && self.dead * 2 > self.bytes.len() {
            self.compact();
        }
    }

    fn compact(&mut self) {
        let mut bytes = String::with_capacity(self.bytes.len() - self.dead);
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
}
