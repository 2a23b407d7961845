//! What is not in a tar, and why: a text at its end.

use bytes::Bytes;

use super::walk::Folder;
use crate::files::remote::Entry;

/// After so many lines the rest is counted only.
const MOST_LINES: usize = 10_000;

/// The lines so far.
#[derive(Debug, Default)]
pub struct LeftOut {
    lines: Vec<u8>,
    count: usize,
}

impl LeftOut {
    /// Adds a line about the member of this name.
    pub fn add(&mut self, name: &[u8], why: &str) {
        self.count += 1;
        if self.count <= MOST_LINES {
            self.lines.extend(name.iter().map(|byte| if byte.is_ascii_control() { b'?' } else { *byte }));
            self.lines.extend_from_slice(b": ");
            self.lines.extend_from_slice(why.as_bytes());
            self.lines.push(b'\n');
        }
    }

    /// The name of the text: one that nothing else in the folder has.
    pub fn name_in(&self, root: &Folder, entries: &[Entry]) -> Vec<u8> {
        let mut name = b"NOT-INCLUDED.txt".to_vec();
        while entries.iter().any(|entry| *entry.name == *name) {
            name.insert(0, b'_');
        }
        root.inside(&name)
    }

    /// The text; `None` if there is nothing to tell.
    pub fn text(&self) -> Option<Bytes> {
        if self.count == 0 {
            return None;
        }
        let mut text = b"Not in this archive, or not as it was:\n\n".to_vec();
        text.extend_from_slice(&self.lines);
        if self.count > MOST_LINES {
            text.extend_from_slice(format!("and {} more\n", self.count - MOST_LINES).as_bytes());
        }
        Some(text.into())
    }
}
