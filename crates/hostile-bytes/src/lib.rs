//! What must hold of every decoder whatever bytes it is given: it reads them or says why not, and never panics, hangs or takes much more memory than
//! they have. One function for each decoder; `tests/` runs all of them with mutated recordings on every build, and `fuzz/` for as long as one likes.
//!
//! | module | whose bytes |
//! |---|---|
//! | [`wire`] | masters' and agents': framing, messages, what the model makes of them |
//! | [`page`] | the server's and the browser's to each other: frames, terminals, what people type |
//! | `console` | what browsers, proxies and administrators write: paths, cookies, headers, files of settings |
//!
//! A check that fails panics, as cargo-fuzz wants it.

#[cfg(feature = "console")]
pub mod console;
pub mod page;
pub mod seeds;
pub mod wire;

/// One decoder, or several that read the same.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// The name of its fuzz target.
    pub name: &'static str,
    /// Gives it some bytes. Panics if anything is not as it must be.
    pub check: fn(&[u8]),
    /// Bytes that it reads, to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// How much memory it may take at most while it does.
    pub memory: Memory,
}

/// A bound of memory.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// In bytes, whatever the input.
    pub fixed: usize,
    /// In bytes for each byte of the input.
    pub each: usize,
}

impl Memory {
    /// For an input of this many bytes.
    #[must_use]
    pub const fn of(self, bytes: usize) -> usize {
        self.fixed + self.each * bytes
    }
}

/// All of them.
pub const SUBJECTS: &[&[Subject]] = &[
    wire::SUBJECTS,
    page::SUBJECTS,
    #[cfg(feature = "console")]
    console::SUBJECTS,
];

/// All of them, one after another.
pub fn subjects() -> impl Iterator<Item = &'static Subject> {
    SUBJECTS.iter().copied().flatten()
}

/// Checks one by its name.
///
/// # Panics
/// If there is none, or if it fails.
pub fn check(name: &str, bytes: &[u8]) {
    let subject = subjects().find(|subject| subject.name == name);
    (subject.unwrap_or_else(|| panic!("no subject {name}")).check)(bytes);
}

/// Half a mebibyte and 64 bytes a byte: for what makes little of its input.
const LITTLE: Memory = Memory { fixed: 512 << 10, each: 64 };
