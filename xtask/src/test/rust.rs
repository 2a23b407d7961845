//! The Rust tests: by cargo-nextest where it is installed, else by cargo test.

use anyhow::{Result, bail};

use super::Counts;
use crate::command::Run;
use crate::contract;

/// Everything but the app.
pub fn workspace(filter: Option<&str>) -> Result<Counts> {
    unit_tests(&[], filter)
}

/// The app's own tests: whatever of it can be said without a browser is tested without one.
pub fn app(filter: Option<&str>) -> Result<Counts> {
    unit_tests(&["--package", "mesoscope-frontend"], filter)
}

/// What the model costs in bytes and memory, on optimised code: a day of a million deltas takes minutes on any other.
pub fn costs(filter: Option<&str>) -> Result<Counts> {
    // Together with the server, so that everything they share is compiled for both at once.
    let names = [
        "--release",
        "--package",
        "mesoscope-server",
        "--package",
        "cost",
        "--test",
        "bytes",
        "--test",
        "memory",
    ];
    cargo_test(&[&names, filter.as_slice()].concat())
}

/// The examples in the documentation.
pub fn documentation(filter: Option<&str>) -> Result<Counts> {
    cargo_test(&[&["--doc"], filter.as_slice()].concat())
}

fn unit_tests(selection: &[&str], filter: Option<&str>) -> Result<Counts> {
    // The contract suite counts its own cases, and is a runner of its own.
    let suite = contract::SUITE;
    if Run::cargo().args(["nextest", "--version"]).answer().is_none() {
        let names: Vec<&str> = filter.into_iter().chain(["--", "--skip", suite]).collect();
        return cargo_test(&[&["--lib", "--bins", "--tests"], selection, &names].concat());
    }
    let run = Run::cargo()
        .args(["nextest", "run", "--locked", "--no-fail-fast", "--no-tests=pass", "--status-level=fail"])
        .args(["--cargo-quiet", "--hide-progress-bar", "-E", &format!("not test(={suite})")])
        .args(selection)
        .args(filter);
    let (ok, output) = run.run_and_read()?;
    finish(&run, ok, Counts::of_nextest(&output).unwrap_or_default())
}

fn cargo_test(selection: &[&str]) -> Result<Counts> {
    let run = Run::cargo().args(["test", "--locked", "--quiet", "--no-fail-fast"]).args(selection);
    let (ok, output) = run.run_and_read()?;
    finish(&run, ok, Counts::of_cargo_test(&output))
}

/// A runner that ends badly without a failed test has not run at all: it did not compile, for one.
fn finish(run: &Run, ok: bool, counts: Counts) -> Result<Counts> {
    if !ok && counts.failed == 0 {
        bail!(run.failed("it ended badly"));
    }
    if !ok {
        eprintln!("\nto run it by hand:\n    {}", run.line());
    }
    Ok(counts)
}
