//! Codec and model: criterion's benchmarks, and what they left in target/criterion.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::figure::{At, Figure, Group};
use crate::command::Run;
use crate::paths;
use crate::step::step;

/// The benchmarks of each crate that belong into the table.
const BENCHES: [(&str, &[&str]); 2] =
    [("operator-api", &["decode"]), ("cluster-model", &["fold", "views", "bound"])];

/// What criterion says of a benchmark.
#[derive(Deserialize)]
struct Benchmark {
    full_id: String,
}

/// What criterion measured: of each sample how often the code ran, and how long that took in ns.
#[derive(Deserialize)]
struct Sample {
    iters: Vec<f64>,
    times: Vec<f64>,
}

/// Runs them, and returns a figure for each that ran.
pub(super) fn run(filter: Option<&str>, quick: bool) -> Result<Vec<Figure>> {
    let began = SystemTime::now();
    for (package, benches) in BENCHES {
        let mut run = Run::cargo().args(["bench", "--locked", "--quiet", "--package", package]);
        run = run.args(benches.iter().flat_map(|bench| ["--bench", bench])).args(["--", "--noplot"]);
        if quick {
            run = run.args(["--warm-up-time", "0.2", "--measurement-time", "0.5"]);
        }
        step(format!("measure {package}"), || run.args(filter).run_quietly())?;
    }
    let mut figures = Vec::new();
    collect(&paths::target().join("criterion"), began, &mut figures)?;
    figures.sort_by(|left, right| left.what.cmp(&right.what));
    Ok(figures)
}

/// Looks for what was measured since, in a directory and those below it.
fn collect(dir: &Path, since: SystemTime, figures: &mut Vec<Figure>) -> Result<()> {
    let sample = dir.join("new/sample.json");
    if fs::metadata(&sample).and_then(|file| file.modified()).is_ok_and(|made| made >= since) {
        figures.push(figure(&dir.join("new/benchmark.json"), &sample)?);
    }
    let Ok(entries) = fs::read_dir(dir) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("new") {
            collect(&path, since, figures)?;
        }
    }
    Ok(())
}

fn figure(benchmark: &Path, sample: &Path) -> Result<Figure> {
    fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        serde_json::from_str(&text).with_context(|| path.display().to_string())
    }
    let Benchmark { full_id } = read(benchmark)?;
    let Sample { iters, times } = read(sample)?;
    let values = times.iter().zip(&iters).map(|(time, iters)| time / iters / 1e6).collect();
    Ok(Figure {
        group: Group::Model,
        what: full_id,
        at: At::default(),
        unit: "ms".to_owned(),
        values,
        hold: None,
        commit: String::new(),
    })
}
