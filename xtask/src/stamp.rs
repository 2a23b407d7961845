//! Whether something must be made again: a hash of everything it was made from, kept beside what was made.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::paths;

/// A hash over files, folders and words.
#[derive(Default)]
pub struct Inputs(Sha256);

impl Inputs {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a word, such as the version of a compiler.
    pub fn word(&mut self, word: &str) -> &mut Self {
        self.bytes(word.as_bytes());
        self
    }

    /// Adds a file, or every file below a folder, by name and content. What is not there counts as absent.
    pub fn tree(&mut self, path: &Path) -> Result<&mut Self> {
        let mut files = Vec::new();
        collect(path, &mut files)?;
        files.sort();
        for file in files {
            let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            self.word(&file.strip_prefix(path).unwrap_or(&file).to_string_lossy());
            self.bytes(&content);
        }
        Ok(self)
    }

    /// The hash, in hexadecimal.
    #[must_use]
    pub fn hash(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    // The length goes first, so that two words never hash as one.
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }
}

fn collect(path: &Path, into: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))? {
            let entry = entry?;
            if !matches!(entry.file_name().to_str(), Some("node_modules" | "target" | "dist")) {
                collect(&entry.path(), into)?;
            }
        }
    } else if path.is_file() {
        into.push(path.into());
    }
    Ok(())
}

/// The note that remembers the hash of the last successful making of `name`.
pub struct Stamp(PathBuf);

impl Stamp {
    /// The stamp called `name`, in the target directory.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self(paths::target().join("stamps").join(name))
    }

    /// Whether the last making had this hash.
    #[must_use]
    pub fn is(&self, hash: &str) -> bool {
        fs::read_to_string(&self.0).is_ok_and(|kept| kept == hash)
    }

    /// Forgets the last making: call it before making again, so that an interrupted one does not count.
    pub fn clear(&self) -> Result<()> {
        match fs::remove_file(&self.0) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Remembers a successful making.
    pub fn set(&self, hash: &str) -> Result<()> {
        if let Some(dir) = self.0.parent() {
            fs::create_dir_all(dir)?;
        }
        fs::write(&self.0, hash).with_context(|| format!("cannot write {}", self.0.display()))
    }
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let dir = env::temp_dir().join(format!("xtask-stamp-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(dir.join("sub/node_modules")).unwrap();
        fs::write(dir.join("a"), "1").unwrap();
        fs::write(dir.join("sub/b"), "2").unwrap();
        dir
    }

    fn hash(dir: &Path) -> String {
        let mut inputs = Inputs::new();
        inputs.tree(dir).unwrap();
        inputs.hash()
    }

    #[test]
    fn the_hash_follows_content_and_names_and_nothing_else() {
        let dir = folder("content");
        let before = hash(&dir);
        fs::write(dir.join("sub/node_modules/x"), "ignored").unwrap();
        assert_eq!(hash(&dir), before);
        fs::write(dir.join("sub/b"), "3").unwrap();
        let changed = hash(&dir);
        assert_ne!(changed, before);
        fs::rename(dir.join("sub/b"), dir.join("sub/c")).unwrap();
        assert_ne!(hash(&dir), changed);
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn two_words_are_not_one() {
        let (mut two, mut one) = (Inputs::new(), Inputs::new());
        two.word("ab").word("c");
        one.word("a").word("bc");
        assert_ne!(two.hash(), one.hash());
    }

    #[test]
    fn a_cleared_stamp_matches_nothing() {
        let dir = folder("clear");
        let stamp = Stamp(dir.join("stamps/x"));
        stamp.set("h").unwrap();
        assert!(stamp.is("h") && !stamp.is("i"));
        stamp.clear().unwrap();
        stamp.clear().unwrap();
        assert!(!stamp.is("h"));
        fs::remove_dir_all(dir).unwrap();
    }
}
