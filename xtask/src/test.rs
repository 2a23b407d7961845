//! `cargo xtask test`: every test there is, and the counts at the end.

mod counts;
mod names;
mod rust;

use std::{env, thread};

use anyhow::{Result, bail};
use clap::Args;
pub use counts::Counts;

use crate::app::Profile;
use crate::checks::CHECKS;
use crate::contract::Way;
use crate::playwright::{self, Project};
use crate::step::step;
use crate::table::{row, table};
use crate::{attacks, contract, instructions, real_mesos, server};

/// What to test.
#[derive(Args)]
pub struct Options {
    /// Leave out the browser, real Mesos, and what is counted on an optimised build: for the inner loop.
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
        let built = (!options.fast).then(|| scope.spawn(|| optimised(filter)));
        lines.push(counted("Rust", || rust::workspace(filter)));
        lines.push(counted("Rust, examples in the documentation", || rust::documentation(filter)));
        lines.push(counted("app", || rust::app(filter)));
        if names_the_contract(filter) {
            lines.push(on_the_contract(Way::Embedded));
        }
        if let Some(built) = built {
            lines.extend(
                built.join().unwrap_or_else(|_| vec![counted(BUILD, || bail!("the build panicked"))]),
            );
        }
    });
    // None of the other tests makes sense without the binary.
    if lines.iter().any(|line| line.name == BUILD && line.counts.failed == 0) {
        lines.extend(in_the_browser(filter));
    }
    attacks::print()?;
    print(&lines)
}

const BUILD: &str = "build";

/// The build of what ships, and what is counted on code that is compiled as that is.
fn optimised(filter: Option<&str>) -> Vec<Line> {
    let mut lines = vec![counted(BUILD, || server::build(Profile::Release).map(|_| Counts::PASSED))];
    lines.push(counted("Rust, bytes and memory", || rust::costs(filter)));
    if filter.is_none_or(|filter| INSTRUCTIONS.contains(filter)) {
        lines.push(match instructions::cannot_run() {
            None => counted(INSTRUCTIONS, instructions::test),
            Some(why) => without(INSTRUCTIONS, why),
        });
    }
    lines
}

const INSTRUCTIONS: &str = "instructions";

/// What cannot run on this machine is skipped, but in continuous integration.
fn without(name: &str, why: String) -> Line {
    if env::var("CI").is_ok_and(|ci| ci == "true" || ci == "1") {
        return counted(name, || bail!(why));
    }
    let counts = Counts { skipped: 1, ..Counts::default() };
    Line { name: name.to_owned(), counts, note: Some(format!("not run: {why}")) }
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
        Some(why) => lines.push(without("browser, real Mesos", why)),
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
