//! A tool of one version: on PATH, in the cache, or to be installed there.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::Run;
use crate::paths;
use crate::step::step;

/// What installs a tool into the directory it is given.
type Recipe = Box<dyn Fn(&Path) -> Result<()>>;

/// A program that must have exactly one version.
pub struct Tool {
    /// Its name with its version: the directory in the cache.
    pub directory: String,
    /// The program that tells its version.
    pub program: &'static str,
    /// What must be among the words that `program --version` prints.
    pub version: String,
    /// Where in the directory its programs are.
    pub bin: &'static str,
    /// About how long it takes to install, for people.
    pub takes: &'static str,
    /// How to install it.
    pub recipe: Recipe,
}

impl Tool {
    /// The directory to put on PATH; none if PATH has the right version already.
    pub fn ensure(&self) -> Result<Option<PathBuf>> {
        let home = paths::cache().join(&self.directory);
        let bin = home.join(self.bin);
        if self.answers(&bin.join(self.program)) {
            return Ok(Some(bin));
        }
        if self.answers(Path::new(self.program)) {
            return Ok(None);
        }
        let name = format!("install {} into {} ({})", self.directory, home.display(), self.takes);
        step(name, || self.install(&home))?;
        Ok(Some(bin))
    }

    fn answers(&self, program: &Path) -> bool {
        let answer = Run::new(program).args(["--version"]).answer();
        answer.is_some_and(|answer| has_version(&answer, &self.version))
    }

    /// Installs beside the final place and renames, so that an interrupted installation never counts as a whole one.
    fn install(&self, home: &Path) -> Result<()> {
        let cache = paths::cache();
        let partial = cache.join(format!(".{}.{}", self.directory, std::process::id()));
        let _ = fs::remove_dir_all(&partial);
        fs::create_dir_all(&partial).with_context(|| format!("cannot make {}", partial.display()))?;
        let done = (self.recipe)(&partial).and_then(|()| {
            if !self.answers(&partial.join(self.bin).join(self.program)) {
                bail!("what was installed does not say that it is {} {}", self.program, self.version);
            }
            // Whatever is in the way did not answer with the right version.
            if home.exists() {
                fs::remove_dir_all(home)?;
            }
            fs::rename(&partial, home).with_context(|| format!("cannot move it to {}", home.display()))
        });
        let _ = fs::remove_dir_all(&partial);
        done
    }
}

/// Whether the words of `--version` have this one, as `wasm-opt version 132 (version_132)` has `132`.
fn has_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_whole_words() {
        assert!(has_version("trunk 0.21.14", "0.21.14"));
        assert!(has_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!has_version("trunk 0.21.140", "0.21.14"));
        assert!(!has_version("wasm-bindgen 0.2.130 (x)", "0.2.13"));
    }
}
