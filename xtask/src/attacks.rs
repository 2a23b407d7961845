//! What came of the attacks: how many of each kind were tried, and how many of them were held off. The tests write it down as they end.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::paths;
use crate::table::{row, table};

/// Tried and held off.
type Sums = BTreeMap<String, (u64, u64)>;

fn report() -> PathBuf {
    paths::target().join("tmp/attacks.tsv")
}

/// Forgets those of earlier runs.
///
/// # Errors
/// If the file cannot be removed.
pub fn forget() -> Result<()> {
    let report = report();
    if fs::exists(&report)? {
        fs::remove_file(&report).with_context(|| format!("cannot remove {}", report.display()))?;
    }
    Ok(())
}

/// Prints what is known since then, if anything is.
///
/// # Errors
/// If the file cannot be read.
pub fn print() -> Result<()> {
    let report = report();
    if fs::exists(&report)? {
        let text =
            fs::read_to_string(&report).with_context(|| format!("cannot read {}", report.display()))?;
        println!("\n{}", told(&sums(&text)));
    }
    Ok(())
}

/// One line for each kind, even if several tests tried it.
fn sums(text: &str) -> Sums {
    let mut sums = Sums::new();
    for line in text.lines() {
        let mut parts = line.split('\t');
        let (Some(name), Some(tried), Some(held)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let sum = sums.entry(name.to_owned()).or_default();
        sum.0 += tried.parse().unwrap_or(0);
        sum.1 += held.parse().unwrap_or(0);
    }
    sums
}

fn told(sums: &Sums) -> String {
    let mut rows = vec![row(["attacks", "tried", "held off"])];
    for (name, (tried, held)) in sums {
        rows.push(vec![name.clone(), tried.to_string(), held.to_string()]);
    }
    let (tried, held) = sums.values().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    rows.push(vec![format!("{} kinds", sums.len()), tried.to_string(), held.to_string()]);
    table(&rows)
}

#[cfg(test)]
mod tests {
    use super::{sums, told};

    #[test]
    fn kinds_add_up() {
        let sums = sums("forged\t10\t10\nlies\t5\t4\nforged\t2\t2\nbroken\n");
        assert_eq!(sums["forged"], (12, 12));
        assert_eq!(
            told(&sums),
            "  attacks  tried  held off\n  forged      12        12\n  lies         5         4\n  2 kinds     17        16\n"
        );
    }
}
