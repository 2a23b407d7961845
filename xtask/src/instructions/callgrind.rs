//! Callgrind: counts the instructions of chosen functions of a program, everything they call included.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::Run;

/// Instructions of a function, as a mean over its calls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<String, u64>);

impl Counts {
    /// Counts that are known.
    pub fn new(counts: impl IntoIterator<Item = (String, u64)>) -> Self {
        Counts(counts.into_iter().collect())
    }

    /// Those of a function; 0 if it was never called.
    #[must_use]
    pub fn of(&self, function: &str) -> u64 {
        self.0.get(function).copied().unwrap_or(0)
    }
}

/// Runs a program under callgrind, which begins to count anew whenever one of the functions is called and writes down what it has counted when
/// the function returns. What it writes stays in `dir`: a file for each return, `part.1` and so on.
pub fn count(
    valgrind: &Path,
    program: &Path,
    argument: &str,
    functions: &[&str],
    dir: &Path,
) -> Result<Counts> {
    let _ = fs::remove_dir_all(dir);
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let out = dir.join("part");
    let mut run = Run::new(valgrind).args(["--tool=callgrind", "--quiet"]);
    for function in functions {
        run = run.args([format!("--zero-before=*::{function}"), format!("--dump-after=*::{function}")]);
    }
    run = run.args([format!("--callgrind-out-file={}", out.display())]).args([program]).args([argument]);
    run.run_quietly()?;
    let counts = collect(dir)?;
    // A compiler that takes functions apart would otherwise look like one that makes them free.
    if let Some(missing) = functions.iter().find(|function| counts.of(function) == 0) {
        bail!(run.failed(&format!("callgrind has not seen {missing} return")));
    }
    Ok(counts)
}

/// The mean of what was written down for each function.
fn collect(dir: &Path) -> Result<Counts> {
    let mut parts: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
        files.push(entry?.path());
    }
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        if let Some((function, instructions)) = part(&text) {
            parts.entry(function.to_owned()).or_default().push(instructions);
        }
    }
    let mean = |counts: Vec<u64>| counts.iter().sum::<u64>() / counts.len() as u64;
    Ok(Counts::new(parts.into_iter().map(|(function, counts)| (function, mean(counts)))))
}

/// Which function's return a file was written at, and how many instructions it tells of.
fn part(text: &str) -> Option<(&str, u64)> {
    let trigger = text.lines().find_map(|line| line.strip_prefix("desc: Trigger: --dump-after="))?;
    let sum = text.lines().find_map(|line| line.strip_prefix("summary: "))?;
    Some((trigger.rsplit("::").next()?, sum.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_tells_of_one_function() {
        let text = "version: 1\npart: 7\n\ndesc: Trigger: --dump-after=deltas::delta_cut\n\nevents: Ir\nsummary: 12300\n\ntotals: 12301\n";
        assert_eq!(part(text), Some(("delta_cut", 12_300)));
        assert_eq!(part("desc: Trigger: Program termination\nsummary: 1\n"), None);
    }

    #[test]
    fn the_mean_is_taken_over_all_parts() {
        let dir = std::env::temp_dir().join(format!("xtask-callgrind-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        for (number, function, sum) in [(1, "a", 10), (2, "b", 7), (3, "a", 30)] {
            let text = format!("desc: Trigger: --dump-after=x::{function}\nsummary: {sum}\n");
            fs::write(dir.join(format!("part.{number}")), text).unwrap();
        }
        fs::write(dir.join("part"), "desc: Trigger: Program termination\nsummary: 99\n").unwrap();
        let counts = collect(&dir).unwrap();
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!((counts.of("a"), counts.of("b"), counts.of("c")), (20, 7, 0));
    }
}
