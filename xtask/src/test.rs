//! `cargo xtask test`: every test there is, and the counts at the end.

mod counts;
mod names;
mod rust;

use std::thread;

use anyhow::{Result, bail};
use clap::Args;
pub use counts::Counts;

use crate::app::Profile;
use crate::checks::CHECKS;
use crate::contract::Way;
use crate::playwright::{self, Project};
use crate::step::step;
use crate::table::{row, table};
use crate::{attacks, contract, real_mesos, server};

/// What to test.
#[derive(Args)]
pub struct Options {
    /// Leave out the browser and real Mesos: for the inner loop.
    #[arg(long)]
    fast: bool,
    /// Run only tests whose name has this in it (for the browser's tests, a regular expression); no checks.
    #[arg(long)]
    filter: Option<String>,
}

/// One runner's counts under its name.
struct Line {
    name: String,
    counts: Counts,
    note: Option<String>,
}

/// Runs everything, the later runners also when an earlier one fails, and ends with the counts on a line of their own.
pub fn run(options: &Options) -> Result<()> {
    let filter = options.filter.as_deref();
    let mut lines = Vec::new();
    if filter.is_none() {
        for check in CHECKS {
            lines.push(counted(check.name, || (check.run)().map(|()| Counts::PASSED)));
        }
    }
    contract::forget()?;
    attacks::forget()?;
    // The last crates of each build are compiled one after the other: two builds at a time leave no core idle.
    thread::scope(|scope| {
        let built = (!options.fast).then(|| scope.spawn(build));
        lines.push(counted("Rust", || rust::workspace(filter)));
        lines.push(counted("Rust, examples in the documentation", || rust::documentation(filter)));
        lines.push(counted("app", || rust::app(filter)));
        if names_the_contract(filter) {
            lines.push(on_the_contract(Way::Embedded));
        }
        if let Some(built) = built {
            lines.push(built.join().unwrap_or_else(|_| counted("build", || bail!("the build panicked"))));
        }
    });
    // None of the other tests makes sense without the binary.
    if !options.fast && lines.last().is_some_and(|built| built.counts.failed == 0) {
        lines.extend(in_the_browser(filter));
    }
    attacks::print()?;
    print(&lines)
}

fn build() -> Line {
    counted("build", || server::build(Profile::Release).map(|_| Counts::PASSED))
}

/// The tests that need the release binary.
fn in_the_browser(filter: Option<&str>) -> Vec<Line> {
    let mut lines = Vec::new();
    lines.push(counted("browser, embedded cluster", || playwright::test(Project::Demo, filter)));
    match real_mesos::cannot_run() {
        None => {
            lines.push(counted("browser, real Mesos", || playwright::test(Project::Real, filter)));
            if names_the_contract(filter) {
                lines.extend([Way::Straight, Way::Relay].map(on_the_contract));
            }
        }
        Some(why) if real_mesos::must_run() => lines.push(counted("browser, real Mesos", || bail!("{why}"))),
        Some(why) => lines.push(Line {
            name: "browser, real Mesos".to_owned(),
            counts: Counts { skipped: 1, ..Counts::default() },
            note: Some(format!("not run: {why}")),
        }),
    }
    lines
}

fn names_the_contract(filter: Option<&str>) -> bool {
    filter.is_none_or(|filter| contract::SUITE.contains(filter))
}

fn on_the_contract(way: Way) -> Line {
    counted(way.name(), || contract::test(way))
}

/// Runs one runner. One that fails before it counts anything counts as one failure.
fn counted(name: &str, work: impl FnOnce() -> Result<Counts>) -> Line {
    match step(name, work) {
        Ok(counts) => Line { name: name.to_owned(), counts, note: None },
        Err(error) => {
            eprintln!("\nxtask: {error:#}\n");
            let counts = Counts { failed: 1, ..Counts::default() };
            Line { name: name.to_owned(), counts, note: Some("did not run to its end".to_owned()) }
        }
    }
}

fn print(lines: &[Line]) -> Result<()> {
    let mut rows = vec![row(["", "passed", "failed", "skipped"])];
    let mut total = Counts::default();
    for line in lines {
        let Counts { passed, failed, skipped, .. } = line.counts;
        rows.push(vec![line.name.clone(), passed.to_string(), failed.to_string(), skipped.to_string()]);
        total = total + line.counts.clone();
    }
    println!("\n{}", table(&rows));
    for line in lines {
        if let Some(note) = &line.note {
            println!("  {}: {note}", line.name);
        }
    }
    for line in lines {
        for test in &line.counts.names {
            println!("  {}: {test}", line.name);
        }
    }
    println!("{total}");
    if total.failed > 0 {
        bail!("{} of {} tests failed", total.failed, total.passed + total.failed);
    }
    Ok(())
}
